"""What a claim's words make of a town: held, taken, left, encircled, entered or fought over, by which party.

The word of state nearest to the town's name decides. Who did it is read beside that word: "captured by the rebels",
"the army withdrew from", "attacks were repelled"; where the words name nobody, it is the claim's actor, else unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.codebook import parties
from harmledger.records import Claim

_CLAUSE = 90  # characters within which a party stands beside the word of state
_OBJECT = 45  # characters behind a verb within which its object stands
_LINK = re.compile(r"\s+(?:(?!(?:in|at|on|near|from|for|with)\b)[\w’'-]+,?\s+)*", re.IGNORECASE)  # a verb to its object
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|not\s+|partially\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class State:
    """`state` of control.yaml, the party that did it, the party it was done to, and the words that tell it."""

    state: str
    party: str
    against: str
    denied: bool
    near: bool  # said of the surroundings or the direction of the town, so that nobody is said to hold it
    words: str


@dataclass(frozen=True, slots=True)
class _Cue:
    state: str
    start: int
    end: int
    words: str


def read_state(claim: Claim, title: str) -> State | None:
    """What the quotes make of the claim's place; None where no word does, or where it speaks of something else."""
    names = (
        tuple(dict.fromkeys(n for n in (claim.place.text, claim.place.name) if n)) if claim.place is not None else ()
    )
    meaning = " ".join([title, *(q.text for q in claim.quotes)])
    told = []
    for quote in claim.quotes:
        text = " ".join(quote.text.split())
        for start, end in cues.sentences(text):
            found = _of_sentence(text[start:end], names, claim, meaning)
            if found is not None:
                told.append(found)
    weak = codebook.load("control")["weak"]
    return min(told, key=lambda s: (s.state in weak, not s.party), default=None)  # a title says less than its sentence


def _of_sentence(text: str, names: tuple[str, ...], claim: Claim, meaning: str) -> State | None:
    if cues.listed("control", "past").search(text):
        return None
    towns = [m.span() for n in names for m in re.finditer(re.escape(n), text)]
    told = [c for c in _cues(text) if _fits(text, c, towns)]
    if not told:
        return None
    book = codebook.load("control")
    first = [c for c in told if c.state in book["first"]]
    strong = [c for c in told if c.state not in book["weak"]]
    cue = min(first or strong or told, key=lambda c: (_gap(c, towns), c.start))
    state = cue.state
    if state != "repelled" and _before(text, cue, "attempts"):
        state = "attacked"
    if cue.state in ("attacked", "left") and cues.listed("control", "unsuccessful").search(text):
        state = "repelled"
    denied = claim.modality == "denied" or _before(text, cue, "denials")
    party, against = _parties(text, cue, claim, meaning)
    if state == "repelled" and cue.state != "repelled":
        party, against = against, party  # "the enemy's unsuccessful assault": who attacked did not get the town
    return State(state, party, against, denied, _is_near(text, towns), cue.words)


def _cues(text: str) -> list[_Cue]:
    found, names = cues.named("control", "cues")
    return [_Cue(names[cues.flat(m.group())], m.start(), m.end(), m.group()) for m in found.finditer(text)]


def _gap(cue: _Cue, towns: list[tuple[int, int]]) -> int:
    return min((max(a - cue.end, cue.start - b, 0) for a, b in towns), default=0)


def _fits(text: str, cue: _Cue, towns: list[tuple[int, int]]) -> bool:
    """Whether the word speaks of the town: as its object or subject, or as the town that a noun belongs to."""
    book = codebook.load("control")
    after = text[cue.end : cue.end + _OBJECT]
    if re.match(rf"\s+(?!(?:by|from|to)\b)(?:[\w-]+\s+){{0,2}}?(?:{_any('persons')})\b", after):
        return False
    if cue.state == "captured" and re.match(rf"\s+(?:{_any('moved')})\b", after):
        return False
    if cue.state not in book["object"]:
        return True
    between = [text[cue.end : a] for a, _ in towns if cue.end <= a <= cue.end + _OBJECT]
    area = re.match(rf"((?:\s+[\w-]+){{0,3}}?\s+)(?:{_any('areas')})\b", after)
    if any(_LINK.fullmatch(b) for b in [*between, *([area.group(1)] if area else [])]):
        return True
    behind = any(0 <= cue.start - b <= _OBJECT for _, b in towns)
    noun = cues.flat(cue.words) in book["nouns"] and re.match(r"\s+of\b", after) is None  # "the liberation of" others
    return behind and (noun or _held_by(cue) or _PASSIVE.search(text[: cue.start]) is not None or _adjective(text, cue))


