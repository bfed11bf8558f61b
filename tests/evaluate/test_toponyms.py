"""The measure of resolved toponyms."""

from __future__ import annotations

from pathlib import Path

from harmledger.evaluate.toponyms import end_to_end, given_mentions, read_set, score
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Report

ARTICLE = {
    "id": "t1",
    "text": "The bridge in Paris, Texas, was closed. Nowhereton too.",
    "toponyms": [
        {"start": 14, "end": 19, "text": "Paris", "lat": 33.66, "lon": -95.56, "geonameid": 4717560},
        {"start": 21, "end": 26, "text": "Texas", "lat": 31.25, "lon": -99.25, "geonameid": 4736286},
        {"start": 40, "end": 50, "text": "Nowhereton", "lat": 1.0, "lon": 1.0, "geonameid": 1},
        {"start": 4, "end": 10, "text": "bridge", "lat": None, "lon": None},
    ],
}


def test_score_counts_near_exact_and_unanswered() -> None:
    figures, rows = score([ARTICLE], Gazetteer())
    assert figures.toponyms == 3 and len(rows) == 3
    assert figures.within_161_km == round(2 / 3, 4)
    assert figures.same_geonames_id == round(2 / 3, 4)
    assert figures.unanswered == round(1 / 3, 4)
    assert figures.held == round(2 / 3, 4) and figures.same_id_of_held == 1.0


def test_end_to_end_counts_found_missed_and_wrong_names() -> None:
    text = "A bomb hit Aleppo, Syria. Doctors in Damascus spoke. Khartoum was calm."
    spots = {"Aleppo": (36.2, 37.16), "Syria": (35.0, 38.0), "Damascus": (0.0, 0.0), "spoke": (1.0, 1.0)}
    toponyms = [
        {"start": text.index(n), "end": text.index(n) + len(n), "text": n, "lat": lat, "lon": lon}
        for n, (lat, lon) in spots.items()
    ]
    figures = end_to_end([{"toponyms": toponyms}], parse([Report("r-1", "one.txt", text)]), Gazetteer())
    assert (figures.toponyms, figures.located) == (4, 4)  # Khartoum is named though nobody coded it
    assert figures.found == 0.75
    assert figures.precision == figures.recall == figures.f1 == 0.5


def test_a_comma_nests() -> None:
    text = "In Paris, Texas"
    inner, outer = given_mentions(text, [(3, 8), (10, 15)])
    assert inner.within == ((outer.start, outer.end),)


def test_the_public_sets_reach_four_fifths(shared: Path) -> None:
    for name, least in (("lgl", 0.84), ("tr-news", 0.88)):
        path = shared / "benchmarks" / "toponyms" / f"{name}.jsonl"
        figures, _ = score(read_set(path, part=1)[::3], Gazetteer())
        assert figures.toponyms > 100
        assert figures.within_161_km >= least
