"""The date grammar: from words to readings ("in the two days before the invasion" -> anchor, before, 2 days).

Each word gets one class (a character), and the patterns of `patterns.py` run over the string of classes: a sentence
without a word of time costs a few dictionary look-ups. Word lists are in the codebook, file `times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.timex.patterns import PATTERNS

VERSION = "timex/1"
Role = Literal["point", "since", "until", "before", "after", "duration", "rate"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression of time: `text[start:end]` of what was read, its kind, and what it says.

    `role`: `point` (at or within it), `since` (from it on), `until` (up to it), `before`, `after`, `duration`
    (how long), `rate` ("80 a day": how often, no time). `kind` says how to read `value`; see `calendar.days`.
    """

    start: int
    end: int
    kind: str
    value: Mapping[str, Any] = field(default_factory=dict)
    role: Role = "point"


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    code: str
    value: Any


_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}(?=\b|T))"
    r"|(?P<numeric>\b\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)\d{2,4}\b)"
    r"|(?P<clock>\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b\.?|\b[012]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)|\b[012]\d[0-5]\d(?=\s(?:UTC|GMT|hours)\b))"
    r"|(?P<ordinal>\b\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>\b(?:1[89]|20)\d0s\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<poss>['’]s\b|['’](?=\s))"
    r"|(?P<sign>[^\w\s])",
    re.IGNORECASE,
)
_OTHER, _COMMA, _DASH, _POSS, _STOP, _DOT = "x", ",", "-", "'", ";", "."
_SIGNS = {".": _DOT, ",": _COMMA, "-": _DASH, "–": _DASH, "—": _DASH, "‑": _DASH, "/": _DASH}


