import pytest

from harmledger.extract.sentences import Sentence, language_model
from harmledger.resolve.actors import find_parties, party, relatives, side


@pytest.mark.parametrize(
    ("words", "name", "whose"),
    [
        ("Russian troops", "Russia", "Russia"),
        ("Kiev forces", "Ukraine", "Ukraine"),
        ("the Kremlin", "Russia", "Russia"),
        ("Russia’s defence ministry", "Russia", "Russia"),
        ("DPR troops", "Donetsk People's Republic", "Russia"),
        ("M23 rebels", "M23", "other"),
        ("the Rapid Support Forces", "Rapid Support Forces (RSF)", "other"),
        ("Israeli air strikes", "Israel", "other"),
        ("Myanmar's junta", "Myanmar military (junta)", "other"),
        ("rebels", "rebels", "other"),
        ("a passing train", None, "none"),
        ("the mayor of Russian-occupied Kherson", "Russia", "Ukraine"),
        ("Western and Ukrainian officials", "Western", "Ukraine"),
        ("it is what it is", None, "none"),
    ],
)
def test_party_and_side(words: str, name: str | None, whose: str) -> None:
    assert (party(words), side(words)) == (name, whose)


def test_the_enemy_is_who_the_report_makes_it() -> None:
    assert relatives("The enemy shelled Sumy, the Ukrainian army said.")["enemy"] == "Russia"
    assert relatives("Kiev forces struck Donetsk during the special military operation.")["enemy"] == "Ukraine"
    assert relatives("The enemy shelled the town in Sudan.") == {}


def test_parties_of_a_sentence_have_forms_and_offsets() -> None:
    text = "Moscow said Russian troops and the enemy fought near the town."
    doc = language_model()(text)
    found = find_parties(Sentence(0, 100, 100 + len(text), doc, 0, "body"), {"enemy": "Ukraine"})
    assert [(p.party, p.form) for p in found] == [("Russia", "noun"), ("Russia", "adjective"), ("Ukraine", "relative")]
    for p in found:
        assert text[p.start - 100 : p.end - 100] == doc[p.token_start : p.token_end].text
