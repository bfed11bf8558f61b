import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.casualties import CasualtyMention, read_casualties
from harmledger.extract.sentences import Sentence, language_model

NONE = None


def sentence(text: str, start: int = 0) -> Sentence:
    return Sentence(0, start, start + len(text), language_model()(text), 0, "body")


def rows(text: str) -> list[tuple[str, str, int | None, int | None]]:
    found = (m.casualty for m in read_casualties(sentence(text)))
    return sorted(((c.outcome, c.victims, c.low, c.high) for c in found), key=str)


CASES: list[tuple[str, list[tuple[str, str, int | None, int | None]]]] = [
    (
        "412 rebel soldiers were killed and 1,204 wounded in the first nine days.",
        [("injured", "combatant", 1204, 1204), ("killed", "combatant", 412, 412)],
    ),
    ("Four killed, 17 injured in rocket attack on market", [("injured", "people", 17, 17), ("killed", "people", 4, 4)]),
    (
        "At least five people were killed and 12 injured.",
        [("injured", "people", 12, NONE), ("killed", "people", 5, NONE)],
    ),
    (
        "The shelling killed at least three people and wounded six others.",
        [("injured", "people", 6, 6), ("killed", "people", 3, NONE)],
    ),
    (
        "At least 9 fighters and 14 civilians have been injured.",
        [("injured", "civilian", 14, NONE), ("injured", "combatant", 9, NONE)],
    ),
    (
        "The strike killed 17 residents, including three children.",
        [("killed", "child", 3, 3), ("killed", "civilian", 17, 17)],
    ),
    (
        "The troops killed two civilians and injured 11 more.",
        [("injured", "civilian", 11, 11), ("killed", "civilian", 2, 2)],
    ),
    ("Hundreds of residents have had to flee the town.", [("displaced", "civilian", 200, NONE)]),
    ("Civilians were wounded.", [("injured", "civilian", 2, NONE)]),
    ("There were no casualties.", [("injured", "people", 0, 0), ("killed", "people", 0, 0)]),
    ("No one was hurt.", [("injured", "people", 0, 0)]),
    ("The death toll rose to 31.", [("killed", "people", 31, 31)]),
    ("Officials put the civilian death toll at 1,500.", [("killed", "civilian", 1500, 1500)]),
    ("The attack left two dead and 20 wounded.", [("injured", "people", 20, 20), ("killed", "people", 2, 2)]),
    ("The blast claimed the lives of six people.", [("killed", "people", 6, 6)]),
    ("A 9-year-old boy was shot dead.", [("killed", "child", 1, 1)]),
    ("The bodies of four women were found.", [("killed", "people", 4, 4)]),
    ("A wounded man was carried away.", [("injured", "people", 1, 1)]),
    ("Up to 40 soldiers are killed every day.", [("killed", "combatant", NONE, 40)]),
    ("30 houses were shelled.", [("damaged", "objects", 30, 30)]),
    (
        "A school and two hospitals were damaged.",
        [("damaged", "objects", 1, 1), ("damaged", "objects", 2, 2)],
    ),
    ("Seven people were reported killed.", [("killed", "people", 7, 7)]),
    ("Eight people are missing.", [("missing", "people", 8, 8)]),
    ("Gunmen abducted dozens of women.", [("detained", "people", 24, NONE)]),
    ("A man and a woman were killed.", [("killed", "people", 2, 2)]),
    ("Twelve soldiers were taken prisoner.", [("detained", "combatant", 12, 12)]),
    # A part belongs to the figure that it stands by, and takes its number where it has one.
    (
        "One man was killed; four more people, including a child, were injured in Taiz.",
        [("injured", "child", 1, 1), ("injured", "people", 4, 4), ("killed", "people", 1, 1)],
    ),
    (
        "The shelling of Tripoli killed 13 people and injured 52, among them four medics.",
        [("injured", "medical_worker", 4, 4), ("injured", "people", 52, 52), ("killed", "people", 13, 13)],
    ),
    ("Eleven civilians died, five of them children.", [("killed", "child", 5, 5), ("killed", "civilian", 11, 11)]),
    (
        "Of the 19 people killed in Baalbek, eight were children.",
        [("killed", "child", 8, 8), ("killed", "people", 19, 19)],
    ),
    ("Nine villagers were hurt, most of them children.", [("injured", "civilian", 9, 9)]),
    # Lists, and words that no list of classes holds.
    (
        "The bomb killed a pregnant woman, her husband and four of their children.",
        [("killed", "child", 4, 4), ("killed", "people", 2, 2)],
    ),
    ("An air strike killed a monk and three novices.", [("killed", "civilian", 4, 4)]),
    (
        "Artillery fire killed 12 people in Idlib and four in Jisr al-Shughur.",
        [("killed", "people", 12, 12), ("killed", "people", 4, 4)],
    ),
    (
        "Two paramedics were killed and a third was hurt.",
        [("injured", "medical_worker", 1, 1), ("killed", "medical_worker", 2, 2)],
    ),
    ("In all, 341 children have been killed.", [("killed", "child", 341, 341)]),
    # Who is among the dead, who is buried alive, who is only described.
    (
        "A girl and her grandmother were among the dead in Misrata.",
        [("killed", "child", 1, 1), ("killed", "people", 1, 1)],
    ),
    ("Up to 40 people are buried under the rubble in Tyre.", [("trapped", "people", NONE, 40)]),
    ("Troops evacuated 450 wounded civilians from Ghouta.", [("evacuated", "civilian", 450, 450)]),
    ("Neither the driver nor his passengers were hurt.", [("injured", "civilian", 0, 0)]),
    ("There are dead and wounded in Hebron.", [("injured", "people", 2, NONE), ("killed", "people", 2, NONE)]),
    # Tolls and cases.
    ("The number of Yemeni children injured rose from 400 to 424.", [("injured", "child", 424, 424)]),
    ("The military death toll climbs to 60,430.", [("killed", "combatant", 60430, 60430)]),
    ("The office documented 31 cases of civilians being executed.", [("killed", "civilian", 31, 31)]),
    ("Dozens died in Kadugli; at least 11 people were confirmed dead.", [("killed", "people", 11, NONE)]),
    ("More than 5.3M refugees fled Syria.", [("displaced", "civilian", 5300000, NONE)]),
    (
        "Some 5,000 people died in Darfur, there were about 210 children among them.",
        [("killed", "child", 210, 210), ("killed", "people", 5000, 5000)],
    ),
    (
        "The strike left four civilians killed and nine injured.",
        [("injured", "civilian", 9, 9), ("killed", "civilian", 4, 4)],
    ),
    ("War in Yemen leaves 421 children dead - prosecutors", [("killed", "child", 421, 421)]),
    (
        "The mission recorded 4,577 civilian casualties in Sudan: 1,964 killed and 2,613 injured.",
        [("injured", "civilian", 2613, 2613), ("killed", "civilian", 1964, 1964)],
    ),
    ("More than 50 prisoners of war were killed.", [("killed", "combatant", 50, NONE)]),
    (
        "The raid went on, killing and injuring civilians.",
        [("injured", "civilian", 2, NONE), ("killed", "civilian", 2, NONE)],
    ),
    (
        "A paramedic was hurt; she died in hospital.",
        [("injured", "medical_worker", 1, 1), ("killed", "medical_worker", 1, 1)],
    ),
    ("Eighteen Taliban were killed in Panjwayi.", [("killed", "combatant", 18, 18)]),
    ("At least 33 members of the FARC were killed.", [("killed", "combatant", 33, NONE)]),
    ("The militia killed three hostages in Marawi.", [("killed", "people", 3, 3)]),
    ("Raids forced thousands of refugees to flee into Chad.", [("displaced", "civilian", 2000, NONE)]),
    ("Shells killed and injured civilians.", [("injured", "civilian", 2, NONE), ("killed", "civilian", 2, NONE)]),
    ("A militia forced 300 refugees to flee.", [("displaced", "civilian", 300, 300)]),
    (
        "40 soldiers killed a day and about 90 wounded.",
        [("injured", "combatant", 90, 90), ("killed", "combatant", 40, 40)],
    ),
    ("In the blast perished two nurses.", [("killed", "medical_worker", 2, 2)]),
    ("900 families (about 5,200 people) were displaced from Goma.", [("displaced", "people", 5200, 5200)]),
    ("A bomb in an office of the United Nations killed four staff members.", [("killed", "aid_worker", 4, 4)]),
    ("A bomb in a bank killed four staff members.", [("killed", "people", 4, 4)]),
    ("Marines captured soldiers of the junta near Sittwe.", [("detained", "combatant", 2, NONE)]),
    # Things.
    ("There was damage to a bridge across the Tigris.", [("damaged", "objects", 1, 1)]),
    ("Militants blew up a gas pipeline near Marib.", [("destroyed", "objects", 1, 1)]),
    ("The ship sustained heavy damage in the attack.", [("damaged", "objects", 1, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures(text: str, expected: list[tuple[str, str, int | None, int | None]]) -> None:
    assert rows(text) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "60,000 casualties, killed and wounded, were claimed.",
        "More than 50 people were killed or injured.",
        "The blast damaged three floors and twelve windows.",
        "Troops destroyed 12 tanks and two drones.",
        "The father of a teenager waits at the station.",
        "Three trains of coal arrived in the capital.",
        "Air defences destroyed 30 enemy targets.",
        "It is one of two main decision-making bodies.",
        "A court issued a warrant for the general's arrest.",
        "The council asked how many children had died.",
        "Four brigades were lost in the battle.",
        "Air defences shot down two missiles, while the remaining two hit a ferry terminal.",
        "Fires raged in the ruined port of Latakia.",
        "The strike killed three cows.",
    ],
)
def test_no_row(text: str) -> None:
    assert rows(text) == []


def test_losses_belong_to_the_side_that_lost() -> None:
    (mention,) = read_casualties(sentence("Moscow has lost more than 900 troops in the fighting."))
    assert (mention.casualty.outcome, mention.casualty.victims, mention.casualty.of) == (
        "killed",
        "combatant",
        "Russia",
    )


def test_of_these_counts_the_victims_of_the_sentence_before() -> None:
    before = read_casualties(sentence("More than 300 children have been hurt."))
    after = read_casualties(sentence("Of these, 120 were killed."), before)
    assert [(m.casualty.victims, m.casualty.low) for m in after] == [("child", 120)]


@given(st.integers(min_value=0, max_value=5000))
@settings(max_examples=5, deadline=None)
def test_offsets_are_those_of_the_report(start: int) -> None:
    text = "At least 15 fighters and 16 civilians were injured, and 200 homes destroyed."
    found = read_casualties(sentence(text, start))
    assert len(found) == 3
    for m in found:
        assert m.casualty.start is not None and m.casualty.end is not None
        assert text[m.casualty.start - start : m.casualty.end - start] == m.casualty.text


def test_a_sentence_without_a_parse_does_not_crash() -> None:
    doc = language_model().make_doc("Four people were killed and 20 injured in the strike.")
    found = read_casualties(Sentence(0, 0, len(doc.text), doc, 0, "body"))
    assert all(isinstance(m, CasualtyMention) for m in found)
