"""RSS and Atom files: one report an entry, its full content where the feed has it, else its summary."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from harmledger.collect.decode import tidied
from harmledger.collect.items import Item
from harmledger.collect.markup import text_of
from harmledger.collect.raw import Raw, failure, sha256, with_given
from harmledger.errors import EmptyInput, InputError, UnreadableInput
from harmledger.records import Failure


def read_feed(item: Item) -> Iterator[Raw | Failure]:
    """The reports of a feed; UnreadableInput where it is none, EmptyInput where it has no entries."""
    import feedparser

    data = item.whole()
    # A stream, not bytes: from a string feedparser would fetch an address.
    feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        if feed.version:
            raise EmptyInput("has no entries", subject=item.path)
        raise UnreadableInput("is no RSS or Atom feed", subject=item.path)
    outlet = str(feed.feed.get("title", ""))
    language = str(feed.feed.get("language", "")).lower()[:2]
    for number, entry in enumerate(feed.entries, 1):
        document = str(entry.get("id") or entry.get("link") or f"{item.name}#{number}")
        try:
            yield with_given(_report(item, entry, document, outlet, language), item.given)
        except InputError as error:
            yield failure(error, f"{item.path}#{number}", document)
    if feed.bozo and _cut(feed.bozo_exception):
        cut = UnreadableInput("is damaged or cut short; the entries before that were read", remedy="Fetch it again.")
        yield failure(cut, item.path, item.name)


def _report(item: Item, entry: Any, document: str, outlet: str, language: str) -> Raw:
    pieces = [str(piece.get("value", "")) for piece in entry.get("content", [])] or [str(entry.get("summary", ""))]
    body = tidied(text_of("\n".join(pieces)))
    title = " ".join(text_of(str(entry.get("title", ""))).split())
    if not body.text.strip() and not title:
        raise EmptyInput("the entry has no text")
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    return Raw(
        document=document,
        source_path=item.path,
        kind="feed",
        text=body.text,
        title=title,
        title_in_text=bool(title),
        outlet=str(entry.get("source", {}).get("title") or outlet),
        url=str(entry.get("link", "")),
        language=language,
        published=f"{published.tm_year:04}-{published.tm_mon:02}-{published.tm_mday:02}" if published else "",
        raw_sha256=sha256("\0".join([document, title, *pieces]).encode("utf-8", "replace")),
        steps=(f"feedparser/{version('feedparser')}: entry", *body.steps),
    )


def _cut(error: Exception) -> bool:
    return type(error).__name__ in ("SAXParseException", "XMLSyntaxError")
