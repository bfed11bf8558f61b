"""Web pages: decoded and kept whole; the clean stage finds the main content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harmledger.collect.decode import decode
from harmledger.collect.items import Item
from harmledger.collect.raw import Raw, sha256, with_given
from harmledger.records import Failure

_CHARSET = re.compile(rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)


def read_html(item: Item) -> Iterator[Raw | Failure]:
    """One report from an HTML file."""
    yield with_given(page(item.whole(), document=item.name, path=item.path), item.given)


def page(data: bytes, *, document: str, path: str, declared: str = "", url: str = "") -> Raw:
    """A page's bytes as a report; `declared` is the encoding that a header names, which the page itself may correct."""
    found = _CHARSET.search(data[:4096])
    decoded = decode(data, declared=declared or (found[1].decode("ascii") if found else ""), subject=path)
    return Raw(document, path, "html", html=decoded.text, url=url, raw_sha256=sha256(data), steps=decoded.steps)
