"""Whether the words beside a name make the person public, private or a minor: titles, offices, kin, ages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook
from harmledger.publish.privacy.minors import age, child, young
from harmledger.publish.privacy.policy import starred

_MID = 12  # words of an office's name
_OF = re.compile(r"(?:of|for|to|in|at|on|from|with)\b")
_ASIDE = re.compile(r"\s*(?:,|\(|–|—|\s-\s)")
_AGE_FIRST = re.compile(r"^\s*,?\s*(?:aged?\s+)?\(?\d{1,3}\)?\s*(?=,)")
_ONLY_AGE = re.compile(r"(?:aged?\s+)?\d{1,3}")
_BEFORE, _AFTER = 110, 160  # characters on either side of a name
_STOP = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])(?<!\b[A-Z][a-z]{3})[.!?]\s|[;:“”\n]|(?<!\w)[\"]")
_BEHIND = re.compile(r"[.!?;:“”\"\n]")
_PARTS = re.compile(r"\s*(?:,|\(|\)|–|—|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words around one mention of a name say of the person."""

    public: bool = False
    private: bool = False  # kin, a witness, an age, a courtesy title
    minor: bool = False
    adult: bool = False


@dataclass(frozen=True)
class _Words:
    """Patterns of the words before a name (ending at it) and after it (beginning at it)."""

    title: re.Pattern[str]
    title_name: re.Pattern[str]
    sets_apart: re.Pattern[str]
    courtesy: re.Pattern[str]
    refused: re.Pattern[str]
    clause: re.Pattern[str]
    role_end: re.Pattern[str]
    role_stop: re.Pattern[str]
    no_role: re.Pattern[str]
    owner: re.Pattern[str]
    is_role: re.Pattern[str]
    private_before: re.Pattern[str]
    kin_heading: re.Pattern[str]
    private_owner: re.Pattern[str]
    kin_after: re.Pattern[str]
    condition: re.Pattern[str]
    honorific: re.Pattern[str]
    official: re.Pattern[str]
    lives: re.Pattern[str]
    says: re.Pattern[str]
    personal_before: re.Pattern[str]
    personal_after: re.Pattern[str]


@cache
def words() -> _Words:
    """The patterns that the policy's words make."""
    policy: dict[str, Any] = codebook.load("privacy")
    people = policy["people"]
    group = {name: f"(?:{starred(listed)})" for name, listed in people.items()}
    titles = starred(
        (
            *people["titles"],
            *people["roles"],
            *(t.lower() for t in people["titles"]),
            *(r.title() for r in people["roles"]),
        )
    )
    near = starred((*people["kin"], *people["witnesses"]))
    private = starred((*people["kin"], *people["witnesses"], *people["courtesy"]))
    things = starred((*people["belongings"], *people["kin"]))
    small = r"(?:[\w’'-]+\s+){0,3}?"
    owned = group["owners"]
    beside = rf"^\s*(?:,|\(|–|—)\s*(?:{owned}\s+{small}|)"
    is_role = rf"^\s+(?:who\s+)?{group['being']}\s+(?:{owned}\s+)?{small}{group['roles']}\b(?!['’]s)"
    any_case = re.IGNORECASE
    return _Words(
        title=re.compile(rf"(?<![\w’'])(?:{titles})(?![\w])"),
        title_name=re.compile(rf"{group['title_names']}$"),
        sets_apart=re.compile(rf",|\b(?:{starred(policy['minors']['words'])})\b", any_case),
        courtesy=re.compile(rf"(?<![\w’'])(?:{group['courtesy']}\s+)+$"),
        refused=re.compile(rf"\b{group['not_roles']}\b", any_case),
        clause=re.compile(rf"\b{group['clause']}\b"),
        role_end=re.compile(rf"(?:^|\s){group['roles']}$", any_case),
        role_stop=re.compile(rf"\s{group['role_stops']}\b"),
        no_role=re.compile(rf"{group['no_role']}\b"),
        owner=re.compile(rf"{owned}\b"),
        is_role=re.compile(rf"{is_role}|^\s*,?\s*who\s+{group['leading']}\s"),
        private_before=re.compile(rf"\b(?:{private})(?:\s+(?:named|called))?\s*,?\s*$"),
        kin_heading=re.compile(rf"\b(?:{near})\s*:\s*$", any_case),
        private_owner=re.compile(rf"\b(?:{near})\s+(?:of|for|to)\s+(?:the\s+)?{small}$", any_case),
        kin_after=re.compile(rf"{beside}(?:{near})\b", any_case),
        condition=re.compile(
            r"^\s*,\s*(?:who\s+(?:was|is)\s+)?(?:[a-z]+\s+(?:months?|weeks?)\s+|\d+\s+\w+\s+|[a-z]+ly\s+)?"
            rf"{group['conditions']}\b",
            any_case,
        ),
        honorific=re.compile(rf"(?<![\w’'])(?:{group['honorifics']}\s+)+$"),
        official=re.compile(rf"^\s+{group['official_acts']}\b"),
        lives=re.compile(rf"^\s*,?\s*{group['lives']}\b"),
        says=re.compile(rf"^\s*,?\s*{group['says']}\b", any_case),
        personal_before=re.compile(
            rf"\b(?:(?:{group['before']}|{group['belongings']}\s+of)\s+|{group['apposed']},\s+)$", any_case
        ),
        personal_after=re.compile(
            rf"^(?:['’]s?\s+(?:[\w-]+\s+)?(?:{things})\b|\s+{group['families']}\b|\s*,?\s*(?:who|whose)\b"
            rf"|\s+and\s+(?:his|her|their)\s+(?:[\w-]+\s+)?(?:{near})\b)"
        ),
    )


