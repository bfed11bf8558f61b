"""Whatever a model answers, nothing that does not stand in the report or the codebook survives."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from second_samples import GOOD, TEXT, report

from harmledger import codebook
from harmledger.codebook.parties import party
from harmledger.errors import SecondReaderAnswer
from harmledger.records import Region, Report, Span
from harmledger.second.answers import claims_in
from harmledger.second.checks import check
from harmledger.second.grounding import Shown, count
from harmledger.second.parts import parts
from harmledger.store.grounding import ungrounded

WORDS = TEXT.split()
PASSAGES = st.builds(
    lambda at, length: " ".join(WORDS[at : at + length]), st.integers(0, len(WORDS) - 1), st.integers(1, 12)
)
INVENTED = st.text(max_size=12) | st.sampled_from(["Poltava", "97", "five people", "Wagner", "\ud800", "\0"])
SAID = PASSAGES | INVENTED | st.none() | st.integers()
CODED = st.sampled_from([v for name in codebook.load("vocabulary").values() if isinstance(name, list) for v in name])
VALUE = CODED | INVENTED | st.none()
NUMBERS = st.none() | st.integers(-5, 2000) | st.booleans() | st.text(max_size=3)
ONE = st.fixed_dictionaries(
    {"words": SAID, "value": VALUE, "type": VALUE, "outcome": VALUE, "victims": VALUE, "low": NUMBERS, "high": NUMBERS}
)
ANY = ONE | SAID | st.lists(ONE | SAID, max_size=3)
OFFERED = st.fixed_dictionaries(
    {"quote": st.just(GOOD["quote"]) | PASSAGES | INVENTED, "kind": st.just("event") | VALUE,
     "modality": st.just("actual") | VALUE, "event_type": st.just("shelling") | VALUE},
    optional=dict.fromkeys(("targets", "weapons", "place", "time", "actor", "casualties", "source"), ANY),
)  # fmt: skip
ONE_REPORT = report()


@settings(max_examples=300, deadline=None)
@given(OFFERED)
def test_nothing_ungrounded_survives(offered: dict[str, Any]) -> None:
    (part,) = parts(ONE_REPORT, 4000)
    found = check(offered, Shown(ONE_REPORT, part), Counter())
    if found is None:
        return
    text, words = ONE_REPORT.text, codebook.load("vocabulary")
    spans = [found.quote, found.place, found.time, *(s for _, s in (*found.targets, *found.weapons))]
    spans += [found.actor[1]] if found.actor else []
    spans += [Span(r.text, r.start or 0, r.end or 0) for r in found.casualties]
    assert all(text[s.start : s.end] == s.text and s.text.strip() for s in spans if s)
    assert found.kind in words["kinds"] and found.modality in words["modalities"]
    assert found.event_type in words["event_types"] and {t for t, _ in found.targets} <= set(words["targets"])
    assert {w for w, _ in found.weapons} <= set(words["weapons"]) and found.source.type in words["source_types"]
    assert found.actor is None or party(found.actor[1].text) == found.actor[0]
    for row in found.casualties:
        assert row.outcome in words["outcomes"] and row.victims in words["victims"]
        assert (row.low, row.high) in {(3, None), (1597, 1597), (23, 23), (1, 1), (2, None)}  # what the text counts


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["claims", "quote"]), x, max_size=2),
    ).map(json.dumps)
)
def test_any_answer_is_a_list_or_an_error_of_ours(answer: str) -> None:
    try:
        assert isinstance(claims_in(answer), list)
    except SecondReaderAnswer as error:
        assert error.answer == answer


def test_words_in_page_furniture_carry_nothing() -> None:
    text = "Shells hit a school in Sumy.\n\nRead more: Drones hit a bridge in Odesa\n\nTwo people died."
    at = text.index("Read more")
    furniture = Region(at, text.index("\n\nTwo"), "furniture")
    one = Report("r-1", "one.txt", text, regions=(furniture,))
    (part,) = parts(one, 4000)
    assert "Odesa" not in part.text(one)
    shown = Shown(one, part)
    assert shown.find("Drones hit a bridge") is None and shown.find("Two people died") is not None


def test_words_are_looked_for_in_the_quote_first_and_then_near_it() -> None:
    text = "A man died in Sumy. " * 3 + "Shells fell on Lebedyn, and a man died there."
    one = Report("r-1", "one.txt", text)
    shown = Shown(one, parts(one, 4000)[0])
    quote = shown.find("Shells fell on Lebedyn, and a man died there.")
    assert quote is not None
    assert (shown.find("a man died", quote) or quote).start > quote.start
    assert (shown.find("Sumy", quote) or quote).start == text.rindex("Sumy")


def test_a_line_break_in_the_report_does_not_hide_a_quote() -> None:
    one = Report("r-1", "one.txt", "Shells hit a\nhospital in Sumy.")
    found = Shown(one, parts(one, 4000)[0]).find("hit a hospital")
    assert found is not None and found.text == "hit a\nhospital"


@pytest.mark.parametrize(
    ("text", "words", "said", "kept"),
    [
        ("A man was killed in El Fasher.", "A man", (1, 1), (1, 1)),
        ("Residents were wounded in Douma.", "Residents", (2, None), (2, None)),
        ("Residents were wounded in Douma.", "Residents", (12, 12), None),
        ("The residents were wounded in Douma.", "The residents", (2, None), (2, None)),
        ("A man was killed in El Fasher.", "A man", (2, None), None),
        ("No casualties were reported in Loikaw.", "No casualties", (0, 0), (0, 0)),
        ("No casualties were reported in Loikaw.", "No casualties", (1, 1), None),
        ("Up to 50 villagers fled Sake.", "50 villagers", (None, 50), (None, 50)),
        ("Between 70 and 80 people drowned.", "Between 70 and 80 people", (70, 80), (70, 80)),
        ("Dozens were hurt in Taiz.", "Dozens", (24, None), (24, None)),
        ("A 10-year-old was hurt in Rafah.", "10-year-old", (10, 10), None),
    ],
)
def test_counts_follow_the_coding_manual(text: str, words: str, said: Any, kept: Any) -> None:
    at = text.index(words)
    found = count(text, Span(words, at, at + len(words)), *said)
    assert (found[0] if found else None) == kept


def test_the_stores_own_check_finds_no_fault_with_what_survives() -> None:
    from harmledger.second.claims import Maker

    (part,) = parts(ONE_REPORT, 4000)
    found = check(GOOD, Shown(ONE_REPORT, part), Counter())
    assert found is not None
    dropped: Counter[str] = Counter()
    (claim,) = Maker("m").claims(ONE_REPORT, [found, found], [], dropped)
    assert ungrounded(claim, ONE_REPORT) == [] and dropped == {"claim: said twice": 1}
