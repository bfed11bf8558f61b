"""How well one claim's values agree with the hand-coded ones: 0 to 1 a slot, None where there is nothing to score."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from harmledger.evaluate.align import squash
from harmledger.evaluate.gold import GoldClaim, GoldPlace, GoldRow, GoldSource
from harmledger.records import Casualty, Claim, Place, Source, Time

# What the slot mean averages; `kind` is shown beside it.
SLOTS = ("event_type", "place", "time", "actor", "targets", "weapons", "casualties", "source")

# "Shelling" for an explosion without stated means is half right: the one is a kind of the other.
_PARENT = {"shelling": "explosive_attack", "air_strike": "explosive_attack", "mine_or_ied": "explosive_attack"}

# How far off an answer may be, by the precision that the coder gave.
TOLERANCE_KM = {"village": 15, "city": 15, "district": 12, "site": 5, "near": 30, "region": 120, "country": 400}
_OTHER_TOLERANCE_KM = 25

SAME_NAME = 0.5  # names that have less in common are another speaker's


def slots(gold: GoldClaim, claim: Claim) -> dict[str, float | None]:
    """Every slot's score for a pair of claims."""
    return {
        "kind": float(gold.kind == claim.kind),
        "event_type": event_type(gold.event_type, claim.event_type),
        "place": place(gold.place, claim.place),
        "time": time(gold.time, claim.time),
        "actor": actor(gold.actor, claim.actor),
        "targets": names(gold.targets, claim.targets),
        "weapons": names(gold.weapons, claim.weapons),
        "casualties": casualties(gold.casualties, claim.casualties),
        "source": source(gold.source, claim.source),
    }


def mean(values: Iterable[float | None]) -> float:
    """The mean of what was scored, 0 where nothing was."""
    scored = [v for v in values if v is not None]
    return sum(scored) / len(scored) if scored else 0.0


def event_type(gold: str, found: str) -> float:
    """1 for the same type, a half for the type that stands above or below it."""
    if gold == found:
        return 1.0
    return 0.5 if found == _PARENT.get(gold) or gold == _PARENT.get(found) else 0.0


def place(gold: GoldPlace | None, found: Place | None) -> float | None:
    """1 within the tolerance of the coder's precision; not scored where the coder gave no place or no coordinates."""
    if gold is None or gold.lat is None or gold.lon is None:
        return None
    off = distance_km(gold, found)
    return float(off is not None and off <= TOLERANCE_KM.get(gold.precision or "", _OTHER_TOLERANCE_KM))


def distance_km(gold: GoldPlace, found: Place | None) -> float | None:
    """Great-circle distance, None where either has no coordinates."""
    if gold.lat is None or gold.lon is None or found is None or found.lat is None or found.lon is None:
        return None
    la1, lo1, la2, lo2 = map(math.radians, (gold.lat, gold.lon, found.lat, found.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def time(gold: tuple[dt.date, dt.date] | None, found: Time | None) -> float | None:
    """A half for days in common, the other half by how much of both periods they are; a quarter for the next day."""
    if gold is None:
        return None
    if found is None or found.start is None:
        return 0.0
    end = found.end or found.start
    common = (min(gold[1], end) - max(gold[0], found.start)).days + 1
    if common <= 0:
        gap = min(abs((found.start - gold[1]).days), abs((gold[0] - end).days))
        return 0.25 if gap <= 1 else 0.0
    return common / ((max(gold[1], end) - min(gold[0], found.start)).days + 1) * 0.5 + 0.5


def actor(gold: str | None, found: str | None) -> float | None:
    """1 for the same party: equal, or one name within the other; not scored where the coder left it open."""
    if gold is None:
        return None
    a, b = _party_words(gold), _party_words(found or "")
    return float(bool(a and b and (a <= b or b <= a)) or gold == found)


def _party_words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - {"the", "forces", "army", "government"}


def names(gold: Iterable[str], found: Iterable[str]) -> float | None:
    """F1 of two sets of classes, `civilians` left out (coders disagree on it); not scored where both are empty."""
    a, b = set(gold) - {"civilians"}, set(found) - {"civilians"}
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else None


def casualties(gold: tuple[GoldRow, ...], found: tuple[Casualty, ...]) -> float | None:
    """F1 of rows: a row counts in full when outcome, victims, low and high agree, in part when some do."""
    if not gold and not found:
        return None
    free = list(found)
    hit = 0.0
    for row in gold:
        if not free:
            break
        best = max(free, key=lambda f: row_score(row, f))
        if score := row_score(row, best):
            hit += score
            free.remove(best)
    return 2 * hit / (len(gold) + len(found))


def row_score(gold: GoldRow, found: Casualty) -> float:
    """How far one row agrees with a hand-coded one."""
    if gold.outcome != found.outcome:
        return 0.0
    people = {"people", "civilian"}
    victims = 1.0 if gold.victims == found.victims else 0.5 if {gold.victims, found.victims} <= people else 0.0
    low, high = gold.low == found.low, gold.high == found.high
    number = 1.0 if low and high else 0.6 if low or (high and gold.high is not None) else 0.0
    return victims * number


def source(gold: GoldSource | None, found: Source) -> float | None:
    """A half for the type, a fifth for the side, the rest for the name."""
    if gold is None:
        return None
    score = 0.5 * (gold.type == found.type) + 0.2 * (gold.side == found.side)
    if gold.name:
        ratio = likeness(gold.name, found.name or "")
        return score + 0.3 * (ratio if ratio > SAME_NAME else 0)
    return score + 0.3 * (not found.name or gold.type == "media")


def likeness(a: str, b: str) -> float:
    """How much of two names is the same, 0 to 1."""
    return SequenceMatcher(None, squash(a), squash(b)).ratio()
