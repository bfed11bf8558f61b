"""Figures that may not fall: read, compared, raised, and lowered only with a reason."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import yaml

_HEAD = """\
# What benchmarks/accuracy.py must reach. --raise-floors raises it; only --lower-floors REASON lowers it, kept below.
"""

Figures = Mapping[str, Mapping[str, float]]


def broken(held: Mapping[str, Any], found: Figures) -> list[str]:
    """One line for each floor that a measured set does not hold; sets that were not measured hold nothing."""
    out = []
    for name, figures in found.items():
        limits = held["floors"].get(name, {})
        for figure, least in limits.get("at_least", {}).items():
            if figures[figure] < least:
                out.append(f"{name} {figure} is {figures[figure]}, at least {least} was reached before")
        for figure, most in limits.get("at_most", {}).items():
            if figures[figure] > most:
                out.append(f"{name} {figure} is {figures[figure]}, at most {most} is allowed")
    return out


def moved(held: Mapping[str, Any], found: Figures, commit: str, *, lower: str | None) -> dict[str, Any]:
    """The floors moved to what was found: up always, down only with a reason, which is added to the record."""
    new: dict[str, Any] = copy.deepcopy(dict(held))
    for name, figures in found.items():
        limits = new["floors"].get(name, {})
        for bound, better in (("at_least", max), ("at_most", min)):
            for figure, limit in limits.get(bound, {}).items():
                best = better(limit, figures[figure])
                if lower and best != figures[figure]:
                    note = {"set": name, "figure": figure, "from": limit, "to": figures[figure]}
                    new.setdefault("lowered", []).append({**note, "commit": commit, "reason": lower})
                limits[bound][figure] = figures[figure] if lower else best
    return new


def as_yaml(held: Mapping[str, Any]) -> str:
    """The floors as they are kept."""
    return _HEAD + str(yaml.safe_dump(dict(held), sort_keys=False, allow_unicode=True))
