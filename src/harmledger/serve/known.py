"""The values that the filter may be asked for, in any case; others neither the ledger nor the vocabulary knows."""

from __future__ import annotations

from collections.abc import Mapping

from harmledger import codebook
from harmledger.serve.shelf import Row, Shelf
from harmledger.store.fold import key

PRECISIONS = ("closer", "site", "town", "near", "region", "country", "unlocated")  # closer: than a country
NOUNS: Mapping[str, str] = {
    "type": "type",
    "target": "target",
    "weapon": "weapon",
    "doer": "party",
    "side": "party",
    "party": "party",
    "source": "kind of source",
    "grade": "grade",
    "contested": "answer",
    "children": "answer",
    "reviewed": "answer",
    "precision": "precision of place",
    "without": "lack",
}
_VOCABULARY = {"type": "event_types", "target": "targets", "weapon": "weapons", "source": "source_types"}
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")


def known(shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    """Field of the filter -> its values, by the vocabulary, the codebook's parties and the ledger."""
    return shelf.derived("known", _known, of=lambda r: (r.incident.actors, r.sides))


def settled(shelf: Shelf, field: str, value: str) -> str | None:
    """The value that is meant, whatever its case; None where there is none."""
    if value in known(shelf)[field]:
        return value
    return shelf.derived("known folded", lambda _: _folded(known(shelf))).get((field, _plain(value)))


def _known(rows: tuple[Row, ...]) -> dict[str, tuple[str, ...]]:
    vocabulary = codebook.load("vocabulary")
    out = {name: tuple(vocabulary[of]) for name, of in _VOCABULARY.items()}
    parties = {str(p["name"]) for p in codebook.load("parties")["parties"]}
    parties |= {str(c["names"][0]) for c in codebook.load("countries")["countries"]}
    parties |= {a for r in rows for a in (*r.incident.actors, *r.sides)}
    out |= {name: tuple(sorted(parties)) for name in ("doer", "side", "party")}
    out |= dict.fromkeys(("contested", "children", "reviewed"), ("yes", "no"))
    return out | {"grade": GRADES, "precision": PRECISIONS, "without": ("place", "date")}


def _folded(values: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, str], str]:
    return {(name, _plain(value)): value for name, held in values.items() for value in reversed(held)}


def _plain(value: str) -> str:
    return key(value.replace("_", " "))
