"""Which place, day and doer belong to which event of a sentence."""

from __future__ import annotations

import pytest

from harmledger.extract import choose
from harmledger.extract.place_features import level
from harmledger.extract.place_mentions import find_places
from reading import Walk, sentence_of

Row = tuple[str, str | None]


def _places(claims_of: Walk, text: str) -> list[Row]:
    return [(c.event_type, c.place.name if c.place else None) for c in claims_of(text) if c.modality == "actual"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air strikes on Khan Yunis and Rafah killed 22 people.", ["Khan Yunis", "Rafah"]),
        ("Missiles hit Aleppo, Homs and Latakia overnight, killing 30 people.", ["Aleppo", "Homs", "Latakia"]),
        ("Bombs fell on the villages of Binnish and Sarmin.", ["Binnish", "Sarmin"]),
        ("On Tuesday soldiers shelled Omdurman and a drone struck Port Sudan.", ["Omdurman", "Port Sudan"]),
        ("Warplanes bombed a market in El Fasher and a hospital in Nyala on Monday.", ["El Fasher", "Nyala"]),
        ("Air strikes hit a school in Khan Yunis and a bakery in Rafah.", ["Khan Yunis", "Rafah"]),
        ("In Aleppo, a mortar shell killed a boy; in Homs, a car bomb wounded six people.", ["Aleppo", "Homs"]),
        ("A mortar shell killed a boy in Aleppo and a car bomb wounded six people in Homs.", ["Aleppo", "Homs"]),
        ("The mayor of Marib said that 20 people had been killed in Taiz.", ["Taiz"]),
        ("Fighters shot down a helicopter near Myitkyina.", ["Myitkyina"]),
        ("Shells fired from Marib hit Taiz.", ["Taiz"]),
        ("Israel bombed Beirut.", ["Beirut"]),
        ("“We lost everything,” said a woman who fled Nyala.", ["Nyala"]),
    ],
)
def test_place(claims_of: Walk, text: str, expected: list[str]) -> None:
    assert [p for _, p in _places(claims_of, text)] == expected


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Some 300 families were evacuated from Khan Yunis to Rafah on Monday.", "Khan Yunis"),
        ("Thousands of people fled from Nyala to Adre.", "Nyala"),
        ("Families fled Omdurman for Kassala.", "Omdurman"),
    ],
)
def test_the_place_of_flight_is_where_it_began(claims_of: Walk, text: str, origin: str) -> None:
    (claim,) = claims_of(text)
    assert claim.event_type == "displacement"
    assert claim.place is not None
    assert claim.place.name == origin


def test_objects_go_with_the_place_that_they_stand_in(claims_of: Walk) -> None:
    found = claims_of("Warplanes bombed a market in El Fasher and a hospital in Nyala on Monday.")
    assert [(c.place.name if c.place else None, c.targets) for c in found] == [
        ("El Fasher", ("food",)), ("Nyala", ("healthcare",)),
    ]  # fmt: skip
    for claim in found:
        assert {e.field for e in claim.evidence if e.field.startswith("targets:")} == {
            f"targets:{t}" for t in claim.targets
        }


def test_a_joint_toll_stays_once(claims_of: Walk) -> None:
    found = claims_of("Rocket attacks on Idlib and Aleppo killed 14 people on Sunday.")
    assert len(found) == 2
    rows = [r for c in found for r in c.casualties]
    assert [(r.outcome, r.low, r.high) for r in rows] == [("killed", 14, 14)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shells hit Taiz on Monday, the army said on Tuesday.", ["Monday"]),
        ("The army said on Tuesday that shells hit Taiz on Monday.", ["Monday"]),
        ("Warplanes bombed Douma on Monday and shelled Idlib on Tuesday.", ["Monday", "Tuesday"]),
    ],
)
def test_the_day_of_the_event_not_of_the_statement(claims_of: Walk, text: str, days: list[str]) -> None:
    assert [c.time.text.removeprefix("on ") if c.time else None for c in claims_of(text)] == days


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Israeli warplanes bombed Rafah.", "Israel"),
        ("Israel's army bombed Rafah.", "Israel"),
        ("Rafah was bombed by Israel.", "Israel"),
        ("Israeli shelling of Rafah killed four women.", "Israel"),
        ("Shelling of El Fasher by the RSF killed four women.", "Rapid Support Forces (RSF)"),
        ("Fighters of the RSF burned homes in El Geneina.", "Rapid Support Forces (RSF)"),
        ("Witnesses accused the RSF of executing 11 men in El Geneina.", "Rapid Support Forces (RSF)"),
        ("The army blamed the RSF for the attack on El Fasher.", "Rapid Support Forces (RSF)"),
        ("The army blamed the attack on El Fasher on the RSF.", "Rapid Support Forces (RSF)"),
        ("The RSF was accused of shelling a market in Omdurman.", "Rapid Support Forces (RSF)"),
        ("The army repelled three RSF attacks on El Fasher.", "Rapid Support Forces (RSF)"),
        ("Hamas said Israeli shelling killed three paramedics in Jabalia.", "Israel"),
        ("The Taliban captured Kunduz.", "Taliban"),
        ("Shells hit Taiz on Monday.", None),
        ("Shells killed six Israeli soldiers near Haifa.", None),
    ],
)
def test_who_did_it(claims_of: Walk, text: str, party: str | None) -> None:
    (claim,) = claims_of(text)
    assert claim.actor == party
    assert (claim.actor_text is None) == (party is None)


def test_our_forces_are_the_speakers(claims_of: Walk) -> None:
    text = "“Our troops destroyed an ammunition depot in Tokmak,” the Ukrainian General Staff said."
    assert {c.actor for c in claims_of(text, published="2023-05-03")} == {"Ukraine"}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("They fled from Homs and Hama.", "Hama", "from"),
        ("Shells fell in Homs.", "Homs", "in"),
        ("Homs fell.", "Homs", ""),
    ],
)
def test_the_preposition_over_a_place(text: str, word: str, expected: str) -> None:
    assert choose.govern(next(t for t in sentence_of(text).doc if t.text == word)) == expected


@pytest.mark.parametrize(("text", "size"), [("Shells fell in Sudan.", "country"), ("Shells fell in Homs.", "")])
def test_the_size_that_a_name_says(claims_of: Walk, text: str, size: str) -> None:
    ((mention,),) = find_places([sentence_of(text)], claims_of.gazetteer)
    assert level(mention) == size


def test_the_town_of_the_people_who_suffer_it(claims_of: Walk) -> None:
    text = "Rebels bombed a convoy in Marib and Taiz residents again came under fire from artillery that killed six."
    claims = claims_of(text, "2023-02-03")
    killed = next(c for c in claims if c.casualties)
    assert killed.place is not None
    assert killed.place.text == "Taiz"


def test_what_is_told_after_the_strike_of_a_month_leaves_the_strike_in_that_month(claims_of: Walk) -> None:
    told = claims_of(
        "Trains had stopped after the February missile strike on the bridge in Dara, which killed nine people."
    )
    assert [(c.time.start.month, c.time.end.month) for c in told if c.time and c.time.start and c.time.end] == [(2, 2)]
