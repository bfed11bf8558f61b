"""The overview: all incidents, found by place, time, kind, target, weapon, party and words."""

from __future__ import annotations

from dataclasses import dataclass

from harmledger.serve.desk import Desk
from harmledger.serve.index import index_js
from harmledger.serve.pages import Data, Page
from harmledger.serve.place_names import places_js
from harmledger.serve.shelf import Row
from harmledger.serve.texts import search_js

_LISTED = 200  # rows that stand in the page for readers without scripts


@dataclass(frozen=True, slots=True)
class Overview:
    """The first rows and how many there are."""

    rows: tuple[Row, ...]
    total: int


def overview(desk: Desk, key: str) -> Overview:
    """The overview's model."""
    events = tuple(desk.shelf.events())
    return Overview(events[:_LISTED], len(events))


PAGE = Page("overview", "index.html", "overview.html", overview, menu="Overview", rank=10)
DATAS = (Data("data/index.js", index_js), Data("data/places.js", places_js), Data("data/search.js", search_js))
