"""Records in words for a person: dates, places, figures, sources. Nothing is made more exact than it is."""

from __future__ import annotations

from harmledger.records import Claim, Incident, Published, Toll
from harmledger.wording import UNKNOWN, casualty, days, figures, of_side, plain, source, when, where

__all__ = [
    "UNKNOWN",
    "casualty",
    "counted",
    "days",
    "doers",
    "figures",
    "plain",
    "published",
    "quoted",
    "shorten",
    "source",
    "standing",
    "toll",
    "toll_cell",
    "what",
    "when",
    "where",
]

_OPENING, _CLOSING = frozenset('“"«„'), frozenset('”"»“')


def published(value: Published) -> str:
    """When a report was published, with a mark where that was inferred from its text."""
    if not value.known:
        return UNKNOWN
    mark = " (inferred)" if value.basis == "inferred" else ""
    return days(value.start, value.end) + mark


def toll(row: Toll) -> str:
    """An incident's figure: the best one ("24+" where it is a lower bound), and the range where the claims differ."""
    whole = figures(row.low, row.high)
    open_ended = (row.low is None and row.best == row.high) or (row.high is None and row.best == row.low)
    if row.best is None or open_ended or row.low == row.high:
        return whole
    return f"{row.best:,}{'+' if row.best_open else ''} ({whole})"


def toll_cell(incident: Incident, outcome: str) -> str:
    """The figure for one outcome in a table: the broadest kind of victim, and soldiers apart."""
    widest = incident.toll(outcome)
    soldiers = [t for t in incident.tolls if t.outcome == outcome and t.victims == "combatant"]
    cells = [toll(widest)] if widest else []
    return ", ".join(cells + [f"{toll(t)} soldiers{of_side(t.of)}" for t in soldiers])


def what(item: Incident | Claim) -> str:
    """What happened to what: "shelling: healthcare, residential"."""
    targets = [plain(t) for t in item.targets if t != "civilians"] or [plain(t) for t in item.targets]
    return plain(item.event_type) + (f": {', '.join(targets)}" if targets else "")


def quoted(text: str) -> str:
    """The text on one line in quotation marks, unless it brings its own."""
    line = " ".join(text.split())
    return line if line[:1] in _OPENING and line[-1:] in _CLOSING else f"“{line}”"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def standing(incident: Incident) -> str:
    """Its grade, where it has one, and whether it is contested."""
    marks = (incident.grade or "", "contested" if incident.contested else "")
    return ", ".join(dict.fromkeys(filter(None, marks)))


def doers(incident: Incident) -> str:
    """Who did it, with how that is known: "Russia (as reported)", "Russia (inferred)"; empty where nobody says."""
    how = (
        "inferred from the rest of its report" if a in incident.inferred_actors else "as reported"
        for a in incident.actors
    )
    return " / ".join(f"{actor} ({known})" for actor, known in zip(incident.actors, how, strict=True))