def _held_by(cue: _Cue) -> bool:
    """ "Under the control of", "in the hands of": the holder follows."""
    return cue.state == "holds" and cue.words.lower().endswith(" of")


def _is_near(text: str, towns: list[tuple[int, int]]) -> bool:
    """ "Near Varsk and Dolyna", "in the Varsk direction"."""
    names = r"(?:[A-ZÀ-Þ][\w’'-]*|,|;|and|the|settlements?|towns?|villages?|city|of|in|\s)*"
    for start, end in towns:
        if re.match(rf"(?:{names})\s+(?:{_any('near_after')})\b", text[end : end + 80]):
            return True
        if re.search(rf"\b(?i:{_any('near')})\s+{names}$", text[max(0, start - 200) : start]):
            return True
    return False


def _adjective(text: str, cue: _Cue) -> bool:
    """ "Varsk, occupied by the army": a participle behind the town."""
    before = text[max(0, cue.start - 14) : cue.start]
    return re.search(r",\s*(?:\w+ly\s+)?$|-$", before) is not None


@cache
def _any(name: str) -> str:
    return "|".join(map(re.escape, sorted(codebook.load("control")[name], key=len, reverse=True)))


def _before(text: str, cue: _Cue, name: str) -> bool:
    """Whether a word of a list stands right before the cue ("failed to capture", "has not been taken")."""
    head = text[max(0, cue.start - 40) : cue.start]
    if name == "denials":
        return re.search(rf"(?:\b|(?<=n))(?:{_any(name)})\s+(?:[\w-]+\s+){{0,2}}$", head, re.IGNORECASE) is not None
    return re.search(rf"\b(?:{_any(name)})\s+(?:[\w-]+ly\s+)?(?:be\s+)?(?:the\s+)?$", head, re.IGNORECASE) is not None


def _parties(text: str, cue: _Cue, claim: Claim, meaning: str) -> tuple[str, str]:
    """Who did it and to whom, by the words beside the cue; the claim's actor where they name nobody."""
    hits = [(h.start, h.end, _named(text, h, meaning)) for h in parties.scan(text) if h.entry.kind != "territory"]
    hits = [h for h in hits if h[2]]
    behind = [h for h in hits if 0 <= h[0] - cue.end <= _CLAUSE]
    ahead = [h for h in hits if 0 <= cue.start - h[1] <= _CLAUSE]
    agent = behind[0][2] if behind and _held_by(cue) else _beside(text, cue, behind, "agent")
    loser = _beside(text, cue, behind, "loser")
    noun = cues.flat(cue.words) in codebook.load("control")["nouns"]
    passive = not cue.words.endswith("ing") and _PASSIVE.search(text[: cue.start]) is not None
    if agent and ahead and not (passive or noun or cue.state == "fell" or _adjective(text, cue)):
        return ahead[-1][2], agent  # "the garrison repelled attacks by the rebels"
    if agent:
        patient = ahead[-1][2] if ahead and passive and ahead[-1][2] != agent else ""
        return agent, patient or loser
    if passive:
        return "", loser or (ahead[-1][2] if ahead else "")
    if ahead:
        other = next((h[2] for h in behind if h[2] != ahead[-1][2]), "")
        return ahead[-1][2], loser or other
    if cue.state in ("repelled", "driven out"):
        return _other_actor(claim, behind), behind[0][2] if behind else ""
    return (claim.actor if claim.actor and claim.actor != loser else "") or "", loser


def _other_actor(claim: Claim, behind: list[tuple[int, int, str]]) -> str:
    """The claim's actor, unless the words say that it is the one beaten back."""
    return claim.actor if claim.actor and all(h[2] != claim.actor for h in behind) else ""


def _beside(text: str, cue: _Cue, behind: list[tuple[int, int, str]], name: str) -> str:
    """The party after "by", "to" or "from" behind the cue."""
    for start, _, party in behind:
        between = text[cue.end : start]
        if re.search(rf"\b(?:{_any(name)})\s+(?:[\w-]+\s+){{0,2}}$", between, re.IGNORECASE):
            return party
    return ""


def _named(text: str, hit: parties.Hit, meaning: str) -> str:
    if hit.entry.kind in ("relative", "generic") or not hit.entry.party:
        words = text[hit.start : hit.end]
        return parties.relatives(meaning).get(words.lower(), "") or (words if hit.entry.kind == "armed" else "")
    return hit.entry.party
