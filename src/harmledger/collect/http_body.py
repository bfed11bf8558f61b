"""The body of an archived HTTP answer: its chunks joined and its compression undone.

Done here and not by the archive reader, which gives up the whole archive at the first body that is damaged.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

from harmledger.errors import UnreadableInput

_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib expects around the compressed data


def decoded(data: bytes, headers: Any, limit: int) -> bytes:
    """The body as its page was written, at most `limit` + 1 bytes of it; UnreadableInput where it is damaged."""
    if "chunked" in _header(headers, "Transfer-Encoding"):
        data = _joined(data)
    coding = _header(headers, "Content-Encoding")
    if coding in ("", "identity"):
        return data
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, (_GZIP,), limit)
    if coding == "deflate":  # written with and without zlib's header
        return _inflated(data, (_ZLIB, _RAW), limit)
    if coding == "br":
        return _brotli(data, limit)
    raise UnreadableInput(f"the page is packed in a way that is not read here ({coding})")


def _header(headers: Any, name: str) -> str:
    return str((headers.get(name) if headers else "") or "").strip().lower()


def _joined(data: bytes) -> bytes:
    """The chunks of a body; a body that some crawlers store joined already comes back as it is."""
    out, at = bytearray(), 0
    while True:
        stop = data.find(b"\r\n", at, at + 100)
        try:
            size = int(data[at:stop].split(b";")[0], 16) if stop > at else -1
        except ValueError:
            size = -1
        if size < 0:
            return bytes(out) if out else data
        if size == 0:
            return bytes(out)
        out += data[stop + 2 : stop + 2 + size]
        at = stop + 4 + size


def _inflated(data: bytes, kinds: tuple[int, ...], limit: int) -> bytes:
    for kind in kinds:
        try:
            return zlib.decompressobj(kind).decompress(data, limit + 1)
        except zlib.error:
            continue
    if data.lstrip()[:1] == b"<":  # stored unpacked under the old header
        return data
    raise UnreadableInput("the page is damaged: it does not unpack", remedy="Fetch it again.")


def _brotli(data: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        body: bytes = BrotliReader(io.BytesIO(data)).read(limit + 1)
    except (OSError, ValueError) as error:
        raise UnreadableInput("the page is damaged: it does not unpack", remedy="Fetch it again.") from error
    return body
