"""Records go to JSON and come back equal; offsets and figures keep their meaning."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger import records
from harmledger.records import (
    Casualty,
    Claim,
    Difference,
    Evidence,
    Incident,
    Join,
    Period,
    Place,
    Published,
    Reason,
    Record,
    Region,
    Report,
    Source,
    Span,
    Time,
    Toll,
)

words = st.text(max_size=12)
whole = st.integers(min_value=0, max_value=10**6)
maybe_whole = st.none() | whole
days = st.none() | st.dates(dt.date(1945, 1, 1), dt.date(2100, 1, 1))
spans = st.builds(Span, words, whole, whole)
casualties = st.builds(
    Casualty, words, words, st.none() | words, maybe_whole, maybe_whole, words, maybe_whole, maybe_whole
)
places = st.builds(
    Place,
    words,
    maybe_whole,
    maybe_whole,
    st.none() | words,
    lat=st.none() | st.floats(-90, 90),
    geonames_id=maybe_whole,
)
times = st.builds(Time, words, days, days, st.sampled_from([None, "day", "week", "month", "year"]), basis=words)
claims = st.builds(
    Claim,
    id=words,
    report=words,
    document=words,
    kind=st.sampled_from(["event", "toll", "condition"]),
    modality=st.sampled_from(["actual", "denied", "possible", "background"]),
    event_type=words,
    quotes=st.lists(spans, max_size=3).map(tuple),
    targets=st.lists(words, max_size=3).map(tuple),
    place=st.none() | places,
    time=st.none() | times,
    actor=st.none() | words,
    casualties=st.lists(casualties, max_size=3).map(tuple),
    munitions=st.none() | st.dictionaries(words, whole, max_size=2),
    source=st.builds(Source, st.none() | words),
    confidence=st.floats(0, 1),
    evidence=st.lists(st.builds(Evidence, words, words, whole, whole, words), max_size=2).map(tuple),
    incident=st.none() | words,
    versions=st.dictionaries(words, words, max_size=2),
)


@given(claims)
def test_a_claim_survives_json(claim: Claim) -> None:
    assert Claim.from_json(json.loads(json.dumps(claim.to_json()))) == claim


@given(
    st.builds(
        Published, days, days, st.sampled_from(["given", "stated", "inferred", "unknown"]), words, st.none() | spans
    )
)
def test_a_report_survives_json(published: Published) -> None:
    report = Report(
        "r-1", "a.txt", "Shells fell.", published=published, regions=(Region(0, 6, "title", "rule"),), steps=("x/1",)
    )
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_an_incident_survives_json() -> None:
    made = Incident(
        "i-1", "event", "shelling", "Shelling of Taiz", ("c-1", "c-2"), ("r-1",), Place("Taiz"), Time("Monday"),
        tolls=(Toll("killed", "people", 2, 3, None, "latest", ("c-1",)),),
        joins=(Join("c-1", "c-2", 2.5, (Reason("place", 1.5, "same town"),)),),
        differences=(Difference("revision", "killed", ("2", "3"), ("c-1", "c-2")),),
    )  # fmt: skip
    assert Incident.from_json(json.loads(json.dumps(made.to_json()))) == made
    period = Period(dt.date(2023, 5, 1), dt.date(2023, 5, 2), "day")
    assert Period.from_json(period.to_json()) == period
    assert period.to_json()["start"] == "2023-05-01"


def test_newer_files_are_read_without_their_new_keys() -> None:
    assert Span.from_json({"text": "a", "start": 0, "end": 1, "colour": "red"}) == Span("a", 0, 1)


def test_missing_keys_take_their_defaults() -> None:
    assert Casualty.from_json({"outcome": "killed", "victims": "people"}) == Casualty("killed", "people")


def test_unknown_is_never_a_figure() -> None:
    kinds = [r for r in vars(records).values() if isinstance(r, type) and issubclass(r, Record) and r is not Record]
    figures = [(r.__name__, f) for r in kinds for f in fields(r) if f.name in {"low", "best", "high", "lat", "lon"}]  # type: ignore[arg-type]
    assert len(figures) >= 7
    assert [n for n, f in figures if isinstance(f.default, int | float)] == []


def test_records_cannot_be_changed() -> None:
    span = Span("a", 0, 1)
    with pytest.raises(FrozenInstanceError):
        span.text = "b"  # type: ignore[misc]


def test_a_date_is_known_only_with_both_ends() -> None:
    day = dt.date(2023, 5, 1)
    assert Published(day, day, "given").known
    assert not Published(day, None).known
    assert not Published().known


def test_the_figure_of_an_incident_is_the_broadest_and_never_of_soldiers() -> None:
    def toll(victims: str, best: int) -> Toll:
        return Toll("killed", victims, best, best, best, "latest")

    both = Incident(
        "i", "event", "shelling", "", (), (), tolls=(toll("child", 2), toll("people", 9), toll("combatant", 40))
    )
    assert both.toll("killed") == toll("people", 9)
    assert both.toll("injured") is None
    assert Incident("i", "event", "shelling", "", (), (), tolls=(toll("combatant", 40),)).toll("killed") is None
