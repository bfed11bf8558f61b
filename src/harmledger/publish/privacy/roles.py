"""Whether the words beside a name make the person public, private or a minor: titles, offices, kin, ages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.publish.privacy.policy import starred

_BEFORE, _AFTER = 110, 160  # characters on either side of a name
_STOP = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])(?<!\b[A-Z][a-z]{3})[.!?]\s|[;:“”\n]|(?<!\w)[\"]")
_BEHIND = re.compile(r"[.!?;:“”\"\n]")
_PARTS = re.compile(r"\s*(?:,|\(|\)|–|—|\s-\s)\s*")
_AGED = r"(?:aged?\s+)?(?P<n>\d{1,3}|[a-z]+)(?:[\s-]+(?P<unit>years?|months?|weeks?|days?)(?:[\s-]+(?:old|of\s+age))?)?"
_AGE_AFTER = re.compile(
    rf"^\s*(?:,|\(|\[|–|—|-)?\s*(?:who\s+(?:is|was|had\s+(?:just\s+)?turned)\s+|(?:was|is)\s+(?:just\s+|only\s+)?)?{_AGED}\s*(?:[,).;:–—\]]|\band\b|\bwas\b|\bwho\b|\bfrom\b|$)",
    re.IGNORECASE,
)
_OLD_BEFORE = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+)[\s-]+(?P<unit>year|month|week|day)s?[\s-]+olds?(?:[\s-]+[\w’'-]+){0,4},?\s*$",
    re.IGNORECASE,
)
_OLD_AFTER = re.compile(
    r"^\s*,?\s*(?:an?\s+|the\s+|then\s+|is\s+an?\s+|was\s+an?\s+)*(?P<n>\d{1,3}|[a-z]+)[\s-]+(?P<unit>year|month|week|day)s?[\s-]+old",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words around one mention of a name say of the person."""

    public: bool = False
    private: bool = False  # kin, a witness, an age, a courtesy title
    minor: bool = False
    adult: bool = False


@dataclass(frozen=True)
class _Words:
    title_before: re.Pattern[str]
    role_end: re.Pattern[str]
    is_role: re.Pattern[str]
    refused: re.Pattern[str]
    private_before: re.Pattern[str]
    private_owner: re.Pattern[str]
    kin_after: re.Pattern[str]
    childhood_before: re.Pattern[str]
    childhood_after: re.Pattern[str]
    says: re.Pattern[str]
    personal_before: re.Pattern[str]
    personal_after: re.Pattern[str]
    years: dict[str, int]
    below: int


@cache
def words() -> _Words:
    """The patterns that the policy's words make."""
    policy: dict[str, Any] = codebook.load("privacy")
    people, minors = policy["people"], policy["minors"]
    titles = starred((*people["titles"], *people["roles"], *(t.lower() for t in people["titles"])))
    roles = starred(people["roles"])
    private = starred((*people["kin"], *people["witnesses"], *people["courtesy"]))
    owners = starred((*people["kin"], *people["witnesses"]))
    children = starred(minors["words"])
    small = r"(?:[\w’'-]+\s+){0,3}?"
    owned = r"(?:an?|the|his|her|their|our|my|whose|one\s+of|who\s+(?:is|was))"
    beside = rf"^\s*(?:,|\(|–|—)\s*(?:{owned}\s+{small}|)"
    now = r"is|was|has\s+been|had\s+been|became|serves\s+as|served\s+as|was\s+(?:elected|appointed|named)"
    is_role = rf"^\s+(?:who\s+)?(?:{now})\s+(?:the|an?|their|its|his|her)?\s*{small}(?:{roles})\b(?!['’]s)"
    heads = r"^\s*,?\s*who\s+(?:heads|leads|headed|led|chairs|commands|governs)\s"
    any_case = re.IGNORECASE
    return _Words(
        title_before=re.compile(rf"(?:^|[\s(“\"‘'–—-])(?P<title>{titles})(?P<mid>\s[^,]*?|)(?P<comma>,?)\s*$"),
        role_end=re.compile(rf"(?:^|\s)(?:{roles})$", any_case),
        is_role=re.compile(rf"{is_role}|{heads}"),
        refused=re.compile(rf"\b(?:{starred(people['not_roles'])})\b", any_case),
        private_before=re.compile(rf"\b(?:{private})(?:\s+(?:named|called))?\s*,?\s*$"),
        private_owner=re.compile(rf"\b(?:{owners})\s+(?:of|for|to)\s+(?:the\s+)?{small}$", any_case),
        kin_after=re.compile(rf"{beside}(?:{owners})\b", any_case),
        childhood_before=re.compile(
            rf"\b(?:{children})\b(?:\s+(?:named|called|son|daughter|brother|sister))?\s*(?:,|:|\(|–|—)?\s*$", any_case
        ),
        childhood_after=re.compile(rf"{beside}(?:{children})\b(?!\s+of\b|['’]s)", any_case),
        says=re.compile(rf"^\s*,?\s*(?:{starred(people['says'])})\b", any_case),
        personal_before=re.compile(
            rf"\b(?:{starred(people['before'])}|(?:{starred(people['belongings'])})\s+of)\s+$", any_case
        ),
        personal_after=re.compile(
            rf"^(?:['’]s?\s+(?:[\w-]+\s+)?(?:{starred((*people['belongings'], *people['kin']))})\b"
            rf"|\s+(?:{starred(people['families'])})\b|\s*,?\s*(?:who|whose)\b)"
        ),
        years={word: n + 1 for n, word in enumerate(minors["units"])},
        below=int(minors["below"]),
    )


