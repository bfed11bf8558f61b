"""Whether a word of state speaks of the town: as its object or subject, as a fact, of the town and not near it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.codebook import parties

_OBJECT = 45  # characters behind a verb within which its object stands
_LINK = re.compile(r"\s+(?:(?!(?:in|at|on|near|from|for|with)\b)[\w’'-]+,?\s+)*", re.IGNORECASE)  # a verb to its object
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|not\s+|partially\s+)?$", re.IGNORECASE
)
_GOVERNED = re.compile(r"(\w+)\s+(?:of|in|on|at|from|near|for)\s+(?:the\s+)?$", re.IGNORECASE)  # "shelling of Varsk"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of state in a sentence."""

    state: str
    start: int
    end: int
    words: str


def found_cues(text: str) -> list[Cue]:
    """The words of state of a sentence."""
    found, names = cues.named("control", "cues")
    out = [Cue(names[cues.flat(m.group())], m.start(), m.end(), m.group()) for m in found.finditer(text)]
    held = re.finditer(rf"(?<=\w-)(?:{alternatives('compounds')})\b", text)
    return out + [Cue("holds", m.start(), m.end(), m.group()) for m in held]  # "the rebel-held towns of"


def gap(cue: Cue, towns: list[tuple[int, int]]) -> int:
    """Characters between a word of state and the nearest of some names."""
    return min((max(a - cue.end, cue.start - b, 0) for a, b in towns), default=0)


def fits(text: str, cue: Cue, towns: list[tuple[int, int]]) -> bool:
    """Whether the word speaks of the town: as its object or subject, or as the town that a noun belongs to."""
    book = codebook.load("control")
    after = text[cue.end : cue.end + _OBJECT]
    if re.match(
        rf"\s+(?!(?:by|from|to)\b)(?:[\w-]+\s+){{0,2}}?(?:{alternatives('persons')})\b(?!\s+of\s+the\b)", after
    ):
        return False
    if re.match(rf"\s+(?:{alternatives('captive')})\b", after, re.IGNORECASE) or _unsure(text, cue):
        return False
    if cue.state == "repelled" and re.search(rf"\b(?:{alternatives('relief')})\b", after, re.IGNORECASE):
        return False  # "thwarted the evacuation"
    if cue.state == "captured" and re.match(rf"\s+(?:{alternatives('moved')})\b", after):
        return False
    if cue.state == "left":
        return not _of_another_town(text, cue, towns)
    if cue.state == "fell":
        return _falls(text, cue, towns)
    if cue.state not in book["object"]:
        return True
    between = [text[cue.end : a] for a, _ in towns if cue.end <= a <= cue.end + _OBJECT]
    area = re.match(rf"((?:\s+[\w-]+){{0,3}}?\s+)(?:{alternatives('areas')})\b", after)
    if any(_LINK.fullmatch(b) for b in [*between, *([area.group(1)] if area else [])]):
        return True
    behind = [b for _, b in towns if 0 <= cue.start - b <= _OBJECT]
    if not behind or _people_between(text[max(behind) : cue.start]):
        return False
    noun = cues.flat(cue.words) in book["nouns"] and re.match(r"\s+of\b", after) is None  # "the liberation of" others
    return noun or held_by(cue) or (is_passive(text, cue) and _by_a_party(after)) or is_adjective(text, cue)


def _by_a_party(after: str) -> bool:
    """ "Photos of Varsk taken by Ivan Petrenko": what a named person took is no town."""
    agent = re.match(r"\s+by\s+(?:the\s+)?([A-Z][\w’'-]+\s+[A-Z][\w’'-]+)", after)
    return agent is None or any(True for _ in parties.scan(agent.group(1))) or _forces(agent.group(1))


def _forces(words: str) -> bool:
    return not {w.lower() for w in words.split()}.isdisjoint(codebook.load("control")["own_names"])


def _people_between(words: str) -> bool:
    """ "Varsk fighters are held": people of the town, not the town."""
    return re.search(rf"\b(?:{alternatives('persons')})\b", words, re.IGNORECASE) is not None


def _unsure(text: str, cue: Cue) -> bool:
    """ "No confirmation of a withdrawal": neither that it is so nor that it is not."""
    head = text[max(0, cue.start - 60) : cue.start]
    return re.search(rf"\b(?:{alternatives('unsure')})\s+(?:[\w’'-]+\s+){{0,4}}$", head, re.IGNORECASE) is not None


def _of_another_town(text: str, cue: Cue, towns: list[tuple[int, int]]) -> bool:
    """ "Retreated from Dolyna to Varsk" leaves Dolyna: another name follows "from", or this one "to"."""
    after = text[cue.end : cue.end + _OBJECT]
    left = re.match(r"(?:\s+(?:its|their|the|all|his|\w+)){0,3}?\s+(?:from|out of)\s+(?:the\s+)?(?=[A-Z])", after)
    if left is not None and not any(a == cue.end + left.end() for a, _ in towns):
        listed = re.match(r"(?:[A-Z][\w’'-]*|,|and|\s)*", after[left.end() :])
        return not any(cue.end + left.end() <= a < cue.end + left.end() + listed.end() for a, _ in towns if listed)
    return any(re.fullmatch(r"\s+(?:to|into)\s+(?:the\s+)?", text[cue.end : a]) is not None for a, _ in towns)


