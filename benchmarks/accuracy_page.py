"""docs/accuracy.md from measured sets: tables only, no text of the measured reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import harmledger
from harmledger import codebook
from harmledger.evaluate.calibration import calibration
from harmledger.evaluate.slots import SLOTS

_MISTAKES = 15
_EXAMPLES = 2
_OURS = frozenset({"demo-reports", "other-wars"})  # reports whose words may be shown
_CONFIDENCE = """\
A claim is right when it stands for a coded claim; "in every slot" when besides no slot of it is worse than a half.
"""


class _Point(NamedTuple):
    """One figure of a public set: its flat name, what it is, the aim, and a figure published for another system."""

    figure: str
    what: str
    wanted: str = ""
    anchor: str = ""


_NEAR = "within 161 km"
POINTS: dict[str, tuple[_Point, ...]] = {
    "toponyms": (
        _Point("lgl.within_161_km", f"LGL, names given, {_NEAR}", "0.88", "Mordecai 3: 0.827"),
        _Point("tr_news.within_161_km", f"TR-News, names given, {_NEAR}", "0.92", "Mordecai 3: 0.873"),
        _Point("lgl.same_id_of_held", "LGL, exact place, of those in the gazetteer", "0.88", "Mordecai 3: 0.794"),
        _Point(
            "tr_news.same_id_of_held", "TR-News, exact place, of those in the gazetteer", "0.92", "Mordecai 3: 0.843"
        ),
        _Point("lgl.end_to_end_f1", f"LGL, names found, F1 {_NEAR}", "0.78"),
        _Point("tr_news.end_to_end_f1", f"TR-News, names found, F1 {_NEAR}", "0.78"),
    ),
    "event-location": (
        _Point("token_f1", "token F1", "0.87", "precision and recall above 0.83"),
        _Point("precision", "token precision"),
        _Point("recall", "token recall"),
    ),
    "dates": (_Point("value F1", "value F1", "0.75", "HeidelTime on TempEval-3: 0.776"),),
    "insecurity-insight": (
        _Point("weapon F1", "weapon F1", "0.85"),
        _Point("target F1", "target class F1", "0.93"),
        _Point("damage F1", "damaged or destroyed F1", "0.90"),
        _Point("workers F1", "workers killed and injured F1", "0.90"),
        _Point("perpetrator precision", "perpetrator precision", "0.97"),
        _Point("perpetrator recall", "perpetrator recall"),
    ),
    "muc4": (
        _Point("f1", "micro F1 over six slots", "0.45", "GTT on the test set: 0.502"),
        _Point("precision", "precision"),
        _Point("recall", "recall"),
    ),
    "gun-violence": (
        _Point("pairwise_f1", "pairwise F1, all articles", "0.75", "event linking, other data: 0.947"),
        _Point("pairwise_precision", "pairwise precision"),
        _Point("pairwise_recall", "pairwise recall"),
        _Point("dev_pairwise_f1", "pairwise F1, the part that no count was made with"),
    ),
}
_WAYS = (("gold", "reports grouped by hand"), ("own", "the program's incidents"))
SAID = (
    ("counts covered", "ranges that cover all listed figures", "0.95"),
    ("counts best", "best figures that are the last credible one", "0.85"),
    ("steps revised", "growing figures not shown as a contradiction", ""),
    ("contested precision", "disputed incidents: precision", "0.8"),
    ("contested recall", "disputed incidents: recall", "0.8"),
    ("figures read", "listed figures that a claim gives", ""),
)

_OPENING = """\
# How accurate it is

Measured by `python benchmarks/accuracy.py`, which also wrote this page; do not edit it.
Program version {version}, commit {commit}.

The reports were coded by hand after the [coding manual](coding-manual.md) and lie beside the repository (`../shared`);
they are no part of it. A claim of the program is matched with at most one coded claim whose words overlap its own.

