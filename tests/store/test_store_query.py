"""Filters: place in any spelling, days, types, parties, words; and what they refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.errors import UsageError
from harmledger.records import Casualty, Claim, Place, Source, Time
from harmledger.store import Filter, Ledger, open_ledger
from harmledger.store.query import words
from ledger_samples import KHARKIV, claim, incident, report

SITE = Place("Posad-Pokrovs’ke school", name="Posad-Pokrovske", country="UA", admin1="Kherson")
MARCH = Time("in March", dt.date(2022, 3, 1), dt.date(2022, 3, 31), "month")


def _claims() -> list[Claim]:
    one, two, three = (report(n) for n in (1, 2, 3))
    return [
        claim(one, 1),
        replace(
            claim(one, 2), place=replace(KHARKIV, text="Харків"), event_type="looting", actor="Ukraine", weapons=()
        ),
        replace(claim(two, 1), place=SITE, targets=("education",), time=MARCH, kind="condition"),
        replace(claim(two, 2), place=Place("Nowhere"), time=None, modality="denied", actor=None, source=Source()),
        replace(claim(three, 1), kind="toll", time=MARCH, casualties=(Casualty("killed", "child", None, 5, None),)),
    ]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    claims = _claims()
    with open_ledger(Path(tmp_path_factory.mktemp("query")) / "war.db") as opened:
        for number in (1, 2, 3):
            opened.add(report(number), [c for c in claims if c.report == report(number).id])
        opened.replace_incidents(
            [
                incident(1, claims[0], claims[1], contested=True),
                incident(2, claims[2], claims[3]),
                incident(3, claims[4], time=MARCH),
            ]
        )
        yield opened


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Filter(), "11 12 21 22 31"),
        (Filter(place="Kharkiv"), "11 12 31"),
        (Filter(place="KHARKOV"), "11 12 31"),
        (Filter(place="Харків"), "11 12 31"),
        (Filter(place="kharkiv oblast"), "11 12 31"),
        (Filter(place="Posad-Pokrovs'ke"), "21"),
        (Filter(place="pokrovske school"), "21"),
        (Filter(place="Kherson"), ""),  # the town, not all that lies in the region of its name
        (Filter(place="Kherson oblast"), "21"),
        (Filter(place="Khark"), ""),
        (Filter(place="Charkow"), "11 12 31"),  # a spelling that only the gazetteer knows
        (Filter(place="Kharkov region"), "11 12 31"),
        (Filter(place="Ukraine"), "11 12 21 31"),
        (Filter(country="ua"), "11 12 21 31"),
        (Filter(since=dt.date(2022, 3, 2)), "21 31"),
        (Filter(until=dt.date(2022, 3, 1)), "11 12 21 31"),
        (Filter(since=dt.date(2022, 4, 1)), ""),
        (Filter(event_types=("looting",)), "12"),
        (Filter(event_types=("looting", "shelling"), place="Kharkiv"), "11 12 31"),
        (Filter(targets=("education", "energy")), "21"),
        (Filter(weapons=("artillery",), party="russia"), "11 21 31"),
        (Filter(party="Ukraine"), "11 12 21 31"),
        (Filter(kinds=("toll", "condition")), "21 31"),
        (Filter(modalities=("denied",)), "22"),
        (Filter(document="news2.txt"), "21 22"),
        (Filter(report=report(3).id), "31"),
        (Filter(incident="i-00000002"), "21 22"),
        (Filter(contested=True), "11 12"),
        (Filter(contested=False), "21 22 31"),
        (Filter(text="waterworks Monday"), "11 12 21 22 31"),
        (Filter(text="харків"), "11 12 31"),
        (Filter(text="killed -kharkiv"), "21 22"),
        (Filter(text="Charkow"), "11 12 31"),
        (Filter(limit=2, offset=1), "12 21"),
        (Filter(limit=0), ""),
    ],
)
def test_claims(ledger: Ledger, which: Filter, expected: str) -> None:
    found = [f"{int(c.report[2:])}{c.id[-1]}" for c in ledger.claims(which)]
    assert " ".join(found) == expected
    if which.limit is None:
        assert ledger.count("claims", which) == len(found)


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Filter(), "1 2 3"),
        (Filter(order="reports", limit=1), "1"),
        (Filter(place="Kharkov"), "1 3"),
        (Filter(kinds=("event",)), "1"),
        (Filter(kinds=("condition",), modalities=("denied",)), "2"),
        (Filter(contested=True), "1"),
        (Filter(event_types=("looting",)), "1"),
        (Filter(text="mayor", party="Ukraine", targets=("education",)), "2"),
        (Filter(document="news3.txt"), "3"),
        (Filter(incident="i-00000003"), "3"),
        (Filter(limit=1, offset=1), "2"),
    ],
)
def test_incidents(ledger: Ledger, which: Filter, expected: str) -> None:
    found = list(ledger.incidents(which))
    assert " ".join(str(int(i.id[2:])) for i in found) == expected
    if which.limit is None:
        assert ledger.count("incidents", which) == len(found)


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Filter(), "1 2 3"),
        (Filter(text="killed 2 people"), "2"),
        (Filter(text='"killed 3"'), "3"),
        (Filter(text="water*"), "1 2 3"),
        (Filter(text="Posad-Pokrovske"), "2"),  # a name of a claim's place that the text writes otherwise
        (Filter(since=dt.date(2022, 3, 2)), ""),
        (Filter(kinds=("toll",)), "3"),
        (Filter(document="news1.txt"), "1"),
        (Filter(incident="i-00000002"), "2"),
    ],
)
def test_reports(ledger: Ledger, which: Filter, expected: str) -> None:
    found = list(ledger.reports(which))
    assert " ".join(str(int(r.id[2:])) for r in found) == expected
    assert ledger.count("reports", which) == len(found)


def test_running_totals_stay_apart_from_events(ledger: Ledger) -> None:
    totals = list(ledger.tolls())
    assert [(t.level, t.kind) for t in totals] == [("incident", "toll"), ("claim", "toll")]
    assert (totals[1].low, totals[1].best, totals[1].high) == (5, None, None)
    assert {t.kind for t in ledger.tolls(Filter(kinds=("event",)))} == {"event"}
    assert list(ledger.tolls(Filter(limit=1, offset=1))) == totals[1:]


@pytest.mark.parametrize(
    ("which", "message"),
    [
        (Filter(event_types=("sheling",)), "Did you mean shelling"),
        (Filter(targets=("zzz",)), "Known are"),
        (Filter(modalities=("maybe",)), "modality"),
        (Filter(since=dt.date(2022, 3, 2), until=dt.date(2022, 3, 1)), "ends before"),
        (Filter(limit=-1), "negative"),
        (Filter(text='"?"'), "no word"),
        (Filter(text="-kharkiv"), "no word"),
        (Filter(place="?"), "no name"),
    ],
)
def test_filters_that_make_no_sense(ledger: Ledger, which: Filter, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        list(ledger.claims(which))


def test_what_a_user_types_is_never_a_query_language(ledger: Ledger) -> None:
    assert words("Charkow") == '("charkow" OR "kharkiv")'
    assert words("charkow") == '"charkow"', "only a word with a capital is taken for a name"
    assert words('say: "two  words" beg* -not NEAR(') == '("say" AND "two words" AND "beg" * AND "near") NOT ("not")'
    for typed in ('"', "a AND OR", "words:x", "x^2", "';--", "(", "a*b"):
        try:
            list(ledger.claims(Filter(text=typed)))
        except UsageError as error:
            assert "no word" in str(error)
