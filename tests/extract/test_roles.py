"""The role reader: candidates of a sentence, fillers of a report, its incidents."""

import numpy as np

from harmledger.extract.role_features import candidates, key_of, report_features
from harmledger.extract.roles import Linear, read_incidents
from harmledger.extract.sentences import Parsed, parse
from harmledger.records import Report


def _parsed(text: str) -> Parsed:
    (parsed,) = parse([Report("r-1", "one.txt", text)])
    return parsed


def _found(text: str) -> dict[str, dict[str, set[str]]]:
    return {
        i.type: {role: {key_of(text[s:e]) for s, e in spans} for role, spans in i.fillers.items()}
        for i in read_incidents(_parsed(text))
    }


def test_candidates_stand_where_they_say() -> None:
    text = "Members of the brigade burned the old town hall of Dalanj."
    given = candidates(_parsed(text))
    assert all(key_of(text[c.start : c.end]) == c.key for c in given)
    assert {"members of brigade", "members", "old town hall", "town hall"} <= {c.key for c in given}


def test_the_same_report_gives_the_same_features() -> None:
    text = "Gunmen killed two farmers near Hasakah. The gunmen fled."
    one, two = _parsed(text), _parsed(text)
    assert all(np.array_equal(a.features, b.features) for a, b in zip(candidates(one), candidates(two), strict=True))
    assert np.array_equal(report_features(one), report_features(two))


def test_features_that_a_model_does_not_know_leave_its_bias() -> None:
    model = Linear.of(np.array([3], np.int32), np.array([[2.0]]), np.array([0.0]))
    assert model.of_features(np.array([1, 2], np.int32))[0] == 0.5
    assert model.of_features(np.array([3, 3], np.int32))[0] > 0.85


def test_an_abduction_is_told_with_doers_and_victim() -> None:
    found = _found(
        "Guerrillas kidnapped the engineer Pablo Arrieta near the town of Tame yesterday, police said. "
        "The guerrillas of the National Liberation Army (ELN) are demanding a ransom for Arrieta."
    )
    assert "pablo arrieta" in found["kidnapping"]["victim"]
    assert "guerrillas" in found["kidnapping"]["perp_individual"]


def test_a_bomb_is_told_with_weapon_and_target() -> None:
    found = _found(
        "TERRORISTS SET OFF A CAR BOMB OUTSIDE THE BRITISH EMBASSY IN LIMA LAST NIGHT, POLICE REPORTED.\n"
        "THE BOMB DAMAGED THE EMBASSY AND SHATTERED WINDOWS."
    )
    assert {"car bomb", "bomb"} & found["bombing"]["weapon"]
    assert any("embassy" in words for words in found["bombing"]["target"])


def test_a_report_without_violence_has_no_incident() -> None:
    assert _found("The ministers met in Bogota on Monday to discuss coffee prices and a new road.") == {}
