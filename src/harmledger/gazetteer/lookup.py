"""Looking names up: the shipped gazetteer, the codebook's regions and sites, and the user's own additions."""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from harmledger import codebook
from harmledger.errors import GazetteerError
from harmledger.gazetteer import pack
from harmledger.gazetteer.names import fold, initial, sound, spellings
from harmledger.gazetteer.records import FEATURES, SETTLEMENTS, Candidate

VERSION = "gazetteer/1"
_FULL = {"mt ": "mount ", "st ": "saint ", "ft ": "fort "}
_SAINTS = re.compile("^(mt|st|ft) ")
FUZZY_RATIO = 85.0
_ADJECTIVE = re.compile("(?:i?vs|s|z|ts)?(?:k(?:yi|iy|ij|ii|y|i|aya|aia|a|oi|oy|oe)|ian|ean|an)$")
_TRAILING = ("region", "county", "community")


class _File:
    """One gazetteer file, read a block at a time."""

    def __init__(self, path: Path, basis: str | None = None) -> None:
        self.path = path
        self.basis = basis
        try:
            self.base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self.meta = {k: json.loads(v) for k, v in self.base.execute("SELECT key, value FROM meta")}
            self.firsts = [str(r[0]) for r in self.base.execute("SELECT first FROM names ORDER BY first")]
        except (sqlite3.Error, ValueError) as error:
            self.close()
            raise GazetteerError(
                f"cannot be read ({error})", subject=str(path), remedy="Reinstall harmledger, or add the file anew."
            ) from error
        if self.meta.get("format") != pack.FORMAT:
            self.close()
            raise GazetteerError("is of another format", subject=str(path), remedy="Build or add it anew.")
        self.admin1: dict[str, str] = self.meta["admin1"]
        self._names = lru_cache(maxsize=256)(self._read_names)
        self._places = lru_cache(maxsize=256)(self._read_places)
        self._sounds = lru_cache(maxsize=48)(self._read_sounds)

    def close(self) -> None:
        """Let go of the file."""
        if (base := getattr(self, "base", None)) is not None:
            base.close()

    def __del__(self) -> None:
        self.close()

    def _read_names(self, first: str) -> dict[str, str]:
        row = self.base.execute("SELECT block FROM names WHERE first = ?", (first,)).fetchone()
        return dict(line.split("\t") for line in pack.lines_of(row[0]))

    def _read_places(self, at: int) -> list[str]:
        row = self.base.execute("SELECT block FROM places WHERE number = ?", (at,)).fetchone()
        return pack.lines_of(row[0])

    def _read_sounds(self, country: str, letter: str) -> dict[str, tuple[int, ...]]:
        row = self.base.execute(
            "SELECT block FROM sounds WHERE country = ? AND letter = ?", (country, letter)
        ).fetchone()
        if row is None:
            return {}
        parts = (line.split("\t") for line in pack.lines_of(row[0]))
        return {key: tuple(map(int, numbers.split(","))) for key, numbers in parts}

    def ids(self) -> Iterator[int]:
        """The GeoNames ids of all places of the file."""
        for (block,) in self.base.execute("SELECT block FROM places"):
            yield from (int(n) for line in pack.lines_of(block) if (n := line.partition("\t")[0]))

    def exact(self, key: str) -> list[Candidate]:
        """Places of this key, most populous first."""
        return [self.place(number, match) for number, match in self.numbers(key).items()]

    def numbers(self, key: str) -> dict[int, str]:
        """The numbers of the places of this key, most populous first, and how each is named by it."""
        at = bisect_right(self.firsts, key) - 1
        posting = self._names(self.firsts[at]).get(key) if at >= 0 else None
        found = posting.split(",") if posting else []
        return {int(p.rstrip("a")): "alternate" if p.endswith("a") else "exact" for p in found}

    def place(self, number: int, match: str, score: float = 100.0) -> Candidate:
        """The place of this number."""
        block = number // pack.PLACES_PER_BLOCK * pack.PLACES_PER_BLOCK
        gid, name, country, code, admin2, lat, lon, population, feature, radius, basis = self._places(block)[
            number - block
        ].split("\t")
        return Candidate(
            int(gid) if gid else None, name, country, self.admin1.get(code, ""), code, admin2, float(lat), float(lon),
            int(population), feature, float(radius), self.basis or basis, match, score,
        )  # fmt: skip

    def by_sound(self, key: str, country: str) -> list[Candidate]:
        """Places of a country whose name sounds like this key, the best match first; at most eight."""
        coarse = sound(key)
        if len(coarse) < 4:
            return []
        known = self._sounds(country, initial(coarse))
        hits = process.extract(coarse, known.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO, limit=6)
        out: dict[int, Candidate] = {}
        for found, score, _ in hits:
            for number in known[found]:
                place = self.place(number, "sound" if score == 100 else "fuzzy")
                likeness = (score + fuzz.ratio(key, fold(place.name))) / 2
                if number not in out and likeness >= FUZZY_RATIO - (5 if score == 100 else 0):
                    out[number] = self.place(number, place.match, round(likeness, 1))
        return sorted(out.values(), key=lambda c: (-c.score, -c.population, c.name, c.admin1_code))[:8]


