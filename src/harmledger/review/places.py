"""A reviewer's place: a name that the gazetteer knows, told apart by its region or country, or a place as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from harmledger.errors import UsageError
from harmledger.gazetteer import Candidate, Gazetteer
from harmledger.gazetteer.records import SETTLEMENTS
from harmledger.home import gazetteer_folder
from harmledger.records import Place

BASIS = "set by a reviewer"
_NAMED = 5  # places that an error names


def place(given: Any) -> dict[str, Any]:
    """The place as a claim keeps it, as plain JSON.

    "Kamianka" where there is one, "Kamianka, Cherkasy" or "Kamianka, UA" where there are several; UsageError names
    them. A mapping is taken as the place's own fields, for what no gazetteer holds.
    """
    if isinstance(given, Mapping):
        return _whole(given)
    name, _, rest = str(given).partition(",")
    found = [c for c in _gazetteer().lookup(name.strip()) if not rest.strip() or _lies_in(c, rest.strip().casefold())]
    found = [c for c in found if c.feature in SETTLEMENTS] or found
    if not found:
        raise UsageError(
            "is in no gazetteer that harmledger has",
            subject=str(given),
            remedy="Try another spelling (harmledger gazetteer find NAME), or give the place as JSON: "
            '{"name": ..., "lat": ..., "lon": ..., "precision": "site"}.',
        )
    if len(found) > 1:
        raise UsageError("is the name of several places", subject=str(given), remedy=f"Say which: {_listed(found)}.")
    chosen = found[0]
    return Place(
        text=name.strip(),
        name=chosen.name,
        country=chosen.country or None,
        admin1=chosen.admin1 or None,
        lat=chosen.lat,
        lon=chosen.lon,
        precision=chosen.precision,
        radius_km=chosen.radius_km,
        geonames_id=chosen.geonames_id,
        basis=f"{BASIS}: {chosen.basis}",
    ).to_json()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(gazetteer_folder())


def _lies_in(candidate: Candidate, where: str) -> bool:
    names = (candidate.admin1, candidate.admin2, candidate.country)
    return any(where == n.casefold() or n.casefold().startswith(where + " ") for n in names if n)


def _listed(found: Sequence[Candidate]) -> str:
    shown = "; ".join(f"“{c.name}, {c.admin1 or c.country}”" for c in found[:_NAMED])
    return shown + ("; ..." if len(found) > _NAMED else "")


def _whole(given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        made = Place.from_json({"text": str(given.get("name") or ""), "basis": BASIS, **given})
    except TypeError as error:
        raise UsageError(f"is no place ({error})", subject=str(dict(given))[:60]) from error
    return made.to_json()
