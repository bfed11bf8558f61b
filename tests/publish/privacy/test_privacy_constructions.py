"""Names that stand alone, with honorifics or in lists; places that no gazetteer has; offices by act; children."""

from __future__ import annotations

from pathlib import Path

import pytest

from harmledger.collect.raw import Raw
from harmledger.publish.privacy import load, public
from harmledger.publish.privacy.masking import Edit, mask
from harmledger.publish.privacy.people import find
from harmledger.store import open_ledger

Marked = list[tuple[str, str]]


def marked(text: str) -> Marked:
    (people,) = find([text])
    return sorted((text[a:b], p.state) for p in people if p.state != "public" for a, b in p.mentions)


def shown(text: str) -> str:
    (people,) = find([text])
    return mask(text, [Edit(a, b, "[x]", "r") for p in people if p.state != "public" for a, b in p.mentions]).text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"Samira is dead," she told the man on the phone.', ["Samira"]),
        ('"We saw Dawud under the wall," a nurse recalled.', ["Dawud"]),
        ("Nurse Tina Oru lost three brothers: Samir, Anas and el-Fadil.", ["Samir", "Anas", "el-Fadil"]),
        ("Ko Prince and Ma Grace played the drum.", ["Prince", "Grace"]),
        ("Naw Lay Gay said that nobody came.", ["Lay Gay"]),
        ("Zemzema, eight months pregnant, was on the bus.", ["Zemzema"]),
        ("A taxi driver, Hassan ould Brahim, waited.", ["Hassan ould Brahim"]),
    ],
)
def test_a_name_without_a_surname_or_in_a_list_is_masked(text: str, names: list[str]) -> None:
    told = [name for name, _ in marked(text)]
    assert [n for n in names if not any(n in t for t in told)] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mindabu: more than 60 killed\n\nThe air strike on Mindabu came at noon, a farmer said.", "Mindabu"),
        ("Shells fell in Ye Let Gyi on Friday. Two people died in Ye Let Gyi.", "Ye Let Gyi"),
        ("Um Zarqa camp shelled, three dead. Zarqa camp has no doctor.", "Zarqa camp has"),
        ("Soldiers burned the village of Torrellano. Torrellano had a school.", "Torrellano had"),
        ("The Ti Lapli gang took the road.", "Ti Lapli"),
    ],
)
def test_a_name_that_the_text_uses_as_a_place_or_group_stays(text: str, place: str) -> None:
    assert place in shown(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orest Hlynko was shelled out of three villages.", "Hlynko"),
        ("Mykola Torrell: hundreds of people came to my door.", "Torrell"),
        ("Farmer Idris Torrellano lives in Torrellano. Torrellano wept.", "Idris"),
        ("She never lost her trust in Halyna Koretska.", "Koretska"),
    ],
)
def test_a_person_is_not_taken_for_a_place(text: str, name: str) -> None:
    assert name not in shown(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bilal Omarev declared a day of mourning.", "Bilal Omarev"),
        ("Petro Hnatko briefed the Security Council on Monday.", "Petro Hnatko"),
        ("Mayor Ivo Brandek came. Later Brandek spoke of nine dead.", "Brandek spoke"),
    ],
)
def test_who_does_what_officials_do_stays(text: str, name: str) -> None:
    assert name in shown(text)


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("Her five children, the eldest of whom, Khatib, was in grade five, slept.", ["Khatib"]),
        ("The twins Marwa and Sajid, four months old, died.", ["Marwa", "Sajid"]),
        ("She lost four children, Asma, Bilal, Karam and Isra'il.", ["Asma", "Bilal", "Karam", "Isra'il"]),
        ("Vasyl and Orest, both nine, swam.", ["Vasyl", "Orest"]),
        ("The boy killed at the well on Monday was Kornii Druzhko.", ["Kornii Druzhko"]),
        ("He ran with Danko, his grandson of six.", ["Danko"]),
        ("Four-month-old Danko Rybar, his mother Vira and an aunt were found.", ["Danko Rybar"]),
    ],
)
def test_a_child_is_labelled_as_one(text: str, children: list[str]) -> None:
    assert sorted(name for name, state in marked(text) if state == "minor") == sorted(children)


