"""The measure of resolved toponyms."""

from __future__ import annotations

from pathlib import Path

from harmledger.evaluate.toponyms import given_mentions, read_set, score
from harmledger.gazetteer import Gazetteer

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


def test_a_comma_nests() -> None:
    text = "In Paris, Texas"
    inner, outer = given_mentions(text, [(3, 8), (10, 15)])
    assert inner.within == ((outer.start, outer.end),)


def test_the_public_sets_reach_four_fifths(shared: Path) -> None:
    for name, least in (("lgl", 0.78), ("tr-news", 0.84)):
        path = shared / "benchmarks" / "toponyms" / f"{name}.jsonl"
        figures, _ = score(read_set(path, part=1)[::3], Gazetteer())
        assert figures.toponyms > 100
        assert figures.within_161_km >= least
