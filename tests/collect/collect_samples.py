"""Small inputs written by the tests, and a shorthand to collect them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from harmledger.collect import CollectOptions, Raw, collect
from harmledger.records import Failure

STORY = "Shells hit the market of Lower Brennick on Monday morning, killing two traders, the district head said.\n"


def read(*paths: Path | str, **options: Any) -> tuple[list[Raw], list[Failure]]:
    """What collecting gives, reports and failures apart."""
    found = list(collect([str(p) for p in paths], CollectOptions(**options)))
    return [r for r in found if isinstance(r, Raw)], [f for f in found if isinstance(f, Failure)]


def write(folder: Path, name: str, data: bytes | str) -> Path:
    """A file with these bytes or this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def page(words: str, title: str = "Market hit") -> str:
    """A web page with navigation around one story."""
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='Brennick Post'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1><p>{words}</p><p>Rescuers searched the stalls until dark and carried the wounded "
        "to the clinic on the hill, where the power had failed.</p></article><footer>All rights reserved</footer>"
        "</body></html>"
    )


def record(url: str, body: bytes, content_type: str = "text/html; charset=utf-8", headers: str = "") -> bytes:
    """One response record of a web archive."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2022-03-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{len(url):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(*parts: bytes) -> bytes:
    """Each part as a gzip member, as web archives are written."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)
