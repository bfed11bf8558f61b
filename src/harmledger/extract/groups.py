"""Which event words of a sentence tell of the same event, and which words of the sentence belong to which event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.extract.frames import Trigger, lemmas_of, word_class, word_list
from harmledger.extract.modality import Verdict

# Families whose words join: the harm and what caused it. Others stay apart even in one sentence.
_JOINT = {
    frozenset({"attack", "result"}),
    frozenset({"clash", "result"}),
    frozenset({"abduction", "result"}),
    frozenset({"siege", "result"}),
    frozenset({"sexual", "result"}),
    frozenset({"harm", "result"}),
}
_REPELLED = frozenset({"clash", "attack"})  # "repelled an attack": the attack is what the fighting was about
_CLAUSE_COST = {"ccomp": 2.0, "relcl": 0.5, "advcl": 0.5, "parataxis": 2.0, "conj": 0.3, "acl": 0.2}


@dataclass(slots=True)
class Group:
    """Event words of one event in one sentence; `main` is the word that names it best."""

    triggers: list[Trigger]
    verdicts: list[Verdict]

    @property
    def main(self) -> Trigger:
        """The trigger that decides type and modality: cause before result, a specific type before a general one."""
        return min(self.triggers, key=_rank)

    @property
    def verdict(self) -> Verdict:
        """The modality of the main trigger; a result that is told as fact makes its cause a fact."""
        results = [v for t, v in zip(self.triggers, self.verdicts, strict=True) if t.family == "result"]
        own = self.verdicts[self.triggers.index(self.main)]
        return next((v for v in results if v.modality == "actual"), own) if own.modality == "possible" else own

    @property
    def tokens(self) -> tuple[int, ...]:
        """Head tokens of its triggers."""
        return tuple(t.token for t in self.triggers)


def _rank(trigger: Trigger) -> tuple[int, int, int]:
    family = {"result": 2, "harm": 1}.get(trigger.family, 0)
    return family, trigger.frame.type in ("explosive_attack", "other"), trigger.token


def _purpose(token: Any) -> bool:
    """An infinitive of purpose: "to capture the city" says where something is wanted, not where it happened."""
    return token.dep_ in ("advcl", "acl", "xcomp") and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


class Tree:
    """Distances between tokens along the dependency tree of one sentence."""

    def __init__(self, doc: Any) -> None:
        self._up: list[dict[int, float]] = []
        for token in doc:
            path, cost, at = {token.i: 0.0}, 0.0, token
            while at.head.i != at.i and len(path) < 40:
                cost += 1.0 + _CLAUSE_COST.get(at.dep_, 0.0) + 2.0 * _purpose(at)
                at = at.head
                path[at.i] = cost
            self._up.append(path)

    def distance(self, a: int, b: int) -> float:
        """Edges between two tokens, clause borders counted extra; a large figure when they are not joined."""
        up_a, up_b = self._up[a], self._up[b]
        common = up_a.keys() & up_b.keys()
        return min((up_a[i] + up_b[i] for i in common), default=50.0)

    def nearest(self, token: int, groups: Sequence[Group]) -> int | None:
        """Index of the group whose triggers are nearest to a token (text distance breaks ties)."""
        best: tuple[float, int, int] | None = None
        for index, group in enumerate(groups):
            for t in group.tokens:
                key = (self.distance(token, t), abs(token - t), index)
                if best is None or key < best:
                    best = key
        return None if best is None else best[2]


def group(
    triggers: Sequence[Trigger],
    verdicts: Sequence[Verdict],
    sources: Sequence[Any],
    tree: Tree,
    places: Sequence[int],
    doc: Any,
) -> list[Group]:
    """Join the triggers of a sentence that tell of one event; `places` are the head tokens of its place mentions."""
    groups = [Group([t], [v]) for t, v in zip(triggers, verdicts, strict=True)]
    voice = {t.token: s for t, s in zip(triggers, sources, strict=True)}
    own = _own_places(triggers, tree, places, doc)
    judged: dict[tuple[int, ...], float | None] = {}  # by first word and size: what joined nothing new is as it was
    while True:
        pairs = [
            (apart, i, j)
            for i in range(len(groups))
            for j in range(i + 1, len(groups))
            if (apart := _gap(groups[i], groups[j], judged, voice, own, tree, doc)) is not None
        ]
        if not pairs:
            break
        _, i, j = min(pairs)  # the nearest first: "a strike that killed five" before another strike of the sentence
        groups[i].triggers += groups[j].triggers
        groups[i].verdicts += groups[j].verdicts
        del groups[j]
    return groups


def _gap(
    a: Group,
    b: Group,
    judged: dict[tuple[int, ...], float | None],
    voice: dict[int, Any],
    own: dict[int, set[int]],
    tree: Tree,
    doc: Any,
) -> float | None:
    """How far apart two groups that tell of one event stand; None where they tell of two."""
    key = (a.triggers[0].token, len(a.triggers), b.triggers[0].token, len(b.triggers))
    if key not in judged:
        one = _same_voice(a, b, voice) and _same_event(a, b, own, tree, doc)
        judged[key] = _apart(a, b, tree) if one else None
    return judged[key]


def _own_places(triggers: Sequence[Trigger], tree: Tree, places: Sequence[int], doc: Any) -> dict[int, set[int]]:
    """For each trigger the places that are nearer to it than to any other trigger."""
    out: dict[int, set[int]] = {t.token: set() for t in triggers}
    for p in places:
        best = min(triggers, key=lambda t: (tree.distance(p, t.token), abs(p - t.token)), default=None)
        if best is not None and best.family == "attack" and _origin(doc[p]):
            continue
        if best is not None and tree.distance(p, best.token) < 8:
            out[best.token].add(p)
    return out


def _origin(place: Any) -> bool:
    """ "Missiles fired from Marib hit Taiz": where they come from is not where they strike."""
    return place.dep_ == "pobj" and place.head.lower_ in word_list("origin_preps")


def _same_voice(a: Group, b: Group, voice: dict[int, Any]) -> bool:
    """Two speakers in one sentence make two claims."""
    return {voice[t] for t in a.tokens} == {voice[t] for t in b.tokens}


def _same_event(a: Group, b: Group, own: dict[int, set[int]], tree: Tree, doc: Any) -> bool:
    families = {a.main.family, b.main.family}
    if families == _REPELLED:
        lost = any(f in word_class("lost_after") for g in (a, b) for f in lemmas_of(doc[g.main.token]))
        return _apart(a, b, tree) <= (2.6 if lost else 1.5)  # "the ship sank after an explosion"
    if len(families) == 2 and frozenset(families) not in _JOINT:
        return _in_course_of(a, b, own, doc) or _in_course_of(b, a, own, doc)
    if "denied" in {a.verdict.modality, b.verdict.modality} and a.verdict.modality != b.verdict.modality:
        return False
    if a.verdict.modality != b.verdict.modality and not _linked(a, b, tree):
        return False
    places_a = set().union(*(own[t] for t in a.tokens))
    places_b = set().union(*(own[t] for t in b.tokens))
    apart = bool(places_a and places_b and places_a.isdisjoint(places_b))
    if apart and _two_deeds(a, b, doc):
        return False
    if families == {"result"} or len(families) == 2:
        return not apart or _linked(a, b, tree)
    if families == {"attack"} and (_is_object(a, b) or _is_object(b, a)):
        return True
    if a.main.family == "attack" and _two_blows(a.main, b.main, doc):
        return False
    if a.main.family in ("attack", "siege", "displacement", "looting", "abduction", "clash", "control"):
        return not apart and (_linked(a, b, tree) or a.main.family in ("attack", "displacement", "siege", "looting"))
    return _linked(a, b, tree)


def _in_course_of(deed: Group, fight: Group, own: dict[int, set[int]], doc: Any) -> bool:
    """ "Captured following a clash": the fight, of no place of its own, in which the deed was done."""
    if fight.main.family != "clash" or deed.main.family not in ("control", "abduction", "clash"):
        return False
    noun = doc[fight.main.token]
    if noun.dep_ != "pobj" or len(fight.triggers) > 1 or noun.head.lower_ not in word_list("scene_preps"):
        return False
    return noun.head.head.i in deed.tokens and not own[noun.i]


def _is_object(a: Group, b: Group) -> bool:
    """ "Carried out an air raid": the verb and its object are one deed."""
    return any(t.token in other.args.object for t in a.triggers for other in b.triggers)


def _two_blows(a: Trigger, b: Trigger, doc: Any) -> bool:
    """ "Bombed a convoy and shelled a market": two verbs with objects of their own."""
    if doc[a.token].pos_ != "VERB" or doc[b.token].pos_ != "VERB":
        return False
    joined = doc[b.token].dep_ == "conj" or doc[a.token].dep_ == "conj"
    return joined and bool(a.args.object and b.args.subject and set(a.args.object).isdisjoint(b.args.object))


def _two_deeds(a: Group, b: Group, doc: Any) -> bool:
    """ "A shell killed a boy in Homs, and a bomb wounded six in Hama": clauses with subjects of their own."""
    for x, y in ((a, b), (b, a)):
        for i in y.tokens:
            if doc[i].dep_ == "conj" and doc[i].pos_ == "VERB" and doc[i].head.i in x.tokens:
                return any(c.dep_ in ("nsubj", "nsubjpass") for c in doc[i].children)
    return False


def _apart(a: Group, b: Group, tree: Tree) -> float:
    return min(tree.distance(x, y) for x in a.tokens for y in b.tokens)


def _linked(a: Group, b: Group, tree: Tree) -> bool:
    """Whether one event word hangs on the other without a clause of speech between."""
    return _apart(a, b, tree) <= 2.6
