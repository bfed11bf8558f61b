"""Photo captions and their credits: the caption's sentence counts like any other, the credit is furniture."""

from __future__ import annotations

import re

from harmledger.clean.blocks import Block
from harmledger.clean.cues import cues
from harmledger.records import Region

_LONGEST_CAPTION = 70  # words
_BRACKETED = re.compile(r"(?:(?<!\s)\s++)?[(\[]([^()\[\]]{2,90})[)\]]\s*$")
_INNER_STOP = re.compile(r"[.!?][\"'”’]?\s+[A-ZÀ-Þ]")
_PARTS = re.compile(r"\s*(?:[/,|;•]| via | and )\s*")


def caption_regions(text: str, block: Block) -> list[Region]:
    """The caption and credit regions of one block; none where it is ordinary text."""
    label = cues().caption_labels.match(text, block.start, block.end)
    start = label.end() if label and label.end() < block.end else block.start
    named = [Region(block.start, start, "furniture", "caption label")] if start > block.start else []
    credit = _credit_start(text, start, block.end)
    if credit is None:
        return [*named, Region(start, block.end, "caption", "caption label")] if named else []
    if not text[start:credit].strip():
        return [Region(block.start, block.end, "furniture", "photo credit")]
    return [
        *named,
        Region(start, credit, "caption", "photo credit"),
        Region(credit, block.end, "furniture", "photo credit"),
    ]


def _credit_start(text: str, start: int, end: int) -> int | None:
    """Where the credit begins that closes a block: after a word like "Photo:", or in brackets, or the whole block."""
    for found in cues().credit_words.finditer(text, start, end):
        rest = text[found.end() : end].strip(" .")
        before = text[start : found.start()].rstrip(" ([|-–—")
        if len(rest) <= 90 and _credited(rest, labelled=True) and len(before.split()) <= _LONGEST_CAPTION:
            return found.start() if before else start
    bracket = _BRACKETED.search(text, start, end)
    if bracket and _credited(bracket[1], labelled=False):
        words = text[start : bracket.start()]
        if not _INNER_STOP.search(words) and not re.search(r"[.!?][\"'”’]?$", words.rstrip()):
            return bracket.start()
    if end - start <= 120 and "/" in text[start:end] and _credited(text[start:end].strip(" ."), labelled=False):
        return start
    return None


def _credited(credit: str, *, labelled: bool) -> bool:
    """Whether words are a credit: names only, an agency among them (a label before them stands for the agency)."""
    if labelled and credit and " " not in credit:
        return True  # an address or the name of an account
    parts = [p for p in _PARTS.split(credit.strip()) if p]
    if not parts or not all(cues().names.fullmatch(p) or cues().credits.fullmatch(p) for p in parts):
        return False
    return labelled or any(cues().credits.fullmatch(p) for p in parts) or ("/" in credit and len(parts) > 1)
