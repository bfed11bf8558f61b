"""The pages of a ledger as a folder that opens from disk, to be shared or hosted: public unless told otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harmledger.errors import ExportError
from harmledger.publish.imprint import NONE, Imprint
from harmledger.publish.showing import show
from harmledger.records import Record
from harmledger.serve import basemap
from harmledger.serve.assets import STATIC
from harmledger.serve.desk import Audience, Desk
from harmledger.serve.pages import data_files, registry
from harmledger.serve.rendering import render
from harmledger.serve.shelf import Shelf
from harmledger.store import Ledger

MARK = "harmledger-site.txt"  # says that a folder was written by this program and may be written again
_ABOUT = (
    "Written by `harmledger site`. The program empties this folder before it writes it again; "
    "only hidden entries, such as .git, stay.\n"
)


Progress = Callable[[str, int, int], None]  # kind of page, how many are written, of how many


@dataclass(frozen=True, slots=True)
class Written(Record):
    """A site that was written: how many pages, other files and bytes."""

    folder: str
    pages: int
    files: int
    bytes: int


def write_site(
    ledger: Ledger,
    folder: str | os.PathLike[str],
    *,
    imprint: Imprint = NONE,
    audience: Audience = "public",
    generated: str = "",
    progress: Progress = lambda kind, done, total: None,
) -> Written:
    """Write all pages, downloads and data into a folder, which is made, or emptied where this program wrote it.

    `progress` is told after each page. `generated`: the day or instant to name in the footers. ExportError where the
    folder holds anything else or cannot be written. The new folder takes the old one's place when it is whole.
    """
    target = Path(folder).absolute()
    target = target.resolve() if target.name in ("", "..") else target
    _check(target)
    with show(ledger, audience, imprint) as shown:
        desk = Desk(shown.ledger, Shelf(shown.ledger), imprint, audience, server=False, generated=generated)
        return _written(desk, target, progress)


def _written(desk: Desk, target: Path, progress: Progress) -> Written:
    beside = target.with_name(f"{target.name}.partial-{os.getpid()}")
    try:
        beside.mkdir(parents=True)
        pages = sum(1 for _ in _pages(desk, beside, progress))
        for data in data_files().values():
            _put(beside / data.path, data.make(desk))
        shutil.copytree(STATIC, beside / "static", dirs_exist_ok=True, ignore=shutil.ignore_patterns("basemap"))
        for name in basemap.files(row.place for row in desk.shelf.rows()):
            _put(beside / "static" / "basemap" / name, (basemap.FOLDER / name).read_bytes())
        _put(beside / MARK, _ABOUT.encode())
        files = [f for f in beside.rglob("*") if f.is_file()]
        done = Written(str(target), pages, len(files) - pages, sum(f.stat().st_size for f in files))
        _replace(target, beside)
    except OSError as error:
        raise ExportError(f"cannot be written: {error.strerror or error}", subject=str(target)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return done


def _pages(desk: Desk, folder: Path, progress: Progress) -> Iterator[Path]:
    for page in registry().values():
        if page.server_only:
            continue
        keys = list(page.keys(desk))
        for number, key in enumerate(keys, start=1):
            _put(folder / page.address(key), render(page, desk, key))
            for suffix, make in page.downloads.items():
                _put(folder / page.address(key, suffix), make(desk, key))
            progress(page.name, number, len(keys))
            yield folder / page.address(key)


def _replace(target: Path, made: Path) -> None:
    """Put a folder in the place of another, whose hidden entries (".git", ".nojekyll") it takes over."""
    if target.exists():
        for kept in target.glob(".*"):
            kept.rename(made / kept.name)
        old = made.with_name(f"{made.name}.old")
        target.rename(old)
        made.rename(target)
        shutil.rmtree(old)
    else:
        made.rename(target)


def _put(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _visible(folder: Path) -> Iterator[Path]:
    return (p for p in folder.iterdir() if not p.name.startswith("."))


def _check(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(_visible(target)) and not (target / MARK).exists()):
        raise ExportError(
            "holds files that `harmledger site` did not write" if target.is_dir() else "is a file",
            subject=str(target),
            remedy="Name a new or empty folder: the old content would be lost.",
        )
