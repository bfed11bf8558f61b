"""The pages, one file each: what a page shows (a typed model) and the template that shows it.

A new page is a new file in this folder with a `PAGE` or several `PAGES`; the server, the static folder and the
navigation find it there. A file that pages load, such as the index of incidents, is a `DATA` or several.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from harmledger.serve.desk import Desk

MIME = {".json": "application/json", ".csv": "text/csv; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def _one(desk: Desk) -> Iterable[str]:
    return ("",)


class Moved(Exception):
    """What was asked for stands under another address: relative to the ledger's root."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Page:
    """One kind of page. `path` holds `{key}` where there are several, such as `incident/{key}.html`."""

    name: str
    path: str
    template: str
    model: Callable[[Desk, str], Any]  # of a key ("" where there is one page); NotFound where there is none
    keys: Callable[[Desk], Iterable[str]] = _one  # in a stable order
    downloads: Mapping[str, Callable[[Desk, str], bytes]] = field(default_factory=dict)  # ".json" -> the same as data
    menu: str = ""  # its name in the navigation, "" where it is reached from other pages
    rank: int = 50  # in the navigation
    server_only: bool = False  # needs a server: left out of the static folder
    reads: bool = False  # of those: there is one on a server too through which nobody decides
    site_only: bool = False  # stands in the static folder for what a server answers by itself
    asks: bool = False  # one page whose model's key is what its address asks for, after the "?"

    whole: bool = False  # made from all claims: takes long where the ledger is large, so a process of its own makes it

    def address(self, key: str = "", suffix: str = ".html") -> str:
        """Where it lies, relative to the ledger's root."""
        return self.path.format(key=key).removesuffix(".html") + suffix


@dataclass(frozen=True)
class Data:
    """A file that pages load as a script, since a page that is opened from disk cannot ask for other files."""

    path: str
    make: Callable[[Desk], bytes]
    whole: bool = False  # as of a page

    @property
    def name(self) -> str:
        """Unlike the names of pages."""
        return self.path


@cache
def _modules() -> tuple[Any, ...]:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


@cache
def registry() -> Mapping[str, Page]:
    """Every page by its name, in the order of the navigation."""
    found = [p for m in _modules() for p in (*getattr(m, "PAGES", ()), *filter(None, [getattr(m, "PAGE", None)]))]
    return {p.name: p for p in sorted(found, key=lambda p: (p.rank, p.name))}


@cache
def data_files() -> Mapping[str, Data]:
    """Every data file by its path."""
    found = [d for m in _modules() for d in (*getattr(m, "DATAS", ()), *filter(None, [getattr(m, "DATA", None)]))]
    return {d.path: d for d in sorted(found, key=lambda d: d.path)}
