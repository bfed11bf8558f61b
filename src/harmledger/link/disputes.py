"""Whether the parties dispute an incident: rival sides blamed in earnest, or a report that says so in words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from harmledger import codebook
from harmledger.codebook import parties
from harmledger.link.cues import alternatives, as_written, pattern, windows
from harmledger.link.settings import settings
from harmledger.records import Claim, Report, Source

_NAMES = ("noun", "adjective", "person")

_WINDOWS = 4096  # stretches of text whose words are remembered: each decision makes its incident anew


def opposed(one: str, other: str) -> bool:
    """Whether two actors cannot both be meant: different sides of one known war, or two names of none.

    A third state beside a belligerent (who armed it, who condemned it) is no rival of it.
    """
    if one == other:
        return False
    wars = [(side.get(one), side.get(other)) for side in _sides()]
    if any(a is not None and b is not None for a, b in wars):
        return any(a is not None and b is not None and a != b for a, b in wars)
    return not any(a is not None or b is not None for a, b in wars)


def blames(claim: Claim) -> bool:
    """Whether a claim accuses its actor: in its own words, not in those of the actor's own side, and of no fight.

    In a clash, or where a town changes hands, both sides act: naming one and the other disputes nothing.
    """
    if claim.actor is None or claim.event_type in codebook.load("disputes")["both_act"]:
        return False
    return claim.actor_basis() == "stated" and not speaks_for(claim.source, claim.actor)


def speaks_for(source: Source, actor: str) -> bool:
    """Whether a source is of the actor's own side, by its side or by the party in its name."""
    named = parties.party(source.name) if source.name and source.side in ("none", "other") else source.side
    return named is not None and same_side(named, actor)


def same_side(one: str, other: str) -> bool:
    """Whether two parties are one, or of one side of a known war."""
    return one == other or any(war.get(one) is not None and war.get(one) == war.get(other) for war in _sides())


