"""Pages to read, to review and to publish: a local web server, and the same pages as a folder that opens from disk."""