@lru_cache(maxsize=1024)  # a name of a text is asked about several times while that text is read
def standing(text: str, start: int, end: int) -> Standing:
    """What the words around text[start:end], a name, say of the person."""
    lead = text[max(0, start - _BEFORE) : start]
    before = _STOP.split(lead)[-1]
    after = text[end : end + _AFTER]
    after = re.sub(r"^['’]s?(?=\W)", "", after)
    w = words()
    years = age(_own_part(before), after)
    minor = years is not None and young(years)
    adult = years is not None and not minor
    if not adult and not minor:
        minor = child(before, lead, after)
    kin = bool(w.private_before.search(before) or w.kin_after.match(after) or w.condition.match(after))
    kin = kin or w.kin_heading.search(lead) is not None
    private = adult or minor or kin
    public = not minor and (_titled(before) or _office(after) or (not private and bool(w.official.match(after))))
    return Standing(public, private and not public, minor, adult)


@lru_cache(maxsize=1024)
def personal(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name go with persons only: "said NAME", "NAME wept", "the funeral of NAME"."""
    w = words()
    after = text[end : end + 40]
    if w.says.match(after) or w.personal_after.match(after):
        return True
    return w.personal_before.search(text[max(0, start - 40) : start]) is not None


def alive(text: str, start: int, end: int) -> bool:
    """Whether the words after a name that nothing else is known of are those of a living or dead person: "is dead"."""
    return words().lives.match(text[end : end + 40]) is not None


def honoured(text: str, start: int) -> bool:
    """Whether an honorific stands right before a name, such as "Daw" or "Umm", which is never used without one."""
    return words().honorific.search(text[max(0, start - 24) : start]) is not None


def called(text: str, start: int) -> bool:
    """Whether a word for a person in small letters stands right before a name: "her cousin NAME"."""
    before = text[max(0, start - 40) : start]
    found = words().private_before.search(before)
    return found is not None and "," not in found.group() and found.group()[0].islower()


def _own_part(before: str) -> str:
    """The words before a name that may tell its age: not "a girl of six, Minister NAME said"."""
    w = words()
    part = w.sets_apart.split(before)[-1]
    if part == before:
        return before
    bare = w.courtesy.sub("", part)
    ends = (m for m in w.title.finditer(bare) if not bare[m.end() :].strip() and _title_holds(bare, m.start(), m.end()))
    return part if any(not w.title_name.search(m.group()) for m in ends) else before


def _titled(before: str) -> bool:
    """ "Foreign Minister", "spokesman for the army", "the mayor of the town,": not "driver of the mayor,"."""
    before = words().courtesy.sub("", before)  # "the leader, Captain NAME"
    return any(_title_holds(before, m.start(), m.end()) for m in words().title.finditer(before))


def _title_holds(before: str, start: int, end: int) -> bool:
    """Whether a title in the words before a name is that of the person."""
    w = words()
    lead, rest = before[:start], before[end:].strip()
    comma = rest.endswith(",")
    mid = rest.removesuffix(",").strip()
    if "," in mid or (mid and (not _OF.match(mid) or len(mid.split()) > _MID or w.clause.search(mid))):
        return False
    if mid and w.private_before.search(mid):
        return False
    if comma and w.private_owner.search(lead):
        return False
    return w.refused.search(" ".join([*lead.split()[-3:], before[start:end], mid])) is None


def _office(after: str) -> bool:
    """ ", the head of the regional administration": the role stands at the end of the words before "of"."""
    w = words()
    if w.is_role.match(after):
        return True
    after = _AGE_FIRST.sub("", after)
    if w.is_role.match(after):
        return True
    if not _ASIDE.match(after):
        return False
    for part in [p for p in _PARTS.split(_BEHIND.split(after)[0]) if p][:3]:
        if _ONLY_AGE.fullmatch(part):
            continue
        if w.no_role.match(part):
            return False
        if w.role_end.search(w.role_stop.split(part, maxsplit=1)[0]):
            return w.refused.search(" ".join(part.split()[:9])) is None
        if w.owner.match(part):
            return False
    return False
