"""Any record that can be written comes back equal, whatever letters it holds."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.records import (
    Casualty,
    Claim,
    Difference,
    Evidence,
    Incident,
    Join,
    Place,
    Reason,
    Source,
    Span,
    Time,
    Toll,
)
from harmledger.store import Filter, open_ledger, rows
from harmledger.store.fold import fold, key
from ledger_samples import claim, report

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MAYBE = st.none() | TEXT
DAYS = st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NUMBER = st.none() | st.integers(0, 10**9)
DEGREE = st.none() | st.floats(-90, 90)
AT = st.none() | st.integers(0, 10**6)

PLACES = st.none() | st.builds(
    Place, text=TEXT, start=AT, end=AT, name=MAYBE, country=MAYBE, admin1=MAYBE, lat=DEGREE, lon=DEGREE,
    precision=st.sampled_from([None, "site", "country"]), radius_km=DEGREE, geonames_id=NUMBER, basis=TEXT,
)  # fmt: skip
TIMES = st.none() | st.builds(
    Time, text=TEXT, start=DAYS, end=DAYS, precision=st.sampled_from([None, "day", "year"]), text_start=AT, text_end=AT,
    basis=TEXT,
)  # fmt: skip
CASUALTIES = st.builds(
    Casualty, outcome=TEXT, victims=TEXT, of=MAYBE, low=NUMBER, high=NUMBER, text=TEXT, start=AT, end=AT
)
JSON = st.dictionaries(TEXT, st.none() | st.booleans() | st.integers() | TEXT | st.lists(TEXT, max_size=2), max_size=3)
CLAIMS = st.builds(
    Claim, id=st.just("c-1"), report=st.just(report().id), document=TEXT, kind=st.sampled_from(["event", "toll"]),
    modality=st.sampled_from(["actual", "denied"]), event_type=TEXT,
    quotes=st.lists(st.builds(Span, TEXT, st.integers(), st.integers()), max_size=2).map(tuple),
    targets=st.lists(TEXT, max_size=3).map(tuple), weapons=st.lists(TEXT, max_size=2).map(tuple), place=PLACES,
    time=TIMES, actor=MAYBE, actor_text=MAYBE, casualties=st.lists(CASUALTIES, max_size=2).map(tuple),
    munitions=st.none() | JSON, source=st.builds(Source, name=MAYBE, type=TEXT, side=TEXT, start=AT, end=AT),
    confidence=st.floats(0, 1), incident=st.none(), versions=st.dictionaries(TEXT, TEXT, max_size=2),
    evidence=st.lists(st.builds(Evidence, TEXT, TEXT, st.integers(), st.integers(), TEXT), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CLAIMS)
def test_a_claim_through_the_ledger(made: Claim) -> None:
    made = replace(made, quotes=made.quotes)
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "war.db") as ledger:
        ledger.add(report(), [made])
        assert list(ledger.claims()) == [made]
        assert ledger.claim("c-1") == made
        assert ledger.check() == []
        ledger.add(report(), [made], replace=True)
        assert ledger.check() == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_kept_as_it_is(text: str) -> None:
    one = report(1, text=text or "x", title="")
    assert rows.report_of(*rows.report_row(one)[-2:]) == one
    assert fold(fold(text)) == fold(text)
    assert key(key(text)) == key(text)


def test_an_incident_with_all_its_parts() -> None:
    made = Incident(
        id="i-1", kind="event", event_type="shelling", summary="s", claims=("c-1", "c-2"), reports=("r-1",),
        place=Place("x"), time=Time("y"), tolls=(Toll("killed", "people", 1, 2, 3, "rule", ("c-1",), "Russia"),),
        joins=(Join("c-1", "c-2", 0.5, (Reason("place", 1.5, "same"),)),),
        differences=(Difference("revision", "killed", ("1", "2"), ("c-1",), "n"),), contested=True,
    )  # fmt: skip
    assert Incident.from_json(made.to_json()) == made


def test_folding() -> None:
    assert key("Харків") == key("KHARKIV") == "kharkiv"
    assert key("Щастя") == "shchastia"
    assert key("Єнакієве") == "yenakiieve"
    assert key("Згурівка") == "zghurivka"
    assert key("Posad-Pokrovs’ke") == key("posad pokrovs'ke") == "posad pokrovske"
    assert key("Łódź, İzmir") == "łodz izmir"
    assert fold("O'Neil said 'no'") == "oneil said 'no'"


def test_words_of_a_claim_find_it_in_any_spelling(tmp_path: Path) -> None:
    one = report(1, text="Headline\nЩастя was shelled, said Zoë O'Neil.")
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(one, [claim(one)])
        for typed in ("shchastia", "ЩАСТЯ", "zoe oneil", "Zoë O’Neil", "shelling"):
            assert ledger.count("claims", Filter(text=typed)) == 1, typed
            assert ledger.count("reports", Filter(text=typed)) == 1, typed