class _Lexicon:
    """The words of the codebook as look-up tables; one character a class."""

    def __init__(self) -> None:
        data = codebook.load("times")
        names = [
            "ISO",
            "NUMERIC",
            "CLOCK",
            "ORDNUM",
            "DECADE",
            "DAYNUM",
            "NUMBER",
            "YEAR",
            "SOMEMONTH",
            "EVENT",
            "ZONE",
        ]
        self.code: dict[str, str] = {
            "OTHER": _OTHER, "COMMA": _COMMA, "DASH": _DASH, "POSS": _POSS, "STOP": _STOP, "DOT": _DOT,
        }  # fmt: skip
        self.code |= {name: chr(0x100 + i) for i, name in enumerate([*names, *data["words"]])}
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
        core = ["WEEKDAY", "MONTH", "SOMEMONTH", "UNIT", "WEEKEND", "PART", "DEIXIS", "OVERNIGHT", "SEASON", "HOLIDAY"]
        core += ["ISO", "NUMERIC", "CLOCK", "DECADE", "YEAR", "EVENT", "WAR", "RATE", "FREED", "ORDNUM"]
        self.core = frozenset(self.code[name] for name in core)

    def _add(self, text: str, code: str, value: Any) -> None:
        parts = tuple(m.group().lower() for m in _TOKEN.finditer(text.replace("’", "'")))
        if len(parts) == 1:
            self.words.setdefault(parts[0], (code, value))
        else:
            self.phrases.setdefault(parts[0], []).append((parts[1:], code, value))

    def compile(self, template: str) -> re.Pattern[str]:
        """A pattern in class names as an expression over class characters."""
        spaceless = re.sub(r"\s+", "", re.sub(r"\b([A-Z]{2,})\b", lambda m: self._class(m.group()), template))
        return re.compile(spaceless)

    def _class(self, name: str) -> str:
        groups = {
            "QUANT": ["NUMWORD", "DAYNUM", "NUMBER", "VAGUE", "ARTICLE"],
            "COUNT": ["NUMWORD", "DAYNUM", "NUMBER"],
            "ORD": ["ORDWORD", "ORDNUM"],
            "MON": ["MONTH", "SOMEMONTH"],
            "PORTION": ["EARLY", "MID", "LATE", "BEGIN", "END"],
            "ANYTHING": ["OTHER", "POSS", "DASH", "DET", "OF", "WAR", "STARTING", "IN", "EVENT"],
        }  # fmt: skip
        if name in groups:
            return "[" + "".join(self.code[g] for g in groups[name]) + "]"
        return re.escape(self.code[name])


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    constants: Mapping[str, Any]
    needs: frozenset[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    lexicon = _lexicon()
    out = []
    for kind, needs, template, constants in PATTERNS:
        need = frozenset("".join(lexicon._class(n).strip("[]").replace("\\", "") for n in needs.split()))
        out.append(_Rule(kind, lexicon.compile(template), constants, need))
    return tuple(out)


def read_times(text: str) -> tuple[Reading, ...]:
    """The expressions of time in a sentence or short text, in order, none overlapping; offsets are those of `text`."""
    lexicon = _lexicon()
    tokens, found = _tokens(text, lexicon)
    if not found:
        return ()
    codes = "".join(t.code for t in tokens)
    readings = sorted(_match(tokens, codes), key=lambda hit: hit[0])
    spans = _join_ranges(readings, codes, lexicon)
    future = _future(tokens, lexicon)
    out = []
    for first, last, kind, value in spans:
        if kind == "skip":
            continue
        if future is not None and future < first:
            value = {**value, "future": True}
        out.append(
            Reading(tokens[first].start, tokens[last - 1].end, kind, value, _role(kind, value, first, codes, lexicon))
        )
    return tuple(out)


def _future(tokens: Sequence[_Token], lexicon: _Lexicon) -> int | None:
    code = lexicon.code["FUTURE"]
    return next((i for i, t in enumerate(tokens) if t.code == code), None)


def _tokens(text: str, lexicon: _Lexicon) -> tuple[list[_Token], bool]:
    """Tokens with their classes, phrases as one token; and whether any is a word of time."""
    raw = list(_TOKEN.finditer(text))
    lowered = [m.group().lower().replace("’", "'") for m in raw]
    tokens: list[_Token] = []
    found, i = False, 0
    while i < len(raw):
        match, low = raw[i], lowered[i]
        end = i + 1
        code, value = _OTHER, None
        if low in lexicon.phrases:
            for rest, phrase_code, phrase_value in lexicon.phrases[low]:
                if tuple(lowered[i + 1 : i + 1 + len(rest)]) == rest:
                    code, value, end = phrase_code, phrase_value, i + 1 + len(rest)
                    break
        if end == i + 1:
            code, value = _single(match, low, tokens, lexicon)
        tokens.append(_Token(match.start(), raw[end - 1].end(), code, value))
        found = found or code in lexicon.core
        i = end
    return tokens, found


def _single(match: re.Match[str], low: str, before: Sequence[_Token], lexicon: _Lexicon) -> tuple[str, Any]:
    kind = match.lastgroup
    code = lexicon.code
    if kind == "word":
        return _word(match.group(), low, before, lexicon)
    if kind == "number":
        return _number(low, code)
    if kind == "sign":
        return _SIGNS.get(low, _STOP), low
    if kind == "poss":
        return _POSS, low
    if kind == "ordinal":
        return code["ORDNUM"], int(re.match(r"\d+", low).group())  # type: ignore[union-attr]
    if kind == "decade":
        return code["DECADE"], int(low[:-1])
    if kind == "clock":
        return code["CLOCK"], low
    if kind == "iso":
        return code["ISO"], tuple(int(n) for n in low.split("-"))
    return code["NUMERIC"], (*(int(n) for n in re.split(r"[./]", low)), "." in low)


def _word(text: str, low: str, before: Sequence[_Token], lexicon: _Lexicon) -> tuple[str, Any]:
    known = lexicon.words.get(low)
    if known is None:
        return _OTHER, low
    if low in lexicon.capital_only and text == low:
        return _OTHER, low
    if known[0] == lexicon.code["MONTH"] and low in lexicon.ambiguous:
        return lexicon.code["SOMEMONTH"], known[1]
    if known[0] == lexicon.code["WEEKDAY"] and before and before[-1].value in lexicon.named_days:
        return _OTHER, low
    return known


def _number(low: str, code: Mapping[str, str]) -> tuple[str, Any]:
    if not low.isdigit():
        plain = low.replace(",", "")
        return code["NUMBER"], float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else 0
    value = int(low)
    if len(low) == 4 and 1800 <= value <= 2100:
        return code["YEAR"], value
    return (code["DAYNUM"] if 1 <= value <= 31 and len(low) <= 2 else code["NUMBER"]), value


_Hit = tuple[int, int, str, Mapping[str, Any]]


def _match(tokens: Sequence[_Token], codes: str) -> Iterator[_Hit]:
    """What the patterns find, earlier patterns first; a token belongs to one expression at most."""
    taken = [False] * len(tokens)
    present = set(codes)
    for rule in _rules():
        if rule.needs and not (rule.needs & present):
            continue
        for match in rule.pattern.finditer(codes):
            first, last = match.span("x") if "x" in rule.pattern.groupindex else match.span()
            while last > first and codes[last - 1] in (_DOT, _COMMA):  # a full stop after "Nov" or after the sentence
                last -= 1
            if first == last or any(taken[first:last]):
                continue
            taken[first:last] = [True] * (last - first)
            value = dict(rule.constants)
            for name in rule.pattern.groupindex:
                if name != "x" and match.start(name) >= 0 and match.start(name) < match.end(name):
                    value[name.rstrip("_")] = tokens[match.start(name)].value
            yield first, last, rule.kind, value


_JOINABLE = {"date", "weekday", "holiday", "deixis", "iso", "numeric", "year", "event", "nth", "war"}


def _join_ranges(hits: Sequence[_Hit], codes: str, lexicon: _Lexicon) -> list[_Hit]:
    """Two dates with "to", "until", a dash, or "between ... and" make one range."""
    code = lexicon.code
    out: list[_Hit] = []
    for hit in hits:
        if out and hit[2] in _JOINABLE and out[-1][2] in _JOINABLE:
            first, last, kind, value = out[-1]
            gap = re.sub(f"[{code['DET']}{code['ON']}{code['THIS']}{_COMMA}]", "", codes[last : hit[0]])
            before = codes[first - 1 : first] if first else ""
            plain = gap in (code["TO"], code["UNTIL"], _DASH)
            if plain or (gap == code["AND"] and before == code["BETWEEN"]):
                out[-1] = (first, hit[1], "range", {"from": (kind, value), "to": (hit[2], hit[3])})
                continue
        out.append(hit)
    return out


def _role(kind: str, value: Mapping[str, Any], first: int, codes: str, lexicon: _Lexicon) -> Role:
    """What the word before the expression makes of it."""
    if "role" in value:
        return value["role"]  # type: ignore[no-any-return]
    if kind == "rate":
        return "rate"
    if kind == "duration":
        return "duration"
    skip = {lexicon.code[n] for n in ("DET", "ABOUT", "EARLY", "LATE", "ON", "AT", "STARTING", "EARLIER")}
    at = first - 1
    while at >= 0 and codes[at] in skip:
        at -= 1
    names: dict[str, Role] = {"SINCE": "since", "UNTIL": "until", "BY": "until", "BEFORE": "before", "AFTER": "after"}
    if at >= 0:
        for name, role in names.items():
            if codes[at] == lexicon.code[name]:
                return role
        if codes[at] == lexicon.code["FROM"] and kind != "range":
            return "since"
    return "point"
