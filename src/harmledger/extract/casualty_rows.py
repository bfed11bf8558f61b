"""From single figures to the rows of a sentence: tolls, joint outcomes, bounds that hold for a whole list, sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from harmledger import codebook
from harmledger.extract.casualty_cues import THINGS, Cue, noun_table, state_table, verb_table, word_set
from harmledger.extract.numbers import Quantity, find_quantities
from harmledger.extract.victims import Victims, lexicon, read_phrase

_TOLL_REACH = 26  # tokens: "the number of those killed in the attack on the bus station in ... has risen to 47"
_OF = 6  # tokens after "number of" that may say what is counted: "number of Somali children under ten killed"
_ASIDE = 9  # tokens of a figure in brackets
_CLASS_FIRST = 2  # tokens before a toll that may name its class: "civilian death toll"


@dataclass(frozen=True, slots=True)
class Row:
    cue: Cue
    victims: Victims
    part: bool = False  # named by "including"
    apart: bool = False  # of a place of its own: "six in Sake"


def settle(doc: Any, rows: Sequence[Row]) -> list[Row]:
    """One row a figure: joint outcomes dropped, equal rows once, "at least" carried through a list, classes summed."""
    rows = [replace(row, victims=_in_people(doc, row.victims)) for row in rows]
    rows = sorted(_told(rows), key=lambda r: (r.victims.start, r.cue.token.i, r.cue.outcome))
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
        if row.victims.quantity and row.victims.low != 0 and _of_several(doc, row):
            continue
        if any(k.cue.outcome == row.cue.outcome and _overlap(k.victims, row.victims) for k in kept):
            continue
        if row.victims.high == 0 and any(k.cue.outcome == row.cue.outcome and k.victims.high == 0 for k in kept):
            continue  # "neither the driver nor his passengers"
        kept.append(row)
    kept = _carry(doc, _counted_first(doc, kept))
    return _summed(doc, kept)


def _in_people(doc: Any, v: Victims) -> Victims:
    """ "1,200 families (about 8,400 people)": the same counted by heads."""
    if doc[v.end - 1].lemma_.lower() not in word_set("households") or doc[v.end : v.end + 1].text != "(":
        return v
    close = next((t.i for t in doc[v.end : v.end + _ASIDE] if t.text == ")"), v.end)
    quantities = find_quantities(doc[v.end : close].as_doc()) if close > v.end else ()
    named = any(t.lemma_.lower() in word_set("heads") for t in doc[v.end : close])
    return replace(v, low=quantities[0].low, high=quantities[0].high, end=close) if quantities and named else v


def _told(rows: Sequence[Row]) -> list[Row]:
    """The rows without those of words that only describe: "evacuated 450 wounded civilians", "a ruined town"."""
    out = []
    for row in rows:
        cue = row.cue.token
        paired = cue.i > 1 and cue.nbor(-1).pos_ == "CCONJ" and any(r.cue.token.i == cue.i - 2 for r in rows)
        attribute = cue.dep_ == "amod" and cue.head.i == row.victims.head and not paired
        # "Killed three hostages": the noun says who they were.
        describes = attribute or (row.cue.frame == "noun" and row.cue.token.i == row.victims.head)
        other = any(r.victims.head == row.victims.head and r.cue.outcome != row.cue.outcome for r in rows)
        if describes and any(_of_verb(r, row) for r in rows if r.cue.token.i != row.cue.token.i):
            continue  # "forcing 300 refugees to flee": the verb tells it
        idle = row.victims.quantity is None and (
            row.cue.outcome in ("displaced", "detained") or (row.cue.outcome in THINGS and not row.victims.plural)
        )
        if not (describes and (other or (idle and attribute))):
            out.append(row)
    return out


def _of_verb(row: Row, described: Row) -> bool:
    """Whether a row has the outcome and the people of one that a noun describes, and hangs on a verb."""
    same = row.cue.outcome == described.cue.outcome and _overlap(row.victims, described.victims)
    return same and row.cue.token.pos_ == "VERB" and row.cue.frame in ("object", "subject")


def _counted_first(doc: Any, rows: Sequence[Row]) -> list[Row]:
    """ "Rebels kill children: 219 died", "dozens died, at least 11": the number is the figure, not what is vague."""
    out = []
    for row in rows:
        q = row.victims.quantity
        rivals = [r.victims.quantity for r in rows if r is not row and _alike(r, row) and r.victims.quantity]
        if q is None and row.victims.plural and rivals:
            continue
        vague = q is not None and q.bound == "vague" and not row.part and not _located(doc, row.victims)
        if vague and any(r.bound != "vague" for r in rivals):
            continue
        out.append(row)
    return out


def _alike(a: Row, b: Row) -> bool:
    return a.cue.outcome == b.cue.outcome and a.victims.victims == b.victims.victims and a.part == b.part


def _located(doc: Any, v: Victims) -> bool:
    """Whether a place of its own follows a figure: "four in Mopti"."""
    if v.end >= len(doc) or doc[v.end].lower_ not in word_set("at_places"):
        return False
    return any(t.pos_ == "PROPN" and t.ent_type_ not in ("DATE", "TIME") for t in doc[v.end + 1 : v.end + 5])


def _joint(doc: Any, row: Row, rivals: Sequence[Row]) -> bool:
    """ "Killed or injured 70" is a figure for neither; "destroyed or damaged" counts as damaged."""
    for rival in rivals:
        a, b = sorted((row.cue.token.i, rival.cue.token.i))
        if all(t.lower_ in word_set("joined_by") or t.pos_ == "ADV" for t in doc[a + 1 : b]):
            return not (row.cue.outcome == "damaged" and rival.cue.outcome == "destroyed")
    return False


def _of_several(doc: Any, row: Row) -> bool:
    """ "Killed, wounded or captured 70": the object of the last verb is a figure for none of them."""
    token = row.cue.token
    while token.dep_ == "conj" and row.victims.head > row.cue.token.i:
        before = token.head
        outcome = verb_table().get(before.lemma_.lower(), ("",))[0]
        between = doc[before.i + 1 : token.i]
        joined = all(t.lower_ in word_set("joined_by") or t.pos_ in ("ADV", "VERB") for t in between)
        if before.pos_ != "VERB" or not outcome or not joined or any(c.dep_ == "dobj" for c in before.children):
            return False
        if outcome != row.cue.outcome:
            return not (row.cue.outcome == "damaged" and outcome == "destroyed")
        token = before
    return False


def _overlap(a: Victims, b: Victims) -> bool:
    return (
        a.head == b.head
        or (a.quantity is not None and a.quantity == b.quantity)
        or (a.start < b.end and b.start < a.end and a.victims == b.victims)
    )


def _active(token: Any) -> bool:
    return token.tag_ in ("VBG", "VB", "VBZ") or (
        token.dep_ == "conj" and any(c.dep_ == "dobj" and c.i > token.i for c in token.children)
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
        elif row.cue.frame == "toll" or (_active(row.cue.token) and q.start > row.cue.token.i):
            open_at = None  # a verb of its own begins a new figure
        elif q.bound == "exact" and open_at is not None:
            if any(t.lower_ in word_set("list_ends") for t in doc[open_at : q.start]):
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
            and not row.apart
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
        and not (_located(doc, a) and _located(doc, b))
        and a.of == b.of
        and a.low is not None
        and b.low is not None
        and a.low > 0 < b.low
        and a.head < b.head
    )


def find_elsewhere(doc: Any, rows: Sequence[Row], quantities: Sequence[Quantity]) -> Iterator[Row]:
    """ "Four people died in Goma, six in Sake": a bare number before a place goes on with the figure before it."""
    counted = [r for r in rows if r.victims.quantity is not None and not r.part]
    for q in quantities:
        bare = Victims("people", None, q.low, q.high, q.start, q.end, q.number, q, True)
        before = [r for r in counted if r.victims.end <= q.start]
        if not before or any(r.victims.start < q.end and q.start < r.victims.end for r in counted):
            continue
        last = max(before, key=lambda r: (r.victims.end, r.cue.token.i))
        between = doc[max(last.victims.end, last.cue.token.i) : q.start]
        tied = doc[q.start - 1].text == "," or doc[q.start - 1].pos_ == "CCONJ"
        if tied and _located(doc, bare) and not any(t.pos_ == "VERB" for t in between[1:]):
            row = Row(last.cue, replace(bare, victims=last.victims.victims, of=last.victims.of), apart=True)
            counted.append(row)
            yield row


def find_tolls(doc: Any, quantities: Sequence[Quantity]) -> Iterator[Row]:
    """ "The death toll rose to 25", "the number of children killed reached nine": the number after what it counts."""
    for start, end, outcome in _tolls([t.lower_ for t in doc], doc):
        v = _toll_value(doc, start, end, quantities)
        if v is not None:
            yield Row(Cue(doc[end - 1], outcome, "toll"), v)


def _tolls(lower: Sequence[str], doc: Any) -> Iterator[tuple[int, int, str]]:
    """Token bounds of each toll and what it counts."""
    for row in codebook.load("casualties")["tolls"]:
        for words in row["words"]:
            n = len(words.split())
            for i in range(len(lower) - n + 1):
                whole = " ".join(lower[i : i + n]) == words
                if whole and not (n == 1 and i and lower[i - 1] in word_set("toll_before")):
                    yield i, i + n, row["outcome"]
    for i in range(len(lower) - 2):
        if lower[i] in word_set("toll_counts") and lower[i + 1] == "of":
            for token in doc[i + 2 : i + 2 + _OF]:
                outcome = _outcome(token)
                if outcome is not None:
                    yield i, token.i + 1, outcome
                if outcome is not None or token.is_punct or token.pos_ == "AUX":
                    break


def _outcome(token: Any) -> str | None:
    """The outcome that a word of a toll names: "killed", "injured", "deaths"."""
    lemma = token.lemma_.lower()
    if token.lower_ in state_table():
        return state_table()[token.lower_]
    if token.tag_ == "VBN" and lemma in verb_table():
        return verb_table()[lemma][0]
    return "killed" if lemma in word_set("toll_victims") else noun_table().get(lemma)


def _toll_value(doc: Any, start: int, end: int, quantities: Sequence[Quantity]) -> Victims | None:
    after = [q for q in quantities if end <= q.start <= end + _TOLL_REACH]
    for k, q in enumerate(after):
        if word_set("toll_ends") & {t.lower_ for t in doc[end : q.start]}:
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
    """The class in "civilian death toll", "military death toll", "number of children killed"."""
    for token in doc[max(0, start - _CLASS_FIRST) : end + 1]:
        named = lexicon().classes.get((token.lower_,), "people") if token.pos_ == "ADJ" else "people"
        v = read_phrase(doc, token, quantities) if token.pos_ == "NOUN" else None
        victims = named if v is None else v.victims
        if victims not in ("objects", "people", ""):
            return victims
    return "people"
