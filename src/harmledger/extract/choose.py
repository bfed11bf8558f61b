"""Which of a sentence's places belongs to an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from harmledger.extract.doer_words import is_form, listed
from harmledger.extract.frames import lemmas_of, word_class, word_list
from harmledger.extract.groups import Group, Tree
from harmledger.extract.place_features import candidates, level
from harmledger.extract.place_mentions import PlaceMention
from harmledger.extract.place_scorer import place_scorer


def head_token(mention: Any, doc: Any) -> Any:
    """The syntactic head of a mention's tokens: the one whose head lies outside."""
    span = doc[mention.token_start : mention.token_end]
    return span.root if len(span) else doc[mention.token_start]


def govern(token: Any) -> str:
    """The preposition over a token, lower case, or ""; coordinated tokens share it."""
    at = token
    for _ in range(4):
        if at.dep_ in ("pobj", "pcomp") and at.head.pos_ in ("ADP", "SCONJ", "ADV"):
            return str(at.head.lower_)
        if at.dep_ in ("conj", "appos", "compound", "nmod", "poss"):
            at = at.head
        else:
            return ""
    return ""


_WORD_STEP = 0.15
_NEAR = 8.2  # steps in the parse over which events of one sentence share a place
_FIT = 3.0  # steps in the parse that the learned scorer's certainty is worth
_LEARNED = frozenset({"attack", "result", "clash", "abduction", "harm", "sexual"})
_Cost = tuple[float, int, Any]  # cost, start, mention


def event_places(
    group: Group, groups: Sequence[Group], mentions: Sequence[Any], speech: frozenset[int], tree: Tree, doc: Any
) -> list[Any]:
    """The places of an event in its own sentence: the best one and those coordinated with it."""
    scored: list[tuple[float, int, Any]] = []
    others: list[tuple[float, int, Any]] = []
    for m in mentions:
        if m.kind not in ("place", "site"):
            continue
        head = head_token(m, doc)
        if level(m) == "country" and not _located_in(head, group):
            continue  # a country that acts, owns or is spoken to is a party, not a place
        if _dateline(m, doc) or _strikes(head, group, doc) or _glued(m, doc) or _of_an_office(head, group):
            continue
        if group.main.frame.type in ("shelling", "air_strike") and _launched_from(head, group):
            continue  # "shelled from the other side of the river"
        if group.main.family == "displacement" and govern(head) in word_list("goal_preps"):
            continue  # people are counted where they flee from
        if head.dep_ in ("dobj", "nsubj") and any(f in word_class("addressed") for f in lemmas_of(head.head)):
            continue  # "accused Washington": a party
        if _of_another_doer(head, group) or (head.i in speech and speech.isdisjoint(group.tokens)):
            continue  # "the governor of Luhansk province said" does not say where
        if _describes_a_town(m, head, doc):
            continue
        own = len(groups) == 1 or tree.nearest(head.i, groups) == index_of(groups, group) or _shared_locative(head, doc)
        if own:
            scored.append((_place_cost(m, head, group, mentions, tree, doc), m.start, m))
        else:  # its syntax belongs to the other event: what counts is how near it stands in the text
            near = min(tree.distance(head.i, t) + _WORD_STEP * abs(head.i - t) for t in group.tokens)
            others.append((near, m.start, m))
    if not scored:  # a place that another event of the sentence stands nearer to
        scored = [s for s in others if s[0] <= _NEAR]
    of_people = [s for s in scored if _townspeople(head_token(s[2], doc), group, doc)]
    scored = of_people or _weighed(scored, group, mentions, doc)
    if not scored:
        return []
    scored.sort(key=lambda s: (s[0], s[1]))
    if scored[0][0] >= 14:
        return []
    held = {tuple(w): s[2] for s in reversed(scored) for w in _enclosers(s[2])}
    best = scored[0][2]
    while (best.start, best.end) in held:  # "Kherson region" gives way to "the village of X, Kherson region"
        best = held.pop((best.start, best.end))
    joined = _with_coordinated(best, [s[2] for s in scored], doc)
    return joined if len(joined) > 1 else _one_each(best, [s[2] for s in scored], group, doc)


