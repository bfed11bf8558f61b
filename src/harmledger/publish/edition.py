"""For whom a file is made and on whose terms: what every file that can say so says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import harmledger
from harmledger import codebook
from harmledger.publish.imprint import NONE, Imprint
from harmledger.records import Record

Audience = Literal["public", "internal"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

# Said in every file that leaves the house, as its reader has only the file.
NOTES = (
    "Each figure and each party is as reports tell it: reported, not established.",
    "Made by machine from news reports: a suggestion until a person has checked it.",
    "Running totals are never added to events: they count events again.",
    "An empty value is unknown or open, never zero. Quotes belong to their outlets.",
)


@dataclass(frozen=True, slots=True)
class Edition(Record):
    """One making of a file: its audience, the privacy policy that it passed, and the publisher's words."""

    audience: Audience = "internal"
    policy: str = ""  # version of the privacy policy; empty where none was applied
    imprint: Imprint = NONE
    withheld: Mapping[str, int] = field(default_factory=dict)  # rule -> things; of "reviewers" decisions shown unsigned

    def about(self) -> dict[str, Any]:
        """What a file says of itself, as plain values; the publisher's slots are there only where they were filled."""
        given = {
            "licence": self.imprint.licence or "not specified by the publisher",
            "citation": self.imprint.citation,
            "contact": self.imprint.contact,
        }
        return {
            "title": self.imprint.named,
            "audience": self.audience,
            "privacy_policy": self.policy or "none applied",
            "program": f"harmledger {harmledger.__version__}",
            "withheld": dict(self.withheld),
            **{name: value for name, value in given.items() if value},
            "places": [dict(source) for source in codebook.load("crosswalks")["sources"]],
            "notes": list(NOTES),
        }


INTERNAL = Edition()
