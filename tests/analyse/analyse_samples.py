"""Short ways to write what analyses read: claims of invented reports and incidents over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from link_samples import claim, day, place, report

from harmledger.analyse import Material, of_records
from harmledger.analyse import registry as analyses
from harmledger.records import Claim, Incident, Report

__all__ = ["claim", "day", "incident", "place", "report", "rows"]


def incident(name: str, *claims: Claim, **more: object) -> Incident:
    """An incident over these claims, with what the first of them says."""
    first = claims[0]
    values: dict[str, object] = {
        "id": f"i-{name}",
        "kind": first.kind,
        "event_type": first.event_type,
        "summary": name,
        "claims": tuple(c.id for c in claims),
        "reports": tuple(sorted({c.report for c in claims})),
        "place": first.place,
        "time": first.time,
        "targets": first.targets,
        "actors": (first.actor,) if first.actor else (),
    }
    return Incident(**{**values, **more})  # type: ignore[arg-type]


def rows(
    name: str,
    claims: Sequence[Claim],
    incidents: Sequence[Incident] = (),
    reports: Sequence[Report] = (),
    **options: object,
) -> list[Any]:
    """The rows of an analysis over these records."""
    analysis = analyses()[name]
    material: Material = of_records(claims, incidents, reports)
    return list(analysis.rows(material, analysis.chosen(options)))