def _townspeople(head: Any, group: Group, doc: Any) -> bool:
    """ "Taiz residents again came under fire": the town of the people who suffer it, also where the parse lost them."""
    people = head.head
    if head.dep_ not in ("compound", "amod", "nmod", "poss") or people.i <= head.i:
        return False
    if not any(f in word_class("people") for f in lemmas_of(people)):
        return False
    args = group.main.args
    if people.i in args.object or people.i in args.subject:
        return True
    after = [t for t in group.tokens if t > people.i]
    return bool(after) and all(t.pos_ in ("ADV", "AUX") for t in doc[people.i + 1 : min(after)])


def _weighed(scored: Sequence[_Cost], group: Group, mentions: Sequence[Any], doc: Any) -> list[_Cost]:
    """Costs less what the learned scorer says for each place; it knows the words of harm and of fighting."""
    if len(scored) < 2 or group.main.family not in _LEARNED:
        return list(scored)
    found = candidates(doc, group.main.token, mentions)
    fit = {i: float(s) for c, s in zip(found, place_scorer().scores(found, doc), strict=True) for i in c.tokens}
    best = (max((fit.get(i, 0.0) for i in range(m.token_start, m.token_end)), default=0.0) for _, _, m in scored)
    return [(cost - _FIT * f, start, m) for (cost, start, m), f in zip(scored, best, strict=True)]


def _strikes(head: Any, group: Group, doc: Any) -> bool:
    """ "Kyiv used drones to destroy columns": a capital that does the deed is its government."""
    if head.dep_ != "nsubj" or group.main.family not in ("attack", "clash", "control", "result"):
        return False
    verbs = (t for t in group.triggers if doc[t.token].pos_ == "VERB" and t.token == t.last)
    return any(head.i in t.args.subject and t.args.object for t in verbs)


def _located_in(head: Any, group: Group) -> bool:
    prep = govern(head)
    if prep:
        return prep in word_list("locative_preps") and not _doer(head)
    if head.dep_ in ("dobj", "nsubjpass"):  # "bombed Syria", but not "accused Syria"
        return head.head.i in group.tokens
    return head.dep_ not in ("nsubj", "poss", "compound", "nmod", "amod", "npadvmod", "agent")


def _doer(head: Any) -> bool:
    """ "The aggression of Sudan against its neighbour", "invasion by Iraq": who did it, not where."""
    prep = head.head
    noun = prep.head
    if prep.lower_ not in ("of", "by") or noun.pos_ != "NOUN":
        return False
    if prep.lower_ == "by" or is_form(noun, listed("own_deeds")):
        return is_form(noun, listed("own_deeds")) or is_form(noun, listed("counted_from"))
    aimed = any(c.lower_ in listed("aimed") for c in noun.children)
    return aimed and is_form(noun, listed("counted_from"))


def _dateline(m: PlaceMention, doc: Any) -> bool:
    """ "KHARKIV — A missile struck": where the reporter sits, not where it happened."""
    return bool(m.token_start == 0 and m.token_end < len(doc) and doc[m.token_end].text in ("—", "–", "-", "--"))


def _describes_a_town(m: PlaceMention, head: Any, doc: Any) -> bool:
    """ "The Darfur city": a region that tells which town is meant, one that was named before."""
    noun = head.head if head.dep_ in ("compound", "nmod", "amod") else None
    if noun is None or m.division or noun.i != m.token_end or not _definite(noun):
        return False
    return noun.lemma_.lower() in word_list("unnamed_places")


