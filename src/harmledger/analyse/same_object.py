"""Which object each claim of a report speaks of: "it" and "the hospital" are the one that the report named before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.analyse.objects import Struck, kind_of, objects
from harmledger.analyse.phrases import found, pattern
from harmledger.analyse.struck import is_struck
from harmledger.analyse.towns import Towns
from harmledger.records import Claim


def objects_by_claim(claims: Iterable[Claim], towns: Towns) -> Mapping[str, tuple[Struck, ...]]:
    """Claim id -> the objects that it says were struck, named by itself or by the claims before it in its report."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    out: dict[str, tuple[Struck, ...]] = {}
    for told in by_report.values():
        last: Struck | None = None
        for claim in sorted(told, key=lambda c: (c.quotes[0].start if c.quotes else 0, c.id)):
            own = objects(claim, towns)
            if not own and last is not None and _is_again(claim, last, towns):
                own = (last,)
            out[claim.id] = own
            last = own[-1] if len(own) == 1 else None if own else last
    return out


def _is_again(claim: Claim, last: Struck, towns: Towns) -> bool:
    """Whether a claim that names no object of its own says "it", or "the" and the kind of the last one."""
    if claim.place is not None and towns.area(claim.place) != last.area:
        return False
    named = [e for e in claim.evidence if e.field.startswith("targets:") and is_struck(claim, e)]
    kinds = {kind for e in named if (kind := kind_of(e.text)) is not None}
    if kinds:
        the = pattern(tuple(f"{words} {last.key[-1].split()[-1]}" for words in _book()["same"]))
        return last.key[-1] in kinds and any(the.search(q.text) for q in claim.quotes)
    return any(found(_book()["struck_it"], q.text) for q in claim.quotes)


@cache
def _book() -> dict[str, Any]:
    return codebook.load("repeated")
