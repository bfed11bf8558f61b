"""What kind of input a file is: by its ending, and by its first bytes where the ending is unknown or missing."""

from __future__ import annotations

import json

from harmledger.collect.decode import encoding_of, looks_binary

# Ending -> kind. Compressions come off first ("x.jsonl.gz" is a "jsonl" inside a "gz").
ENDINGS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "eml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "gz",
    ".gz": "gz",
    ".bz2": "bz2",
    ".xz": "xz",
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)


def is_database(head: bytes) -> bool:
    """Whether the first bytes are those of an SQLite file, as a ledger is one."""
    return head.startswith(b"SQLite format 3\x00")


def by_name(name: str) -> str:
    """The kind that a file's ending stands for, or nothing."""
    lower = name.lower()
    return next((kind for ending, kind in ENDINGS.items() if lower.endswith(ending)), "")


def by_content(head: bytes) -> str:
    """The kind that the first bytes show: "txt" for any text, "" for what no reader takes."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in head else "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if looks_binary(head):
        return ""
    start = head[:4096].decode(encoding_of(head[:4096]), errors="replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<?xml", "<rss", "<feed", "<rdf")) and any(t in start for t in ("<rss", "<feed", "<rdf:rdf")):
        return "feed"
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<html" in start:
        return "html"
    if start.startswith("{") and _is_object(head.split(b"\n", 1)[0]):
        return "jsonl"
    return "txt"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
