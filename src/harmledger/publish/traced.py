"""Each value of a claim with the words of the report and the basis that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from harmledger import wording as words
from harmledger.records import Claim, Evidence

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Traced:
    """One value of a claim, with the words that carry it, where they stand in the report, and how it is known."""

    field: str
    value: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    basis: str = ""

    def at(self) -> str:
        """The offsets, as "120-133"; empty where there are no words."""
        return f"{self.start}-{self.end}" if self.words and self.start is not None else ""


def traced(claim: Claim, text: str) -> Iterator[Traced]:
    """Every value of a claim of a report of this text with what it comes from; what is unknown is named as such."""
    yield from (Traced("quote", "", q.text, q.start, q.end, "word for word") for q in claim.quotes)
    for field in ("kind", "modality", "event_type"):
        yield from _by_evidence(claim, field, field, str(getattr(claim, field)))
    for field in ("targets", "weapons"):
        values: tuple[str, ...] = getattr(claim, field)
        for value in values:
            yield from _by_evidence(claim, field, f"{field}:{value}", value)
        if not values:
            yield Traced(field, _NONE)
    yield _place(claim)
    yield _time(claim)
    yield from _actor(claim)
    for row in claim.casualties:
        basis = _by(claim, "casualties") or ("stated" if row.text else "")
        yield Traced(row.outcome, words.casualty(row), row.text, row.start, row.end, basis)
    yield _source(claim, text)


def _place(claim: Claim) -> Traced:
    if claim.place is None:
        return Traced("place", _NONE)
    basis = "; ".join(filter(None, (claim.place.basis, _by(claim, "place"))))
    return Traced("place", words.where(claim.place), claim.place.text, claim.place.start, claim.place.end, basis)


def _time(claim: Claim) -> Traced:
    time = claim.time
    if time is None:
        return Traced("time", _NONE)
    basis = "; ".join(filter(None, (time.basis, _by(claim, "time"))))
    return Traced("time", words.when(time), time.text, time.text_start, time.text_end, basis)


def _actor(claim: Claim) -> Iterator[Traced]:
    if claim.actor is None:
        yield Traced("actor", _NONE)
        return
    found = list(_by_evidence(claim, "actor", "actor", claim.actor))
    if not any(row.words for row in found) and claim.actor_text:
        found = [Traced("actor", claim.actor, claim.actor_text, basis=claim.actor_basis() or "")]
    yield from found


def _source(claim: Claim, text: str) -> Traced:
    said = claim.source
    told = f"{words.source(said)} ({words.plain(said.type)}, {said.side})"
    basis = _by(claim, "source") or ("stated" if said.name else "no speaker is named: the report itself")
    return Traced("source", told, text[said.start : said.end] if said.end else "", said.start, said.end, basis)


def _by_evidence(claim: Claim, field: str, key: str, value: str) -> Iterator[Traced]:
    """A value with each of the words that carry it; without any, only the value."""
    found: list[Evidence] = [e for e in claim.evidence if e.field == key]
    for row in found:
        yield Traced(words.plain(field), words.plain(value), row.text, row.start, row.end, row.by)
    if not found:
        yield Traced(words.plain(field), words.plain(value), basis="the reader's default" if field != "actor" else "")


def _by(claim: Claim, field: str) -> str:
    """Who wrote a value whose words stand in the value itself, where that is said."""
    return ", ".join(dict.fromkeys(e.by for e in claim.evidence if e.field.partition(":")[0] == field and e.by))
