"""What a publisher says of a ledger that is passed on: its name, licence, how to cite it, whom to write to."""

from __future__ import annotations

from dataclasses import dataclass

from harmledger.records import Record

TITLE = "Harm to civilians as news reports tell it"


@dataclass(frozen=True, slots=True)
class Imprint(Record):
    """The publisher's own words, each empty where nothing was said; pages and files carry them as they are."""

    title: str = ""
    licence: str = ""  # its short name ("CC-BY-4.0") or a sentence
    citation: str = ""  # how the publisher wants to be cited
    contact: str = ""  # an address for questions, corrections and requests to take something down

    @property
    def named(self) -> str:
        """The title, or a plain one where none was given."""
        return self.title or TITLE


NONE = Imprint()
