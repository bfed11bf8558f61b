"""Accounts: what one report tells of one event, one claim at first, several once the report's own claims are joined."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from harmledger.link.aftermath import is_aftermath
from harmledger.link.background import place_share
from harmledger.link.counted import role_of
from harmledger.link.layout import Layout, Story, length, names_of
from harmledger.link.passing import in_passing
from harmledger.link.settings import Settings, settings
from harmledger.link.words import (
    capital_keys,
    content_words,
    officials_in,
    parts_of_day,
    says_again,
    skeleton,
    town_keys,
    words_of,
)
from harmledger.records import Claim, Place, Report, Time

LEAD_CHARACTERS = 600  # a report's title speaks of what its opening tells, not of what stands below
COUNTING = ("count", "addition")
COARSE = ("region", "country")
FINENESS = {"site": 0, "village": 1, "district": 2, "city": 3, "near": 4, "region": 5, "country": 6, None: 7}


@dataclass(frozen=True)
class Account:
    """The values of an account that are compared; days are proleptic ordinals."""

    claims: tuple[Claim, ...]
    report: str
    order: tuple[int, str]  # (publication day, smallest claim id): the order that all results follow
    published: int | None
    copy_root: str
    outlet: str
    place: Place | None
    parts: frozenset[str]  # keys of the sites and districts named
    start: int | None
    end: int | None
    stated: bool  # the period comes from words of the text, not from the day of publication
    types: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    actors: frozenset[str]
    tolls: Mapping[str, tuple[int | None, int | None]]
    own_words: frozenset[str]  # of the sentences that hold the quotes
    lead: frozenset[str]  # of the title, for what stands in a report's opening
    story: Story | None  # what the report's opening tells, for what stands in it
    names: Mapping[str, str]  # skeleton -> as written
    officials: frozenset[str]  # of the names those of officials and speakers
    capitals: frozenset[str]  # capitalised words as keys, of what is placed in no town: it may name one
    weekdays: frozenset[int]  # that the time names, or of the day that it means; 0 Monday
    day_parts: frozenset[str]
    passing: bool  # a word like "after" leads to the event: it may have happened long before
    known: bool  # its report speaks of the event as known: it may have happened before
    again: bool  # its words say that it was not the first of its kind
    at: int  # where its first quote begins in the report
    paragraph: int
    sentences: frozenset[int]

    @cached_property
    def key(self) -> str | None:
        """What the place is called for equality: its GeoNames id, else its resolved or written name."""
        return place_key(self.place)

    @cached_property
    def words(self) -> frozenset[str]:
        """All its telling words, the title's included."""
        return self.own_words | self.lead

    @cached_property
    def norm(self) -> float:
        """The length of the weights of its words."""
        return length(self.words, 0.0)

    @cached_property
    def place_share(self) -> float:
        """The share of accounts that name this place."""
        return place_share(self.place)

    @cached_property
    def town(self) -> frozenset[str]:
        """Keys by which another account may name this one's place; empty for a region, a country or no place."""
        return frozenset() if self.place is None or self.coarse else frozenset(town_keys(self.place))

    @cached_property
    def located(self) -> bool:
        """Whether there are coordinates finer than a region."""
        p = self.place
        return p is not None and p.lat is not None and p.lon is not None and p.precision not in COARSE

    @cached_property
    def coarse(self) -> bool:
        """Whether the place is a region or a country."""
        return self.place is not None and self.place.precision in COARSE

    @cached_property
    def narrow(self) -> bool:
        """Whether the period says when it happened, not only by when."""
        return (
            self.start is not None
            and self.end is not None
            and self.end - self.start < int(settings().number("time", "narrow_days"))
        )

    @cached_property
    def period(self) -> int:
        """Days from the first to the last, both counted; 0 where they are unknown."""
        return self.end - self.start + 1 if self.start is not None and self.end is not None else 0

    @cached_property
    def day(self) -> int:
        """The day to sort by: the end of the period, else publication, else 0."""
        return self.end if self.end is not None else (self.published or 0)


