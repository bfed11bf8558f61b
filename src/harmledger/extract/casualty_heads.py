"""Whom a word of casualties is about: from its cue to the head nouns of its victims.

The parse says who stands with which word; where it errs, as in headlines and lists, the order of the tokens decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from harmledger import codebook
from harmledger.extract.casualty_cues import THINGS, Cue, state_table, verb_table, word_set
from harmledger.extract.numbers import Quantity
from harmledger.extract.victims import Victims, is_person, read_phrase


def find_heads(doc: Any, cue: Cue, quantities: Sequence[Quantity]) -> list[Any]:
    """The head tokens of the phrases that suffer the outcome of a cue."""
    token = cue.token
    if cue.frame == "object":
        heads = _object_heads(token)
        own = any(c.dep_ in ("nsubj", "nsubjpass", "dobj") or c.lower_ in word_set("further") for c in token.children)
        if token.dep_ == "conj" and not own and (figure := _between(doc, token.head, token, quantities)) is not None:
            heads = [figure]
    elif cue.frame in ("subject",):
        heads = _inverted(doc, token, quantities) or subjects_of(token)
        if not heads and token.dep_ == "relcl":
            heads = [token.head]
    elif cue.frame == "lose":
        heads = [c for c in token.children if c.dep_ in ("dobj", "obj", "nsubjpass")]
    elif cue.frame == "lives":
        return _lives_heads(token)
    elif cue.frame == "noun":
        return _noun_heads(doc, token, quantities)
    else:
        heads = _state_heads(token)
    heads = [a for h in heads for a in _antecedents(h)]
    if cue.frame in ("object", "state") and (number := _number_before(token, heads, quantities)) is not None:
        return [number]
    usable = [h for h in heads if _fits(cue, read_phrase(doc, h, quantities))]
    if usable and token.dep_ in ("acl", "amod") and heads[0].i < token.i:
        return usable[:1]
    if cue.frame not in ("object", "state") or _usable(doc, heads, quantities):
        return heads
    beside = _left_head(doc, token, quantities) if token.tag_ != "VBG" or cue.frame == "state" else None
    if beside is not None:
        return _list_before(doc, beside, quantities)
    if cue.frame == "object":
        beside = _right_head(doc, token, quantities)
    return heads if beside is None else [beside]


def _number_before(token: Any, heads: Sequence[Any], quantities: Sequence[Quantity]) -> Any | None:
    """ "60 soldiers killed a day and about 500 wounded": a bare number right before a participle is its own figure."""
    number = next((q for q in quantities if q.end == token.i), None)
    if number is None or token.tag_ not in ("VBN", "VBD", "JJ") or not heads:
        return None
    doc = token.doc
    whole = doc[number.end - 1].lower_ == "of" or any(h.i >= number.start for h in heads)
    return None if whole else doc[number.number]


def _fits(cue: Cue, v: Victims | None) -> bool:
    return v is not None and (v.victims == "objects") == (cue.outcome in THINGS)


def _usable(doc: Any, heads: Sequence[Any], quantities: Sequence[Quantity]) -> bool:
    return any(read_phrase(doc, h, quantities) is not None for h in heads)


def _object_heads(token: Any) -> list[Any]:
    passive = [c for c in token.children if c.dep_ == "nsubjpass"]
    if passive:
        return passive
    objects = [c for c in token.children if c.dep_ in ("dobj", "obj") or (c.lower_ == "more" and c.i > token.i)]
    if objects:
        return objects
    if token.tag_ == "VBN" and (reported := _reported(token) or _of_copula(token)):
        return reported
    if token.dep_ in ("acl", "amod") and token.tag_ != "VBG":
        return [token.head, *_above(token.head)]
    if (
        token.dep_ == "conj"
        and token.tag_ in ("VBN", "VBD", "JJ")
        and not any(c.dep_ == "nsubj" for c in token.children)
    ):
        return (
            _object_heads(token.head) if token.head.lemma_.lower() in verb_table() or token.head.pos_ == "VERB" else []
        )
    following = token.doc[token.i + 1 : token.i + 3]
    joined = len(following) == 2 and following[0].pos_ == "CCONJ" and following[1].dep_ == "amod"
    if joined and following[1].lower_ in state_table() and token.tag_ in ("VBD", "VBG", "VBZ"):
        return [following[1].head]  # "killed and injured civilians"
    shared = [
        c
        for c in token.children
        if c.dep_ == "conj" and c.lemma_.lower() in verb_table() and (c.tag_ == "VBG") == (token.tag_ == "VBG")
    ]
    if objects := [c for s in shared for c in s.children if c.dep_ in ("dobj", "obj")]:
        return objects
    # Headlines leave out the auxiliary: "Three killed in strike".
    return [c for c in token.children if c.dep_ == "nsubj"] if token.tag_ in ("VBN", "VBD") else []


def _of_copula(token: Any) -> list[Any]:
    """ "Hundreds remain trapped": the subject of the verb of state."""
    verb = token.head
    if token.dep_ not in ("acomp", "oprd", "xcomp", "attr") or verb.lemma_.lower() not in word_set("copulas"):
        return []
    return subjects_of(verb)


def _above(noun: Any) -> list[Any]:
    """The nouns that a noun belongs to: in "a mall in a town in the region destroyed by", the town and the mall too."""
    out: list[Any] = []
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN") and len(out) < 4:
        noun = noun.head.head
        out.append(noun)
    return out


def subjects_of(token: Any) -> list[Any]:
    """The subject of a verb, also through "had to flee", "began to flee" and coordination."""
    seen = token
    for _ in range(4):
        found = [c for c in seen.children if c.dep_ in ("nsubj", "nsubjpass")]
        if found:
            return found
        driven = [c for c in seen.head.children if c.dep_ == "dobj" and c.i < seen.i] if seen.dep_ == "xcomp" else []
        if driven:
            return driven  # "forced hundreds to flee"
        if seen.dep_ in ("xcomp", "conj", "ccomp", "advcl", "aux") and seen.head is not seen:
            seen = seen.head
        elif seen.dep_ in ("acl", "relcl"):
            return [seen.head]
        else:
            return []
    return []


def _inverted(doc: Any, token: Any, quantities: Sequence[Quantity]) -> list[Any]:
    """ "In the blast perished two workers": people right after an intransitive verb without a subject before it."""
    if token.lemma_.lower() not in word_set("intransitive") or any(c.dep_ == "nsubj" for c in token.lefts):
        return []
    after = [c for c in token.rights if c.dep_ in ("dobj", "nsubj", "attr", "npadvmod", "oprd", "dep")]
    people = [c for c in after if (v := read_phrase(doc, c, quantities)) is not None and v.victims != "objects"]
    return people[:1]


def _state_heads(token: Any) -> list[Any]:
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    if reported := _reported(token):
        return reported
    if token.dep_ == "pobj" and token.head.lower_ in word_set("among"):
        over = token.head.head  # "a nurse was among the dead", "there was a nurse among the dead"
        return [over] if over.pos_ in ("NOUN", "PROPN") else subjects_of(over) or _there(over)
    if token.dep_ in ("amod", "acl", "nmod"):
        apart = any(t.is_punct and t.whitespace_ for t in token.doc[token.i + 1 : token.head.i])
        return [] if apart else [token.head]  # "leaves 40 children dead - officials"
    if token.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp") and token.head.pos_ in ("VERB", "AUX"):
        objects = [c for c in token.head.children if c.dep_ in ("dobj", "obj", "nsubjpass")]
        return objects or [
            c for c in token.head.children if c.dep_ == "nsubj" and token.head.lemma_ not in word_set("leaving")
        ]
    if token.dep_ == "appos":
        return []
    return []


def _there(verb: Any) -> list[Any]:
    """What "there is" tells of."""
    attr = [c for c in verb.children if c.dep_ == "attr"]
    return attr if any(c.dep_ == "expl" for c in verb.children) else []


def _noun_heads(doc: Any, token: Any, quantities: Sequence[Quantity]) -> list[Any]:
    """ "The deaths of 12 people", "one person's death", "damage to a bridge", "six bodies"."""
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in word_set("wanted"):
        return []
    preps = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "to")]
    out = [g for c in preps for g in c.children if g.dep_ == "pobj"]
    out = [t for t in out if (v := read_phrase(doc, t, quantities)) is not None and v.victims != "objects"] or out
    if not out:
        out = [c for c in token.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    own = read_phrase(doc, token, quantities)
    if out and _usable(doc, out, quantities) and (own is None or own.quantity is None):
        return out
    if token.lemma_.lower() not in word_set("counted_nouns") or _of_office(token):
        return []
    single = any(c.lower_ in ("a", "an") for c in token.children)
    if own is not None and (own.quantity is not None or own.low == 0 or ((_plural(token) or single) and _shown(token))):
        return [token]
    return []


def _of_office(token: Any) -> bool:
    """Whether bodies are those of a state: "decision-making bodies", "two state bodies"."""
    if token.lemma_.lower() not in word_set("dead_bodies"):
        return False
    named = [c for c in token.children if c.dep_ in ("compound", "amod") and (c.pos_ == "NOUN" or c.tag_ == "VBG")]
    return any(not is_person(c) for c in named)


def _plural(token: Any) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _shown(token: Any) -> bool:
    """A bare plural counts only where it is told of ("collect bodies", "civilian deaths"), not as "state bodies"."""
    if token.lemma_.lower() in word_set("dead_bodies"):
        return token.dep_ in ("dobj", "nsubjpass", "conj") and token.head.pos_ == "VERB"
    return any(c.lower_ in word_set("civilian_words") | word_set("young_words") for c in token.children)


def _lives_heads(token: Any) -> list[Any]:
    """ "Claimed the lives of five people", "cost 12 lives"."""
    data = codebook.load("casualties")["lives"]
    verbs = data["verbs"]
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in data["loss"]:
        return [token]  # "loss of life"
    if token.head.lemma_.lower() not in verbs or token.dep_ not in ("dobj", "obj", "nsubjpass"):
        return []
    of = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    owners = [c for c in token.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    return of or owners or [token]


def _antecedents(token: Any) -> list[Any]:
    """The noun that "who", "which" or "that" stands for; in "two children are among those killed", the children."""
    if token.lower_ in word_set("among_heads") and token.dep_ == "pobj" and token.head.lower_ in word_set("among"):
        over = token.head.head
        return subjects_of(over) if over.pos_ == "AUX" else [over]
    if token.tag_ in ("WP", "WDT") or (token.lower_ == "that" and token.pos_ == "PRON"):
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head is not verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            return [verb.head]
    return [token]


def _left_head(doc: Any, token: Any, quantities: Sequence[Quantity]) -> Any | None:
    """The figure right before a participle: "and 1,597 wounded", "15 people also injured"."""
    i = token.i - 1
    between = word_set("between")
    while i >= 0 and (doc[i].pos_ in ("ADV", "AUX") or not between.isdisjoint((doc[i].lemma_.lower(), doc[i].lower_))):
        i -= 1
    if i < 0:
        return None
    for q in quantities:
        if q.start <= i < q.end:
            return doc[i]
    if doc[i].lower_ in word_set("further") and any(q.end == i for q in quantities):
        return doc[i - 1]
    if doc[i].pos_ in ("NOUN", "PROPN"):
        v = read_phrase(doc, doc[i], quantities)
        if v is not None and v.quantity is not None:
            return doc[i]
    return None


def _list_before(doc: Any, last: Any, quantities: Sequence[Quantity]) -> list[Any]:
    """The figures listed before the one that stands next to the participle: "7 houses and 2 shops were damaged"."""
    heads, token = [last], last
    while token.dep_ == "conj" and token.head.pos_ == "NOUN" and token.head.i < token.i:
        token = token.head
        v = read_phrase(doc, token, quantities)
        if v is None or v.quantity is None:
            break
        heads.insert(0, token)
    return heads


def _between(doc: Any, head: Any, token: Any, quantities: Sequence[Quantity]) -> Any | None:
    """The figure that stands between two coordinated verbs: "six were killed and eight more, with a child, hurt"."""
    for q in quantities:
        if (
            head.i < q.start
            and q.end <= token.i
            and not any(t.lower_ in word_set("including") for t in doc[head.i : q.start])
        ):
            following = doc[q.end] if q.end < len(doc) else None
            if (
                following is None
                or following.i == token.i
                or following.is_punct
                or following.pos_ in ("AUX", "ADV")
                or following.lower_ in word_set("further")
            ):
                return doc[q.number]
            for noun in doc[q.end : q.end + 4]:
                if (
                    noun.pos_ in ("NOUN", "PROPN")
                    and (v := read_phrase(doc, noun, quantities)) is not None
                    and v.quantity == q
                ):
                    return noun
            return None
    return None


def _reported(token: Any) -> list[Any]:
    """ "Ten were reported killed", "19 are listed as missing": the subject of the reporting verb."""
    verb = token.head
    if verb.lower_ == "as":
        verb = verb.head
    if (
        token.dep_ in ("xcomp", "oprd", "ccomp", "acomp", "advcl", "attr", "amod", "pobj", "pcomp")
        and verb.pos_ == "VERB"
    ):
        return [c for c in verb.children if c.dep_ == "nsubjpass"]
    return []


def _right_head(doc: Any, token: Any, quantities: Sequence[Quantity]) -> Any | None:
    """The figure right after an active verb that the parser gave no object: "killing at least dozen people"."""
    for q in quantities:
        if token.i < q.start <= token.i + 2:
            for noun in doc[q.end : q.end + 5]:
                if noun.pos_ in ("NOUN", "PROPN") and not modifies_next(doc, noun):
                    v = read_phrase(doc, noun, quantities)
                    return noun if v is not None and v.quantity is q else None
            return doc[q.number]
    return None


def coordinates(doc: Any, head: Any, cue: Cue, quantities: Sequence[Quantity]) -> Iterator[Any]:
    """The head and what is listed with it: "fighters and civilians", "schools, along with 34 hospitals"."""
    yield head
    seen = [head]
    for token in _listed(head):
        if token.lower_ not in word_set("vague_more") and not _own_cue(doc, token, cue):
            seen.append(token)
            yield token
    yield from _along_with(doc, max(seen[-1].i, cue.token.i), quantities)


def _listed(head: Any) -> list[Any]:
    """What follows a noun in one list with it; the parser takes a list's middle for an apposition ("a, b and c")."""
    out = {t.i: t for t in head.conjuncts if t.i > head.i}
    for token in (head, *out.values()):
        for item in token.children:
            if (
                item.dep_ == "appos"
                and item.pos_ == "NOUN"
                and item.ent_type_ != "PERSON"
                and any(c.dep_ == "conj" for c in item.children)
            ):
                out.update({t.i: t for t in (item, *item.conjuncts) if t.i > head.i})
    return [out[i] for i in sorted(out)]


