"""From single figures to the rows of a sentence: tolls, joint outcomes, bounds that hold for a whole list, sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from harmledger import codebook
from harmledger.extract.casualty_cues import Cue, state_table, word_set
from harmledger.extract.numbers import Quantity
from harmledger.extract.victims import Victims, read_phrase

_TOLL_REACH = 26  # tokens: "the number of those killed in the attack on the bus station in ... has risen to 47"
_JOINED = frozenset({"and", "or", "/", ",", "and/or", "either", "both", "seriously", "then"})


@dataclass(frozen=True, slots=True)
class Row:
    cue: Cue
    victims: Victims
    part: bool = False  # named by "including"


def settle(doc: Any, rows: Sequence[Row]) -> list[Row]:
    """One row a figure: joint outcomes dropped, equal rows once, "at least" carried through a list, classes summed."""
    rows = sorted(rows, key=lambda r: (r.victims.start, r.cue.token.i, r.cue.outcome))
    kept: list[Row] = []
    for row in rows:
        rivals = [
            r for r in rows if r is not row and r.victims.head == row.victims.head and r.cue.outcome != row.cue.outcome
        ]
        if (
            rivals
            and row.victims.quantity
            and row.victims.low != 0
            and row.cue.frame != "none"
            and _joint(doc, row, rivals)
        ):
            continue
        if any(k.cue.outcome == row.cue.outcome and _overlap(k.victims, row.victims) for k in kept):
            continue
        kept.append(row)
    kept = _carry(doc, _counted_first(kept))
    return _summed(doc, kept)


def _counted_first(rows: Sequence[Row]) -> list[Row]:
    """ "Russia kills children: 219 have died": the number is the figure, the bare plural beside it is none."""
    counted = {(r.cue.outcome, r.victims.victims) for r in rows if r.victims.quantity is not None}
    return [
        r
        for r in rows
        if r.victims.quantity or not r.victims.plural or (r.cue.outcome, r.victims.victims) not in counted
    ]


def _joint(doc: Any, row: Row, rivals: Sequence[Row]) -> bool:
    """ "Killed or injured 70" is a figure for neither; "destroyed or damaged" counts as damaged."""
    for rival in rivals:
        a, b = sorted((row.cue.token.i, rival.cue.token.i))
        if all(t.lower_ in _JOINED or t.pos_ == "ADV" for t in doc[a + 1 : b]):
            return not (row.cue.outcome == "damaged" and rival.cue.outcome == "destroyed")
    return False


def _overlap(a: Victims, b: Victims) -> bool:
    return (
        a.head == b.head
        or (a.quantity is not None and a.quantity == b.quantity)
        or (a.start < b.end and b.start < a.end and a.victims == b.victims)
    )


def _active(token: Any) -> bool:
    return token.tag_ in ("VBG", "VB", "VBZ") or (
        token.dep_ == "conj" and any(c.dep_ == "dobj" for c in token.children)
    )


def _carry(doc: Any, rows: Sequence[Row]) -> list[Row]:
    """ "At least 15 fighters and 16 civilians": the bound holds for each number of the list, not for a named part."""
    out: list[Row] = []
    open_at = None
    for row in rows:
        q = row.victims.quantity
        if row.part or q is None:
            out.append(row)
            continue
        if q.bound == "at_least":
            open_at = q.end
        elif row.cue.frame == "toll" or _active(row.cue.token):
            open_at = None  # a verb of its own begins a new figure
        elif q.bound == "exact" and open_at is not None:
            if any(t.lower_ in (";", "while", "but", "after", "which") for t in doc[open_at : q.start]):
                open_at = None
            elif row.victims.low:
                row = replace(row, victims=replace(row.victims, high=None))
        else:
            open_at = None
        out.append(row)
    return out


def _summed(doc: Any, rows: Sequence[Row]) -> list[Row]:
    """ "A man and a woman were killed": two people, one row."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if (
            last is not None
            and not row.part
            and not last.part
            and last.cue == row.cue
            and _addable(doc, last.victims, row.victims)
        ):
            a, b = last.victims, row.victims
            high = None if a.high is None or b.high is None else a.high + b.high
            out[-1] = replace(last, victims=replace(a, low=(a.low or 0) + (b.low or 0), high=high, end=b.end))
        else:
            out.append(row)
    return out


def _addable(doc: Any, a: Victims, b: Victims) -> bool:
    return (
        a.victims == b.victims != "objects"
        and a.of == b.of
        and a.low is not None
        and b.low is not None
        and a.low > 0 < b.low
        and a.head < b.head
    )


def find_tolls(doc: Any, quantities: Sequence[Quantity]) -> Iterator[Row]:
    """ "The death toll rose to 25": the number after the toll, with the class that stands beside either."""
    lower = [t.lower_ for t in doc]
    for row in codebook.load("casualties")["tolls"]:
        for words in row["words"]:
            n = len(words.split())
            for i in range(len(lower) - n + 1):
                if " ".join(lower[i : i + n]) != words or (
                    words == "toll" and i and lower[i - 1] in ("death", "deaths", "injury")
                ):
                    continue
                v = _toll_value(doc, i, i + n, quantities)
                if v is not None:
                    yield Row(Cue(doc[i + n - 1], row["outcome"], "toll"), v)


def _toll_value(doc: Any, start: int, end: int, quantities: Sequence[Quantity]) -> Victims | None:
    after = [q for q in quantities if end <= q.start <= end + _TOLL_REACH]
    for k, q in enumerate(after):
        if {";", "but", "while", "that", "which"} & {t.lower_ for t in doc[end : q.start]}:
            return None
        lead = {w for t in doc[max(end, q.start - 3) : q.number] for w in (t.lower_, t.lemma_.lower())}
        if not lead & word_set("toll_verbs"):
            continue
        if doc[q.start].lower_ == "from" and k + 1 < len(after):
            q = after[k + 1]
        if q.bound == "range" and doc[q.start].lower_ == "from":
            q = replace(q, low=q.high)
        nouns = [t for t in doc[q.end : q.end + 3] if t.pos_ == "NOUN"]
        phrases = [v for t in nouns if (v := read_phrase(doc, t, quantities)) is not None and v.quantity == q]
        if any(v.victims == "objects" for v in phrases) or (q.end < len(doc) and doc[q.end].lower_ in state_table()):
            continue
        v = Victims("people", None, q.low, q.high, start, q.end, q.number, q)
        named = next((p for p in phrases if p.victims), None)
        if named is not None:
            return replace(v, victims=named.victims, of=named.of)
        return replace(v, victims=_toll_class(doc, start, end, quantities))
    return None


def _toll_class(doc: Any, start: int, end: int, quantities: Sequence[Quantity]) -> str:
    """The class in "civilian death toll", "number of children killed"."""
    for token in doc[max(0, start - 2) : end + 1]:
        if token.lower_ == "civilian":
            return "civilian"
        v = read_phrase(doc, token, quantities) if token.pos_ == "NOUN" else None
        if v is not None and v.victims not in ("objects", "people", ""):
            return v.victims
    return "people"