class Gazetteer:
    """Every place that harmledger knows. Opening reads little; lookups are cached in the process."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where the user's added files lie (see `add_geonames`); None: the shipped places alone."""
        with resources.as_file(resources.files("harmledger.gazetteer") / "data" / "gazetteer.sqlite") as path:
            if not path.exists():
                raise GazetteerError("is missing", subject=str(path), remedy="Reinstall harmledger.")
            self.files = [_File(path)]
        if folder is not None and folder.is_dir():
            self.files += [_File(p, basis="user") for p in sorted(folder.glob("*.sqlite"))]
        self.regions = _regions()
        self.capitals = self._capitals()
        self.ordinary = frozenset(self.files[0].meta["ordinary"])
        self._words = _place_words()
        self._articles = frozenset(fold(w) for w in codebook.load("place_words")["articles"])
        self._short = {fold(k): fold(v) for k, v in codebook.load("place_words")["abbreviations"].items()}
        self.abbreviations = frozenset(self._short)
        self._lookup = lru_cache(maxsize=32768)(self._find)
        self._exact = lru_cache(maxsize=32768)(self._find_exact)
        self._sound = lru_cache(maxsize=8192)(self._find_by_sound)

    def _capitals(self) -> dict[str, str]:
        """Key of every spelling of a capital that the codebook or the gazetteer names -> country."""
        out: dict[str, str] = dict(self.files[0].meta["capitals"])
        for row in codebook.load("countries")["countries"]:
            out.update({fold(c): row["iso"] for c in row.get("capital", [])})
        return out

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What a name may mean by exact key, most populous first; a word for its kind ("region", "city of") narrows."""
        return self._lookup(fold(name))

    def knows(self, name: str) -> bool:
        """Whether any place has exactly this name."""
        key = fold(name)
        return (
            bool(self._exact(key)) or key in self._short or (_SAINTS.match(key) is not None and bool(self.lookup(name)))
        )

    def respelt(self, name: str) -> tuple[Candidate, ...]:
        """Places of this name, or where there is none of its spelling with or without the Arabic article or blanks."""
        if found := self.lookup(name):
            return found
        key = fold(name)
        found = tuple(c for k in (spellings(key, self._articles) if len(key) >= 5 else ()) for c in self._exact(k))
        return tuple(dict.fromkeys(replace(c, match="alternate") for c in found))

    def similar(self, name: str, countries: Iterable[str]) -> tuple[Candidate, ...]:
        """Settlements of these countries whose names sound alike, for misspelt and mistranslated names; best first."""
        key = fold(name)
        return tuple(c for country in countries for c in self._sound(key, country)) if len(key) >= 4 else ()

    def similar_region(self, name: str, countries: Iterable[str]) -> tuple[Candidate, ...]:
        """First-order divisions of these countries whose names are the same but for an adjective's ending ("Sumian",
        "Zaporozhskaya"); best first, none below the floor."""
        out = []
        for code, region in self.files[0].admin1.items():
            if code[:2] not in countries:
                continue
            likeness = fuzz.ratio(_stem(fold(name)), _stem(self._words.split(fold(region))[1] or fold(region)))
            if likeness >= FUZZY_RATIO:
                found = [c for c in self.lookup(region) if c.admin1_code == code and c.feature == "region"]
                out += [replace(c, match="sound", score=round(likeness, 1)) for c in found[:1]]
        return tuple(sorted(out, key=lambda c: (-c.score, c.name)))

    def geonames_ids(self) -> frozenset[int]:
        """The GeoNames ids of all places held; reads every file through, some seconds."""
        listed = (c.geonames_id for places in self.regions.values() for c in places)
        return frozenset(n for n in (*listed, *(n for f in self.files for n in f.ids())) if n is not None)

    def _find_by_sound(self, key: str, country: str) -> tuple[Candidate, ...]:
        return tuple(c for f in self.files for c in f.by_sound(key, country))

    def _find(self, key: str) -> tuple[Candidate, ...]:
        if not key:
            return ()
        full = self._short.get(key) or _SAINTS.sub(lambda m: _FULL[m.group()], key)
        plain = tuple(dict.fromkeys((*(self._exact(full) if full != key else ()), *self._exact(key))))
        kind, rest = self._words.split(key)
        if kind is None or not rest:
            return plain
        named = [c for c in self._exact(rest) if c.feature in kind]
        named += [c for c in plain if c not in named]
        return tuple(named)

    def _find_exact(self, key: str) -> tuple[Candidate, ...]:
        found = [c for file in self.files for c in file.exact(key)]
        own = [_joined(o, found) for o in self.regions.get(key, ())]
        return (*own, *(c for c in found if not any(_same(c, o) for o in own)))


def _stem(key: str) -> str:
    """The coarse key of a name without an adjective's ending and a last vowel."""
    bare = _ADJECTIVE.sub("", key)
    return sound(bare if len(bare) >= 3 else key).rstrip("eiaou")


