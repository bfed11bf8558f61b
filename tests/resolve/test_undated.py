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


def test_counted_from_an_event(claims_of: Walk) -> None:
    text = "The explosion in Port Sudan on Monday came one week after six people were killed by shelling in Omdurman."
    killed = next(c for c in claims_of(text, "2023-08-09") if c.casualties)
    assert _days(killed) == ("2023-08-01", "2023-08-03")


_CHRONOLOGY = """On April 15, 2023, fighting breaks out in Khartoum between the army and a paramilitary force.

Fighters seize the airport in Khartoum and shell homes in Omdurman.

On June 14, 2023, gunmen kill the governor of West Darfur in El Geneina.

Hundreds of residents flee the city of El Geneina towards Chad.

On December 18, 2023, paramilitary fighters take the city of Wad Madani.

On March 12, 2024, the army retakes the radio building in Omdurman."""


def test_a_chronology_dates_by_what_stands_around(claims_of: Walk) -> None:
    claims = [c for c in claims_of(_CHRONOLOGY, "2024-09-01") if c.modality == "actual" and c.time is not None]
    fled = next(c for c in claims if c.event_type == "displacement")
    assert _days(fled) == ("2023-06-14", "2023-12-18")
    assert fled.time is not None
    assert fled.time.basis.startswith("chronology")
    assert all(c.time is not None and c.time.end is not None and c.time.end <= dt.date(2024, 3, 12) for c in claims)


def test_a_date_of_a_deed_is_not_to_come(claims_of: Walk) -> None:
    (claim,) = claims_of("On April 2, shelling killed six people in Omdurman.", "2024-02-23")
    assert _days(claim) == ("2023-04-02", "2023-04-02")
