"""The days of events that no expression dates, through the whole walk."""

from __future__ import annotations

import datetime as dt

import pytest

from harmledger.records import Claim
from reading import Walk

_LEAD = (
    "Fighting went on in Khartoum on Monday. Aid groups warned of hunger. The talks in Jeddah made no progress. "
    "Diplomats left the city of Port Sudan for Cairo. "
)


def _last(claims: tuple[Claim, ...]) -> Claim:
    return max(claims, key=lambda c: c.quotes[0].start)


def _days(claim: Claim) -> tuple[str, str]:
    assert claim.time is not None
    return str(claim.time.start), str(claim.time.end)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Paramilitary fighters shelled a market in El Fasher.", ("2023-08-09", "2023-08-09")),
        ("Paramilitary fighters have shelled a market in El Fasher.", ("2023-04-15", "2023-08-09")),
        ("Residents said that fighters had shelled a market in El Fasher.", ("2023-08-09", "2023-08-09")),
        ("Paramilitary fighters repeatedly shelled a market in El Fasher.", ("2023-04-15", "2023-08-09")),
        ("Rescuers were clearing debris after air strikes on a market in El Fasher.", ("2023-08-03", "2023-08-09")),
        ("Fighters seized the town of Nyala early in the war.", ("2023-04-15", "2023-05-19")),
    ],
)
def test_undated_event(claims_of: Walk, sentence: str, days: tuple[str, str]) -> None:
    assert _days(_last(claims_of(_LEAD + "\n\n" + sentence, "2023-08-09"))) == days


def test_expression_closes_its_own_clause(claims_of: Walk) -> None:
    text = "Although rebels were driven out of the town of Goma last month, they shelled the city of Sake."
    by_type = {c.event_type: c for c in claims_of(text, "2023-08-09")}
    assert _days(by_type["territorial_control"]) == ("2023-07-01", "2023-07-31")
    assert by_type["shelling"].time is not None
    assert by_type["shelling"].time.start == dt.date(2023, 8, 9)
