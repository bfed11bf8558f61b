"""What makes the reader surer of a claim, through the whole walk."""

from __future__ import annotations

from harmledger import codebook
from harmledger.records import Claim
from reading import Walk


def _only(claims: tuple[Claim, ...]) -> Claim:
    (claim,) = claims
    return claim


def test_day_figures_and_target_make_surer(claims_of: Walk) -> None:
    bare = _only(claims_of("Rebels shelled the city of Goma.", "2024-02-09"))
    full = _only(claims_of("Rebels shelled a hospital in Goma on Monday, killing six people.", "2024-02-09"))
    assert full.confidence > bare.confidence


def test_control_is_less_sure_than_a_strike(claims_of: Walk) -> None:
    strike = _only(claims_of("Rebels shelled the city of Goma.", "2024-02-09"))
    taken = _only(claims_of("Rebels captured the city of Goma.", "2024-02-09"))
    assert taken.confidence < strike.confidence


def test_confidence_stays_within_the_rule(claims_of: Walk) -> None:
    rule = codebook.load("confidence")
    text = "Rebels may shell Goma. They captured Sake on Monday. Shelling killed six people in Goma, doctors said."
    claims = claims_of(text, "2024-02-09", title="Rebels shell Goma")
    assert claims
    assert all(rule["least"] <= c.confidence <= rule["most"] for c in claims)
    assert any(c.modality == "possible" for c in claims)
