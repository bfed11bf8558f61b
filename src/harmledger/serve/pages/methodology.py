"""How this ledger came about: the codebook's definitions and rules, measured accuracy, and the ledger's own record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import codebook
from harmledger.evaluate.shipped import Names, Shipped, names, shipped
from harmledger.publish.privacy import policy
from harmledger.publish.privacy.policy import Policy
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page
from harmledger.serve.record import Making, making

# What is defined on the page, under which heading, from which list of the vocabulary.
DEFINED = (
    ("event_types", "Kinds of events"),
    ("targets", "What was hit"),
    ("weapons", "Weapons"),
    ("outcomes", "What came of it"),
    ("victims", "Of whom"),
    ("source_types", "Who says so"),
    ("place_precisions", "How exactly a place is known"),
    ("time_precisions", "How exactly a time is known"),
    ("modalities", "Whether it is said to have happened"),
    ("kinds", "What a claim is about"),
)


@dataclass(frozen=True)
class Methodology:
    """Everything that the page says."""

    definitions: Sequence[tuple[str, str, Mapping[str, str]]]  # list, heading, value -> meaning
    grades: Mapping[str, Any]
    policy: Policy
    accuracy: Shipped
    names: Names  # how well the privacy filter does
    making: Making
    books: Sequence[str]  # codebook files with their versions


def methodology(desk: Desk, key: str) -> Methodology:
    """The model of the methodology page."""
    return Methodology(
        [(name, heading, meanings(name)) for name, heading in DEFINED],
        codebook.load("grades"),
        policy.load(),
        shipped(),
        names(),
        making(desk),
        [codebook.version(name) for name in codebook.names()],
    )


def meanings(name: str) -> Mapping[str, str]:
    """Value -> what it means, of one list of the vocabulary, in the vocabulary's order."""
    vocabulary = codebook.load("vocabulary")[name]
    found: Mapping[str, str] = vocabulary if isinstance(vocabulary, dict) else codebook.load("definitions")[name]
    return {value: found[value] for value in vocabulary}


PAGE = Page("methodology", "methodology.html", "methodology.html", methodology, menu="Methodology", rank=70, whole=True)
