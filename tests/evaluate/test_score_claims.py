"""Scores of claims on a small coded report, where every figure can be reckoned by hand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from harmledger import codebook
from harmledger.errors import EmptyInput, UnreadableInput
from harmledger.evaluate import claims as evaluation
from harmledger.evaluate import slots
from harmledger.evaluate.claims import ClaimScores
from harmledger.evaluate.gold import GoldReport, read_gold
from harmledger.evaluate.mistakes import mistakes
from harmledger.records import Casualty, Claim, Place, Report, Source, Span, Time

TEXT = """Shells hit the mill in Ostrava on Monday, killing two workers, the mayor said.
The army might shell the port next.
Read more: a fire in a far country."""

GOLD = """
document: folder/mill.txt
claims:
- id: k1
  kind: event
  event_type: shelling
  quote: Shells hit the mill in Ostrava on Monday
  targets: [food]
  weapons: [artillery]
  place: {name: Ostrava, country: CZ, lat: 49.83, lon: 18.28, precision: city}
  time: {start: 2024-05-06, end: 2024-05-06, precision: day}
  casualties:
  - {outcome: killed, victims: civilian, low: 2, high: 2}
  source: {name: the mayor, type: local_authority, side: none}
not_events: [The army might shell the port]
boilerplate: ["Read more: a fire"]
"""


def _gold(tmp_path: Path, text: str = GOLD) -> list[GoldReport]:
    path = tmp_path / "gold.yaml"
    path.write_text(text, encoding="utf-8")
    return read_gold(path)


def _claim(quote: str, **changes: object) -> Claim:
    at = TEXT.index(quote)
    values: dict[str, object] = {
        "id": f"c-{at}",
        "report": "r-1",
        "document": "mill.txt",
        "kind": "event",
        "modality": "actual",
        "event_type": "shelling",
        "quotes": (Span(quote, at, at + len(quote)),),
        "targets": ("food",),
        "weapons": ("artillery",),
        "place": Place("Ostrava", name="Ostrava", lat=49.82, lon=18.26, precision="city"),
        "time": Time("Monday", dt.date(2024, 5, 6), dt.date(2024, 5, 6), "day"),
        "casualties": (Casualty("killed", "civilian", None, 2, 2),),
        "source": Source("the mayor", "local_authority", "none"),
    }
    return Claim(**{**values, **changes})  # type: ignore[arg-type]


RIGHT = "Shells hit the mill in Ostrava on Monday, killing two workers"


def _score(tmp_path: Path, *found: Claim) -> ClaimScores:
    return evaluation.score(_gold(tmp_path), found, [Report("r-1", "mill.txt", TEXT)])


def test_a_right_claim_scores_one_everywhere(tmp_path: Path) -> None:
    scores = _score(tmp_path, _claim(RIGHT))
    assert (scores.precision, scores.recall, scores.f1, scores.slot_mean, scores.ledger) == (1, 1, 1, 1, 1)
    assert scores.mistakes == ()
    assert scores.traps == 1 and scores.false_alarms == 0


def test_the_parent_type_is_half_right_and_is_named_as_a_mistake(tmp_path: Path) -> None:
    scores = _score(tmp_path, _claim(RIGHT, event_type="explosive_attack"))
    assert scores.slots["event_type"] == 0.5
    assert [(m.slot, m.kind) for m in scores.mistakes] == [("event_type", "explosive_attack for shelling")]


@pytest.mark.parametrize(
    ("changes", "slot", "value", "kind"),
    [
        ({"place": None}, "place", 0.0, "missing"),
        ({"place": Place("Ostrava")}, "place", 0.0, "named, not located"),
        ({"place": Place("Brno", lat=49.2, lon=16.6, precision="city")}, "place", 0.0, "near by"),
        ({"place": Place("Kyiv", lat=50.45, lon=30.5, precision="city")}, "place", 0.0, "elsewhere"),
        ({"time": None}, "time", 0.0, "missing"),
        ({"time": Time("", dt.date(2024, 5, 7), dt.date(2024, 5, 7))}, "time", 0.25, "too late"),
        ({"time": Time("", dt.date(2024, 5, 5), dt.date(2024, 5, 6))}, "time", 0.75, "too wide"),
        ({"targets": ("food", "water")}, "targets", 0.667, "extra water"),
        ({"weapons": ()}, "weapons", 0.0, "missing artillery"),
        ({"casualties": (Casualty("killed", "people", None, 2, 2),)}, "casualties", 0.5, "people for civilian"),
        ({"casualties": (Casualty("killed", "civilian", None, 2, None),)}, "casualties", 0.6, "number"),
        ({"casualties": ()}, "casualties", 0.0, "missing killed row"),
        ({"source": Source(None, "media", "none")}, "source", 0.2, "media for local_authority"),
    ],
)
def test_each_slot_by_its_rule(tmp_path: Path, changes: dict[str, object], slot: str, value: float, kind: str) -> None:
    scores = _score(tmp_path, _claim(RIGHT, **changes))
    assert scores.slots[slot] == value
    assert (slot, kind) in [(m.slot, m.kind) for m in scores.mistakes]


def test_a_second_claim_of_a_coded_sentence_costs_half(tmp_path: Path) -> None:
    scores = _score(tmp_path, _claim(RIGHT), _claim("killing two workers, the mayor said", id="c-x"))
    assert scores.spurious == 1, "outside the coded quote: nobody coded it"
    scores = _score(tmp_path, _claim(RIGHT), _claim("hit the mill in Ostrava", id="c-x", targets=()))
    assert scores.spurious == 0.5


def test_a_fear_taken_for_an_event_is_a_false_alarm(tmp_path: Path) -> None:
    scores = _score(tmp_path, _claim(RIGHT), _claim("The army might shell the port next", id="c-x"))
    assert (scores.false_alarms, scores.spurious) == (1, 1)
    scores = _score(
        tmp_path, _claim(RIGHT), _claim("The army might shell the port next", id="c-x", modality="possible")
    )
    assert (scores.false_alarms, scores.spurious) == (0, 0)


def test_furniture_and_invented_quotes_are_counted(tmp_path: Path) -> None:
    junk = _claim("Read more: a fire in a far country", id="c-x")
    invented = _claim(RIGHT, id="c-y", quotes=(Span("no such words", 0, 13),))
    scores = _score(tmp_path, junk, invented)
    assert (scores.from_boilerplate, scores.ungrounded, scores.missed) == (1, 1, 1)


def test_a_report_that_was_not_read_is_named_and_counts_as_missed(tmp_path: Path) -> None:
    scores = evaluation.score(_gold(tmp_path), [], [])
    assert scores.absent == ("mill.txt",)
    assert scores.missed == 1
    assert scores.recall == 0


def test_an_optional_claim_costs_nothing_either_way(tmp_path: Path) -> None:
    gold = _gold(tmp_path, GOLD.replace("  kind: event\n", "  kind: event\n  optional: true\n"))
    scores = evaluation.score(gold, [], [Report("r-1", "mill.txt", TEXT)])
    assert (scores.missed, scores.spurious) == (0, 0)


def test_a_coded_quote_that_is_not_in_the_report_is_refused_by_name(tmp_path: Path) -> None:
    gold = _gold(tmp_path, GOLD.replace("Shells hit the mill", "Shells hit the brewery"))
    with pytest.raises(UnreadableInput, match=r"mill\.txt.*k1"):
        evaluation.score(gold, [], [Report("r-1", "mill.txt", TEXT)])


def test_same_incident_as_is_followed(tmp_path: Path) -> None:
    second = """