def place_key(place: Place | None) -> str | None:
    """A place's name for equality, None for no place."""
    if place is None:
        return None
    if place.geonames_id is not None:
        return f"g{place.geonames_id}"
    return f"{place.country or ''}:{(place.name or place.text).casefold()}:{'r' if place.precision in COARSE else ''}"


def published_day(report: Report | None) -> int | None:
    """The last possible day of publication, as an ordinal."""
    if report is None or report.published.end is None:
        return None
    return report.published.end.toordinal()


def single(claim: Claim, report: Report | None, layout: Layout) -> Account:
    """The account that one claim gives."""
    conf = settings()
    published = published_day(report)
    at = min((q.start for q in claim.quotes), default=0)
    quoted = " ".join(q.text for q in claim.quotes)
    text = layout.around(claim)
    own = _place_words(claim.place, conf) | _outlet_words(report)
    speaker = claim.source.name or ""
    officials = officials_in(text, conf) | {w for w, _ in words_of(speaker) if w[0].isupper()}
    names = names_of(f"{text} {speaker}", own, claim.place, conf)
    title = report.title if report is not None and at <= len(report.title) + LEAD_CHARACTERS else ""
    start, end = _days(claim.time)
    return Account(
        claims=(claim,),
        report=claim.report,
        order=(published or 0, claim.id),
        published=published,
        copy_root=(report.copy_of or report.id) if report is not None else claim.report,
        outlet=report.outlet if report is not None else "",
        place=claim.place,
        parts=frozenset(_parts(claim.place)),
        start=start,
        end=end,
        stated=claim.time is not None and bool(claim.time.text),
        types=frozenset([claim.event_type]),
        targets=frozenset(claim.targets) - conf.general_targets,
        weapons=frozenset(claim.weapons),
        actors=frozenset([claim.actor] if claim.actor else []),
        tolls=_tolls(claim),
        own_words=frozenset(content_words(text, conf) - own),
        lead=frozenset(content_words(title, conf) - own),
        story=layout.story(frozenset(own), claim.place, speaker)
        if at <= LEAD_CHARACTERS + len(report.title if report else "")
        else None,
        names=names,
        officials=frozenset(map(skeleton, officials)),
        capitals=frozenset(capital_keys(f"{title}. {text}") if _coarse(claim.place) else ()),
        weekdays=frozenset(_weekdays(claim.time, conf)),
        day_parts=frozenset(parts_of_day(quoted, conf)),
        passing=report is not None and in_passing(claim, report, conf),
        known=is_aftermath(claim, title, text, conf),
        again=says_again(f"{title}. {text}", conf),
        at=at,
        paragraph=layout.paragraph(at),
        sentences=frozenset(layout.sentence(q.start) for q in claim.quotes),
    )


def merge(group: Sequence[Account]) -> Account:
    """One account of several of one report: the finest place, the narrowest period, all targets, the largest tolls."""
    if len(group) == 1:
        return group[0]
    group = sorted(group, key=lambda a: (a.at, a.order))
    first = min(group, key=lambda a: a.order)
    place = min((a.place for a in group), key=_fineness)
    start, end, stated = _narrowest(group)
    names: dict[str, str] = {}
    for a in group:
        for bone, name in a.names.items():
            names.setdefault(bone, name)
    return Account(
        claims=tuple(sorted((c for a in group for c in a.claims), key=lambda c: c.id)),
        report=first.report,
        order=first.order,
        published=first.published,
        copy_root=first.copy_root,
        outlet=first.outlet,
        place=place,
        parts=frozenset().union(*(a.parts for a in group)),
        start=start,
        end=end,
        stated=stated,
        types=frozenset().union(*(a.types for a in group)),
        targets=frozenset().union(*(a.targets for a in group)),
        weapons=frozenset().union(*(a.weapons for a in group)),
        actors=frozenset().union(*(a.actors for a in group)),
        tolls=_largest(a.tolls for a in group),
        own_words=frozenset().union(*(a.own_words for a in group)),
        lead=frozenset().union(*(a.lead for a in group)),
        story=next((a.story for a in group if a.story is not None), None),
        names=names,
        officials=frozenset().union(*(a.officials for a in group)),
        capitals=frozenset().union(*(a.capitals for a in group)),
        weekdays=frozenset().union(*(a.weekdays for a in group)),
        day_parts=frozenset().union(*(a.day_parts for a in group)),
        passing=all(a.passing for a in group),
        known=all(a.known for a in group),
        again=any(a.again for a in group),
        at=group[0].at,
        paragraph=group[0].paragraph,
        sentences=frozenset().union(*(a.sentences for a in group)),
    )


