"""Nobody is accused without words: who is not taken over as doer, and that an inferred doer says so."""

from __future__ import annotations

import pytest

from harmledger import wording as words
from harmledger.records import Claim, Incident
from reading import Walk


def _last(text: str) -> Claim:
    return Walk()(text)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "The RSF looted the market of El Fasher on Monday. A strike killed seven people in Kadugli on Tuesday.",
        "Nine killed in Nigeria attack",
        "Syria attacks kill six.",
        "DAMASCUS, Syria - A rocket attack killed three people on Monday.",
    ],
)
def test_looting_a_country_and_a_dateline_accuse_nobody(text: str) -> None:
    claim = _last(text)
    assert claim.actor is None
    assert not [e for e in claim.evidence if e.field == "actor"]


def test_a_country_that_strikes_another_is_the_doer() -> None:
    assert _last("Israel strikes kill nine in Gaza.").actor == "Israel"


def test_a_government_strike_is_not_the_rebels() -> None:
    claim = _last("The rebels shelled Kassala on Monday. A government drone strike killed seven people in Kadugli.")
    assert claim.actor == "Sudanese Armed Forces (SAF)"


def test_an_inferred_doer_says_so() -> None:
    stated, inferred = Walk()("The RSF shelled the market of El Fasher on Monday. The strike killed seven people.")[:2]
    assert stated.actor_basis() == "stated"
    assert inferred.actor == stated.actor
    assert (inferred.actor_basis() or "").startswith("inferred")


def test_an_incident_marks_the_actors_that_are_inferred() -> None:
    incident = Incident("i-1", "event", "shelling", "", (), (), actors=("A", "B"), inferred_actors=("B",))
    assert incident.named_actors() == ("A", "B (inferred)")
    assert words.doers(incident) == "A (as reported) / B (inferred from the rest of its report)"


def test_occupation_authorities_are_the_occupiers_side() -> None:
    claim = _last("A shell killed two people in Tokmak in Ukraine, the occupation authorities said.")
    assert claim.source.side == "Russia"
