"""Text that no reporter writes, or that says the opposite of what its words suggest: no crash, no made-up figure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.munitions import read_munitions
from harmledger.extract.numbers import find_quantities, read_number
from harmledger.extract.objects import find_objects
from harmledger.extract.sentences import cut, paragraphs
from harmledger.store.grounding import ungrounded
from reading import Walk, report_of, sentence_of


@pytest.mark.parametrize("words", ["9" * 400, "1," * 300 + "1", "1,234,567,890,123,456"])
def test_a_number_too_long_to_be_a_count_is_none(words: str) -> None:
    assert read_number(words) is None


@pytest.mark.parametrize(
    "text", ["In 2022 missiles hit the port of Taiz.", "On May 3 rockets hit Taiz.", "By 2021 bombs had ruined Taiz."]
)
def test_a_year_or_a_day_counts_nothing(text: str) -> None:
    sentence = sentence_of(text)
    assert find_quantities(sentence.doc) == ()
    assert read_munitions(sentence, find_objects(sentence)) is None


def test_a_number_beside_a_date_counts() -> None:
    (quantity,) = find_quantities(sentence_of("On 3 May 2022, 30 missiles hit Taiz.").doc)
    assert (quantity.low, quantity.high) == (30, 30)


@pytest.mark.parametrize(
    "text",
    [
        "None of the 40 passengers was hurt when a mine exploded near Taiz.",
        "The 40 passengers were not hurt when a mine exploded near Taiz.",
    ],
)
def test_nobody_hurt_is_no_one(claims_of: Walk, text: str) -> None:
    rows = [c for claim in claims_of(text) for c in claim.casualties]
    assert [(c.outcome, c.low, c.high) for c in rows] == [("injured", 0, 0)]


def test_the_words_of_a_count_of_weapons_are_kept(claims_of: Walk) -> None:
    (claim,) = claims_of("Five missiles hit a school in Taiz.")
    assert claim.munitions == {"count": {"low": 5, "high": 5}}
    assert [e.text for e in claim.evidence if e.field == "munitions:count"] == ["Five"]


@pytest.mark.parametrize(
    "filler",
    ["." * 20_000, " " * 20_000, "—" * 20_000, "! ? " * 5_000, ", " * 5_000, "(" * 3_000, "\u202e\u200b" * 3_000],
    ids=["dots", "blanks", "dashes", "marks", "commas", "brackets", "invisible"],
)
def test_runs_of_signs_cost_no_claim(claims_of: Walk, filler: str) -> None:
    found = claims_of(f"Shells hit Taiz on Monday. {filler}\n\nTwo people were killed in Aden.")
    assert {"Taiz", "Aden"} <= {c.place.name for c in found if c.place}


def test_a_run_of_stops_ends_one_sentence() -> None:
    text = "He saw it..... Then it fell."
    assert [text[s:e] for s, e in cut(text, 0, len(text))] == ["He saw it.....", "Then it fell."]


def test_a_line_that_ends_in_quotes_is_ended() -> None:
    text = "“They shelled us.”\nwe ran away"
    assert [text[s:e] for s, e in paragraphs(text, 0, len(text))] == ["“They shelled us.”", "we ran away"]


_PIECES = st.lists(
    st.sampled_from(
        ["shelled", "killed", "Taiz", "“", "”", "‘", "9" * 14, "1e9", "30 February", "five", "said", "—", "،", "قتل",
         "💥", "no one", "Monday", ":", "(", "\n", "\n\n", "\u00ad", "e\u0301", "the army", "denied", "missiles",
         ".", "of"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_PIECES)
def test_whatever_stands_there_every_claim_is_grounded(pieces: list[str]) -> None:
    report = report_of("Shells hit Aden on Monday. " + " ".join(pieces))
    found = _WALK.claims([report])[0]
    assert found
    assert {why for claim in found for why in ungrounded(claim, report)} == set()
    assert len({claim.id for claim in found}) == len(found)


_WALK = Walk()


def test_a_speaker_who_names_their_own_side_gives_its_words(claims_of: Walk) -> None:
    text = "The Israeli army said that it bombed a bridge in Rafah on Monday."
    (claim,) = claims_of(text)
    assert claim.actor == "Israel"
    assert any(e.field == "actor" and text[e.start : e.end] == e.text for e in claim.evidence)
