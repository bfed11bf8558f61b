"""What a reviewer sees of a claim: its values with the words that carry them, and the words in their report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harmledger import wording
from harmledger.decisions import DECIDED
from harmledger.decisions.effective import FIELDS, value_of
from harmledger.decisions.told import sentence, value
from harmledger.publish.content_note import graphic
from harmledger.records import Casualty, Claim, Place, Report, Time
from harmledger.store import Readable

_AROUND = 320  # characters of the report before and after a quote
_EDGE = 40  # how far a cut may move to stand between two words
Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report: whether it is quoted, which values its words carry, whether text is left out before."""

    text: str
    quote: bool
    fields: tuple[str, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a claim. `name`, `edit`: as a correction takes them; `mark`: why it needs a look; "" for none."""

    name: str
    label: str
    value: str
    edit: str
    control: str  # one, several, text, place, day, figure
    words: tuple[str, ...]
    basis: str
    mark: str
    machine: str  # what the reader wrote, where a person changed it


@dataclass(frozen=True, slots=True)
class Told:
    """Another claim in short."""

    id: str
    what: str
    quote: str
    source: str
    outlet: str
    document: str
    published: str
    status: str
    modality: str
    waits: bool
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """One claim to review; `state` goes back with a decision on it."""

    id: str
    state: str
    incident: str | None
    what: str
    status: str
    confidence: float
    report: str
    document: str
    title: str
    outlet: str
    url: str
    published: str
    language: str
    copy_of: str
    speaker: str
    note: str  # what is hard to read in the words
    pieces: tuple[Piece, ...]
    values: tuple[Value, ...]
    decided: tuple[str, ...]  # what was decided on it, in sentences


def item(ledger: Readable, claim: Claim) -> Item:
    """The claim as a reviewer sees it."""
    report = ledger.report(claim.report)
    machine = next((c for c in ledger.machine_claims(claim.report) if c.id == claim.id), claim)
    pieces = tuple(around(claim, report))
    return Item(
        claim.id, ledger.state(claim.id), claim.incident, wording.what(claim), claim.status, claim.confidence,
        report.id, report.document, report.title, report.outlet, report.url, _published(report), report.language,
        report.copy_of or "", wording.source(claim.source),
        graphic("\n".join([report.title, *(p.text for p in pieces)])) or "", pieces,
        tuple(values(claim, machine, report)),
        tuple(wording.dated(sentence(s)) for s in ledger.standing(on=[claim.id]) if s.decision.action != "agree"),
    )  # fmt: skip


def told(claim: Claim, report: Report, *, waits: bool) -> Told:
    """The claim in short."""
    quote = " … ".join(q.text for q in claim.quotes)
    figures = ", ".join(wording.casualty(r) for r in claim.casualties)
    parts = (wording.what(claim), wording.where(claim.place), wording.dated(wording.when(claim.time)), figures)
    return Told(
        claim.id, "; ".join(filter(None, parts)), quote, wording.source(claim.source), report.outlet, report.document,
        _published(report), claim.status, claim.modality, waits, graphic(quote) or "",
    )  # fmt: skip


def _published(report: Report) -> str:
    return wording.dated(wording.published(report.published))


# ---------------------------------------------------------------------- values


def values(claim: Claim, machine: Claim, report: Report) -> Iterator[Value]:
    """Every value that a reviewer may correct, in the order in which a person asks."""
    spots: dict[str, list[str]] = {}
    for name, start, end in words_of(claim, report):
        spots.setdefault(name, []).append(report.text[start:end])
    wrote = {}
    if claim.status != "machine":  # else nobody has changed it
        wrote = {f: told for f in FIELDS if (told := value_of(machine, f)) != value_of(claim, f)}
    changed = {f: wording.dated(value(given)) for f, given in wrote.items()}

    def made(name: str, label: str, said: str, edit: str, control: str, basis: str = "", mark: str = "") -> Value:
        field = "casualties" if control == "figure" else name.partition(".")[0]
        by = next((e.by for e in claim.evidence if e.field.partition(":")[0] == field and e.by.startswith(DECIDED)), "")
        carried = tuple(dict.fromkeys(spots.get(name, ())))
        return Value(name, label, said, edit, control, carried, basis, "set by a reviewer" if by else mark,
                     changed.get(field, ""))  # fmt: skip

    default = "" if spots.get("event_type") else "no words carry it"
    yield made("event_type", "Event type", wording.plain(claim.event_type), claim.event_type, "one", mark=default)
    for name, held in (("targets", claim.targets), ("weapons", claim.weapons)):
        said = ", ".join(map(wording.plain, held)) or "not said"
        mark = "" if held and spots.get(name) else "no words carry it" if held else "missing"
        yield made(name, name.capitalize(), said, ",".join(held), "several", mark=mark)
    yield made("place", "Place", wording.where(claim.place), _place(claim.place), "place",
               claim.place.basis if claim.place else "", _place_mark(claim.place))  # fmt: skip
    yield made("time", "Time", wording.dated(wording.when(claim.time)), _days(claim.time), "day",
               claim.time.basis if claim.time else "", _time_mark(claim.time))  # fmt: skip
    basis = claim.actor_basis() or ""
    mark = "missing" if claim.actor is None else "" if basis == "stated" else "inferred"
    yield made("actor", "Who did it", claim.actor or "not said", claim.actor or "", "text", basis, mark)
    for row in claim.casualties:
        label = row.outcome + (f" ({_kind(row)})" if _kind(row) != "people" else "")
        name = ".".join(filter(None, (row.outcome, row.victims, row.of)))
        said = wording.figures(row.low, row.high)
        missing = "number not given" if row.low is None and row.high is None else ""
        yield made(name, label[:1].upper() + label[1:], missing or said, _figure(row), "figure", mark=missing)
    yield made("source.name", "Who says so", claim.source.name or "the report itself", claim.source.name or "", "text")
    yield made("source.type", "Kind of source", wording.plain(claim.source.type), claim.source.type, "one")
    yield made("source.side", "Side of the source", claim.source.side, claim.source.side, "one")
    yield made("modality", "How it is told", claim.modality, claim.modality, "one")
    yield made("kind", "Kind of claim", claim.kind, claim.kind, "one")


def _kind(row: Casualty) -> str:
    if row.victims == "objects":
        return wording.plain(row.of or row.victims)
    return wording.plain(row.victims) + (f", {row.of}" if row.of else "")


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    if place.name is None:
        return place.text
    return f"{place.name}, {place.admin1}" if place.admin1 and place.admin1 != place.name else place.name


def _place_mark(place: Place | None) -> str:
    if place is None:
        return "missing"
    return "not located" if place.lat is None else ""


def _days(time: Time | None) -> str:
    if time is None or time.start is None or time.end is None:
        return ""
    if time.start == time.end:
        return time.start.isoformat()
    return f"{time.start}..{time.end}"


def _time_mark(time: Time | None) -> str:
    if time is None or time.start is None:
        return "missing"
    if time.of_publication:
        return "day of the report"
    return "" if time.text else "inferred"


def _figure(row: Casualty) -> str:
    if row.low is None:
        return "" if row.high is None else f"up to {row.high}"
    if row.high is None:
        return f"{row.low}+"
    return str(row.low) if row.low == row.high else f"{row.low}-{row.high}"


# ---------------------------------------------------------------------- words


def words_of(claim: Claim, report: Report) -> Iterator[Spot]:
    """Where words carry values: (name of the value, start, end), inside the report."""
    found: list[tuple[str, int | None, int | None]] = [
        (e.field.partition(":")[0], e.start, e.end) for e in claim.evidence if e.text
    ]
    if claim.place:
        found.append(("place", claim.place.start, claim.place.end))
    if claim.time and claim.time.text:
        found.append(("time", claim.time.text_start, claim.time.text_end))
    for row in claim.casualties:
        found.append((".".join(filter(None, (row.outcome, row.victims, row.of))), row.start, row.end))
    found.append(("source.name", claim.source.start, claim.source.end))
    for name, start, end in found:
        if start is not None and end is not None and 0 <= start < end <= len(report.text):
            yield name, start, end


def around(claim: Claim, report: Report) -> Iterator[Piece]:
    """The claim's quotes in their report, with the words of its values marked."""
    marks = list(words_of(claim, report))
    before = 0
    for start, end in _windows(claim, report.text):
        spots = [(q.start, q.end) for q in claim.quotes] + [(a, b) for _, a, b in marks]
        cuts = sorted({start, end, *(p for spot in spots for p in spot if start < p < end)})
        for at, (a, b) in enumerate(pairwise(cuts)):
            quoted = any(q.start <= a and b <= q.end for q in claim.quotes)
            names = tuple(dict.fromkeys(n for n, x, y in marks if x <= a and b <= y))
            yield Piece(report.text[a:b], quoted, names, gap=at == 0 and start > before)
        before = end
    if before < len(report.text):
        yield Piece("", False, (), gap=True)


def _windows(claim: Claim, text: str) -> Sequence[tuple[int, int]]:
    """The stretches of the report to show: around each quote, those near each other as one."""
    out: list[tuple[int, int]] = []
    for quote in sorted(claim.quotes, key=lambda q: q.start) or ():
        start, end = _edge(text, quote.start - _AROUND, -1), _edge(text, quote.end + _AROUND, 1)
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _edge(text: str, at: int, step: int) -> int:
    """The nearest place between two words, outwards."""
    at = max(0, min(len(text), at))
    for _ in range(_EDGE):
        if at in (0, len(text)) or text[at - 1].isspace():
            break
        at += step
    return max(0, min(len(text), at))


def differing(one: Iterable[Value], other: Iterable[Value]) -> tuple[str, ...]:
    """The names of values that two claims give differently."""
    a, b = {v.name: v.value for v in one}, {v.name: v.value for v in other}
    return tuple(n for n in dict.fromkeys([*a, *b]) if a.get(n) != b.get(n))
