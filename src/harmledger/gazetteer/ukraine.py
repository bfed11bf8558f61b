"""Ukraine in full: the official codifier's settlements joined with GeoNames coordinates.

A settlement that GeoNames knows gets its own coordinate; any other gets the centre of its hromada (some 10 km off as a
rule), then of its raion; each row says so in `basis` and `radius`.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable

from harmledger.gazetteer.names import fold, official
from harmledger.gazetteer.sources import Division, Row

# The codifier's oblast numbers are those of ISO 3166-2 but for five.
_ISO = {"01": "43", "85": "40", "80": "30", "44": "09", "73": "77"}
_TOO_FAR = 60.0  # km from the raion's middle: a homonym elsewhere was taken for the hromada's centre
_FEATURES = {"M": "city", "K": "city", "X": "village", "T": "village", "C": "village", "B": "district"}
_APOSTROPHE = re.compile("['’ʼ`]")


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km of two (latitude, longitude) pairs in degrees."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


class Codifier:
    """The codifier's tree with a coordinate for each object, as far as one can be found."""

    def __init__(
        self,
        objects: Iterable[tuple[tuple[str, ...], str, str]],
        iso_to_admin1: dict[str, str],
        geonames: list[Row],
        raions: dict[str, Division],
        raion_of: dict[int, str],
    ) -> None:
        """`raions`: Ukrainian adjective (lower case) and admin1 -> division; `raion_of`: GeoNames id -> that key."""
        self.objects = list(objects)
        self.names = {ids[-1]: name for ids, _, name in self.objects}
        self.category = {ids[-1]: category for ids, category, _ in self.objects}
        self.admin1 = {n: iso_to_admin1.get(f"UA-{_ISO.get(n, n)}", "") for n in {o[0][0][2:4] for o in self.objects}}
        self.raions = raions
        self.own = self._match(geonames, raion_of)
        self.middle = self._middles()
        self.centre = self._centres()

    def _key(self, ids: tuple[str, ...], name: str) -> tuple[str, str]:
        return self.admin1[ids[0][2:4]], _plain(name)

    def _raion_key(self, ids: tuple[str, ...]) -> str:
        return f"{self.admin1[ids[0][2:4]]} {_plain(self.names[ids[1]])}" if len(ids) > 1 else ""

    def _match(self, geonames: list[Row], raion_of: dict[int, str]) -> dict[str, Row]:
        by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in geonames:
            for name in {_plain(n) for n in (*row.names, *row.aliases) if re.search("[а-яіїєґ]", n.lower())}:
                by_name[row.admin1, name].append(row)
        wanted: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for ids, category, name in self.objects:
            if category in "MXTC":
                wanted[self._key(ids, name)].append(ids)
            elif category == "K":
                wanted[self.admin1[ids[0][2:4]], _plain(name)].append(ids)
        out: dict[str, Row] = {}
        for key, claims in sorted(wanted.items()):
            rows = by_name.get(key, [])
            for ids in claims:
                fitting = rows
                if len(claims) > 1 or len(rows) > 1:
                    same = [r for r in rows if raion_of.get(r.gid or 0) == self._raion_key(ids)]
                    rivals = [i for i in claims if self._raion_key(i) == self._raion_key(ids)]
                    fitting = same if len(rivals) == 1 else []
                if not fitting and self._is_town(ids):
                    fitting = sorted(rows, key=lambda r: -r.population)
                if len(fitting) == 1 or (fitting and fitting[0].population > 20 * fitting[1].population):
                    out[ids[-1]] = fitting[0]
        return self._one_each(out)

    def _one_each(self, found: dict[str, Row]) -> dict[str, Row]:
        """A GeoNames record that several settlements claim goes to the one whose name it bears, then to the town."""
        claims: dict[int, list[str]] = defaultdict(list)
        for ident, row in found.items():
            claims[id(row)].append(ident)
        best = {
            min(idents, key=lambda i: (fold(self.names[i]) != fold(found[i].name), self.category[i] != "M", i))
            for idents in claims.values()
        }
        return {ident: row for ident, row in found.items() if ident in best}

    def _is_town(self, ids: tuple[str, ...]) -> bool:
        return self.category[ids[-1]] == "M"

    def _middles(self) -> dict[str, tuple[float, float]]:
        """Raion id -> median position of its located settlements."""
        held: dict[str, list[Row]] = defaultdict(list)
        for ids, _, _ in self.objects:
            if len(ids) >= 4 and ids[-1] in self.own:
                held[ids[1]].append(self.own[ids[-1]])
        return {
            raion: (statistics.median(r.lat for r in rows), statistics.median(r.lon for r in rows))
            for raion, rows in held.items()
        }

    def _centres(self) -> dict[str, Row]:
        """Hromada id -> the row of its centre: its first located town, else its first located settlement."""
        held: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        for ids, category, name in self.objects:
            row = self.own.get(ids[-1])
            if len(ids) < 4 or row is None:
                continue
            middle = self.middle.get(ids[1])
            if middle and distance(middle, (row.lat, row.lon)) <= _TOO_FAR:
                named = _shared(name, self.names[ids[2]]) >= max(4, len(_stem(self.names[ids[2]])) - 2)
                held[ids[2]].append((0 if named else 1 if category == "M" else 2, row))
        return {hromada: min(rows, key=lambda r: r[0])[1] for hromada, rows in held.items()}

    def rows(self) -> tuple[list[Row], dict[int, str]]:
        """New rows (settlements without a GeoNames record, raions, hromadas, city districts), and official names
        of GeoNames records by their id."""
        new: list[Row] = []
        names: dict[int, str] = {}
        for ids, category, name in self.objects:
            if category in _FEATURES:
                own = self.own.get(ids[-1])
                if own is not None:
                    names[own.gid or 0] = name
                    own.feature = _FEATURES[category]
                    own.admin2 = self._raion_name(ids)
                elif row := self._settlement(ids, category, name):
                    new.append(row)
            elif category in "PH" and (row := self._division(ids, category, name)):
                new.append(row)
        return new, names

    def _settlement(self, ids: tuple[str, ...], category: str, name: str) -> Row | None:
        admin1 = self.admin1[ids[0][2:4]]
        if category == "B":
            city = next((self.own[i] for i in reversed(ids[:-1]) if i in self.own), None)
            at, basis, radius = (city, "city centre", 8.0)
            if city is None:
                return None
        else:
            at, basis, radius = self.centre.get(ids[2] if len(ids) > 2 else ""), "hromada centre", 12.0
        if at is not None:
            lat, lon = at.lat, at.lon
        elif len(ids) > 1 and ids[1] in self.middle:
            (lat, lon), basis, radius = self.middle[ids[1]], "raion centre", 35.0
        else:
            return None
        latin = official(name) + (" District" if category == "B" else "")
        return Row(None, latin, "UA", admin1, lat, lon, 0, _FEATURES[category], basis, radius, self._raion_name(ids),
                   [name, latin])  # fmt: skip

    def _division(self, ids: tuple[str, ...], category: str, name: str) -> Row | None:
        town = self._seat(ids, category)
        latin = official(name)
        short = official(town) if town else latin
        noun = "Raion" if category == "P" else "Hromada"
        known = self.raions.get(f"{self.admin1[ids[0][2:4]]} {_plain(name)}") if category == "P" else None
        if category == "P":
            where, basis, radius, feature = self.middle.get(ids[1]), "mean of places", 35.0, "county"
        else:
            row = self.centre.get(ids[2])
            where, basis, radius, feature = ((row.lat, row.lon) if row else None), "hromada centre", 12.0, "community"
        if where is None:
            return None
        words = ["район"] if category == "P" else ["громада"]
        return Row(known.gid if known else None, f"{short} {noun}", "UA", self.admin1[ids[0][2:4]], *where, 0, feature,
                   basis, radius, "" if category == "P" else self._raion_name(ids),
                   [short, latin, *(f"{name} {w}" for w in words)], list(known.aliases) if known else [])  # fmt: skip

    def _seat(self, ids: tuple[str, ...], category: str) -> str | None:
        """The town whose name the adjective of a raion or hromada is made of."""
        adjective = self.names[ids[-1]]
        level = 1 if category == "P" else 2
        if not hasattr(self, "_towns"):
            self._towns: dict[str, list[str]] = defaultdict(list)
            for sub, kind, name in self.objects:
                if kind in "MXTC" and len(sub) >= 4:
                    self._towns[sub[2]].append(name)
                    if kind in "MXT":
                        self._towns[sub[1]].append(name)
        best = max(self._towns.get(ids[level], []), key=lambda n: (_shared(n, adjective), -len(n)), default=None)
        return best if best and _shared(best, adjective) >= max(3, len(_stem(adjective)) - 2) else None

    def _raion_name(self, ids: tuple[str, ...]) -> str:
        if len(ids) < 3 or ids[1] not in self.names:
            return ""
        town = self._seat(ids[:2], "P")
        return official(town or self.names[ids[1]])


def _plain(name: str) -> str:
    return _APOSTROPHE.sub("", name.strip().lower())


def _stem(adjective: str) -> str:
    return re.sub("(івська|ївська|ська|зька|цька|ський|зький|цький|а|ий)$", "", adjective.strip().lower())


def _shared(name: str, adjective: str) -> int:
    """Length of the common beginning of two names."""
    a, b = fold(name), fold(adjective)
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
