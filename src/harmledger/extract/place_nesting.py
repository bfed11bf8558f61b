"""Which mentions of a sentence enclose which: "X, Y region", "X in Y", "Y's X", "X and Y, Z region"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from harmledger.extract.place_features import level
from harmledger.extract.place_record import PlaceMention
from harmledger.gazetteer import Gazetteer

_POSSESSIVE = frozenset({"'s", "’s"})
_NESTED = frozenset(
    {",", "in", ", in", "in the", "(", "of", ", the", ", in the", ", of", "of the", "near", "outside", "and near"}
)


def nest(doc: Any, found: list[PlaceMention], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Tell each mention which ones enclose it: "X, Y", "X in Y", "X (Y)", "X near Y", "Y's X"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, there = out[i], out[i + 1]
        if here.kind not in ("place", "site") or there.kind not in ("place", "party") or there.near:
            continue
        between = doc[here.token_end : there.token_start].text.strip().lower()
        speaks = there.kind == "party" and between == ","  # "shelled X, Moscow says"
        if between in _NESTED and not speaks and not (between == "," and _listed(doc, i, out, gazetteer)):
            out[i] = replace(here, within=((there.start, there.end), *there.within))
        elif between in _POSSESSIVE and there.kind == "place":
            out[i + 1] = replace(there, within=((here.start, here.end), *here.within))
    return tuple(_shared(doc, out))


def _shared(doc: Any, found: list[PlaceMention]) -> list[PlaceMention]:
    """ "X and Y, Z region", "Z region's X and Y": what encloses one name of a list encloses the others."""
    out = list(found)
    divisions = {(m.start, m.end) for m in found if m.division in ("region", "county", "community")}
    pairs = [(i, i + 1) for i in range(len(out) - 1)]
    for a, b in (*((j, i) for i, j in reversed(pairs)), *pairs):
        first, last = min(a, b), max(a, b)
        between = doc[out[first].token_end : out[last].token_start].text.strip().lower()
        same = out[a].kind == out[b].kind == "place" and between in (",", "and", ", and", "and the")
        small = out[b].division in ("", "settlement") and out[a].division in ("", "settlement")
        spans = tuple(w for w in out[a].within if w in divisions)
        if same and small and spans and not out[b].within:
            out[b] = replace(out[b], within=spans)
    return out


def _listed(doc: Any, i: int, found: list[PlaceMention], gazetteer: Gazetteer) -> bool:
    """ "X, Y and Z" lists places: no nesting, unless Y is a division or wide area by its name."""
    there = found[i + 1]
    if there.division in ("region", "county", "community"):
        return False
    following = doc[there.token_end].text if there.token_end < len(doc) else ""
    if following in ("and", "or") and i + 2 < len(found):
        return True
    if level(there) != "country" and _goes_on(doc, found[i + 1 :]):
        return True
    return not {c.feature for c in gazetteer.lookup(there.name)[:3]} & {"country", "region", "area"}


def _goes_on(doc: Any, found: list[PlaceMention]) -> bool:
    """Whether names follow one another with commas until an "and": "Y, Z and W"."""
    for here, there in pairwise(found):
        between = doc[here.token_end : there.token_start].text.strip().lower()
        if between != ",":
            return between in ("and", "or", ", and", ", or")
    return False