def test_an_age_of_many_years_behind_a_word_of_childhood_is_an_adult_s() -> None:
    assert marked("They lost three children, the eldest of whom, Ayele, was 58.") == [("Ayele", "private")]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Write to @ali or @olena.k-85.", ["ali", "olena.k-85"]),
        ("Her page is Facebook.com/olena.k.", ["olena.k"]),
        ("Skype: live.olena77, Telegram (koval_olena)", ["live.olena77", "koval_olena"]),
        ("It stands at 118 Moria Embankment, the other at No. 27, Thiri Street.", ["118", "27", "No."]),
    ],
)
def test_accounts_and_addresses_are_masked(text: str, gone: list[str]) -> None:
    masked = text
    for pattern in load().written.values():
        masked = pattern.sub("", masked)
    assert [w for w in gone if w in masked] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tel Arwa house\n2024-11-03", "Tel Arwa house\n2024-11-03"),
        ("Arwa Road 14:30, house 2024-11-03", "Arwa Road 14:30, house 2024-11-03"),
        ("On 3 May 2022 Arwa Road burned.", "On 3 May 2022 Arwa Road burned."),
        ("Arwa Road 3 May", "Arwa Road 3 May"),
        ("She lives at 1945 Arwa Road, he in house 12-14.", "She lives at , he in ."),
    ],
)
def test_a_number_of_a_date_or_on_the_next_line_is_no_house_s(text: str, left: str) -> None:
    assert load().written["addresses"].sub("", text) == left


def test_an_age_before_an_official_s_title_is_somebody_else_s() -> None:
    told = marked("Among the dead was Danko, a six-year-old boy, Transport Minister Ruslan Hnatko said.")
    assert told == [("Danko", "minor")]
    assert ("Hasanov", "minor") in marked("A six-year-old boy, Emir Hasanov, was found.")


@pytest.mark.parametrize(
    "text",
    ["Delta Wire, 12 May\n\nA shell fell.", "Ten died, Delta Wire said.", "Daily Amana, 12 May", "Ask Lomno Monitor."],
)
def test_an_outlet_in_a_text_is_no_person(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text", ["By Olena Korets\nDaily Times", "Delta Wire's Olena Korets wept.", "Olena Korets, Delta Wire."]
)
def test_a_name_beside_an_outlet_is_masked(text: str) -> None:
    assert "Olena Korets" in [name for name, _ in marked(text)]


@pytest.mark.parametrize("text", ["Olena Herald wept over her son.", "Driver Olena Herald said no."])
def test_a_name_like_an_outlet_s_with_a_person_s_words_beside_it_is_masked(text: str) -> None:
    assert [name for name, _ in marked(text)] == ["Olena Herald"]


def test_words_of_networks_are_no_accounts() -> None:
    text = "Telegram is blocked. Signal: jammed. The Telegram channel said so."
    assert not any(p.search(text) for p in load().written.values())


def test_an_account_made_of_a_private_name_goes_with_it() -> None:
    text = "Nurse Tina Orulova asked for blood. On Telegram she is orulova_t, elsewhere tina.orulova85. It was 3.5 km."
    assert shown(text) == "Nurse [x] asked for blood. On Telegram she is [x], elsewhere [x]. It was 3.5 km."


@pytest.mark.parametrize(
    ("outlet", "url", "kept"),
    [
        ("Olena Korets blog", "", False),
        ("Olena Korets", "https://www.facebook.com/okorets/1", False),
        ("Olena Korets", "https://news.example/1", True),  # nothing tells that this is a person's page
        ("Harbour Times", "https://t.me/harbour", True),
        ("Rybka", "https://t.me/rybka", True),
    ],
)
def test_an_outlet_that_is_a_person_is_masked(tmp_path: Path, outlet: str, url: str, kept: bool) -> None:
    from harmledger.clean import clean

    raw = Raw("a.txt", "a.txt", "txt", text="Shells hit a market on Monday.", outlet=outlet, url=url)
    with open_ledger(tmp_path / "a.db") as ledger:
        ledger.add(clean(raw), ())
        with public(ledger) as made:
            (report,) = made.reports()
    assert report.outlet == (outlet if kept else "[name withheld]")


def test_an_outlet_that_some_report_calls_a_private_person_is_masked(tmp_path: Path) -> None:
    from harmledger.clean import clean

    text = "Her neighbour Ganna Druzhko, 34, was wounded by a shell on Monday."
    with open_ledger(tmp_path / "a.db") as ledger:
        for name, words, outlet in (("a.txt", text, "Daily"), ("b.txt", "Shells fell.", "Ganna Druzhko")):
            ledger.add(clean(Raw(name, name, "txt", text=words, outlet=outlet)), ())
        with public(ledger) as made:
            outlets = {r.document: r.outlet for r in made.reports()}
            texts = " ".join(r.text for r in made.reports())
    assert outlets == {"a.txt": "Daily", "b.txt": "[name withheld]"}
    assert "Druzhko" not in texts