def standing(text: str, start: int, end: int) -> Standing:
    """What the words around text[start:end], a name, say of the person."""
    before = _STOP.split(text[max(0, start - _BEFORE) : start])[-1]
    after = text[end : end + _AFTER]
    after = re.sub(r"^['’]s?(?=\W)", "", after)
    w = words()
    age = _age(before, after)
    minor = age is not None and age < w.below
    adult = age is not None and not minor
    if not adult and not minor:
        minor = bool(w.childhood_before.search(before) or w.childhood_after.match(after))
    private = adult or minor or bool(w.private_before.search(before) or w.kin_after.match(after))
    public = not minor and (_titled(before) or _office(after))
    return Standing(public, private and not public, minor, adult)


def personal(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name go with persons only: "said NAME", "NAME wept", "the funeral of NAME"."""
    w = words()
    after = text[end : end + 40]
    if w.says.match(after) or w.personal_after.match(after):
        return True
    return w.personal_before.search(text[max(0, start - 40) : start]) is not None


def _titled(before: str) -> bool:
    """ "Foreign Minister", "spokesman for the army", "the mayor of the town,": not "driver of the mayor,"."""
    w = words()
    found = w.title_before.search(before)
    if found is None:
        return False
    mid = found["mid"].strip()
    if mid and (not re.match(r"(?:of|for|to|in|at|on|from|with)\b", mid) or not _plain(mid)):
        return False
    lead = before[: found.start("title")]
    if found["comma"] and w.private_owner.search(lead):
        return False
    around = " ".join([*lead.split()[-3:], found["title"], mid])
    return w.refused.search(around) is None


def _plain(mid: str) -> bool:
    """Whether the words between an office and a name are its name: no clause, no other person."""
    parts = mid.split()
    clause = re.compile(
        r"\b(?:who|whom|whose|that|which|where|when|he|she|his|her|their|was|were|is|are|had|has|said|told|killed|wounded|injured)\b"
    )
    return len(parts) <= 12 and clause.search(mid) is None and words().private_before.search(mid) is None


def _office(after: str) -> bool:
    """ ", the head of the regional administration": the role stands at the end of the words before "of"."""
    w = words()
    if w.is_role.match(after):
        return True
    if not re.match(r"\s*(?:,|\(|–|—|\s-\s)", after):
        return False
    for part in [p for p in _PARTS.split(_BEHIND.split(after)[0]) if p][:3]:
        if re.fullmatch(r"(?:aged?\s+)?\d{1,3}", part):
            continue
        head = re.split(
            r"\s(?:of|for|at|in|from|on|with|to|and|who|said|says|told|during|wrote|added)\b", part, maxsplit=1
        )[0]
        if re.match(r"(?:who|which|and|but|as|when|while|after|said|told|had|was|were)\b", head):
            return False
        if w.role_end.search(head):
            return w.refused.search(" ".join(part.split()[:9])) is None
        if re.match(r"(?:an?|the|his|her|their|Ukraine|Russia)\b", head):
            return False
    return False


def _age(before: str, after: str) -> float | None:
    """The age that stands beside a name, in years."""
    for found in (_AGE_AFTER.match(after), _OLD_AFTER.match(after), _OLD_BEFORE.search(before)):
        if found is None:
            continue
        n = int(found["n"]) if found["n"].isdigit() else words().years.get(found["n"].lower())
        if n is None:
            continue
        unit = (found["unit"] or "year").lower()
        return float(n) if unit.startswith("year") else 0.5
    return None
