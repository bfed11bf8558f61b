"""Answers to a browser: a body with a tag of its content, and packed where the browser can unpack it."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from fastapi import Request, Response

_WORTH_PACKING = 2048  # bytes
_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Body:
    """What is answered, made ready once: `packed` is empty where it would not be smaller."""

    content: bytes
    mime: str
    tag: str
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return len(self.content) + len(self.packed)


def body(content: bytes, mime: str, *, level: int = _LEVEL) -> Body:
    """The content made ready to be given many times."""
    tag = hashlib.blake2b(content, digest_size=12).hexdigest()
    packed = gzip.compress(content, level, mtime=0) if len(content) >= _WORTH_PACKING else b""
    return Body(content, mime, tag, packed if len(packed) < len(content) else b"")


def answer(request: Request, made: Body) -> Response:
    """The body, or that the browser has it already."""
    pack = bool(made.packed) and "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{made.tag}{"-gz" if pack else ""}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    known = {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    if pack:
        headers["Content-Encoding"] = "gzip"
    return Response(made.packed if pack else made.content, media_type=made.mime, headers=headers)
