"""Places as they may be public: no more decimals than the policy allows, sensitive sites at their settlement only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from harmledger.publish.privacy.policy import Policy
from harmledger.records import Place, PlacePrecision

COARSENED = "coarsened: sensitive site"  # the basis of a place that was coarsened


def sensitive(policy: Policy, place: Place, targets: Sequence[str], words: str) -> bool:
    """Whether a place is one of the policy's sensitive sites, by what was hit there or by words for it."""
    sites = policy.data["sites"]
    if place.precision not in sites["precisions"]:
        return False
    return bool(set(targets) & set(sites["targets"])) or policy.site_words.search(
        " ".join(w for w in (place.text, place.name, words) if w)
    ) is not None  # fmt: skip


def public_place(policy: Policy, place: Place, *, hide: bool) -> Place:
    """The place with the decimals that are public; with `hide` no finer than its settlement, and unnamed."""
    if place.lat is None or place.lon is None:
        return place
    if not hide:
        digits = policy.decimals(place.precision)
        return replace(place, lat=_rounded(place.lat, digits), lon=_rounded(place.lon, digits))
    sites = policy.data["sites"]
    precision: PlacePrecision = sites["precision"]
    return replace(
        place,
        name=None,
        lat=_rounded(place.lat, sites["decimals"]),
        lon=_rounded(place.lon, sites["decimals"]),
        precision=precision,
        radius_km=max(place.radius_km or 0.0, float(sites["radius_km"])),
        geonames_id=None,
        basis=COARSENED,
    )


def _rounded(degrees: float, digits: int) -> float:
    return round(degrees, digits) + 0.0  # no minus zero