def _own_cue(doc: Any, token: Any, cue: Cue) -> bool:
    """Whether a listed noun has an outcome of its own ("one killed and two injured")."""
    states = codebook.load("casualties")["states"]
    if states.get(token.lower_, cue.outcome) != cue.outcome:
        return True
    for child in token.children:
        if child.dep_ in ("acl", "relcl") and states.get(child.lower_, cue.outcome) != cue.outcome:
            return True
    for after in doc[token.i + 1 : token.i + 3]:
        if after.lower_ in states and states[after.lower_] != cue.outcome:
            return True
        if after.pos_ not in ("ADV", "AUX"):
            break
    return False


def _along_with(doc: Any, at: int, quantities: Sequence[Quantity]) -> Iterator[Any]:
    words = [t.lower_ for t in doc[at + 1 : at + 5]]
    joined = " ".join(words)
    for phrase in codebook.load("casualties")["lists_with"]:
        if joined.startswith(phrase) or joined.startswith(", " + phrase):
            begin = at + 1 + joined[: joined.index(phrase) + len(phrase)].count(" ") + 1
            for noun in doc[begin : begin + 8]:
                if noun.pos_ == "NOUN" and not modifies_next(doc, noun):
                    yield noun
                    yield from (t for t in noun.conjuncts if t.i > noun.i)
                    return


def modifies_next(doc: Any, noun: Any) -> bool:
    """Whether another noun follows a noun, so that it is no head."""
    return bool(noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ == "NOUN")
