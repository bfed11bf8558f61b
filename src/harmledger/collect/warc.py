"""Web archives (WARC, plain or compressed): the HTML pages that they hold, each under its address."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from harmledger.collect import http_body
from harmledger.collect.html import page
from harmledger.collect.items import Item
from harmledger.collect.raw import MEGABYTE, Raw, failure, with_given
from harmledger.errors import InputError, OversizedInput, UnreadableInput
from harmledger.records import Failure

_PAGES = ("text/html", "application/xhtml+xml")
_ENDS = (b"\r\n\r\n", b"\n\n")  # how a whole archive ends


def read_warc(item: Item) -> Iterator[Raw | Failure]:
    """The pages of a web archive; one that is cut gives its whole records, then one failure."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    tape = _Tape(item.stream)
    broken = False
    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(tape, record_types=wanted):
            for found in _page(item, record):
                broken = isinstance(found, Failure)
                yield found
    except (ValueError, OSError, EOFError) as error:
        tape.error = tape.error or str(error)
    except BaseException as error:
        # The library's panics come as no Exception; one damaged archive must not end the run.
        if type(error).__name__ != "PanicException":
            raise
        tape.error = tape.error or "damaged record"
    if not broken and (tape.error or not tape.last.endswith(_ENDS)):
        raise UnreadableInput(
            f"is damaged or cut short ({tape.error or 'its last record is not whole'}); what stood before it was read",
            subject=item.path,
            remedy="Fetch it again.",
        )


class _Tape(io.RawIOBase):
    """An archive's stream as the reader wants it: it asks where it is, reads on, and never goes back.

    An error of the stream below (a truncated compression) ends the tape, so that what was read before it is kept.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self.last = b""
        self.error = ""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        except (EOFError, OSError) as error:
            self.error = str(error)
            return b""
        self._at += len(data)
        self.last = (self.last + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) not in ((0, 1), (self._at, 0)):
            raise io.UnsupportedOperation("the archive is read forwards")
        return self._at


def _page(item: Item, record: Any) -> Iterator[Raw | Failure]:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    document = url or record.record_id or item.name
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    if kind.split(";")[0].strip().lower() not in _PAGES or _status(record) >= 300:
        return
    try:
        raw = page(_content(item, record), document=document, path=item.path, declared=_charset(record), url=url)
        yield with_given(raw, item.given)
    except InputError as error:
        yield failure(error, f"{item.path}!{document}", document)


def _content(item: Item, record: Any) -> bytes:
    limit = item.options.max_file_bytes
    try:
        data: bytes = record.reader.read(limit + 1)
    except (OSError, EOFError) as error:
        raise UnreadableInput(f"the page is damaged or cut short ({error})", remedy="Fetch it again.") from error
    if len(data) <= limit and len(data) < record.content_length:
        raise UnreadableInput("the page is cut short", remedy="Fetch it again.")
    if record.is_http:
        data = http_body.decoded(data, record.http_headers, limit)
    if len(data) > limit:
        raise OversizedInput(f"the page is larger than {limit / MEGABYTE:,.0f} MB")
    return data


def _status(record: Any) -> int:
    return int((record.http_headers.status_code if record.is_http else 0) or 200)


def _charset(record: Any) -> str:
    return (record.http_charset or "") if record.is_http else ""
