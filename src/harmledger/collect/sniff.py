"""What kind of input a file is: by its ending, and by its first bytes where the ending is unknown or missing."""

from __future__ import annotations

import json
import re

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
    ".json": "json",
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
_PICTURE = ("is a picture", "Put the words that it shows, if any, into a txt file.")
_FOREIGN = (
    (
        b"SQLite format 3\x00",
        "is an SQLite database (a ledger, perhaps), not a report",
        "Take it out of the folder, or export its texts as a table.",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office file, or one with a password", "Save it as docx or txt."),
    (b"{\\rtf", "is rich text (rtf)", "Save it as docx or txt."),
    (b"\xff\xd8\xff", *_PICTURE),
    (b"\x89PNG\r\n", *_PICTURE),
    (b"GIF8", *_PICTURE),
    (b"Rar!\x1a\x07", "is an archive of a kind that is not read (rar)", "Unpack it and give the folder."),
    (b"7z\xbc\xaf\x27\x1c", "is an archive of a kind that is not read (7z)", "Unpack it and give the folder."),
)


def foreign(head: bytes, name: str) -> tuple[str, str] | None:
    """What a file is that no reader takes, and what to do with it; None for all else.

    Asked before anything is read, whatever the name: much of such a file would pass for text in some encoding.
    """
    if name.lower().endswith((".yaml", ".yml")):
        return "is YAML, not a report", "What is known of a report stands beside it in NAME.meta.yaml."
    if head.startswith(b"PK\x03\x04") and not by_name(name):
        if b"[Content_Types].xml" in head and b"word/" not in head:
            return "is an Office file but no docx", "Save it as docx, or a table as csv."
        if head[30:].startswith((b"mimetypeapplication/vnd.oasis", b"mimetypeapplication/epub")):
            return "is an OpenDocument file or an e-book", "Save it as docx, txt or html, or a table as csv."
    return next(((what, remedy) for magic, what, remedy in _FOREIGN if head.startswith(magic)), None)


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
    if re.match(r"\[\s*\{\s*[\"}]", start):
        return "json"
    if start.startswith("{") and _is_object(head.split(b"\n", 1)[0]):
        return "jsonl"
    return "txt"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
