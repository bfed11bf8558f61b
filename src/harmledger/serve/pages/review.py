"""The pages on which people decide: the queue, second readers, disagreements and what was decided. They ask the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harmledger import codebook, wording
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages need of the codebook: choices by field, quick reasons by act, keys by act."""

    choices: dict[str, list[tuple[str, str]]]  # field -> (value, in words)
    reasons: dict[str, list[str]]
    keys: dict[str, str]
    grades: list[str]
    outcomes: list[str]
    victims: list[str]


_CHOICES = {
    "event_type": "event_types",
    "targets": "targets",
    "weapons": "weapons",
    "source.type": "source_types",
    "source.side": "sides",
    "modality": "modalities",
    "kind": "kinds",
}


def words(desk: Desk, key: str) -> Words:
    """The codebook's words, for every page of reviewing."""
    known, rules = codebook.load("vocabulary"), codebook.load("review")
    return Words(
        {name: [(value, _said(known[of], value)) for value in known[of]] for name, of in _CHOICES.items()},
        {name: list(reasons) for name, reasons in rules["reasons"].items()},
        dict(rules["keys"]),
        list(rules["grades"]),
        list(known["outcomes"]),
        list(known["victims"]),
    )


def _said(known: Any, value: str) -> str:
    """The value in words, with what it means where the codebook says so."""
    meaning = known[value] if isinstance(known, dict) else ""
    return f"{wording.plain(value)}: {meaning}" if meaning else wording.plain(value)


PAGES = (
    Page("review", "review.html", "review.html", words, menu="Review", rank=90, server_only=True),
    Page("second", "second.html", "second.html", words, rank=91, server_only=True),
    Page("disagreements", "disagreements.html", "disagreements.html", words, rank=92, server_only=True),
    Page("decisions", "decisions.html", "decisions.html", words, rank=93, server_only=True),
)
