"""What a ledger shows when its claims are laid side by side: tables whose every row names the claims behind it.

A new analysis is a new file in this folder with an `ANALYSIS`; commands, API, exports and documentation find it there.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from harmledger.analyse.backing import Behind, behind
from harmledger.analyse.base import Analysis, Column, Findings, Option, Row
from harmledger.analyse.material import Material, of_ledger, of_part, of_records
from harmledger.errors import UsageError
from harmledger.store import ALL, Filter, Readable

__all__ = [
    "Analysis",
    "Behind",
    "Column",
    "Findings",
    "Material",
    "Option",
    "Row",
    "analyse",
    "behind",
    "named",
    "of_ledger",
    "of_part",
    "of_records",
    "registry",
]


@cache
def registry() -> Mapping[str, Analysis]:
    """Every analysis by its name, in the order of names."""
    modules = sorted(m.name for m in pkgutil.iter_modules(__path__))
    found = [getattr(importlib.import_module(f"{__name__}.{m}"), "ANALYSIS", None) for m in modules]
    return {a.name: a for a in sorted((a for a in found if a is not None), key=lambda a: a.name)}


def named(name: str) -> Analysis:
    """The analysis of this name; UsageError that lists what there is."""
    if name not in registry():
        near = difflib.get_close_matches(name, registry(), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(registry())}."
        raise UsageError("there is no analysis of this name", subject=name, remedy=hint)
    return registry()[name]


def analyse(name: str, source: Readable | Material, which: Filter = ALL, **options: object) -> Findings:
    """The rows of an analysis over what fits the filter, in an order that is always the same.

    A range of days is asked of claims, and of the day that a row holds. Limit and offset count rows of the
    analysis. UsageError for a name or an option that there is not.
    """
    analysis = named(name)
    material = source if isinstance(source, Material) else of_ledger(source, which)
    rows = tuple(r for r in analysis.rows(material, analysis.chosen(options)) if _within(r, analysis.day, which))
    end = None if which.limit is None else which.offset + which.limit
    return Findings(analysis, rows[which.offset : end], len(rows))


def _within(row: Row, column: str, which: Filter) -> bool:
    """Whether the day that a row holds lies in the filter's range; a period that only touches it is not enough."""
    day = getattr(row, column) if column else None
    if day is None:
        return True
    return (which.since is None or day >= which.since) and (which.until is None or day <= which.until)
