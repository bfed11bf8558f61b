"""Incident templates: reading of keys, matching, counts."""

from typing import Any

import pytest

from harmledger.evaluate.templates import Template, key_of, normal, score


def _row(text: str, **slots: list[str]) -> dict[str, Any]:
    empty = {
        "INCIDENT: TYPE": ["ATTACK"],
        "PERP: INDIVIDUAL ID": ["-"],
        "PERP: ORGANIZATION ID": ["-"],
        "PHYS TGT: ID": ["-"],
        "HUM TGT: NAME": ["-"],
        "INCIDENT: INSTRUMENT ID": ["*"],
    }
    return {"text": text, "templates": [empty | {k.replace("_", " "): v for k, v in slots.items()}]}


def _template(kind: str, **fillers: list[str]) -> Template:
    return Template(kind, {role: tuple((m,) for m in mentions) for role, mentions in fillers.items()})


def test_a_key_keeps_the_mentions_that_its_text_holds() -> None:
    row = _row('GUNMEN OF THE FRONT [XKLF] BURNED\nTHE "EL SOL" MILL.')
    row["templates"][0] |= {
        "PERP: INDIVIDUAL ID": ['? "GUNMEN" / "ARMED MEN"'],
        "PHYS TGT: ID": ['"\\"EL SOL\\" MILL" / "MILL"'],
    }
    (template,) = key_of(row)
    assert template.type == "attack"
    assert template.entities("perp_individual") == (("gunmen",),)
    assert template.entities("target") == (('"el sol" mill', "mill"),)
    assert template.entities("weapon") == ()


def test_two_equal_templates_are_one() -> None:
    row = _row("A BOMB WENT OFF.")
    row["templates"] *= 2
    assert len(key_of(row)) == 1


def test_words_are_compared_without_case_articles_and_punctuation() -> None:
    assert normal('The "Santa Ana" a  farm') == normal("SANTA ANA FARM")


def test_templates_of_another_type_match_nothing() -> None:
    counts = score([([_template("bombing", weapon=["mine"])], [_template("arson", weapon=["mine"])])])
    assert (counts["all"].right, counts["all"].predicted, counts["all"].found, counts["all"].wanted) == (0, 2, 0, 2)


def test_the_best_matching_is_taken() -> None:
    ours = [_template("attack", victim=["Ana"]), _template("attack", victim=["Bo"])]
    key = [_template("attack", victim=["bo"]), _template("attack", victim=["ana"])]
    assert score([(ours, key)])["all"].f1 == 1.0


@pytest.mark.parametrize(("ours", "right", "found"), [(["gunmen", "armed men"], 2, 1), (["gunmen", "police"], 1, 1)])
def test_precision_counts_answers_and_recall_counts_entities(ours: list[str], right: int, found: int) -> None:
    key = Template("attack", {"perp_individual": (("gunmen", "armed men"),)})
    counts = score([([_template("attack", perp_individual=ours)], [key])])["perp_individual"]
    assert (counts.right, counts.predicted, counts.found, counts.wanted) == (right, 2, found, 1)
    assert counts.precision == right / 2 and counts.recall == 1.0
