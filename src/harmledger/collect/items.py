"""An input on its way through the readers, and the guards that keep one input from eating the machine."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO, cast

from harmledger.collect.raw import MEGABYTE, CollectOptions, Given, Raw
from harmledger.errors import EmptyInput, OversizedInput
from harmledger.records import Failure

_IN_MEMORY = 32 * MEGABYTE
_BUFFER = 131_072
_SMALL = 100 * MEGABYTE  # what may be unpacked whatever the ratio


class Budget:
    """How many bytes a packed input may still unpack to, counted over all its members and layers."""

    def __init__(self, packed: int | None, options: CollectOptions) -> None:
        by_ratio = max(_SMALL, options.max_ratio * packed) if packed is not None else options.max_unpacked_bytes
        self.limit = min(by_ratio, options.max_unpacked_bytes)
        self.used = 0
        self.burst = False

    def spend(self, size: int) -> None:
        """Count unpacked bytes; OversizedInput when there are more than an honest archive holds."""
        self.used += size
        if self.used > self.limit:
            self.burst = True
            raise OversizedInput(
                f"unpacks to more than {self.limit / MEGABYTE:,.0f} MB, which is more than reports pack to",
                remedy="Unpack it yourself if you trust it, and give the folder.",
            )


class _Unpacked(io.RawIOBase):
    """The inside of an archive or compression: counts against a budget what is read from it."""

    def __init__(self, stream: IO[bytes], budget: Budget | None) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = _some(self._stream, len(buffer))
        if self._budget:
            self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def unpacked(stream: IO[bytes], budget: Budget | None = None) -> IO[bytes]:
    """The unpacked side of a stream, buffered, counted against a budget if it is packed tighter than its outside."""
    return io.BufferedReader(_Unpacked(stream, budget), _BUFFER)


@dataclass(frozen=True, slots=True)
class Item:
    """One input: a file, an archive member, a compressed stream's inside."""

    path: str  # as shown to the user; "!" goes into an archive
    name: str  # file name alone
    stream: IO[bytes]
    options: CollectOptions
    given: Given = field(default_factory=Given)
    size: int | None = None
    depth: int = 0
    budget: Budget | None = None

    def whole(self) -> bytes:
        """All bytes of a single document; OversizedInput before more than the limit is read, EmptyInput when none."""
        limit = self.options.max_file_bytes
        if self.size is not None and self.size > limit:
            raise _oversized(self.size, limit)
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise _oversized(self.size, limit)
        if not data.strip():
            raise EmptyInput("is empty", remedy="Remove it, or fetch the report again.")
        return data

    def head(self, size: int = 65_536) -> tuple[bytes, Item]:
        """The first bytes, and an item that still holds them."""
        if self.stream.seekable():
            start = self.stream.tell()
            data = self.stream.read(size)
            self.stream.seek(start)
            return data, self
        peeked = _Peeked(self.stream, size)
        return peeked.kept, replace(self, stream=io.BufferedReader(peeked, _BUFFER))

    @contextmanager
    def seekable(self) -> Iterator[Item]:
        """This item with a stream that can be read in any order (kept in memory or an unnamed temporary file)."""
        if self.stream.seekable():
            yield self
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            while chunk := self.stream.read(MEGABYTE):
                spool.write(chunk)
            size = spool.tell()
            spool.seek(0)
            yield replace(self, stream=cast("IO[bytes]", spool), size=size)


class _Peeked(io.RawIOBase):
    """A stream that cannot seek, with its first bytes looked at and kept."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._error: Exception | None = None  # met while looking ahead: raised when the reader comes to it
        kept = b""
        while len(kept) < size and (chunk := self._next(size - len(kept))):
            kept += chunk
        if self._error and not kept:
            raise self._error
        self.kept = kept

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.kept:
            data = self.kept[: len(buffer)]
            self.kept = self.kept[len(data) :]
        elif self._error:
            raise self._error
        else:
            data = _some(self._stream, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        try:
            return _some(self._stream, size)
        except Exception as error:
            self._error = error
            return b""


def _some(stream: IO[bytes], size: int) -> bytes:
    """One step of reading: a longer read of a truncated stream fails as a whole and takes the good bytes with it."""
    data: bytes = getattr(stream, "read1", stream.read)(size)
    return data


def _oversized(size: int | None, limit: int) -> OversizedInput:
    what = f"is {size / MEGABYTE:,.0f} MB, " if size is not None else "is "
    return OversizedInput(
        f"{what}larger than the limit of {limit / MEGABYTE:,.0f} MB for one document",
        remedy="Split it into reports.",
    )


Reader = Callable[[Item], Iterator[Raw | Failure]]