def _glued(m: PlaceMention, doc: Any) -> bool:
    """ "US-funded", "Goma-based": a name that only describes something."""
    after, beyond = m.token_end, m.token_end + 1
    if beyond >= len(doc) or doc[after].text != "-":
        return False
    return not doc[after - 1].whitespace_ and not doc[after].whitespace_


def _of_an_office(head: Any, group: Group) -> bool:
    """ "The head of the Luhansk region told reporters": whose place it is, unless the officer is who was hit."""
    noun = owner(head) or (head.head if head.dep_ in ("compound", "nmod", "poss") else None)
    if noun is None or not any(f in word_class("office") for f in lemmas_of(noun)):
        return False
    return not any(i in {t.i for t in (noun, *noun.ancestors)} for t in group.triggers for i in t.args.object)


def _launched_from(head: Any, group: Group) -> bool:
    """Whether a preposition of origin stands between a place and the attack: "fired from a base in X"."""
    at = head
    for _ in range(8):
        if at.i in group.tokens or at.head.i == at.i:
            return False
        if at.dep_ == "prep" and at.lower_ in word_list("origin_preps"):
            return at.head.i in group.tokens
        at = at.head
    return False


def index_of(groups: Sequence[Group], group: Group) -> int:
    """Where a group stands among the groups of its sentence."""
    return next(i for i, g in enumerate(groups) if g is group)


def _shared_locative(head: Any, doc: Any) -> bool:
    """A fronted or root-level "In Kharkiv, ..." sets the scene for every event of the sentence."""
    at = head
    while at.dep_ in ("conj", "appos", "compound", "nmod", "poss"):
        at = at.head
    return bool(
        at.dep_ == "pobj"
        and at.head.lower_ in ("in", "near", "at", "across")
        and at.head.head.dep_ == "ROOT"
        and at.head.i < 3
    )


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def _place_cost(m: Any, head: Any, group: Group, mentions: Sequence[Any], tree: Tree, doc: Any) -> float:
    cost = min(tree.distance(head.i, t) + 0.02 * abs(head.i - t) for t in group.tokens)
    prep = govern(head)
    origin = group.main.family == "displacement"
    if prep in word_list("origin_preps"):
        cost += -5 if origin else 3
    elif prep in word_list("goal_preps"):
        cost += 4 if origin else 1
    elif prep in word_list("locative_preps") or head.dep_ in ("dobj", "nsubjpass"):
        cost -= 1
    elif head.dep_ == "nsubj" and group.main.family not in ("control",):
        cost += 3
    elif head.dep_ == "poss":
        cost += 1
    if level(m) == "country":
        cost += 4
    if m.near and _beside_another(m, mentions):
        cost += 3
    if any(m.start >= w[0] and m.end <= w[1] for w in _enclosers(m)):
        cost += 0.5
    return float(cost)


def _beside_another(m: Any, mentions: Sequence[Any]) -> bool:
    """ "In the Marib region just north of the border with X": what only tells where the place itself lies."""
    places = (p for p in mentions if p is not m and p.kind in ("place", "site"))
    return any(0 <= m.token_start - p.token_end <= 2 for p in places)


def _enclosers(m: Any) -> Sequence[tuple[int, int]]:
    return tuple(m.within) if getattr(m, "within", None) else ()


_LIST_JOINT = re.compile(
    r"^[\s,;&)]*(?:and|or|as well as)?[\s,]*(?:(?:in|on|at|near|the|cities|city|towns|town|villages|village|of)\s*)*$",
    re.I,
)