- **claims F1**: were the coded claims found, and nothing else? A second claim from a coded sentence costs half.
- **slot mean**: of the claims found, how right are type, place, time, actor, targets, weapons, casualties and source?
- **ledger**: the two multiplied, the single figure.
- **false alarms**: passages that look like an event of the war and are none, coded as events.
- **from furniture**: claims made from text that is no part of the report.
- **ungrounded**: claims whose quote does not stand in the report. **failed**: reports that could not be read or coded.

All sets were looked at while the program was built, so these are development figures; what to expect of reports that
nobody looked at is said in the [methodology](methodology.md). Tables by event type leave out claims that careful coders
may disagree on; the figures above count them where they were found. Half a point of a time slot is for days in common:
most time errors are of length, not of day.

Score reports of your own with `harmledger evaluate war.db GOLD`.
"""


def page(measured: Sequence[Any], commit: str) -> str:
    """The page as Markdown; `measured` are the sets with their `claims` or `links` scores, or neither where absent."""
    coded = [m for m in measured if m.claims]
    tests = [m for m in measured if m.name in POINTS]
    parts = [_OPENING.format(version=harmledger.__version__, commit=commit)]
    parts.append(_sets([m for m in measured if m not in tests]))
    if coded:
        parts.append("## Slots\n\n" + _slots(coded))
        parts.append("## Confidence\n\n" + _confidence(coded))
    if tests:
        parts.append("## Public test sets\n\n" + _public(tests))
    for m in measured:
        if m.links:
            parts.append("## Incidents brought together\n\n" + _links(m))
        if m.name == "incidents" and m.flat:
            parts.append("## What an incident says\n\n" + _said(m.flat))
    for m in coded:
        parts.append(f"## {m.name.capitalize()}: event types\n\n" + _types(m))
        parts.append(f"## {m.name.capitalize()}: most frequent errors\n\n" + _mistakes(m, words=m.name in _OURS))
    books = ", ".join(codebook.version(name) for name in codebook.names())
    parts.append(f"## Versions\n\nCodebook: {books}.\n")
    return "\n".join(parts)


SHIPPED = {
    "": "sets",
    "Slots": "slots",
    "Confidence": "confidence",
    "Public test sets": "public",
    "Incidents brought together": "links",
    "What an incident says": "incidents",
    "What to expect of unseen reports": "unseen",
}  # heading of a page -> name of its table in what ships with the program


def shipped(accuracy: str, methodology: str) -> dict[str, Any]:
    """The figures of the two pages as data, for the pages of a ledger: tables with head and rows, cells as they stand.

    `accuracy` is docs/accuracy.md, `methodology` docs/methodology.md, of which only the unseen sets are taken.
    """
    version = re.search(r"Program version (\S+), commit (\S+)\.", accuracy)
    if version is None:
        raise ValueError("the page does not say which version was measured")
    tables = _tables(accuracy) | {k: t for k, t in _tables(methodology).items() if k == "unseen"}
    what = dict(re.findall(r"^- ([a-z-]+): (.+)$", accuracy.partition("## ")[0], re.MULTILINE))
    return {"version": version[1], "commit": version[2], "what": what, "tables": tables}


def _tables(page: str) -> dict[str, dict[str, list[Any]]]:
    """The last table of each heading that ships."""
    out: dict[str, dict[str, list[Any]]] = {}
    heading = ""
    lines = page.splitlines()
    for number, text in enumerate(lines):
        if text.startswith("## "):
            heading = text[3:]
        if heading in SHIPPED and text.startswith("|") and lines[number + 1].startswith("| ---"):
            rows = []
            for row in lines[number + 2 :]:
                if not row.startswith("|"):
                    break
                rows.append(_cells(row))
            out[SHIPPED[heading]] = {"head": _cells(text), "rows": rows}
    return out


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("**", "") for cell in row.strip().strip("|").split("|")]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    align = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, align, *rows)) + "\n"


def _rate(value: float) -> str:
    return f"{value:.3f}"


def _sets(measured: Sequence[Any]) -> str:
    head = ("set", "reports", "precision", "recall", "claims F1", "slot mean", "ledger", "false alarms")
    rows = []
    for m in (m for m in measured if not m.links and not m.flat):  # these have a table of their own
        s = m.claims
        if s:
            figures = (s.precision, s.recall, s.f1, s.slot_mean, s.ledger)
            counts = (f"{s.false_alarms} of {s.traps}", str(s.from_boilerplate), str(s.ungrounded), str(m.failed))
            rows.append((m.name, str(s.reports), *map(_rate, figures), *counts))
        elif m.absent:
            rows.append((m.name, "**absent, not measured**", *[""] * 9))
    what = "\n".join(f"- {m.name}: {m.what}" for m in measured)
    return f"{_table((*head, 'from furniture', 'ungrounded', 'failed'), rows)}\n{what}\n"


def _slots(coded: Sequence[Any]) -> str:
    def cell(m: Any, slot: str) -> str:
        return _rate(m.claims.slots[slot]) if slot in m.claims.slots else "–"

    rows = [(slot, *(cell(m, slot) for m in coded)) for slot in (*SLOTS, "kind")]
    rows.append(("incidents (B³ F1)", *(_rate(m.claims.incident_b3_f1) for m in coded)))
    return _table(("slot", *(m.name for m in coded)), rows)


def _links(m: Any) -> str:
    s = m.links
    share = s.near_joined / s.near if s.near else 0.0
    rows = [
        ("link precision", _rate(s.precision)),
        ("link recall", _rate(s.recall)),
        ("link F1", _rate(s.f1)),
        ("false merges", f"{s.near_joined} of {s.near} near misses ({100 * share:.1f} %)"),
        ("reports without incident", f"{s.reports_without_incident} of {s.reports}"),
    ]
    return _table((f"{s.incidents} incidents", ""), rows)


def _said(flat: Mapping[str, float]) -> str:
    def cell(way: str, name: str) -> str:
        value = flat.get(f"{way} {name}")
        return "–" if value is None else _rate(value)

    rows = [(what, *(cell(way, name) for way, _ in _WAYS), wanted) for name, what, wanted in SAID]
    return _table(("", *(what for _, what in _WAYS), "aimed at"), rows)


def _types(m: Any) -> str:
    rows = [(t.event_type, str(t.coded), str(t.found), str(t.missed), _rate(t.slot_mean)) for t in m.claims.types]
    return _table(("event type", "coded", "found", "missed", "slot mean"), rows)


def _mistakes(m: Any, *, words: bool) -> str:
    """The commonest errors with examples: with the report's words where the report is ours, else values and places."""
    rows = []
    for x in m.claims.mistakes[:_MISTAKES]:
        examples = x.examples if words else x.values
        rows.append((f"{x.slot}: {x.kind}", str(x.count), "<br>".join(_cell(e) for e in examples[:_EXAMPLES])))
    return _table(("error", "times", "for example"), rows)


