"""Every quoted word is the report's word, letter for letter, at the place that is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.records import Casualty, Claim, Evidence, Place, Report, Span, Time
from harmledger.resolve.verbatim import verbatim
from harmledger.store.grounding import ungrounded
from reading import Walk, report_of

TEXT = "Shells\nfell on\nHoms on\nMonday."


def _claim(**changes: object) -> Claim:
    base: dict[str, object] = {
        "id": "c-1", "report": "r-1", "document": "one.txt", "kind": "event", "modality": "actual",
        "event_type": "shelling", "quotes": (Span("Shells fell on Homs", 0, 19),),
    }  # fmt: skip
    return Claim(**{**base, **changes})  # type: ignore[arg-type]


def test_words_are_cut_from_the_report_again() -> None:
    report = Report("r-1", "one.txt", TEXT)
    claim = _claim(
        evidence=(Evidence("event_type", "Shells fell", 0, 11), Evidence("actor", "", 3, 3)),
        casualties=(Casualty("killed", "people", None, 1, 1, "fell on", 7, 14), Casualty("injured", "people")),
        place=Place("Homs on", 15, 22),
        time=Time("on Monday", text_start=20, text_end=29),
    )
    assert ungrounded(claim, report)
    done = verbatim(report, claim)
    assert ungrounded(done, report) == []
    assert done.quotes == (Span("Shells\nfell on\nHoms", 0, 19),)
    assert [e.text for e in done.evidence] == ["Shells\nfell"]
    assert done.time is not None
    assert done.time.text == "on\nMonday"
    assert done.casualties[1] == Casualty("injured", "people")


def test_an_empty_place_and_an_empty_quote_are_dropped() -> None:
    done = verbatim(
        Report("r-1", "one.txt", TEXT), _claim(place=Place("", 4, 4), quotes=(Span("", 2, 2), Span("x", 0, 6)))
    )
    assert done.place is None
    assert done.quotes == (Span("Shells", 0, 6),)


def test_what_has_no_place_in_the_text_is_left_alone() -> None:
    claim = _claim(place=Place("Homs"), time=Time("Monday", basis="carried over"))
    assert verbatim(Report("r-1", "one.txt", TEXT), claim).place == Place("Homs")
    assert verbatim(Report("r-1", "one.txt", TEXT), claim).time == claim.time


def test_a_quote_goes_over_hard_line_breaks(claims_of: Walk) -> None:
    (claim,) = claims_of("The shelling of\nOmdurman wounded six\nresidents on\nMonday.")
    assert claim.quotes[0].text == "The shelling of\nOmdurman wounded six\nresidents on\nMonday."
    assert claim.casualties[0].text in "six\nresidents"


PLACES = st.sampled_from(["Omdurman", "Khan Yunis", "Idlib", "Wad Madani", "Loikaw", "Arauca", "Gaza City", "the city"])
DEEDS = st.sampled_from(
    [
        "Shells hit {a} and {b} on Monday, killing {n} people.",
        "“They bombed a school in {a},” a teacher said; at least {n} children were wounded.",
        "The army denied that it had shelled {a}.",
        "{n} families were evacuated from {a} to {b} overnight.",
        "A drone strike on a hospital in {a} killed {n} patients – a boy, his mother… and a nurse – medics said.",
        "Residents of {a} have no water. The RSF has besieged {b} since May.",
        "Witnesses accused the RSF of executing {n} men in {a} on 3 April.",
        "More than {n},000 people have been killed since the war began.",
        "Israel’s army said that rockets fell on {a}.They damaged two homes.",
        "The attack killed {n}.",
        "It snowed.",
    ]
)
GLUE = st.sampled_from([" ", "\n", "\n\n", "  \n", "\r\n", "\u00a0", " \t", "\u2028"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        deed = draw(DEEDS).format(a=draw(PLACES), b=draw(PLACES), n=draw(st.integers(2, 90)))
        broken = draw(st.booleans())
        parts += [deed.replace(" ", "\n", 2) if broken else deed, draw(GLUE)]
    return "".join(parts)


@settings(deadline=None, max_examples=60)
@given(texts(), st.sampled_from(["", "Shells hit Omdurman", "Two dead in Loikaw attack"]))
def test_whatever_is_read_is_grounded(claims_of: Walk, text: str, title: str) -> None:
    report = report_of(text, title=title)
    (found,) = claims_of.claims([report])
    for claim in found:
        assert ungrounded(claim, report) == []
        assert claim.report == report.id
        assert Claim.from_json(claim.to_json()) == claim
    assert len({c.id for c in found}) == len(found)


@pytest.mark.parametrize(
    "text", ["\ufeffShells hit Idlib on Monday.", "Shells hit Idlib 🚀 on Monday.", "«Shells hit Idlib», he said."]
)
def test_odd_letters_do_not_move_the_quotes(claims_of: Walk, text: str) -> None:
    report = report_of(text)
    (found,) = claims_of.claims([report])
    assert found
    for claim in found:
        assert ungrounded(claim, report) == []
        assert "Idlib" in claim.quotes[0].text
