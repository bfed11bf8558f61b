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
    asks: bool = False  # one page whose model's key is what its address asks for, after the "?"