def _falls(text: str, cue: Cue, towns: list[tuple[int, int]]) -> bool:
    """Whether the town, or "the city", is what fell: not fire on it, nor a figure, nor shells in its streets."""
    if cues.flat(cue.words) in codebook.load("control")["nouns"]:
        return any(0 <= a - cue.end <= _OBJECT for a, _ in towns) or cue.end == len(text)
    after = text[cue.end : cue.end + _OBJECT]
    if re.match(
        rf"\s+(?:{alternatives('fell_otherwise')}|(?:to|by)\s+(?:[\w-]+\s+){{0,2}}?\d|to\s+\w+\s+(?:a|per)\b)", after
    ):
        return False
    head = text[: cue.start].rstrip()
    subject = re.compile(r"(?:\s*,?\s*(?:which|that|has|had|have|is|was|also|then|finally|not|yet|\w+ly|n['’]t|did))*")
    for _, b in towns:
        if b <= cue.start and subject.fullmatch(head[b:]) is not None:
            governor = _GOVERNED.search(text[: next(a for a, e in towns if e == b)])
            return governor is None or governor.group(1).lower() in codebook.load("control")["areas"]
    return re.search(rf"\b(?:{alternatives('areas')})(?:\s+(?:has|had|have|is|was|not|\w+ly))*$", head) is not None


def is_fact(text: str, cue: Cue) -> bool:
    """Whether the word tells what happened, not what is tried, wanted or planned."""
    if before(text, cue, "attempts"):
        return False
    if cue.state == "holds" and cue.words.lower().endswith(("ed", "held")):
        return True  # "preparing a vote in the occupied town": it is occupied
    head, after = (text[max(0, cue.start - 60) : cue.start], text[cue.end : cue.end + 2 * _OBJECT])
    if re.search(rf"\b(?:{alternatives('intent')})\b[^.;:]*$", head, re.IGNORECASE):
        return False
    if re.match(rf"[^.;:]*?\b(?:{alternatives('planned')})\b", after, re.IGNORECASE):
        return False
    bare = cues.flat(cue.words) in codebook.load("control")["base_forms"] and not after.startswith(" of ")
    return not (bare and re.search(r"(?:^|\bto\s+|\bnot\s+)$", text[: cue.start]) is not None)


def before(text: str, cue: Cue, name: str) -> bool:
    """Whether a word of a list stands right before the cue ("failed to capture", "has not been taken")."""
    head = text[max(0, cue.start - 40) : cue.start]
    if name == "denials":
        near = re.search(rf"(?:\b|(?<=n))(?:{alternatives(name)})\s+((?:[\w-]+\s+){{0,2}})$", head, re.IGNORECASE)
        return near is not None and re.search(r"\b(?:and|but|saying|said)\b", near.group(1)) is None
    return (
        re.search(rf"\b(?:{alternatives(name)})\s+(?:[\w-]+ly\s+)?(?:be\s+)?(?:the\s+)?$", head, re.IGNORECASE)
        is not None
    )


def held_by(cue: Cue) -> bool:
    """ "Under the control of", "in the hands of": the holder follows."""
    return cue.state == "holds" and cue.words.lower().endswith(" of")


def is_passive(text: str, cue: Cue) -> bool:
    """ "Was captured"; not "are holding"."""
    return not cue.words.endswith("ing") and _PASSIVE.search(text[: cue.start]) is not None


def is_near(text: str, towns: list[tuple[int, int]]) -> bool:
    """ "Near Varsk and Dolyna", "in the Varsk direction"."""
    names = r"(?:[A-ZÀ-Þ][\w’'-]*|,|;|and|the|settlements?|towns?|villages?|city|of|in|\s)*"
    for start, end in towns:
        if re.match(rf"(?:{names})\s+(?:{alternatives('near_after')})\b", text[end : end + 80]):
            return True
        if re.search(rf"\b(?i:{alternatives('near')})\s+{names}$", text[max(0, start - 200) : start]):
            return True
    return False


def is_adjective(text: str, cue: Cue) -> bool:
    """ "Varsk, occupied by the army": a participle behind the town."""
    head = text[max(0, cue.start - 14) : cue.start]
    return re.search(r",\s*(?:\w+ly\s+)?$|-$", head) is not None


@cache
def alternatives(name: str) -> str:
    """The words of a list of the codebook as the alternatives of an expression, the longest first."""
    return "|".join(map(re.escape, sorted(codebook.load("control")[name], key=len, reverse=True)))
