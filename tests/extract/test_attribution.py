import pytest

from harmledger.extract.attribution import Attribution, attribute, attribution_at, source_at
from harmledger.extract.sentences import Parsed, parse
from harmledger.records import Region, Report
from reading import Walk


def read(text: str, title: str = "") -> tuple[Parsed, tuple[tuple[Attribution, ...], ...]]:
    whole = f"{title}\n{text}" if title else text
    regions = (Region(0, len(title), "title"),) if title else ()
    (parsed,) = parse([Report("r-1", "a.txt", whole, regions=regions)])
    return parsed, attribute(parsed.sentences)


def who(text: str, words: str, title: str = "") -> tuple[str | None, str, str]:
    parsed, rows = read(text, title)
    start = parsed.report.text.rindex(words)
    end = start + len(words)
    index = next(s.index for s in parsed.sentences if s.start <= start < s.end)
    source = source_at(rows[index], start, end)
    return source.name, source.type, source.side


GOVERNOR = "Oleh Petrenko, head of the Sumy regional administration, said that two houses burned down. "


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (GOVERNOR, "two houses burned down", ("Oleh Petrenko", "local_authority", "Ukraine")),
        (
            GOVERNOR + "He added that a school was hit.",
            "a school was hit",
            ("Oleh Petrenko", "local_authority", "Ukraine"),
        ),
        (
            GOVERNOR + "“The fire is out,” Petrenko said. “Nobody is under the rubble any more.”",
            "Nobody is under the rubble",
            ("Oleh Petrenko", "local_authority", "Ukraine"),
        ),
        (
            "The bridge was destroyed, the Russian defence ministry reported.",
            "The bridge was destroyed",
            ("Russian defence ministry", "military", "Russia"),
        ),
        (
            "Three people died in the raid, according to the United Nations.",
            "Three people died in the raid",
            ("United Nations", "un", "none"),
        ),
        (
            "Moscow said its forces had destroyed the depot.",
            "its forces had destroyed the depot",
            ("Moscow", "government", "Russia"),
        ),
        ("Residents said the market was shelled.", "the market was shelled", ("Residents", "witness", "none")),
        (
            "Human Rights Watch has documented the use of cluster munitions.",
            "the use of cluster munitions",
            ("Human Rights Watch", "ngo", "none"),
        ),
        ("The RSF said it had seized the airport.", "it had seized the airport", ("RSF", "military", "other")),
        ("The town was shelled all night.", "The town was shelled all night", (None, "media", "none")),
        (
            "Maria Koval, a teacher who lives in the town, said the market was shelled.",
            "the market was shelled",
            ("Maria Koval", "witness", "none"),
        ),
    ],
)
def test_speakers(text: str, words: str, expected: tuple[str | None, str, str]) -> None:
    assert who(text, words) == expected


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = (
        "Mayor Ivan Bondar told reporters: “They shelled the market for hours.\n\n"
        "“Then they hit the water tower and the bakery.”\n\nTrains were late on Monday."
    )
    assert who(text, "they hit the water tower")[0] == "Ivan Bondar"
    assert who(text, "Trains were late on Monday") == (None, "media", "none")


def test_a_label_at_the_end_of_a_headline_speaks() -> None:
    title = "Two residents wounded in shelling of Sumy region, - police"
    assert who("View news.", "Two residents wounded in shelling", title) == ("police", "local_authority", "Ukraine")


def test_a_topic_before_a_colon_does_not_speak() -> None:
    assert who("View news.", "40 soldiers came home", "Prisoner exchange: 40 soldiers came home")[1] == "media"


def test_whoever_is_quoted_goes_before_the_medium_that_quotes() -> None:
    text = "“Ten houses were destroyed,” the mayor of Sumy told Reuters, the BBC reported."
    assert who(text, "Ten houses were destroyed")[1] == "local_authority"


def test_denials_and_accusations_are_marked() -> None:
    parsed, rows = read("Moscow denied that its troops had shelled the hospital.")
    at = parsed.report.text.index("its troops")
    found = attribution_at(rows[0], at, len(parsed.report.text))
    assert found is not None and found.manner == "deny"
    parsed, rows = read("Kyiv accused Russia of shelling the hospital.")
    found = attribution_at(rows[0], parsed.report.text.index("Russia"), len(parsed.report.text))
    assert found is not None and found.manner == "accuse"


def test_spans_are_those_of_the_report() -> None:
    parsed, rows = read(GOVERNOR + "“The fire is out,” Petrenko said.", "Fire in Sumy")
    text = parsed.report.text
    assert sum(map(len, rows)) >= 2
    for row in rows:
        for a in row:
            assert text[a.cue_start : a.cue_end] == a.cue
            assert 0 <= a.start < a.end <= len(text)
            if a.source.name == "Oleh Petrenko" and a.source.start is not None and a.source.end is not None:
                assert "Petrenko" in text[a.source.start : a.source.end]


def test_an_office_named_in_an_unparsed_sentence_is_remembered() -> None:
    text = "Sumy mayor Ivan Bondar opened the new library. " + "It was a dull day. " * 6
    text += "Bondar said that shelling killed two residents."
    parsed, _ = read(text)
    assert not parsed.sentences[0].doc.has_annotation("DEP")
    assert who(text, "shelling killed two residents") == ("Ivan Bondar", "local_authority", "Ukraine")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Shells hit a clinic in Nyala, killing 9 patients, the WHO said.", "WHO", "un"),
        ("A drone strike in Jalalabad killed 30 farmers, tribal elders said.", "tribal elders", "local_authority"),
        ("Soldiers executed 12 men in Moura, Human Rights Watch said.", "Human Rights Watch", "ngo"),
        (
            "Shells killed six people in El Obeid, the Kordofan Relief Committee said.",
            "Kordofan Relief Committee",
            "ngo",
        ),
        ("Nine people were killed in Omdurman, Sudan's health ministry said.", "Sudan's health ministry", "government"),
        ("M23 said that shells had killed six people in Goma.", "M23", "military"),
    ],
)
def test_speakers_of_any_war(claims_of: Walk, text: str, name: str, kind: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.source.name, claim.source.type) == (name, kind)