def rival_actors(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """The actors that are blamed and have a rival among the claims, each with its claims, in order.

    Of one voice in a report the actor counts that most of its claims blame, none where two are blamed as often: what
    one voice tells of both sides is a slip of the reader or a fight, no dispute.
    """
    by_actor: dict[str, list[Claim]] = defaultdict(list)
    for c in _in_earnest([c for c in claims if blames(c)]):
        by_actor[c.actor or ""].append(c)
    rivals = {x for a, b in combinations(by_actor, 2) if opposed(a, b) for x in (a, b)}
    return [(actor, own) for actor, own in by_actor.items() if actor in rivals]


def disputed(claims: Sequence[Claim]) -> bool:
    """Whether two rival actors are each named by enough reports: one slip among twenty reports is no dispute."""
    conf = settings()
    told = rival_actors(claims)
    reports = {actor: {c.report for c in own} for actor, own in told}
    total = len(set().union(*reports.values())) if reports else 0
    enough = {
        actor
        for actor, own in reports.items()
        if len(own) >= conf.number("dispute", "reports") or len(own) >= conf.number("dispute", "share") * total
    }
    return any(opposed(a, b) for a, b in combinations(sorted(enough), 2))


def contests(denial: Claim, told: Sequence[Claim]) -> bool:
    """Whether a denial disputes an incident: not where the accusing side says that its enemy did not do some part."""
    if denial.source.type == "media" and denial.source.name is None:
        return False  # an outlet that denies in its own words denies a part, or is misread: somebody must deny it
    accused = {denial.actor, *(c.actor for c in told if blames(c))} - {None}
    side = denial.source.side
    return side in ("none", "other") or not accused or any(not opposed(side, actor or "") for actor in accused)


def said_disputed(claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[tuple[Claim, str]]:
    """The claims beside which their report says that it is disputed, with its words; one claim a report.

    It does so where it says that the parties blame each other or that one denies it, where it blames a rival of a party
    that the claims blame, or tells what each of two rivals says.
    """
    blamed = frozenset(c.actor for c in claims if c.actor and blames(c))
    out: dict[str, tuple[Claim, str]] = {}
    for c in claims:
        report = reports.get(c.report)
        fight = c.event_type in codebook.load("disputes")["both_act"]
        if report is not None and c.report not in out and not fight:
            own = _own_words_of(c)
            found = (
                _phrase(window, own) or _rival(window, blamed, own) or _both_say(window)
                for window in windows(report.text, c, codebook.load("disputes")["reach"])
            )
            if words := next((w for w in found if w), None):
                out[c.report] = (c, words)
    return list(out.values())


def _in_earnest(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that blame whom most claims of their report's same voice blame."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for c in claims:
        counts[_voice(c)][c.actor or ""] += 1
    return [c for c in claims if _first(c.actor or "", counts[_voice(c)])]


def _first(actor: str, counts: Counter[str]) -> bool:
    return all(counts[actor] > n for other, n in counts.items() if other != actor and opposed(actor, other))


def _voice(claim: Claim) -> tuple[str, ...]:
    return claim.report, claim.source.type, claim.source.side, claim.source.name or ""


@lru_cache(maxsize=_WINDOWS)
def _phrase(window: str, own: frozenset[str]) -> str | None:
    """The words that say it is disputed, as written."""
    found = next((m for m in _pattern().finditer(window) if _of_this(window[m.end() :], own)), None)
    return as_written(found.group()) if found else None


def _own_words_of(claim: Claim) -> frozenset[str]:
    """The beginnings of the words of a claim's quotes, of its place and of its targets."""
    text = " ".join(q.text for q in claim.quotes)
    place = f"{claim.place.text} {claim.place.name or ''}" if claim.place is not None else ""
    return _stems(f"{text} {place} {' '.join(claim.targets)}")


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM].casefold() for w in _LONG_WORD.findall(text))


def _of_this(after: str, own: frozenset[str]) -> bool:
    """Whether what a phrase of dispute goes on to name is this event: nothing, its place, its target, its deed."""
    tail = _CLAUSE_END.split(after, maxsplit=1)[0]
    if not _OBJECT.match(tail):
        return True
    told = _stems(tail) - _stems(" ".join(codebook.load("disputes")["any_deed"]))
    return not told or bool(told & own)


_OF = re.compile(r"[\w’'-]+\s+of\b")
_STEM = 5  # letters that forms of one word share
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE_END = re.compile(r"[.;:!?\n“”\"]|,\s|\s(?:after|while|as|but|and|when)\s")
_OBJECT = re.compile(r"\W{0,2}(?:of|for|in|over|that|the|a|an|any|its|it|on|to|about|\w+ing)\b", re.IGNORECASE)


def _rival(window: str, blamed: frozenset[str], own: frozenset[str]) -> str | None:
    """The words that blame a rival of one of these parties, as written."""
    for found in _blame_pattern().finditer(window) if blamed else ():
        if _OF.match(window, found.start()) or not _of_this(window[found.end() :], own):
            continue  # "accused of": who is blamed stands before it
        named = {hit.entry.party for hit in parties.scan(found.group()) if hit.entry.kind in _NAMES}
        if any(opposed(one, other) for one in named - {""} for other in blamed):
            return as_written(found.group())
    return None


@lru_cache(maxsize=_WINDOWS)
def _both_say(window: str) -> str | None:
    """The words by which two rival parties each give an account of their own, as written."""
    accounts: dict[str, str] = {}
    if len(_saying_pattern().findall(window)) < 2:
        return None
    hits = list(parties.scan(window))
    for k, hit in enumerate(hits):
        after = hits[k + 1] if k + 1 < len(hits) else None
        said = _saying_pattern().match(window, hit.end)
        whose = said is not None and (after is None or after.start >= said.end())  # "Ukraine, as Russia claimed"
        if said is not None and whose and hit.entry.kind in ("noun", "adjective"):
            accounts.setdefault(hit.entry.party, as_written(window[hit.start : said.end()]))
    pairs = [(a, b) for a, b in combinations(accounts, 2) if _at_war(a, b)]
    return "; ".join(accounts[party] for party in pairs[0]) if pairs else None


def _at_war(one: str, other: str) -> bool:
    """Whether a known war has the two on different sides."""
    sides = [(war.get(one), war.get(other)) for war in _sides()]
    return any(a is not None and b is not None and a != b for a, b in sides)


@cache
def _saying_pattern() -> re.Pattern[str]:
    says = alternatives(codebook.load("disputes")["says"])
    return re.compile(rf"(?:['’]s)?(?:\s+[\w'’-]+){{0,2}}?\s+(?:{says})\b")


@cache
def _pattern() -> re.Pattern[str]:
    return pattern(codebook.load("disputes")["phrases"], codebook.load("disputes")["gap"])


@cache
def _blame_pattern() -> re.Pattern[str]:
    rules = codebook.load("disputes")
    blame, deeds = alternatives(rules["blame"]), alternatives(rules["deeds"])
    words = rf"(?:\W+[\w'’-]+){{1,{rules['after']}}}"
    deed = rf"(?:[\w'’-]+\s+){{0,2}}(?:{deeds})\b(?:\s+(?:of|by){words})?"
    return re.compile(rf"\b(?:{blame})\b{words}|\b{deed}", re.IGNORECASE)


@cache
def _sides() -> tuple[dict[str, str], ...]:
    """For each war of the codebook: party -> side."""
    return tuple(
        {party: side for side, names in _listed(war).items() for party in names}
        for war in codebook.load("conflicts")["conflicts"]
    )


def _listed(war: dict[str, Any]) -> dict[str, Iterable[str]]:
    sides = war.get("sides")
    if isinstance(sides, dict):
        return sides
    named = war["parties"]
    return {party: [party] for party in named} if isinstance(named, list) else {}
