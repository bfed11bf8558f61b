"""The gate saves time and costs no claim."""

from __future__ import annotations

from pathlib import Path

import pytest

import harmledger
from harmledger import codebook
from harmledger.clean import clean
from harmledger.collect import CollectOptions, collect
from harmledger.collect.raw import Raw
from harmledger.extract import gate
from harmledger.extract.frames import lemmas_of
from harmledger.extract.sentences import language_model
from harmledger.records import Report
from reading import Walk, report_of

SAMPLES = Path(harmledger.__file__).parent / "samples" / "reports"
FRAMES = codebook.load("frames")["frames"]
VERBS = sorted({v for row in FRAMES for v in row.get("verbs", ()) if " " not in v and "-" not in v})
MORE = (
    "The council met in Gedaref. Prices were discussed. Shells then hit the market. Nobody slept. It rained all week.",
    "“They went from house to house,” she said. “They took my brother.” Fighters executed eleven men in El Geneina.",
    "Fishermen in Buenaventura have no fuel. A boat came under fire off Tumaco on Friday, the navy of Colombia said.",
    "Lashio fell on Thursday. The town is without power. The rebels took control of the airport and freed prisoners.",
)


def _samples() -> list[Report]:
    raws = [r for r in collect([str(SAMPLES)], CollectOptions()) if isinstance(r, Raw)]
    return [clean(r) for r in raws] + [report_of(t, document=f"{i}.txt") for i, t in enumerate(MORE)]


def test_open_or_shut_the_claims_are_the_same(claims_of: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = _samples()
    assert len(reports) > 15
    shut = claims_of.claims(reports)
    monkeypatch.setattr("harmledger.extract.gate.wanted", lambda texts: [True] * len(texts))
    monkeypatch.setattr("harmledger.extract.claims.has_cue", lambda text: True)
    opened = claims_of.claims(reports)
    assert sum(map(len, shut)) > 40
    for report, a, b in zip(reports, shut, opened, strict=True):
        assert a == b, report.document


def test_the_gate_saves_sentences() -> None:
    kept = [
        gate.wanted(row)
        for row in (["It snowed."] * 10, [*["It snowed."] * 4, "Shells fell on Homs.", *["It snowed."] * 4])
    ]
    assert kept[0] == [False] * 10
    assert kept[1] == [False, False, False, True, True, False, False, False, False]


@pytest.mark.parametrize("verb", VERBS)
def test_inflected_verbs_of_the_codebook_pass(verb: str) -> None:
    forms = [t for t in language_model()(f"They {verb} it.") if t.i == 1]
    regular = {verb, verb + "s", verb.removesuffix("e") + "ing", verb.removesuffix("e") + "ed"}
    if verb.endswith("y") and verb[-2] not in "aeo":
        regular = {verb, verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"}
    if verb.endswith(("s", "sh", "ch", "x")):
        regular = {verb, verb + "es", verb + "ing", verb + "ed"}
    assert forms
    for form in regular:
        assert verb in gate.bases(form), form


@pytest.mark.parametrize(
    "text",
    [
        "Five people were slain, shot and struck.",
        "The town fell.",
        "Soldiers took control of the airport.",
        "The fighters broke through near Bunia.",
        "Gunmen SHOT a priest.",
        "Children starving in Taiz.",
        "The village is without water.",
        "Bodies lay in the streets.",
    ],
)
def test_irregular_and_shouted_forms_pass(text: str) -> None:
    assert gate.has_cue(text)


@pytest.mark.parametrize(
    "text", ["It snowed in Nyala on Monday.", "", "The minister met his colleague from Qatar.", "2023"]
)
def test_sentences_without_an_event_word_do_not(text: str) -> None:
    assert not gate.has_cue(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raped two women, burned homes and looted shops while shelling went on.",
        "The besieged town was encircled, its bridges destroyed and three boys wounded by mines.",
        "Airstrikes killed nine; two villages were captured and hundreds fled.",
    ],
)
def test_what_the_frames_would_look_up_the_gate_has_seen(text: str) -> None:
    doc = language_model()(text)
    phrases = {
        p for row in FRAMES for k in ("verbs", "nouns", "adjectives", "preps") for p in row.get(k, ()) if " " not in p
    }
    looked_up = {form for t in doc for form in lemmas_of(t) if form in phrases}
    assert looked_up
    for form in looked_up:
        assert any(form in gate.bases(t.lower_) for t in doc), form
