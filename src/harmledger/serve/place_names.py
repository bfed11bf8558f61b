"""The places of a ledger by every spelling: what a search for a place suggests, and what a name in an address means.

A place is a settlement or site, a first-order division or a country; each stands for all that lies in it, as `areas`
has it: a town for its sites and for "near" it. Spellings are those of the gazetteer and those of the reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from harmledger.serve.areas import areas
from harmledger.serve.compact import script
from harmledger.serve.desk import Desk
from harmledger.serve.named import Named, Spot, division_words
from harmledger.serve.place_drafts import gathered
from harmledger.serve.shelf import Shelf
from harmledger.store.fold import FIRST, LETTERS, key


@dataclass(frozen=True)
class Places:
    """All places of a ledger, by label."""

    items: tuple[Named, ...]

    def meant(self, text: str) -> tuple[frozenset[Spot], frozenset[str]]:
        """The spots that a label or a name in any spelling means, and incidents beside; empty where none bears it."""
        found = self.named(text)
        return frozenset(s for i in found for s in i.spots), frozenset(one for i in found for one in i.also)

    def named(self, text: str) -> list[Named]:
        """The places of this label, else of this spelling, else with these words in a name.

        Of one spelling: countries and territories of this everyday name, else towns, else divisions.
        """
        asked = key(text)
        if not asked:
            return []
        if labelled := self._by_label.get(asked):
            return labelled
        if found := self._by_name.get(asked):
            return [i for i in found if asked in i.everyday] or [i for i in found if i.kind == "place"] or found
        head, _, last = asked.rpartition(" ")
        if (
            head
            and last in division_words()
            and (found := [i for i in self.items if i.kind == "region" and head in i.names])
        ):
            return found
        return [i for i in self.items if any(f" {asked} " in f" {name} " for name in i.names)]

    @cached_property
    def _by_label(self) -> Mapping[str, list[Named]]:
        out: dict[str, list[Named]] = {}
        for item in self.items:
            out.setdefault(key(item.label), []).append(item)
        return out

    @cached_property
    def _by_name(self) -> Mapping[str, list[Named]]:
        out: dict[str, list[Named]] = {}
        for item in self.items:
            for name in item.names:
                out.setdefault(name, []).append(item)
        return out

    @cached_property
    def other_names(self) -> Mapping[str, tuple[str, ...]]:
        """Folded spelling -> official folded names of the towns and countries so spelt, where they differ."""
        out: dict[str, set[str]] = {}
        for item in self.items:
            official = key(item.label.split(",")[0])
            for name in item.names:
                if item.kind != "region" and len(name) >= 4 and name != official:
                    out.setdefault(name, set()).add(official)
        return {name: tuple(sorted(official)) for name, official in out.items()}


def places(shelf: Shelf) -> Places:
    """The places of all incidents of a shelf."""
    known = areas(shelf)
    return shelf.derived("places", lambda rows: Places(gathered(rows, known)), of=lambda row: (row.place, row.named))


def places_js(desk: Desk) -> bytes:
    """The places as a script: labels, kinds, spellings, and the spots of each, which the index's places bear too."""
    data = {
        "items": [
            {
                "label": i.label,
                "kind": i.kind,
                "within": i.within,
                "names": sorted(i.names),
                "spots": sorted("|".join(s) for s in i.spots),
                "everyday": sorted(i.everyday),
                "also": sorted(i.also),
            }
            for i in places(desk.shelf).items
        ],
        "divisions": sorted(division_words()),
    }
    return script("places", data)


def folding() -> dict[str, Any]:
    """The letters that `store.fold` writes in another script, for the same fold in a browser."""
    return {"letters": LETTERS, "first": FIRST}