- id: k2
  same_incident_as: k1
  kind: event
  event_type: shelling
  quote: killing two workers
"""
    gold = _gold(tmp_path, GOLD.replace("\nnot_events", second + "\nnot_events".lstrip("\n")))
    one, two = gold[0].claims
    assert one.incident == two.incident
    apart = [
        _claim("Shells hit the mill in Ostrava on Monday", incident="i-1"),
        _claim("killing two workers", id="c-2"),
    ]
    scores = evaluation.score(gold, apart, [Report("r-1", "mill.txt", TEXT)])
    assert scores.aligned == 2
    assert scores.incident_b3_f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "text", ["claims: [", "- {claims: []}", "document: a.txt\nclaims: [{id: k1, kind: event}]", "7"]
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"gold\.yaml"):
        _gold(tmp_path, text)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        read_gold(tmp_path)


@pytest.mark.parametrize("place", ["{name: Ostrava}", "{name: Ostrava, lat: null, lon: null, precision: village}"])
def test_a_place_by_name_alone_is_read_and_not_scored(tmp_path: Path, place: str) -> None:
    text = re.sub(r"place: .*", f"place: {place}", GOLD)
    (coded,) = _gold(tmp_path, text)
    assert coded.claims[0].place is not None
    assert (coded.claims[0].place.name, coded.claims[0].place.lat) == ("Ostrava", None)
    for found in (Place("Ostrava", name="Ostrava", lat=49.82, lon=18.26, precision="city"), Place("Ostrava"), None):
        claim = _claim("Shells hit the mill", place=found)
        assert slots.slots(coded.claims[0], claim)["place"] is None
        assert "place" not in {slot for slot, _, _ in mistakes(coded.claims[0], claim)}


@pytest.mark.parametrize("place", ["{name: Ostrava, lat: 49.83}", "{lat: north, lon: 18.2}", "Ostrava"])
def test_a_place_that_breaks_the_form_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(UnreadableInput, match=r"mill\.txt") as error:
        _gold(tmp_path, re.sub(r"place: .*", f"place: {place}", GOLD))
    assert "coding-manual" in error.value.remedy


def test_the_form_in_the_coding_manual_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "coding-manual.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (coded,) = _gold(tmp_path, example)
    first, second = coded.claims
    assert coded.document == "market_morning.txt"
    assert first.casualties[0].high is None
    assert second.optional
    assert second.place is not None
    assert second.place.lat is None
    assert coded.not_events
    assert coded.boilerplate
    words = codebook.load("vocabulary")
    for claim in coded.claims:
        assert claim.kind in words["kinds"]
        assert claim.event_type in words["event_types"]
        assert claim.targets <= set(words["targets"])
        assert claim.weapons <= set(words["weapons"])
