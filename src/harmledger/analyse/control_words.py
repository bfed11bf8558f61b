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
from harmledger.analyse.control_fit import (
    Cue,
    alternatives,
    before,
    fits,
    found_cues,
    gap,
    held_by,
    is_adjective,
    is_fact,
    is_near,
    is_passive,
)
from harmledger.analyse.said import body
from harmledger.codebook import parties
from harmledger.records import Claim

_CLAUSE = 90  # characters within which a party stands beside the word of state


@dataclass(frozen=True, slots=True)
class State:
    """`state` of control.yaml, the party that did it, the party it was done to, and the words that tell it."""

    state: str
    party: str
    against: str
    denied: bool
    near: bool  # said of the surroundings or the direction of the town, so that nobody is said to hold it
    words: str


def read_states(claim: Claim, title: str) -> list[State]:
    """What the quotes make of the claim's place, and the withdrawal that its taking is dated by.

    "The army took the town after the rebels withdrew" tells of both. Empty where the words speak of something else.
    """
    main = read_state(claim, title)
    if main is None or main.denied or main.state not in codebook.load("control")["taking"]:
        return [main] if main is not None else []
    meaning = " ".join([title, *(q.text for q in claim.quotes)])
    for quote in claim.quotes:
        text = " ".join(quote.text.split())
        for m in _after_leaving().finditer(text):
            hits = [h for h in parties.scan(m.group("who")) if h.entry.kind != "territory"]
            known = [name for h in hits if (name := named(m.group("who"), h, meaning))]
            who = known[0] if known else _own_name(m.group("who"))
            if who and who != main.party:
                return [main, State("left", who, "", False, main.near, m.group("left"))]
    return [main]


def _speaker(claim: Claim) -> str:
    """The party that speaks, else the text's own name for it."""
    side = body(claim)
    return side if side[:1].isupper() else (claim.source.name or "").removeprefix("the ")


def _own_name(words: str) -> str:
    """ "The army": forces by the text's own name for them."""
    forces = codebook.load("control")["own_names"]
    return words.lower().removeprefix("the ") if words.lower().split()[-1] in forces else ""


@cache
def _after_leaving() -> re.Pattern[str]:
    """ "After the rebels withdrew", "as government troops had pulled out": who left, and the word for it."""
    when, left = alternatives("when"), alternatives("gone")
    return re.compile(
        rf"\b(?:{when})\s+(?P<who>(?:[\w’'-]+\s+){{0,5}}?[\w’'-]+)\s+(?:had\s+|have\s+)?(?P<left>{left})\b"
    )


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
    told = [c for c in found_cues(text) if fits(text, c, towns)]
    if not told:
        return None
    book = codebook.load("control")
    first = [c for c in told if c.state in book["first"]]
    strong = [c for c in told if c.state not in book["weak"]]
    cue = min(first or strong or told, key=lambda c: (gap(c, towns), c.start))
    state = cue.state
    if state != "repelled" and not is_fact(text, cue):
        state = "attacked"
    if cue.state in ("attacked", "left") and cues.listed("control", "unsuccessful").search(text):
        state = "repelled"
    denied = claim.modality == "denied" or before(text, cue, "denials")
    party, against = _parties(text, cue, claim, meaning)
    if denied and cue.state == "lost" and not party:
        party = _speaker(claim)  # "the army denied losing the town"
    if state == "repelled" and cue.state != "repelled":
        party, against = (against, party)  # "the enemy's unsuccessful assault": who attacked did not get the town
    return State(state, party, against, denied, is_near(text, towns), cue.words)


def _parties(text: str, cue: Cue, claim: Claim, meaning: str) -> tuple[str, str]:
    """Who did it and to whom, by the words beside the cue; the claim's actor where they name nobody."""
    hits = [(h.start, h.end, named(text, h, meaning)) for h in parties.scan(text) if h.entry.kind != "territory"]
    hits = [h for h in hits if h[2]]
    behind = [h for h in hits if 0 <= h[0] - cue.end <= _CLAUSE]
    ahead = [h for h in hits if 0 <= cue.start - h[1] <= _CLAUSE]
    agent = behind[0][2] if behind and held_by(cue) else _beside(text, cue, behind, "agent")
    loser = _beside(text, cue, behind, "loser")
    noun = cues.flat(cue.words) in codebook.load("control")["nouns"]
    passive = is_passive(text, cue)
    whose = _beside(text, cue, behind[:1], "owner") if cue.state in ("left", "driven out") and noun else ""
    if whose:
        return whose, ""  # "the withdrawal of the rebels"
    if agent and ahead and not (passive or noun or cue.state == "fell" or is_adjective(text, cue)):
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
    return (claim.actor.removeprefix("the ") if claim.actor and claim.actor != loser else ""), loser


def _other_actor(claim: Claim, behind: list[tuple[int, int, str]]) -> str:
    """The claim's actor, unless the words say that it is the one beaten back."""
    return claim.actor if claim.actor and all(h[2] != claim.actor for h in behind) else ""


def _beside(text: str, cue: Cue, behind: list[tuple[int, int, str]], name: str) -> str:
    """The party after "by", "to" or "from" behind the cue."""
    for start, _, party in behind:
        between = text[cue.end : start]
        if re.search(rf"\b(?:{alternatives(name)})\s+(?:[\w-]+\s+){{0,2}}$", between, re.IGNORECASE):
            return party
    return ""


def named(text: str, hit: parties.Hit, meaning: str) -> str:
    if hit.entry.kind in ("relative", "generic") or not hit.entry.party:
        words = text[hit.start : hit.end]
        return parties.relatives(meaning).get(words.lower(), "") or (words if hit.entry.kind == "armed" else "")
    return hit.entry.party
