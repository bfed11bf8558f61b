"""What speaks for and against two accounts being of one event: weighted reasons, in log-odds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from harmledger.link.accounts import FINENESS, Account, figure
from harmledger.link.settings import Settings
from harmledger.link.wording import Wording
from harmledger.link.words import skeleton
from harmledger.records import Reason

EARTH_KM = 6371.0
SETTLEMENTS = ("village", "city")
_KNOWN_COUNTS = ("killed", "injured", "missing", "detained", "trapped", "displaced", "evacuated")


class Comparer:
    """Compares accounts; the same two give the same reasons in either order and in any ledger."""

    def __init__(self, settings: Settings) -> None:
        self._conf = settings
        self._tables = {
            n: [(int(d), float(w)) for d, w in settings.data["time"][n]]
            for n in ("stated", "assumed", "loose", "told", "passing", "known")
        }
        self._radius = {k: float(v) for k, v in settings.data["place"]["radius_km"].items()}
        self._known_place = settings.data["time"]["known_place"]
        self._unsupported = settings.data["place"]["unsupported"]
        self._against = settings.number("cluster", "against")
        self._wording = Wording(settings)

    def score(self, a: Account, b: Account) -> float:
        """The sum of the reasons, with what speaks against any pair; above 0 the two are rather one event."""
        return self.bias(a, b) + sum(weight for _, weight, _ in self._weigh(a, b))

    def bias(self, a: Account, b: Account) -> float:
        """What any pair starts from."""
        return self._conf.number("bias", "within" if a.report == b.report else "across")

    def reasons(self, a: Account, b: Account) -> tuple[Reason, ...]:
        """The reasons with their weights, strongest first; what says nothing is left out."""
        rows = [Reason(name, round(weight, 2), detail) for name, weight, detail in self._weigh(a, b)]
        rows.append(Reason("prior", round(self.bias(a, b), 2), "most pairs of claims are of different events"))
        return tuple(sorted((r for r in rows if r.weight), key=lambda r: (-abs(r.weight), r.name)))

    def score_unless_apart(self, a: Account, b: Account) -> float | None:
        """The score, or None where place or time alone forbid one event."""
        limit = self._against
        total = self.bias(a, b)
        for weight, _ in (self.time(a, b), self.place(a, b)):
            if weight <= limit:
                return None
            total += weight
        return total + sum(weight for _, weight, _ in self._weigh_rest(*_in_order(a, b)))

    def _weigh(self, a: Account, b: Account) -> Iterator[tuple[str, float, str]]:
        a, b = _in_order(a, b)
        yield "place", *self.place(a, b)
        yield "time", *self.time(a, b)
        yield from self._weigh_rest(a, b)

    def _weigh_rest(self, a: Account, b: Account) -> Iterator[tuple[str, float, str]]:
        yield "part of day", *self._part_of_day(a, b)
        yield "type", *self._type(a, b)
        yield "weapon", *self._weapons(a, b)
        yield "actor", *self._actors(a, b)
        telling = [("target", *self._targets(a, b)), ("toll", *self._toll(a, b)), *self._wording.weigh(a, b)]
        yield from telling
        regions = a.coarse and b.coarse and a.report != b.report
        if regions and sum(max(0.0, w) for _, w, _ in telling) < self._unsupported["least"]:
            yield "unsupported", float(self._unsupported["weight"]), "regions only, and nothing telling in both"
        if a.report == b.report:
            yield "neighbour", *self._neighbour(a, b)
        elif a.copy_root == b.copy_root:
            yield "copy", float(self._conf.data["copy"]), "near-copies of one text"
        elif a.again != b.again and not (a.passing or b.passing):
            yield "again", float(self._conf.data["again"]), "one side speaks of one more strike, the other does not"

    # place

    def place(self, a: Account, b: Account) -> tuple[float, str]:
        """Agreement of place against precision."""
        p, q = a.place, b.place
        if a.report != b.report and (named := self._named(a, b)) is not None:
            return named
        if p is None or q is None:
            return 0.0, "one side names no place"
        if a.parts and b.parts and not a.parts & b.parts and (a.key == b.key or self._reach(a, b)[0]):
            return self._conf.number("place", "other_part"), f"{p.text} and {q.text} are different parts"
        if p.precision == "country" or q.precision == "country":
            same = p.country == q.country or p.country is None or q.country is None
            return (0.0, "country only") if same else (self._conf.number("place", "abroad"), "different countries")
        if a.coarse or b.coarse:
            return self._regions(a, b)
        if a.key == b.key:
            return self._place_weight(a), f"both at {p.name or p.text}"
        if not (a.located and b.located):
            return self._unlocated(a, b)
        reach, km = self._reach(a, b)
        if not reach:
            limit = "told_apart" if a.report == b.report else "apart"
            return self._conf.number("place", limit), f"{km:.0f} km apart, further than either place is vague"
        apart = f"{p.text} and {q.text}, {km:.0f} km apart"
        if a.report == b.report and p.precision in SETTLEMENTS and q.precision in SETTLEMENTS:
            return self._conf.number("place", "told_apart"), f"{apart}, and one report tells them apart"
        if FINENESS[p.precision] == FINENESS[q.precision]:
            return self._conf.number("place", "neighbours"), f"{apart}, two places of one kind"
        settled = p.precision in SETTLEMENTS and q.precision in SETTLEMENTS
        share = self._conf.number("place", "outskirts" if settled else "inside")
        wider = a if FINENESS[p.precision] > FINENESS[q.precision] else b
        return self._place_weight(wider) * share, f"{apart}, within their precision"

    def _named(self, a: Account, b: Account) -> tuple[float, str] | None:
        """One side is placed in a region or nowhere, yet its words name the town of the other."""
        for x, y in ((a, b), (b, a)):
            if y.place is not None and (x.place is None or x.coarse) and y.town & x.capitals:
                weight = self._place_weight(y) * self._conf.number("place", "named")
                return weight, f"both name {y.place.text}"
        return None

    def _place_weight(self, a: Account) -> float:
        return self._conf.rarity["place"].weight(a.place_share)

    def _rare(self, a: Account, b: Account) -> float:
        """What a small town adds where one side speaks of a known event, and a large one takes off; 0 for no town."""
        towns = [self._place_weight(x) for x in (a, b) if x.place is not None and not x.coarse]
        return self._known_place["scale"] * (min(towns) - self._known_place["middle"]) if towns else 0.0

    def _reach(self, a: Account, b: Account) -> tuple[bool, float]:
        p, q = a.place, b.place
        if p is None or q is None or p.lat is None or p.lon is None or q.lat is None or q.lon is None:
            return False, math.inf
        km = distance_km(p.lat, p.lon, q.lat, q.lon)
        return km <= max(self._vague(a), self._vague(b)), km

    def _vague(self, a: Account) -> float:
        p = a.place
        if p is None:
            return 0.0
        return max(p.radius_km or 0.0, self._radius.get(p.precision or "", 0.0))

    def _unlocated(self, a: Account, b: Account) -> tuple[float, str]:
        p, q = a.place, b.place
        assert p is not None and q is not None
        bones = skeleton(p.text), skeleton(q.text)
        if bones[0] == bones[1] and len(bones[0]) >= 3:
            weight = min(self._place_weight(a), self._place_weight(b))
            return weight, f"{p.text} and {q.text} are spellings of one name"
        return 0.0, f"{p.text} or {q.text} is not located"

    def _regions(self, a: Account, b: Account) -> tuple[float, str]:
        p, q = a.place, b.place
        assert p is not None and q is not None
        rarity = self._conf.rarity["region"]
        if a.key == b.key:
            return rarity.weight(a.place_share), f"both in {p.name or p.text}"
        if a.report == b.report and not (a.coarse and b.coarse):
            return 0.0, f"{p.text} and {q.text} in one report"
        wide, fine = (p, q) if a.coarse else (q, p)
        region = wide.admin1 or wide.name
        if fine.admin1 and region and fine.country == wide.country:
            if fine.admin1 == region and (not (a.coarse and b.coarse)):
                weight = rarity.weight((a if a.coarse else b).place_share) * self._conf.number("place", "inside_region")
                return weight, f"{fine.text} lies in {region}"
            if wide.admin1 and fine.admin1 != region:
                return self._conf.number("place", "apart"), f"{fine.text} lies in {fine.admin1}, not in {region}"
        reach, km = self._reach(a, b)
        if reach:
            return 0.0, f"{p.text} and {q.text} may overlap"
        if math.isinf(km):
            return 0.0, f"{p.text} or {q.text} is not located"
        return self._conf.number("place", "apart"), f"{p.text} and {q.text} lie {km:.0f} km apart"

    # time

    def time(self, a: Account, b: Account) -> tuple[float, str]:
        """Agreement of time against precision, and closeness of publication where a period is wide or taken from it."""
        if a.start is None or a.end is None or b.start is None or b.end is None:
            return self._by_publication(a, b, "a date is unknown")
        gap = max(a.start, b.start) - min(a.end, b.end)
        if gap > 0 and a.types & b.types & self._conf.lasting:
            return self._by_publication(a, b, f"{gap} days apart in what lasts")
        if not (a.narrow and b.narrow):
            if gap > int(self._conf.number("time", "slack")):
                return self._conf.number("time", "apart"), f"{gap} days apart"
            return self._in_period(a, b)
        if gap == 1 and "night" in a.day_parts | b.day_parts:
            return self._conf.number("time", "night"), "one day apart, by night"
        if gap > 0 and not (a.stated and b.stated):
            return self._assumed(a, b, gap)
        if gap > 0:
            weight = self._table("stated", gap)
            return weight, f"{gap} days apart" if gap > 1 else "one day apart"
        if a.start == b.start and a.end == b.end:
            return self._conf.number("time", "same_day"), "the same day" if a.start == a.end else "the same days"
        return self._conf.number("time", "overlap"), "overlapping days"

    def _assumed(self, a: Account, b: Account, gap: int) -> tuple[float, str]:
        """One or both days are only those of publication: the event may lie before, but not after."""
        if a.report == b.report and a.stated != b.stated:
            return self._table("told", gap), f"{gap} days apart, and one report names the day once"
        late = b if (a.end or 0) < (b.start or 0) else a
        if late.passing and not late.stated:
            return self._table("passing", gap), f"told {gap} days later, in passing"
        if late.known and not late.stated:
            return self._table("known", gap) + self._rare(a, b), f"told {gap} days later, as known"
        if late.stated:
            return self._table("stated", gap), f"published {gap} days before the day that the other names"
        return self._table("assumed", gap), f"published {gap} days later, no day named"

    def _in_period(self, a: Account, b: Account) -> tuple[float, str]:
        """One period is wide: a month that the text names and that holds the other's day says something."""
        found = self._by_publication(a, b, "one period is wide")
        wide, fine = (a, b) if b.narrow else (b, a)
        if a.report == b.report or not (wide.stated and fine.narrow) or wide.narrow:
            return found
        within = (wide.end or 0) - (wide.start or 0) < int(self._conf.number("time", "period_days"))
        held = (self._conf.number("time", "period"), f"within the {wide.period} days that the other names")
        return max(found, held, key=lambda pair: pair[0]) if within else found

    def _by_publication(self, a: Account, b: Account, why: str) -> tuple[float, str]:
        if a.report == b.report:
            return self._conf.number("time", "within"), f"{why}, one report"
        if a.published is None or b.published is None:
            return self._by_weekday(a, b, f"{why}, publication unknown")
        days = abs(a.published - b.published)
        return self._table("loose", days), f"{why}, published {days} days apart"

    def _by_weekday(self, a: Account, b: Account, why: str) -> tuple[float, str]:
        if not a.weekdays or not b.weekdays:
            return 0.0, why
        table = self._conf.data["time"]["weekday"]
        if a.weekdays & b.weekdays:
            return float(table["same"]), f"{why}, the same day of the week"
        return float(table["other"]), f"{why}, other days of the week"

    def _table(self, name: str, days: int) -> float:
        """The weight for so many days between: rows of (days up to and including, weight)."""
        rows = self._tables[name]
        return next((weight for limit, weight in rows if days <= limit), rows[-1][1])

    def _part_of_day(self, a: Account, b: Account) -> tuple[float, str]:
        if not a.day_parts or not b.day_parts:
            return 0.0, ""
        table = self._conf.data["time"]["part_of_day"]
        shared = a.day_parts & b.day_parts
        if shared:
            return float(table["same"]), ", ".join(sorted(shared))
        if {"evening", "night"} <= a.day_parts | b.day_parts or {"night", "morning"} <= a.day_parts | b.day_parts:
            return 0.0, ""
        return float(table["other"]), f"{', '.join(sorted(a.day_parts))} against {', '.join(sorted(b.day_parts))}"

    # what happened

    def _type(self, a: Account, b: Account) -> tuple[float, str]:
        shared = a.types & b.types
        if shared:
            weight = max(self._conf.type_weights[t] for t in shared)
            if shared & self._conf.once and a.actors & b.actors and a.key == b.key and not a.coarse:
                return weight + self._conf.number("type", "once_weight"), f"{_list(shared)} by one party at one place"
            return weight, _list(shared)
        weight, x, y = max((self._families(x, y), x, y) for x in a.types for y in b.types)
        if weight < 0 and a.report == b.report:  # one report names two acts because they are two
            weight *= self._conf.number("type", "within")
        return weight, f"{x} and {y}"

    def _families(self, x: str, y: str) -> float:
        f, g = sorted((self._conf.family[x], self._conf.family[y]))
        return self._conf.related[f, g]

    def _targets(self, a: Account, b: Account) -> tuple[float, str]:
        if not a.targets or not b.targets:
            return 0.0, ""
        shared = a.targets & b.targets
        if not shared:
            return self._conf.number("targets", "disjoint"), f"{_list(a.targets)} against {_list(b.targets)}"
        return max(self._conf.target_weights[t] for t in shared), _list(shared)

    def _weapons(self, a: Account, b: Account) -> tuple[float, str]:
        if not a.weapons or not b.weapons:
            return 0.0, ""
        shared = a.weapons & b.weapons
        if shared:
            return self._conf.number("weapons", "shared"), _list(shared)
        if self._conf.kin(a.weapons, b.weapons):
            return 0.0, ""
        return self._conf.number("weapons", "disjoint"), f"{_list(a.weapons)} against {_list(b.weapons)}"

    def _actors(self, a: Account, b: Account) -> tuple[float, str]:
        if not a.actors or not b.actors:
            return 0.0, ""
        if a.actors & b.actors:
            return self._conf.number("actor", "same"), _list(a.actors & b.actors)
        return self._conf.number("actor", "differ"), f"{_list(a.actors)} against {_list(b.actors)}"

    def _toll(self, a: Account, b: Account) -> tuple[float, str]:
        found = [self._count(a, b, o) for o in _KNOWN_COUNTS if o in a.tolls and o in b.tolls]
        if not found:
            return 0.0, ""
        weight = sum(w for w, _ in found)
        most = self._conf.number("toll", "most")
        return max(-most, min(most, weight)), "; ".join(d for _, d in found)

    def _count(self, a: Account, b: Account, outcome: str) -> tuple[float, str]:
        number = self._conf.number
        x, y = figure(*a.tolls[outcome]), figure(*b.tolls[outcome])
        if x == y:
            weight = number("toll", "same") + number("toll", "per_ln") * math.log(max(x, 1)) if x else 0.0
            return weight, f"{outcome} {x} in both"
        earlier, later = (x, y) if (a.published or 0) <= (b.published or 0) else (y, x)
        same_day = a.published == b.published
        low, high = min(x, y), max(x, y)
        if low and (later > earlier or same_day) and high <= number("toll", "growth") * max(low, 2):
            near = low >= number("toll", "near_from") and high <= number("toll", "near") * low
            return number("toll", "grown_little" if near else "grown"), f"{outcome} {x} and {y}, may have grown"
        weight = number("toll", "differ")
        if low and later < earlier and not same_day:  # counts grow: a later and much smaller one is of another event
            weight -= number("toll", "shrunk_per_ln") * math.log(high / low)
        return weight, f"{outcome} {x} against {y}"

    def _neighbour(self, a: Account, b: Account) -> tuple[float, str]:
        number = self._conf.number
        if a.sentences & b.sentences:
            return number("neighbour", "same_sentence"), "in one sentence"
        if a.paragraph == b.paragraph:
            return number("neighbour", "same_paragraph"), "in one paragraph"
        if abs(a.paragraph - b.paragraph) == 1:
            return number("neighbour", "next"), "in neighbouring paragraphs"
        return 0.0, ""


def _in_order(a: Account, b: Account) -> tuple[Account, Account]:
    return (b, a) if b.order < a.order else (a, b)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _list(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
