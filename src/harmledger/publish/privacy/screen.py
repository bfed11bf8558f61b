"""One report as it may be public: its masked text, and how every other string that comes from it is masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from harmledger.publish.privacy import people as finder
from harmledger.publish.privacy.masking import Edit, Masked, mask
from harmledger.publish.privacy.passages import passages, tells
from harmledger.publish.privacy.people import Person
from harmledger.publish.privacy.policy import (
    ADDRESSES,
    CONTACTS,
    COORDINATES,
    MINORS,
    NAMED,
    NAMES,
    SCRIPTS,
    VIOLENCE,
    Policy,
    starred,
)
from harmledger.publish.privacy.releases import Releases
from harmledger.publish.privacy.withheld import Found, Thing
from harmledger.records import Claim, Report
from harmledger.store.fold import fold

_KINDS: dict[str, Thing] = {CONTACTS: "contact", ADDRESSES: "address", COORDINATES: "coordinates", SCRIPTS: "words"}
RULE_OF = {"minor": MINORS, "private": NAMES, "unknown": NAMES}


@dataclass(frozen=True)
class Known:
    """What the whole ledger tells: things that are no persons, and full names that some report gives a public role."""

    things: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()  # surnames too, of those whom several reports call public and none private
    authors: frozenset[str] = frozenset()  # outlets that are private persons


@dataclass
class Names:
    """Names that are withheld, each with the notice in its place, to mask strings that are no text of the report."""

    shown: dict[str, str] = field(default_factory=dict)  # name as written -> notice
    _pattern: re.Pattern[str] | None = None
    _loose: re.Pattern[str] | None = None

    def add(self, forms: Iterable[str], notice: str) -> None:
        """Withhold these names too, from now on."""
        self.shown |= dict.fromkeys(forms, notice)
        self._pattern = self._loose = None

    def mask(self, text: str) -> str:
        """The string without the names, as they are written."""
        if not self.shown or not text:
            return text
        if self._pattern is None:
            self._pattern = re.compile(rf"(?<![^\W_])(?:{starred(self.shown)})(?![^\W_])")
        return self._pattern.sub(lambda m: self._notice(m.group()), text)

    def lower(self, text: str) -> str:
        """The string without the names, in whatever case they are printed."""
        if not self.shown or not text:
            return text
        return self._any_case().sub(lambda m: self._notice(m.group()), text)

    def holds(self, text: str) -> bool:
        """Whether a string such as an address or a file's name holds one of the names, however it is spelled there."""
        if not self.shown or not text:
            return False
        plain = re.sub(r"[\W_\d]+", " ", fold(unquote(text)))
        return self._any_case().search(plain) is not None

    def _any_case(self) -> re.Pattern[str]:
        if self._loose is None:
            words = {w for n in self.shown for w in (n, fold(n), re.sub(r"[\W_\d]+", " ", fold(n)).strip())}
            self._loose = re.compile(rf"(?<![^\W_])(?:{starred(w for w in words if w)})(?![^\W_])", re.IGNORECASE)
        return self._loose

    def _notice(self, written: str) -> str:
        key = " ".join(written.split())
        if key not in self.shown:
            low = fold(key)
            key = next((n for n in self.shown if fold(n) == low), key)
        return self.shown.get(key) or next(iter(self.shown.values()))


@dataclass
class Screen:
    """A report's mask: what was taken out of its text, which claims may not be told, what else must not be said."""

    report: Report
    masked: Masked
    names: Names
    hidden: frozenset[str]  # ids of claims
    found: list[Found]
    policy: Policy
    freed: frozenset[str] = frozenset()  # rules that are lifted for the report
    outlet: str = ""  # as it may be shown

    def loose(self, text: str) -> str:
        """A string that comes from the report, masked; a whole passage where it tells of sexual violence."""
        if tells(self.policy, text) and any(e.rule == VIOLENCE for e in self.masked.edits):
            return self.policy.shown(VIOLENCE)
        for rule, pattern in self.policy.written.items():
            if rule not in self.freed:
                text = pattern.sub(self.policy.shown(rule), text)
        return self.names.mask(text)

    def typed(self, text: str) -> str:
        """A string that does not stand in the report's text, such as what a reviewer typed: its own persons masked."""
        if text in self.report.text:
            return self.loose(text)
        (found,) = finder.find([text])
        for person in (p for p in found if p.state in RULE_OF):
            self.names.add(_forms(text, person), self.policy.shown(RULE_OF[person.state]))
        return self.loose(text)

    def file_name(self, name: str) -> str:
        """The name of the report's file where it is no more than "report 12", else the report's id.

        Nobody published it, and any other word or long number may be a person's.
        """
        stem = re.sub(r"\.\w{1,8}$", "", name)
        words = re.findall(r"[^\W\d_]{2,}", stem)
        plain = set(map(str.lower, words)) <= set(self.policy.words("files", "words"))
        short = re.search(r"\d{5}", stem) is None
        return name if plain and short and self.loose(stem) == stem else self.report.id

    def value(self, value: Any) -> Any:
        """Any plain value, its strings masked."""
        if isinstance(value, str):
            return self.loose(value)
        if isinstance(value, Mapping):
            return {key: self.value(v) for key, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.value(v) for v in value)
        return value


