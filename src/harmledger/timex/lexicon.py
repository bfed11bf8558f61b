"""Words and their classes: what the patterns of the date grammar run over. Word lists are the codebook file `times`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or phrase: its offsets, the character of its class, and its value (a month's number, a unit)."""

    start: int
    end: int
    code: str
    value: Any


_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}(?=\b|T))"
    r"|(?P<numeric>\b\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)\d{2,4}\b)"
    r"|(?P<clock>\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b\.?|\b[012]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)"
    r"|\b[012]\d[0-5]\d(?=\s(?:UTC|GMT|hours)\b))"
    r"|(?P<ordinal>\b\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>\b(?:1[89]|20)\d0['’]?s\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<poss>['’]s\b|['’](?=\s))"
    r"|(?P<sign>[^\w\s])",
    re.IGNORECASE,
)
OTHER, COMMA, DASH, POSS, STOP, DOT, QUOTE = "x", ",", "-", "'", ";", ".", '"'
_FIXED = {"OTHER": OTHER, "COMMA": COMMA, "DASH": DASH, "POSS": POSS, "STOP": STOP, "DOT": DOT, "QUOTE": QUOTE}
# Classes that are read off a word's form, beside those that the codebook lists.
_READ = ("ISO", "NUMERIC", "CLOCK", "ORDNUM", "DECADE", "DAYNUM", "NUMBER", "YEAR", "SOMEMONTH", "EVENT", "ZONE")
# Without one of these there is no expression of time.
_CORE = (
    "WEEKDAY MONTH SOMEMONTH ONEUNIT MANYUNITS WHICHYEAR "
    "WEEKEND PART DEIXIS OVERNIGHT SEASON HOLIDAY ISO NUMERIC CLOCK DECADE YEAR EVENT WAR "
    "RATE FREED ORDNUM"
)
_GROUPS = {
    "UNIT": "ONEUNIT MANYUNITS",
    "QUANT": "NUMWORD DAYNUM NUMBER VAGUE ARTICLE",
    "COUNT": "NUMWORD DAYNUM NUMBER",
    "ORD": "ORDWORD ORDNUM",
    "MON": "MONTH SOMEMONTH",
    "PORTION": "EARLY MID LATE BEGIN END",
    "ANYTHING": "OTHER POSS DASH DET OF WAR STARTING IN EVENT CONSECUTIVE QUOTE",
}
_SIGNS = {".": DOT, ",": COMMA, "-": DASH, "–": DASH, "—": DASH, "‑": DASH, "/": DASH}
_SIGNS |= dict.fromkeys("\"“”„«»‘’'`", QUOTE)


