"""Archives and compressed files, read as streams: nothing is unpacked to disk, and a bomb is stopped by its ratio."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, cast

from harmledger.collect import sidecar
from harmledger.collect.items import Budget, Item, Reader, unpacked
from harmledger.collect.raw import Given, Raw, failure
from harmledger.errors import InputError, OversizedInput, UnreadableInput
from harmledger.records import Failure

BROKEN = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
)
Opener = Callable[[Item, Reader], Iterator[Raw | Failure]]


def read_packed(item: Item, kind: str, read: Reader) -> Iterator[Raw | Failure]:
    """The reports inside an archive or compressed file; `read` reads a member of any kind."""
    if item.depth >= item.options.max_depth:
        raise OversizedInput(
            f"lies {item.depth} archives deep", subject=item.path, remedy="Unpack the outer archives first."
        )
    item = replace(item, budget=item.budget or Budget(item.size, item.options))
    try:
        yield from OPENERS[kind](item, read)
    except BROKEN as error:
        raise UnreadableInput(
            f"is damaged or cut short ({_short(error)}); what stood before that was read",
            subject=item.path,
            remedy="Fetch it again.",
        ) from error


def _compressed(open_stream: Callable[[IO[bytes]], IO[bytes]]) -> Opener:
    def opener(item: Item, read: Reader) -> Iterator[Raw | Failure]:
        stem = item.name.rsplit(".", 1)
        name = stem[0] + (".tar" if stem[-1].lower() == "tgz" else "") if len(stem) > 1 else f"{item.name}.inside"
        stream = unpacked(open_stream(item.stream), _budget(item))
        yield from read(replace(item, name=name, stream=stream, size=None, depth=item.depth + 1))

    return opener


def _zip(item: Item, read: Reader) -> Iterator[Raw | Failure]:
    with item.seekable() as item, zipfile.ZipFile(item.stream) as archive:
        members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        sidecars = {name: info for name, info in members.items() if _is_sidecar(name, info.file_size)}
        given = {name: _given(archive.read(info)) for name, info in sidecars.items()}
        for name in sorted(members):
            if _hidden(name) or sidecar.is_sidecar(_base(name)):
                continue
            if members[name].flag_bits & 1:
                locked = UnreadableInput("is locked with a password", remedy="Unpack it and give the folder.")
                yield failure(locked, f"{item.path}!{name}", _base(name))
                continue
            yield from _zip_member(item, archive, members[name], _about(name, given), read)


def _zip_member(
    item: Item, archive: zipfile.ZipFile, info: zipfile.ZipInfo, given: Given, read: Reader
) -> Iterator[Raw | Failure]:
    path = f"{item.path}!{info.filename}"
    try:
        with archive.open(info) as inner:
            stream = unpacked(inner, _budget(item))
            member = replace(item, path=path, name=_base(info.filename), stream=stream, size=info.file_size)
            yield from read(replace(member, given=given.over(item.given), depth=item.depth + 1))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        yield failure(UnreadableInput(f"is damaged ({_short(error)})"), path, _base(info.filename))


def _tar(item: Item, read: Reader) -> Iterator[Raw | Failure]:
    """Members in the order of the tape: sidecars speak for what comes after them."""
    given: dict[str, Given] = {}
    with tarfile.open(fileobj=item.stream, mode="r|") as archive:
        for info in archive:
            if not info.isfile() or _hidden(info.name):
                continue  # links and devices hold no text of their own
            inner = cast("IO[bytes]", archive.extractfile(info))
            if _is_sidecar(info.name, info.size):
                given[info.name] = _given(inner.read())
                continue
            about = _about(info.name, given).over(item.given)
            path, name = f"{item.path}!{info.name}", _base(info.name)
            member = replace(item, path=path, name=name, stream=unpacked(inner), given=about, size=info.size)
            yield from read(replace(member, depth=item.depth + 1))


OPENERS: dict[str, Opener] = {
    "gz": _compressed(lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream))),
    "bz2": _compressed(lambda stream: cast("IO[bytes]", bz2.BZ2File(stream))),
    "xz": _compressed(lambda stream: cast("IO[bytes]", lzma.LZMAFile(stream))),  # noqa: SIM115
    "zip": _zip,
    "tar": _tar,
}


def _budget(item: Item) -> Budget:
    if item.budget is None:
        raise AssertionError("read_packed sets the budget")
    return item.budget


def _base(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _hidden(name: str) -> bool:
    return any(
        part.startswith((".", "__MACOSX")) for part in name.replace("\\", "/").split("/") if part not in (".", "..")
    )


def _is_sidecar(name: str, size: int) -> bool:
    return sidecar.is_sidecar(_base(name)) and size < 1_000_000


def _given(data: bytes) -> Given:
    try:
        return sidecar.read(data, "sidecar")
    except InputError:
        return Given()


def _about(name: str, given: dict[str, Given]) -> Given:
    """What the sidecars inside an archive say of one member: its own first, then those of its folders upwards."""
    folder, _, base = name.rpartition("/")
    out = Given()
    for stem in (base, base.rsplit(".", 1)[0]):
        for ending in sidecar.ENDINGS:
            out = out.over(given.get(f"{folder}/{stem}{ending}" if folder else stem + ending, Given()))
    while True:
        for own in sidecar.FOLDER:
            out = out.over(given.get(f"{folder}/{own}" if folder else own, Given()))
        if not folder:
            return out
        folder = folder.rpartition("/")[0]


def _short(error: BaseException) -> str:
    return str(error).split("\n", 1)[0][:100] or type(error).__name__
