"""Texts in capitals: their usual case in what is parsed, their own letters in what is quoted."""

import pytest

from harmledger import codebook
from harmledger.extract.capitals import recased, shouted
from harmledger.extract.sentences import paragraphs
from reading import Walk, sentence_of


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        (
            "GUNMEN KILLED THREE NURSES IN EL FASHER ON TUESDAY, THE GOVERNOR SAID.",
            "Gunmen killed three nurses in El Fasher on Tuesday, the governor said.",
        ),
        ("AN AIR STRIKE HIT A BAKERY NEAR ALEPPO ON 5 MAY.", "An air strike hit a bakery near Aleppo on 5 May."),
        ("HE SAID THE TOLL MAY RISE.", "He said the toll may rise."),
        ("THE UN SAID SYRIAN SHELLS FELL ON HOMES.", "The UN said Syrian shells fell on homes."),
        (
            "REBELS OF THE FRONT [XKLF] BURNED A BUS IN MYITKYINA.",
            "Rebels of the front [XKLF] burned a bus in Myitkyina.",
        ),
        ("O'BRIEN AND ROMERO'S GUARDS FIRED BACK.", "O'Brien and Romero's guards fired back."),
    ],
)
def test_words_get_their_usual_case(printed: str, usual: str) -> None:
    assert recased(printed) == usual


@pytest.mark.parametrize(
    "text", ["STRASSE DER NÄHE İZMİR ﬁRE ON THE QUAY AND DÍA DE LOS MUERTOS", "ŁÓDŹ AND ΑΘΗΝΑ SHOOK AT 5"]
)
def test_no_letter_is_gained_or_lost(text: str) -> None:
    assert recased(text).upper() == text.upper()
    assert len(recased(text)) == len(text)


def test_only_a_sentence_in_capitals_throughout_is_recased() -> None:
    assert shouted("ROCKETS HIT A SCHOOL IN TRIPOLI.")
    assert not shouted("UNHCR, UNICEF, WHO")  # too few words: a list of initials
    assert not shouted("The UN, the ICRC and MSF left Goma.")
    mixed = "NATO and UNRWA staff were hurt by shells."
    assert sentence_of(mixed).text == mixed


def test_a_paragraph_in_capitals_broken_for_length_is_one() -> None:
    wire = "SOLDIERS SHOT TWO STUDENTS DEAD AT A ROADBLOCK OUTSIDE THE CITY OF\nBAMENDA LATE ON FRIDAY, WITNESSES SAID."
    assert len(list(paragraphs(wire, 0, len(wire)))) == 1
    head = "TWO STUDENTS SHOT\nSOLDIERS SHOT TWO STUDENTS."
    assert len(list(paragraphs(head, 0, len(head)))) == 2


def test_a_wire_in_capitals_gives_the_claims_of_the_same_text_in_print(claims_of: Walk) -> None:
    text = "A missile hit a hospital in Aleppo on Tuesday, killing four nurses and wounding two patients."
    (printed,) = claims_of(text, published="2016-05-05")
    (shouting,) = claims_of(text.upper(), published="2016-05-05")
    assert (shouting.event_type, shouting.targets, shouting.time and shouting.time.start) == (
        printed.event_type,
        printed.targets,
        printed.time and printed.time.start,
    )
    assert shouting.place is not None and shouting.place.name == "Aleppo"
    assert [(c.outcome, c.low) for c in shouting.casualties] == [("killed", 4), ("injured", 2)]
    assert all(span.text == text.upper()[span.start : span.end] for span in (*shouting.quotes, *shouting.evidence))


def test_a_word_of_the_table_has_one_usual_case() -> None:
    table = codebook.load("case")
    words = [w for name in ("small", "either", "names", "letters") for w in table[name]]
    assert len(words) == len(set(words))
