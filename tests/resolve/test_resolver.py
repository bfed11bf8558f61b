"""What later sentences take over from earlier ones: place, day, doer, weapon."""

from __future__ import annotations

import datetime as dt

import pytest

from harmledger.records import Report
from reading import Walk, report_of


def test_the_city_is_the_one_named_last(claims_of: Walk) -> None:
    first, second = claims_of("A rocket struck Taiz on Monday.\n\nIn the city, two children were killed by shrapnel.")
    assert first.place is not None and second.place is not None
    assert second.place.name == first.place.name == "Taiz"
    assert second.place.basis.startswith("carried over")
    assert second.weapons == ("rocket_mlrs",)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("A shell hit a playground in Homs on Monday. Nobody was killed here.", {"public_space"}),
        ("A shell hit a market in Taiz on Monday. Three people were killed.", set()),
        ("A missile hit a warship off Latakia on Monday. The ship was badly damaged in the attack.", {"military"}),
    ],
)
def test_what_was_struck_is_taken_over_where_the_words_point_back(
    claims_of: Walk, text: str, targets: set[str]
) -> None:
    assert set(claims_of(text)[-1].targets) - {"civilians"} == targets


def test_a_figure_after_a_counted_strike_keeps_its_weapon(claims_of: Walk) -> None:
    text = (
        "Fragments of a rocket fell on a village near Homs on Sunday, hurting 12 people. Over 30 houses were damaged."
    )
    assert claims_of(text)[-1].weapons == ("rocket_mlrs",)


def test_the_title_says_where(claims_of: Walk) -> None:
    found = claims_of("Five people were killed on Tuesday, medics said.", title="Shelling of Taiz")
    assert {c.place.name for c in found if c.place} == {"Taiz"}
    assert {c.event_type for c in found} == {"shelling"}


def test_no_place_is_made_up(claims_of: Walk) -> None:
    (claim,) = claims_of("Five people were killed on Tuesday, medics said.")
    assert claim.place is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("On Monday Israeli jets bombed Rafah.\n\nThey hit a school, killing nine.", "Israel"),
        ("Israeli warplanes bombed Khan Yunis on Monday.\n\nThey also struck a school in Rafah.", "Israel"),
        ("Hamas fired rockets at Ashkelon. Israel bombed Rafah.\n\nThey hit a school, killing nine.", None),
    ],
)
def test_they_are_the_one_party_that_the_report_names(claims_of: Walk, text: str, party: str | None) -> None:
    last = claims_of(text)[-1]
    assert last.actor == party
    if party:
        assert last.actor_text == "Israeli"


def test_the_day_goes_on_within_a_paragraph(claims_of: Walk) -> None:
    first, second = claims_of("Shells hit Taiz on Monday. Two children were killed in the bombardment of a school.")
    assert first.time is not None and second.time is not None
    assert (second.time.start, second.time.end) == (dt.date(2023, 5, 1), dt.date(2023, 5, 1))


def test_a_report_without_a_date_has_no_default_day(claims_of: Walk) -> None:
    (claim,) = claims_of("Shells hit a village in the hills.", published="")
    assert claim.time is None or claim.time.start is None


def test_breaking_news_is_of_the_day_of_publication(claims_of: Walk) -> None:
    (claim,) = claims_of("Shells hit Taiz.")
    assert claim.time is not None
    assert claim.time.start == claim.time.end == dt.date(2023, 5, 3)
    assert claim.time.text == ""
    assert claim.time.basis


def test_a_total_runs_from_the_start_of_the_war(claims_of: Walk) -> None:
    (claim,) = claims_of(
        "More than 15,000 people have been killed in Sudan since the war began.", published="2024-05-03"
    )
    assert claim.kind == "toll"
    assert claim.time is not None
    assert (claim.time.start, claim.time.end) == (dt.date(2023, 4, 15), dt.date(2024, 5, 3))


def test_another_country_than_the_wars_is_background(claims_of: Walk) -> None:
    text = "Shells hit Kharkiv on Monday. The war in Ukraine goes on in Sumy.\n\nIn Aleppo, bombs killed ten people."
    found = claims_of(text, published="2022-05-03")
    assert [(c.place.name, c.modality) for c in found if c.place and c.place.name in ("Kharkiv", "Aleppo")] == [
        ("Kharkiv", "actual"), ("Aleppo", "background"),
    ]  # fmt: skip


def _mixed() -> list[Report]:
    texts = [
        "Shells hit Taiz on Monday.\n\nTwo people died in the city.",
        "",
        "It snowed in Nyala.",
        "Israeli jets bombed Rafah on Monday.\n\nThey hit a school, killing nine.",
        "Residents of El Fasher are without water. RSF fighters looted shops in Wad Madani.",
        "The army denied that it had bombed the hospital in Nyala.",
    ]
    return [report_of(t, document=f"{i}.txt") if t else Report("r-empty", "empty.txt", "") for i, t in enumerate(texts)]


def test_a_report_is_read_alike_whatever_is_read_beside_it(claims_of: Walk) -> None:
    reports = _mixed()
    together = claims_of.claims(reports)
    alone = [claims_of.claims([r])[0] for r in reports]
    backwards = claims_of.claims(reports[::-1], batch=2)[::-1]
    assert together == alone == backwards
    assert together[1] == together[2] == ()
    assert sum(map(len, together)) >= 7


def test_ids_are_stable_and_their_own(claims_of: Walk) -> None:
    text = "Shells hit Taiz and Marib on Monday, killing two people, and hit Taiz again on Tuesday."
    first, again = claims_of(text), claims_of(text)
    assert [c.id for c in first] == [c.id for c in again]
    assert len({c.id for c in first}) == len(first)


def test_confidence_falls_with_what_is_guessed(claims_of: Walk) -> None:
    (sure,) = claims_of("Shells hit Taiz on Monday.")
    (unsure,) = claims_of("Shells hit a village.")
    (feared,) = claims_of("Residents fear shelling of Taiz.")
    assert 0 < unsure.confidence < sure.confidence <= 1
    assert feared.confidence < sure.confidence
