"""The words of a text as the filter reads them: sentences in their usual case, and capitalised words in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harmledger.extract.sentences import cut, paragraphs
from harmledger.publish.privacy.lexicon import listed, titles
from harmledger.publish.privacy.policy import ARTICLE

# A word; one that was broken at the end of a line ("Dmytr- uk") is one word.
_WORD = re.compile(r"[^\W\d_]+(?:[’'`´-][^\W\d_]+)*(?:(?<=[a-zа-яіїєґ])-\s[a-zа-яіїєґ]+)?\.?")
OWNER = re.compile(r"['’`]s?$")
_ARTICLE = re.compile(rf"{ARTICLE}[^\W\d_a-zà-ÿ]")  # "al-Hadi", "d'Este"
_LONGEST = 5
_INITIALS = 5  # capitals in a row that are no name where the text is not in capitals


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as the model reads it: as long as in the text, on one line, in the usual case."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str  # without a possessive


def pieces(text: str) -> list[Piece]:
    """The sentences of a text, page furniture included."""
    from harmledger.extract.capitals import recased, shouted

    out = []
    for start, end in paragraphs(text, 0, len(text)):
        for s, e in cut(text, start, end):
            flat = re.sub(r"[\s\u00a0\u200b]", " ", text[s:e])
            out.append(Piece(s, recased(flat) if shouted(flat) else flat))
    return out


def tokens_of(piece: Piece) -> list[Token]:
    out = []
    for m in _WORD.finditer(piece.words):
        word = m.group()
        if word.endswith(".") and len(word) != 2:
            word = word[:-1]
        word = OWNER.sub("", word)
        if word:
            start = piece.start + m.start()
            out.append(Token(start, start + len(word), word))
    return out


def runs_of(tokens: Sequence[Token], text: str, refused: frozenset[str], capitals: bool) -> Iterator[list[Token]]:
    """Capitalised words in a row that may be one name, titles and words that are never part of a name left out."""
    run: list[Token] = []
    for token in tokens:
        joined = bool(run) and re.fullmatch(r"[\s ]+|-", text[run[-1].end : token.start]) is not None
        part = is_part(token.text, refused, capitals)
        small = token.text.lower() in listed("particles") and joined
        if run and not (joined and (part or small)):
            yield from _closed(run)
            run = []
        if part or (small and run):
            run.append(token)
    yield from _closed(run)


def _closed(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].text.islower():
        run = run[:-1]
    if run and len(run) <= _LONGEST:
        yield run


def is_part(word: str, refused: frozenset[str], capitals: bool = False) -> bool:
    if not capitals and word.isupper() and 1 < len(word) <= _INITIALS:
        return False
    first = word[0].isupper() or _ARTICLE.match(word) is not None
    return first and word not in refused and word.rstrip(".") not in titles()
