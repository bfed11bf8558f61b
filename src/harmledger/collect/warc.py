"""Web archives (WARC, plain or compressed): the HTML pages that they hold, each under its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harmledger.collect.html import page
from harmledger.collect.items import Item
from harmledger.collect.raw import MEGABYTE, Raw, failure, with_given
from harmledger.errors import InputError, OversizedInput, UnreadableInput
from harmledger.records import Failure

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(item: Item) -> Iterator[Raw | Failure]:
    """The pages of a web archive; a cut archive gives its whole records, then one failure."""
    from fastwarc.stream_io import StreamError
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(item.stream, record_types=wanted):
            yield from _page(item, record)
    except (StreamError, ValueError, OSError, EOFError) as error:
        raise UnreadableInput(f"is damaged or cut short ({error})", subject=item.path) from error


def _page(item: Item, record: Any) -> Iterator[Raw | Failure]:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    document = url or record.record_id
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    if kind.split(";")[0].strip().lower() not in _PAGES or (record.is_http and _status(record) >= 300):
        return
    limit = item.options.max_file_bytes
    try:
        data = record.reader.read(limit + 1)
        if len(data) > limit:
            raise OversizedInput(f"the page is larger than {limit / MEGABYTE:,.0f} MB")
        raw = page(data, document=document, path=item.path, declared=record.http_charset or "", url=url)
        yield with_given(raw, item.given)
    except InputError as error:
        yield failure(error, f"{item.path}!{document}", document)


def _status(record: Any) -> int:
    return int(record.http_headers.status_code or 200)
