"""Which place of a sentence belongs to an event, measured on the public set event-location (MIT).

A row is a sentence, the words of one event, and the words that name where it took place, often none. The coders mark
the bare name of the most specific place ("Baghdad" of "western Baghdad", "Taba" of "the Sinai resort of Taba"), all
places of a list, and nothing where the place has no name. In one location of ten the set gives token numbers, the last
one included, instead of characters; they are read as such, and rows that read as neither are left out and counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harmledger.extract.sentences import language_model

_PARTS = 4  # the last of so many parts, by a hash of the text, is held out from training and from looking at


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its event and gold location, as token numbers of the pipeline's own tokens."""

    text: str
    event: tuple[int, ...]
    location: frozenset[int]


def held_out(text: str) -> bool:
    """Whether a sentence belongs to the quarter that only measures."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _PARTS == 0


def read_rows(path: Path, *, held: bool) -> tuple[list[Row], int]:
    """The rows of one part of the set, and how many of it could not be read."""
    nlp = language_model()
    out: list[Row] = []
    unread = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if held_out(row["text"]) is not held:
            continue
        doc = nlp.make_doc(flat(row["text"]))
        event = [i for e in row["event"] for i in _tokens(doc, e["start"], e["end"])]
        spans = [_location(doc, s["start"], s["end"]) for s in row["location"]]
        if not event or any(s is None for s in spans):
            unread += 1
            continue
        named = frozenset(i for s in spans if s is not None for i in s if not (doc[i].is_punct or doc[i].is_space))
        out.append(Row(doc.text, tuple(sorted(event)), named))
    return out, unread


def flat(text: str) -> str:
    """A sentence as the reader sees it: every kind of blank one blank."""
    return "".join(" " if c.isspace() or c in "\u00a0\u200b" else c for c in text)


def _tokens(doc: Any, start: int, end: int) -> list[int]:
    return [t.i for t in doc if t.idx < end and t.idx + len(t) > start and not t.is_space]


def _location(doc: Any, start: int, end: int) -> list[int] | None:
    """The tokens of a location: its characters, or else its first and last token number; None where neither fits."""
    text = doc.text
    lead, tail = start, end
    while lead < tail and text[lead] == " ":
        lead += 1
    while tail > lead and text[tail - 1] == " ":
        tail -= 1
    whole = not (_inside(text, lead) or _inside(text, tail))
    if whole and tail - lead > 2 and any(c.isupper() or c.isdigit() for c in text[lead:tail]):
        return _tokens(doc, lead, tail)
    numbers = list(range(start, end + 1))
    if end >= len(doc) or len(numbers) > 6:
        return None
    return numbers if doc[start].text[0].isupper() and doc[end].text[0].isupper() else None


def _inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def score(rows: Iterable[Row], answers: Iterable[Iterable[int]]) -> dict[str, float]:
    """Precision, recall and F1 of the location tokens, and the share of sentences answered without a fault."""
    right = wrong = missed = whole = total = 0
    for row, answer in zip(rows, answers, strict=True):
        said = set(answer)
        right += len(said & row.location)
        wrong += len(said - row.location)
        missed += len(row.location - said)
        whole += said == row.location
        total += 1
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return {
        "sentences": total,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "token_f1": round(2 * right / (2 * right + wrong + missed), 4) if right else 0.0,
        "whole_sentences": round(whole / total, 4) if total else 0.0,
    }


def answers(rows: Sequence[Row], choose: Callable[[Any, Row], Iterable[int]]) -> list[set[int]]:
    """What `choose` says of each row's parse, punctuation left out."""
    from harmledger.extract.sentences import parsed_alone

    docs = parsed_alone(row.text for row in rows)
    return [
        {i for i in choose(doc, row) if not (doc[i].is_punct or doc[i].is_space)}
        for doc, row in zip(docs, rows, strict=True)
    ]
