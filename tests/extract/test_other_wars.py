"""Sentences of our own on many wars: what each tells, and what only speaks of war."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from reading import Walk

_SENTENCES = yaml.safe_load((Path(__file__).parent / "data" / "other_wars.yaml").read_text(encoding="utf-8"))


def _actual(claims_of: Walk, text: str) -> list[str]:
    return sorted(c.event_type for c in claims_of(text) if c.modality == "actual")


@pytest.mark.parametrize("row", _SENTENCES["told"], ids=lambda row: row["text"][:60])
def test_what_a_sentence_tells(claims_of: Walk, row: dict[str, Any]) -> None:
    found = _actual(claims_of, row["text"])
    accepted = {*row["types"], *row.get("also", ())}
    assert found
    assert set(found) <= accepted
    assert set(found) & set(row["types"]) or row.get("also")


@pytest.mark.parametrize("text", _SENTENCES["untold"], ids=lambda text: text[:60])
def test_what_only_speaks_of_war(claims_of: Walk, text: str) -> None:
    assert _actual(claims_of, text) == []


def test_a_rebuttal_takes_back_the_sentence_before(claims_of: Walk) -> None:
    told = "On Monday the rebels said that they had captured the town of Lashio."
    assert [c.modality for c in claims_of(told)] == ["actual"]
    assert [c.modality for c in claims_of(f"{told} This is not true.")] == ["denied"]
    assert [
        c.modality for c in claims_of(f"{told} It is not true that peace is near, a spokesman for the army said.")
    ] == ["actual"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Aid convoys are targeted deliberately, the agency said.", "background"),
        ("Aid convoys were targeted deliberately in Gaza, the agency said.", "actual"),
    ],
)
def test_a_general_remark_is_no_case(claims_of: Walk, text: str, modality: str) -> None:
    assert {c.modality for c in claims_of(text)} == {modality}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The worst attack on Homs since the Second World War killed nine people.", "actual"),
        ("Bombers struck Homs during the Second World War.", "background"),
        ("The novel tells of the bombing of Homs.", "background"),
        ("The bombing of a Homs museum that shows novels killed two people.", "actual"),
        ("There was no evidence of shelling in Homs.", "denied"),
        ("There was fresh evidence of shelling in Homs.", "actual"),
    ],
)
def test_another_age_or_a_work_of_art(claims_of: Walk, text: str, modality: str) -> None:
    assert {c.modality for c in claims_of(text)} == {modality}


def _kinds(claims_of: Walk, text: str) -> list[tuple[str, str]]:
    return sorted((c.kind, c.event_type) for c in claims_of(text) if c.modality == "actual")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The office documented 75 cases of arbitrary detention by soldiers in Darfur.", [("toll", "abduction")]),
        ("Soldiers detained 75 people in Nyala on Monday.", [("event", "abduction")]),
        ("Sixty soldiers are killed per day in Darfur.", [("toll", "armed_clash")]),
        ("More than 7,000 people were evacuated from Homs on 22 April.", [("event", "displacement")]),
        ("People remain in the besieged town of Kadugli.", [("condition", "siege")]),
        ("Marines captured 11 rebel fighters near Marawi.", [("event", "armed_clash")]),
        ("The rebels took the town of Sake on Friday.", [("event", "territorial_control")]),
        ("The rebels tried to take the town of Sake.", []),
        ("Rebels are regrouping to attack in Darfur.", []),
        ("The rebels refrained from storming the town of Sake.", []),
    ],
)
def test_kinds_and_attempts(claims_of: Walk, text: str, told: list[tuple[str, str]]) -> None:
    assert _kinds(claims_of, text) == told


def test_a_clause_without_its_comma_keeps_its_subject(claims_of: Walk) -> None:
    found = _kinds(claims_of, "Rebel troops broke into Homs and the city of Idlib fell to them, officials said.")
    assert ("event", "territorial_control") in found


def test_a_party_that_is_spoken_to_is_no_place(claims_of: Walk) -> None:
    text = "The president accused Washington of dragging out the war as explosions rocked a depot in Port Sudan."
    assert [c.place and c.place.text for c in claims_of(text)] == ["Port Sudan"]


@pytest.mark.parametrize(
    ("title", "body", "types"),
    [
        (
            "Shelling of Taiz: Two people killed in Taiz",
            "Two people were killed in Taiz on Monday.",
            ["other", "shelling"],
        ),
        (
            "Blockade of Homs: Families evacuated from Homs",
            "Some 170 civilians were evacuated from Homs.",
            ["displacement"],
        ),
        ("Shelling of Taiz: talks fail", "The talks failed.", ["shelling"]),
    ],
)
def test_a_topic_before_a_colon_is_no_event_of_its_own(
    claims_of: Walk, title: str, body: str, types: list[str]
) -> None:
    found = {c.event_type for c in claims_of(body, title=title) if c.modality == "actual"}
    assert found <= set(types)
    assert found


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Nine people died when their minibus hit a landmine near Bardera.", ["mine_or_ied"]),
        ("Suspected assassins killed a village elder in Baidoa on Sunday.", ["armed_attack"]),
        ("The group killed three hostages near Gao.", ["armed_attack"]),
        ("Masked men firing machine guns killed eight people in the town of Bama.", ["armed_attack"]),
        ("Troops fired artillery at the town of Bama.", ["shelling"]),
        ("The rebels captured a hill near Kawmura following a clash.", ["territorial_control"]),
        ("The head of military operations in Mosul gave an interview.", []),
        ("Ministers met after the strikes on Monday.", []),
        ("Hospitals in Goma are overwhelmed with wounded people.", ["other"]),
    ],
)
def test_types_told_by_doer_victim_and_means(claims_of: Walk, text: str, types: list[str]) -> None:
    assert _actual(claims_of, text) == types
