"""Who counts as one source, and what was folded into each."""

from __future__ import annotations

import pytest
from link_samples import by_id, claim, report

from harmledger.link.sources import chain_of, voices

FIRST, SECOND, THIRD = report("gazette", "2030-05-09"), report("post", "2030-05-10"), report("wire", "2030-05-11")
REPORTS = by_id(FIRST, SECOND, THIRD)


def said(source_report, name, kind="local_authority", side="Ukraine", **more):
    return claim(source_report, "They shelled it.", source=(name, kind, side) if name else None, **more)


def counted(*claims, reports=REPORTS) -> list[str]:
    return [v.name for v in voices(claims, reports)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleh Synytsia", "Governor Sinitsia"),
        ("governor", "Donetsk Regional Military Administration"),
        ("General Staff", "General Staff of the Armed Forces of Ukraine"),
        ("Ukrainian officials", "local authorities"),
        ("Mayor Anna Berd", "the city council"),
    ],
)
def test_two_names_of_one_source(one: str, other: str) -> None:
    assert len(counted(said(FIRST, one), said(SECOND, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("the mayor", "the governor"), ("Anna Berd", "Oleh Synytsia"), ("police", "State Emergency Service")],
)
def test_two_sources(one: str, other: str) -> None:
    assert len(counted(said(FIRST, one), said(SECOND, other))) == 2


def test_the_one_person_and_the_one_office_are_taken_for_each_other() -> None:
    assert counted(said(FIRST, "Anna Berd"), said(SECOND, "the governor")) == ["the governor"]
    three = [said(FIRST, "Anna Berd"), said(SECOND, "the governor"), said(THIRD, "Oleh Synytsia")]
    assert len(counted(*three)) == 3, "nobody says which of the two is the governor"
    tied = [said(FIRST, "Governor Anna Berd"), *three]
    assert len(counted(*tied)) == 2, "now a report does"


def test_officials_in_general_add_nothing_beside_one_of_their_side() -> None:
    assert counted(said(FIRST, "Ukrainian officials", "government"), said(SECOND, "Anna Berd")) == [
        "Ukrainian officials"
    ]
    assert len(counted(said(FIRST, "officials", "government", "Russia"), said(SECOND, "Anna Berd"))) == 2


def test_an_outlet_and_its_name_in_others_are_one() -> None:
    own = report("r", "2030-05-09", outlet="www.reuters.com")
    quoted = said(SECOND, "Reuters", "media", "none")
    assert len(counted(said(own, None), quoted, reports=by_id(own, SECOND))) == 1


def test_what_was_folded_is_told_in_words() -> None:
    copy = report("copy", "2030-05-12", copy_of="r-gazette")
    reports = {**REPORTS, **by_id(copy)}
    (voice,) = voices([said(FIRST, "Governor Anna Berd"), said(SECOND, "Berd"), said(copy, "governor")], reports)
    assert (voice.name, voice.type, voice.side) == ("Governor Anna Berd", "local_authority", "Ukraine")
    assert voice.folded == (
        "gazette.example, 2030-05-09",
        "as “Berd” in post.example, 2030-05-10",
        "as “governor” in copy.example, 2030-05-12, a copy",
    )
    assert voice.reports == ("r-gazette", "r-post", "r-copy")


def test_a_chain_follows_the_person_through_outlets() -> None:
    assert chain_of(said(FIRST, "Governor Anna Berd"), REPORTS) == chain_of(said(SECOND, "Berd"), REPORTS)
    assert chain_of(said(FIRST, None), REPORTS) != chain_of(said(SECOND, None), REPORTS)


def test_states_and_unions_are_voices_of_their_own() -> None:
    names = ("European Union", "United States", "Pentagon")
    assert len(counted(*(said(FIRST, name, "government", "other", at=n) for n, name in enumerate(names)))) >= 2


def test_a_company_of_the_state_is_not_its_president() -> None:
    railway = said(FIRST, "Ukraine's state railway company", "government", at=1)
    assert len(counted(railway, said(SECOND, "President Ivan Bero", "government"))) == 2


def test_an_office_is_the_person_whom_a_report_introduces_with_it() -> None:
    first = report("first", body="Oleh Toma, the regional governor, said so. Ivan Bero of the council agreed.")
    claims = (said(first, "Oleh Toma", at=1), said(first, "Ivan Bero", at=2), said(SECOND, "regional governor"))
    assert len(counted(*claims, reports=by_id(first, SECOND))) == 2


def test_pictures_say_nothing_by_themselves() -> None:
    assert len(counted(said(FIRST, "Satellite images", "osint", "none"), said(FIRST, None, at=1))) == 1
    assert len(counted(said(FIRST, "Maxar", "osint", "none"), said(SECOND, None))) == 2