def _cell(text: str) -> str:
    return text.replace("|", "/")


def _confidence(coded: Sequence[Any]) -> str:
    """Bands of confidence against the share of claims that were right, all coded sets together."""
    found = calibration([j for m in coded for j in m.claims.judged])
    rows = [
        (f"{b.low:.1f} to {b.high:.1f}", str(b.claims), _rate(b.confidence), _rate(b.right), _rate(b.fully))
        for b in found.bins
    ]
    table = _table(("confidence", "claims", "mean confidence", "right", "right in every slot"), rows)
    return f"{_CONFIDENCE}\n{table}\nMean gap between confidence and share right: {found.gap:.3f}.\n"


def _public(tests: Sequence[Any]) -> str:
    rows: list[tuple[str, str, str, str]] = []
    for m in tests:
        if m.absent:
            rows.append((f"{m.name}: {m.what}", "**absent, not measured**", "", ""))
            continue
        for point in POINTS[m.name]:
            value = m.flat.get(point.figure)
            rows.append((f"{m.name}: {point.what}", "–" if value is None else _rate(value), point.wanted, point.anchor))
    table = _table(("set and point", "measured", "aimed at", "published elsewhere"), rows)
    return f"{table}\nHow each is counted: the module docstrings in `src/harmledger/evaluate` and `benchmarks`.\n"
