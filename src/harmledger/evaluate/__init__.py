"""How good the ledger is: claims and incidents against what people coded by hand.

`claims.score` and `links.score` follow the coding manual's measures; `evaluate` runs the fitting one on a ledger. Any
user can code reports of their own in the same form and see how far the program can be trusted on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harmledger.errors import NotFound, UnreadableInput
from harmledger.evaluate import claims, links, text
from harmledger.evaluate.claims import ClaimScores
from harmledger.evaluate.gold import is_links, read_gold, read_links
from harmledger.evaluate.links import LinkScores
from harmledger.records import Claim
from harmledger.store import Ledger

__all__ = ["ClaimScores", "LinkScores", "Scores", "evaluate"]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a ledger: of its claims, or of its incidents, as the hand-coded file asks."""

    claims: ClaimScores | None = None
    links: LinkScores | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values under `claims` or `links`."""
        parts = {"claims": self.claims, "links": self.links}
        return {name: part.to_json() for name, part in parts.items() if part is not None}

    def __str__(self) -> str:
        shown = [text.claims(self.claims)] if self.claims else []
        return "\n\n".join(shown + ([text.links(self.links)] if self.links else []))


def evaluate(ledger: Ledger, gold: str | Path, second_model: str | None = None) -> Scores:
    """Score a ledger against a YAML file or folder of hand-coded reports, or a YAML file of incident links.

    The reports are found in the ledger by document name; those it does not hold are named and count as missed. Raises
    UnreadableInput or EmptyInput for a file that does not follow the coding manual's form. With `second_model` what
    that second reader read is scored instead; NotFound where it has read nothing.
    """
    where = Path(gold)
    if not where.exists():
        raise UnreadableInput("does not exist", subject=str(gold), remedy="Name a YAML file or a folder of them.")
    if is_links(where):
        return Scores(links=links.score(read_links(where), ledger.claims()))
    found = ledger.claims() if second_model is None else _second(ledger, second_model)
    return Scores(claims=claims.score(read_gold(where), found, ledger.reports()))


def _second(ledger: Ledger, model: str) -> list[Claim]:
    readings = list(ledger.second_readings())
    models = sorted({r.model for r in readings})
    if model not in models:
        hint = (
            f"There are readings by {', '.join(models)}." if models else "Ask one: harmledger read --second-reader URL."
        )
        raise NotFound("has read nothing of this ledger", subject=model, remedy=hint)
    return [claim for reading in readings if reading.model == model for claim in reading.claims]