def screen(
    policy: Policy, report: Report, claims: Sequence[Claim], people: Sequence[Person], known: Known, freed: Releases
) -> Screen:
    """The mask of a report with these claims and persons."""
    edits: list[Edit] = []
    found: list[Found] = []
    names = Names()
    day = report.published.start
    for person in people:
        rule = _rule(person, report.text, known)
        if rule is None:
            continue
        name = person.name(report.text)
        released = _released(freed, report, claims, person, rule, name)
        found.append(Found(rule, "name", len(person.mentions), day, report.id, name, released))
        if not released:
            own = [s for s in person.mentions if not _thing(report.text, s, name, known)]
            edits += [Edit(a, b, policy.shown(rule), rule, name) for a, b in own]
            names.shown |= {
                w: policy.shown(rule)
                for form in _forms(report.text, person)
                if fold(form) not in known.things or form == name
                for w in _cases(form)
            }
    hidden, spans = _violence(policy, report, claims, freed, found)
    edits += [Edit(a, b, policy.shown(VIOLENCE), VIOLENCE) for a, b in spans]
    lifted: set[str] = set()
    for rule, pattern in policy.written.items():
        marks = [Edit(m.start(), m.end(), policy.shown(rule), rule) for m in pattern.finditer(report.text)]
        done = freed.of(report.id, rule)
        if marks:
            found.append(Found(rule, _KINDS[rule], len(marks), day, report.id, report.id, done))
        if done:
            lifted.add(rule)
        else:
            edits += marks
    shown = report.outlet
    if fold(shown) in known.authors:
        done = freed.of(report.id, NAMES)
        found.append(Found(NAMES, "name", 1, day, report.id, report.outlet, done))
        shown = shown if done else policy.shown(NAMES)
    masked = mask(report.text, edits)
    hidden |= {c.id for c in claims if any(masked.touches(q.start, q.end, VIOLENCE) for q in c.quotes)}
    return Screen(report, masked, names, frozenset(hidden), found, policy, frozenset(lifted), shown)


def _thing(text: str, span: tuple[int, int], name: str, known: Known) -> bool:
    """Whether a part of a whole name that stands alone is a place or party of the ledger: the town, not the person."""
    word = text[span[0] : span[1]]
    return " " in name and word != name and fold(word) in known.things


def _rule(person: Person, text: str, known: Known) -> str | None:
    """The rule by which a person's name is withheld; None where it may be told."""
    if person.state == "public":
        return None
    name = fold(person.name(text))
    if person.state == "unknown" and (name in known.things or name in known.public):
        return None
    if person.state == "private" and " " in name and name in known.things:
        return None
    return RULE_OF[person.state]


def _released(freed: Releases, report: Report, claims: Sequence[Claim], person: Person, rule: str, name: str) -> str:
    """The decision by which a name is told: of the person, of the rule for the report, or for a claim that names it."""
    parts = set(fold(name).split())
    for told in freed.reports.get(report.id, ()):
        if told == fold(name) or set(told.split()) == parts:
            return freed.of(report.id, NAMED + told)
    if done := freed.of(report.id, rule):
        return done
    for claim in claims:
        if done := freed.of(claim.id, rule):
            inside = any(q.start <= a and b <= q.end for a, b in person.mentions for q in claim.quotes)
            if inside:
                return done
    return ""


def _forms(text: str, person: Person) -> Iterator[str]:
    """A name as it stands in the text, and each part of it that stands for the person alone."""
    for start, end in person.mentions:
        whole = " ".join(text[start:end].split())
        yield whole
    for word in person.name(text).split():
        if len(word) > 2 and word[0].isupper():
            yield word


def _cases(form: str) -> tuple[str, ...]:
    """A name as it may be printed: a text in capitals is read in the usual case."""
    return (form, form.upper(), form.title()) if form.isupper() else (form, form.upper())


def _violence(
    policy: Policy, report: Report, claims: Sequence[Claim], freed: Releases, found: list[Found]
) -> tuple[set[str], list[tuple[int, int]]]:
    """Ids of the claims of sexual violence, and the passages to take out."""
    day = report.published.start
    if done := freed.of(report.id, VIOLENCE):
        found.append(Found(VIOLENCE, "passage", 1, day, report.id, report.id, done))
        return set(), []
    own = [c for c in claims if c.event_type == "sexual_violence" or any(tells(policy, q.text) for q in c.quotes)]
    free = [c for c in own if freed.of(c.id, VIOLENCE)]
    kept = [c for c in own if not freed.of(c.id, VIOLENCE)]
    spans = passages(policy, report, kept, free)
    found += [Found(VIOLENCE, "claim", 1, day, "", c.id, freed.of(c.id, VIOLENCE)) for c in own]
    if spans:
        found.append(Found(VIOLENCE, "passage", len(spans), day, report.id, report.id))
    return {c.id for c in kept}, spans


def address(screen: Screen) -> str:
    """The report's address: the site alone where the address itself tells what is withheld."""
    url = screen.report.url
    if not url.lower().startswith(("http://", "https://")):
        return ""  # no address of a page: what else stands there may run, or be of a machine of its own
    withheld = any(e.rule == VIOLENCE for e in screen.masked.edits)
    if not url or not (withheld or screen.names.holds(url)):
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}/" if parts.scheme and parts.hostname else ""


def union(screens: Iterable[Screen]) -> Names:
    """The names that are withheld in any of these reports."""
    return Names({name: shown for s in screens for name, shown in s.names.shown.items()})