def _with_coordinated(best: Any, candidates: Sequence[Any], doc: Any) -> list[Any]:
    """The places that stand in one list with the best one: by the parse, or by nothing but "and" and commas between."""
    family = set(range(best.token_start, best.token_end))
    grown = True
    while grown:
        size = len(family)
        for token in doc:
            linked = token.dep_ == "conj" and (token.pos_ in _NOMINAL or token.pos_ == "ADP")
            if linked and (token.i in family or token.head.i in family):
                family |= {token.i, token.head.i}
            if token.dep_ == "pobj" and token.head.pos_ == "ADP":
                in_list = token.head.dep_ == "conj" or any(
                    c.dep_ == "conj" and c.pos_ == "ADP" for c in token.head.children
                )
                if in_list and (token.i in family or token.head.i in family):
                    family |= {token.i, token.head.i}
        grown = len(family) > size
    out = [m for m in candidates if family & set(range(m.token_start, m.token_end))]
    if best not in out:
        out.append(best)
    inner = {tuple(w) for m in (*out, *candidates) for w in _enclosers(m)}
    ordered = sorted((m for m in candidates if (m.start, m.end) not in inner), key=lambda m: m.start)
    for a, b in pairwise(ordered):
        gap = _gap(a, b, candidates, doc)
        if (a in out) != (b in out) and _LIST_JOINT.match(gap) and gap.strip():
            out.append(b if a in out else a)
    return sorted((m for m in out if (m.start, m.end) not in inner), key=lambda m: m.start)


def owner(head: Any) -> Any | None:
    """The noun or verb that a place hangs on by a preposition: "a hospital in X"; None where it hangs on none."""
    at = head
    while at.dep_ in ("conj", "appos", "compound", "nmod"):
        at = at.head
    return at.head.head if at.dep_ == "pobj" and at.head.dep_ == "prep" else None


def _of_another_doer(head: Any, group: Group) -> bool:
    """ "The attack was condemned by the mayor of Marib": a place of who did something else."""
    noun = owner(head)
    by = noun.head if noun is not None and noun.dep_ == "pobj" else None
    return bool(by is not None and by.dep_ == "agent" and by.head.i not in group.tokens)


def _one_each(best: Any, candidates: Sequence[Any], group: Group, doc: Any) -> list[Any]:
    """Places of coordinated objects: "a market in X and a hospital in Y" are two places of one verb."""
    struck = {i for t in group.triggers for i in (t.token, *t.args.object)}
    first = owner(head_token(best, doc))
    if first is None or first.i not in struck:
        return [best]
    hosts = struck | {head_token(best, doc).i}  # the parser hangs "a hospital in Y" on X as often as on "a market"
    out = [best]
    for m in candidates:
        noun = owner(head_token(m, doc))
        if m is best or noun is None or noun.i == first.i or noun.dep_ != "conj" or noun.pos_ != "NOUN":
            continue
        if govern(head_token(m, doc)) == govern(head_token(best, doc)) and noun.head.i in hosts:
            out.append(m)
    return sorted(out, key=lambda m: m.start)


def _gap(a: Any, b: Any, candidates: Sequence[Any], doc: Any) -> str:
    """The words between two mentions, without mentions that enclose the first ("Saltivka in Kharkiv, ...")."""
    end = a.token_end
    for w in _enclosers(a):
        holder = next((m for m in candidates if (m.start, m.end) == tuple(w)), None)
        if holder is not None and holder.token_end <= b.token_start:
            end = max(end, holder.token_end)
    return str(doc[end : b.token_start].text) if end < b.token_start else ""


def carried_place(group: Group, doc: Any) -> bool:
    """Whether the event's own words point back to a place: "the city", "there"."""
    for trigger in group.triggers:
        for i in (*trigger.args.all, trigger.token):
            for token in (doc[i], *doc[i].children):
                if token.lemma_.lower() in word_list("carried_nouns") and _definite(token):
                    return True
    if any(t.lemma_.lower() in word_list("unnamed_places") and _definite(t) for t in doc):
        return True  # "local people in the city said that the strikes hit an airbase"
    return any(t.lower_ in ("there", "here") and t.dep_ == "advmod" for t in doc)


def _definite(token: Any) -> bool:
    return any(
        c.lower_ in ("the", "this", "that", "its", "our", "their") for c in token.children if c.dep_ in ("det", "poss")
    )
