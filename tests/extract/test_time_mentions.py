"""Mentions of time in sentences: offsets into report and tokens."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.sentences import Sentence
from harmledger.extract.time_mentions import find_times

NLP = spacy.blank("en")


def sentence(text: str, start: int = 0) -> Sentence:
    return Sentence(0, start, start + len(text), NLP(text), 0, "body")


def test_mentions_carry_offsets_of_report_and_tokens() -> None:
    text = "Shells fell on Saturday night and again this morning, he said."
    first, second = find_times(sentence(text, 200))
    assert (first.text, first.start, first.end) == ("Saturday night", 215, 229)
    assert [t.text for t in NLP(text)[second.token_start : second.token_end]] == ["this", "morning"]


def test_a_sentence_without_a_parse_is_read_all_the_same() -> None:
    unparsed = sentence("The mill burned since March 3.")
    assert not unparsed.doc.has_annotation("DEP")
    assert [(m.text, m.role) for m in find_times(unparsed)] == [("March 3", "since")]


def test_what_tells_no_time_of_an_event_is_left_out() -> None:
    assert find_times(sentence("The heaviest shelling since May (01.07.22 08:27)")) == ()
    assert [m.text for m in find_times(sentence("On Monday at 5am a shell fell"))] == ["Monday"]
    assert [m.text for m in find_times(sentence("At 5am a shell fell"))] == ["5am"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["on", "Monday’s", "3 March,", "2022", "he said", "in", "the past week", "(overnight)", "two-day"]
        ),
        max_size=12,
    )
)
def test_offsets_always_match_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find_times(sentence(text, 7)):
        assert text[mention.start - 7 : mention.end - 7] == mention.text
        assert mention.token_start < mention.token_end


def test_a_datelines_date_gives_way_to_the_events_own_day() -> None:
    own = find_times(sentence("SEGOU, Mali, June 4 2023 - Gunmen shot two herders on Saturday."))
    assert [m.text for m in own] == ["Saturday"]
    alone = find_times(sentence("SEGOU, Mali, June 4 2023 - Gunmen shot two herders."))
    assert [m.text for m in alone] == ["June 4 2023"]
    both = find_times(sentence("Shells fell on June 4 - and again on Saturday."))
    assert [m.text for m in both] == ["June 4", "Saturday"]