class Lexicon:
    """The words of the codebook as look-up tables; one character a class."""

    def __init__(self) -> None:
        data = codebook.load("times")
        self.code = dict(_FIXED)
        self.code |= {name: chr(0x100 + i) for i, name in enumerate([*_READ, *data["words"]])}
        self.words: dict[str, tuple[str, Any]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        for name, entries in data["words"].items():
            for text, value in entries.items():
                self._add(str(text), self.code[name], value)
        for text in data["zones"]:
            self._add(text, self.code["ZONE"], text)
        for conflict in codebook.load("conflicts")["conflicts"]:
            for anchor in conflict.get("anchors", ()):
                for text in anchor.get("words", ()) if anchor["date"] != conflict["start"] else ():
                    self._add(text, self.code["EVENT"], text)
        for options in self.phrases.values():
            options.sort(key=lambda option: -len(option[0]))
        self.ambiguous = frozenset(data["ambiguous"])
        self.capital_only = frozenset(data["capital_only"])
        self.named_days = frozenset(data["named_days"])
        self.core = frozenset(self.code[name] for name in _CORE.split())

    def _add(self, text: str, code: str, value: Any) -> None:
        parts = tuple(m.group().lower() for m in _TOKEN.finditer(text.replace("’", "'")))
        if len(parts) == 1:
            self.words.setdefault(parts[0], (code, value))
        else:
            self.phrases.setdefault(parts[0], []).append((parts[1:], code, value))

    def compile(self, template: str) -> re.Pattern[str]:
        """A pattern in class names as an expression over class characters."""
        coded = re.sub(r"\b[A-Z]{2,}\b", lambda m: f"[{re.escape(self.chars(m.group()))}]", template)
        return re.compile(re.sub(r"\s+", "", coded))

    def chars(self, name: str) -> str:
        """The characters of a class, or of a group of classes."""
        return "".join(self.code[part] for part in _GROUPS.get(name, name).split())


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the installed codebook."""
    return Lexicon()


def tokenize(text: str) -> tuple[list[Token], bool]:
    """Tokens with their classes, phrases as one token; and whether any is a word of time."""
    words = lexicon()
    raw = list(_TOKEN.finditer(text))
    lowered = [m.group().lower().replace("’", "'") for m in raw]
    tokens: list[Token] = []
    found, i = False, 0
    while i < len(raw):
        match, low = raw[i], lowered[i]
        end = i + 1
        code, value = OTHER, None
        if low in words.phrases:
            for rest, phrase_code, phrase_value in words.phrases[low]:
                if tuple(lowered[i + 1 : i + 1 + len(rest)]) == rest:
                    code, value, end = phrase_code, phrase_value, i + 1 + len(rest)
                    break
        if end == i + 1:
            code, value = _single(match, low, tokens, words)
        tokens.append(Token(match.start(), raw[end - 1].end(), code, value))
        found = found or code in words.core
        i = end
    return tokens, found


def _single(match: re.Match[str], low: str, before: Sequence[Token], lexicon: Lexicon) -> tuple[str, Any]:
    kind = match.lastgroup
    code = lexicon.code
    if kind == "word":
        return _word(match.group(), low, before, lexicon)
    if kind == "number":
        return _number(low, code, before)
    if kind == "sign":
        return _SIGNS.get(low, STOP), low
    if kind == "poss":
        return POSS, low
    if kind == "ordinal":
        return code["ORDNUM"], int(re.match(r"\d+", low).group())  # type: ignore[union-attr]
    if kind == "decade":
        return code["DECADE"], int(low[:4])
    if kind == "clock":
        return code["CLOCK"], low
    if kind == "iso":
        return code["ISO"], tuple(int(n) for n in low.split("-"))
    return code["NUMERIC"], (*(int(n) for n in re.split(r"[./]", low)), "." in low)


def _word(text: str, low: str, before: Sequence[Token], lexicon: Lexicon) -> tuple[str, Any]:
    known = lexicon.words.get(low)
    if known is None:
        return OTHER, low
    if low in lexicon.capital_only and text == low:
        return OTHER, low
    if known[0] == lexicon.code["MONTH"] and low in lexicon.ambiguous:
        return lexicon.code["SOMEMONTH"], known[1]
    if known[0] == lexicon.code["WEEKDAY"] and before and str(before[-1].value) in lexicon.named_days:
        return OTHER, low
    return known


def _number(low: str, code: Mapping[str, str], before: Sequence[Token]) -> tuple[str, Any]:
    if not low.isdigit() or len(low) > 9:
        plain = low.replace(",", "")
        return code["NUMBER"], float(plain) if re.fullmatch(r"\d{1,9}(?:\.\d+)?", plain) else 0.0
    value = int(low)
    if len(low) == 2 and value > 31 and "".join(t.code for t in before[-2:]) == code["DAYNUM"] + code["MONTH"]:
        return code["YEAR"], 1900 + value  # "4 FEB 90"
    if len(low) == 4 and 1800 <= value <= 2100:
        return code["YEAR"], value
    return (code["DAYNUM"] if 1 <= value <= 31 and len(low) <= 2 else code["NUMBER"]), value