def _joined(own: Candidate, found: Sequence[Candidate]) -> Candidate:
    """The codebook's division with the number, code and people of the gazetteer's division of the same name."""
    same = [c for c in found if c.feature == own.feature == "region" and c.country == own.country]
    if own.geonames_id is not None or len(same) != 1:
        return own
    [row] = same
    people = own.population or row.population
    code, name = own.admin1_code or row.admin1_code, own.admin1 or row.admin1
    return replace(own, geonames_id=row.geonames_id, admin1=name, admin1_code=code, population=people)


def _same(found: Candidate, own: Candidate) -> bool:
    """Whether the codebook's place of this name replaces the gazetteer's: the same number, or within some ten km."""
    if found.geonames_id is not None and found.geonames_id == own.geonames_id:
        return True
    return found.feature != "country" and abs(found.lat - own.lat) < 0.1 and abs(found.lon - own.lon) < 0.15


class _PlaceWords:
    """Words that say what kind of place a name is."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.after: dict[str, frozenset[str]] = {}
        for kind, words in data["divisions"].items():
            features = {"region": {"region", "area"}, "county": {"county", "district"}, "community": {"community"}}
            for word in words:
                self.after.setdefault(fold(word), frozenset())
                self.after[fold(word)] |= frozenset(features[kind])
        self.before = {fold(w): SETTLEMENTS for w in data["settlements"]}

    def split(self, key: str) -> tuple[frozenset[str] | None, str]:
        """The features that the words of a key ask for, and the bare name; (None, "") where it has no such words."""
        words = key.split(" ")
        for size in (2, 1):
            if len(words) > size and (wanted := self.after.get(" ".join(words[-size:]))):
                return wanted, " ".join(words[:-size])
        for size in (1, 2):
            head = " ".join(words[:size])
            if len(words) > size + 1 and words[size] == "of":
                wanted = self.after.get(head) or self.before.get(head)
                if wanted:
                    return wanted, " ".join(words[size + 1 :])
        return None, ""


def _place_words() -> _PlaceWords:
    return _PlaceWords(codebook.load("place_words"))


def _regions() -> dict[str, tuple[Candidate, ...]]:
    """The codebook's regions, waters and sites by key."""
    out: dict[str, tuple[Candidate, ...]] = {}
    for row in codebook.load("regions")["places"]:
        feature = row["feature"]
        place = Candidate(
            row.get("geonames"), row["name"], row.get("country", ""),
            row.get("admin1", ""), row.get("admin1_code", ""), "",
            float(row["lat"]), float(row["lon"]), int(row.get("population", 0)), feature,
            float(row.get("radius", FEATURES[feature][1])), "region list",
        )  # fmt: skip
        for name in (row["name"], *row.get("names", [])):
            key = fold(name)
            if place not in out.get(key, ()):
                out[key] = (*out.get(key, ()), place)
    return out