def known_by(account: Account, others: Sequence[Account]) -> Account:
    """The account with the objects and words that others of its report name for the same event."""
    names = dict(account.names)
    for other in others:
        for bone, name in other.names.items():
            names.setdefault(bone, name)
    return replace(
        account,
        targets=account.targets.union(*(a.targets for a in others)),
        own_words=account.own_words.union(*(a.own_words for a in others)),
        names=names,
    )


def _days(time: Time | None) -> tuple[int | None, int | None]:
    if time is None or time.start is None or time.end is None:
        return None, None
    return time.start.toordinal(), time.end.toordinal()


def _coarse(place: Place | None) -> bool:
    return place is None or place.precision in COARSE


def _weekdays(time: Time | None, conf: Settings) -> set[int]:
    if time is None:
        return set()
    if time.start is not None and time.start == time.end:
        return {time.start.weekday()}
    return {conf.weekdays[w.lower()] for w, _ in words_of(time.text) if w.lower() in conf.weekdays}


def _outlet_words(report: Report | None) -> set[str]:
    """An outlet's own name stands in its texts and says nothing about the event."""
    return {part for part in re.split(r"\W+", report.outlet.lower()) if part} if report is not None else set()


def _place_words(place: Place | None, conf: Settings) -> set[str]:
    if place is None:
        return set()
    text = f"{place.text} {place.name or ''} {place.admin1 or ''}"
    return content_words(text, conf) | {w.lower() for w in text.split()}


def _parts(place: Place | None) -> set[str]:
    """The proper names within the name of a site or district: of "Hrushka street" what tells it from others."""
    if place is None or place.precision not in ("site", "district"):
        return set()
    return {skeleton(w) or w for w, _ in words_of(f"{place.text} {place.name or ''}") if w[0].isupper()}


def _fineness(place: Place | None) -> tuple[int, bool, str]:
    if place is None:
        return (8, True, "")
    return (FINENESS[place.precision], place.lat is None, place.text)


def _narrowest(group: Sequence[Account]) -> tuple[int | None, int | None, bool]:
    """The narrowest period, of equals one that the text states."""
    spans = [
        (a.end - a.start, not a.stated, a.start, a.end) for a in group if a.start is not None and a.end is not None
    ]
    if not spans:
        return None, None, False
    _, assumed, start, end = min(spans)
    return start, end, not assumed


def _tolls(claim: Claim) -> dict[str, tuple[int | None, int | None]]:
    """What its figures count; "dozens" and "residents were killed" are told of any event."""
    rows = [
        {c.outcome: (c.low, c.high)}
        for c in claim.casualties
        if c.victims != "objects" and (c.low is not None or c.high is not None) and role_of(c, claim) in COUNTING
    ]
    return _largest(rows)


def _largest(rows: Iterable[Mapping[str, tuple[int | None, int | None]]]) -> dict[str, tuple[int | None, int | None]]:
    """Per outcome the row with the largest figure: a part (children among the dead) never stands for the whole."""
    out: dict[str, tuple[int | None, int | None]] = {}
    for row in rows:
        for outcome, (low, high) in row.items():
            if outcome not in out or figure(low, high) > figure(*out[outcome]):
                out[outcome] = (low, high)
    return out


def figure(low: int | None, high: int | None) -> int:
    """The number that a range is known by: its high, else its low."""
    return high if high is not None else (low or 0)


def as_date(day: int | None) -> dt.date | None:
    """An ordinal as a date."""
    return dt.date.fromordinal(day) if day is not None else None
