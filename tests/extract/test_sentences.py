"""Where a report's sentences begin and end: offsets never shift, whatever the line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.sentences import MAX_SENTENCE, cut, layout, paragraphs, parse
from harmledger.records import Region, Report


def _cut(text: str) -> list[str]:
    return [text[s:e] for s, e in cut(text, 0, len(text))]


def _layout(text: str, title: str = "", regions: tuple[Region, ...] = ()) -> list[tuple[str, int, str]]:
    report = Report("r-1", "one.txt", text, title=title, regions=regions)
    return [(text[s:e], p, k) for s, e, p, k in layout(report)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Homs. Three people died.", ["Shells fell on Homs.", "Three people died."]),
        ("Gen. Omar Bashir spoke. He left.", ["Gen. Omar Bashir spoke.", "He left."]),
        ("Dr. Amal of St. Mary's spoke on Jan. 4.", ["Dr. Amal of St. Mary's spoke on Jan. 4."]),
        ("The U.S. Embassy in Khartoum closed. It rained.", ["The U.S. Embassy in Khartoum closed.", "It rained."]),
        ("J. K. Osman lives in Kassala.", ["J. K. Osman lives in Kassala."]),
        ("About 2.5 million people fled to Adre.", ["About 2.5 million people fled to Adre."]),
        ("They hit a target.The last shell fell on Homs.", ["They hit a target.", "The last shell fell on Homs."]),
        ("See aleppo.news.The page is down.", ["See aleppo.news.", "The page is down."]),
        ("“We ran.” She wept.", ["“We ran.”", "She wept."]),
        ("Who did it? We know! They left…  Two died.", ["Who did it?", "We know!", "They left…", "Two died."]),
        ("A strike at 5 p.m. Sunday killed two.", ["A strike at 5 p.m. Sunday killed two."]),
        ("It costs 5 dollars. 30 people queued.", ["It costs 5 dollars.", "30 people queued."]),
        ("No full stop at the end", ["No full stop at the end"]),
        ("", []),
    ],
)  # fmt: skip
def test_cut(text: str, expected: list[str]) -> None:
    assert _cut(text) == expected


def test_a_long_run_without_a_full_stop_is_cut_at_the_limit() -> None:
    parts = _cut("noise " * 1000)
    assert max(map(len, parts)) == MAX_SENTENCE
    assert "".join(parts) == "noise " * 1000


def test_blank_lines_part_paragraphs() -> None:
    text = "One line.\n\nAnother line.\n   \nA third.\n"
    assert [text[s:e] for s, e in paragraphs(text, 0, len(text))] == ["One line.", "Another line.", "A third."]


def test_a_hard_wrapped_paragraph_is_one() -> None:
    text = (
        "Shells fell on the market of Omdurman on Monday morning while\n"
        "people were queueing for bread, and rescuers counted at least\n"
        "nine dead, a volunteer at the nearest hospital said by phone.\n"
    )
    assert [text[s:e] for s, e in paragraphs(text, 0, len(text))] == [text.strip()]


def test_lines_that_end_are_paragraphs_and_broken_lines_go_on() -> None:
    text = "Shelling in Homs.\nThe army\nshelled Hama again.\nFour people died."
    assert [text[s:e] for s, e in paragraphs(text, 0, len(text))] == [
        "Shelling in Homs.", "The army\nshelled Hama again.", "Four people died.",
    ]  # fmt: skip


def test_furniture_is_left_out_and_regions_name_their_sentences() -> None:
    text = "Shelling in Homs\nThree people died.\nSubscribe to our letter!"
    begin = text.index("Subscribe")
    regions = (Region(0, 16, "title"), Region(begin, len(text), "furniture"))
    assert [(t, k) for t, _, k in _layout(text, "Shelling in Homs", regions)] == [
        ("Shelling in Homs", "title"), ("Three people died.", "body"),
    ]  # fmt: skip


def test_a_headline_printed_again_is_title() -> None:
    text = "Army shells Homs and Hama again\nArmy shells Homs and Hama again\nThree people died."
    rows = _layout(text, "Army shells Homs and Hama again", (Region(0, 31, "title"),))
    assert [k for _, _, k in rows] == ["title", "title", "body"]


@given(st.text(alphabet='Ab. \n\t"!?é\u00a0', max_size=120))
def test_sentences_are_in_order_apart_and_lose_no_letter(text: str) -> None:
    report = Report("r-1", "one.txt", text)
    rows = layout(report)
    at = 0
    for start, end, _, _ in rows:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@settings(deadline=None)  # the first example loads the language model
@given(st.text(alphabet="Shelhit. \n\r\t\u2028\u00a0é’", max_size=100))
def test_tokens_stand_where_the_sentence_says(text: str) -> None:
    (parsed,) = parse([Report("r-1", "one.txt", text)])
    for sentence in parsed.sentences:
        assert len(sentence.text) == sentence.end - sentence.start
        for token in sentence.doc:
            at = sentence.offset(token)
            assert text[at : at + len(token)].split() == token.text.split()


def test_nothing_to_read_gives_nothing() -> None:
    assert [p.sentences for p in parse([Report("r-1", "a", ""), Report("r-2", "b", " \n\n ")])] == [(), ()]
    assert list(parse([])) == []


def test_reports_come_out_in_order_whatever_the_batch() -> None:
    reports = [Report(f"r-{i}", f"{i}.txt", f"Shells hit house number {i}.") for i in range(7)]
    for batch in (1, 3, 64):
        assert [p.report.id for p in parse(reports, batch=batch)] == [r.id for r in reports]
