"""Casualty figures of a sentence: who was killed, hurt, missing, displaced, held, and what was destroyed or damaged.

The parse says who stands with which word; where it errs, as in headlines and lists, the order of the tokens decides. The
reader does not judge whether a thing happened: negation of the event, fear and denial are the modality's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.codebook.parties import party
from harmledger.extract.numbers import Quantity, find_quantities
from harmledger.extract.sentences import Sentence
from harmledger.extract.victims import Victims, read_phrase
from harmledger.records import Casualty

VERSION = codebook.version("casualties")
Frame = Literal["object", "subject", "lose", "state", "noun", "toll", "lives", "none"]

_PEOPLE_ONLY = frozenset({"killed", "injured", "missing", "evacuated", "trapped", "detained", "displaced"})
_TOLL_REACH = 26  # tokens: "the number of people killed as a result of the attack on the house in ... has risen to 47"
_THINGS = frozenset({"destroyed", "damaged"})
_AUXILIARY = frozenset({"be", "have", "get", "also", "still"})
_JOINED = frozenset({"and", "or", "/", ",", "and/or", "either", "both", "seriously", "then"})


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A row of casualties with the tokens it hangs on: the word of the outcome and the head of the victims' phrase."""

    casualty: Casualty
    cue: int
    head: int


@dataclass(frozen=True, slots=True)
class _Cue:
    token: Any
    outcome: str
    frame: Frame
    counted: bool = False  # a row only with a number


@dataclass(frozen=True, slots=True)
class _Row:
    cue: _Cue
    victims: Victims
    part: bool = False  # named by "including"


def read_casualties(sentence: Sentence, before: Sequence[CasualtyMention] = ()) -> tuple[CasualtyMention, ...]:
    """The casualty rows of a sentence, in the order of their words; report offsets in each row.

    `before` holds the rows of the sentence before: "of these, 12 were killed" counts the victims that it named.
    """
    doc = sentence.doc
    if not any(t.lower_ in _triggers() or t.lemma_.lower() in _triggers() for t in doc):
        return ()
    quantities = find_quantities(doc)
    rows: list[_Row] = []
    whose = _referred(doc, before)
    for cue in _cues(doc):
        rows.extend(_rows(doc, cue, quantities, rows or whose))
    rows.extend(_tolls(doc, quantities))
    rows = _settle(doc, rows)
    return tuple(_mention(sentence, row) for row in rows)


def _referred(doc: Any, before: Sequence[CasualtyMention]) -> list[_Row]:
    """The victims of the sentence before, where this one begins with "of these", "of them" or "among them"."""
    opening = " ".join(t.lower_ for t in doc[:4])
    if not before or not any(words in opening for words in codebook.load("casualties")["referring"]):
        return []
    c = before[0].casualty
    cue = _Cue(doc[0], c.outcome, "state")
    return [_Row(cue, Victims(c.victims, c.of, c.low, c.high, 0, 0, -1))]


@cache
def _words(field: str) -> frozenset[str]:
    return frozenset(codebook.load("casualties")[field])


@cache
def _verbs() -> dict[str, tuple[str, Frame]]:
    out: dict[str, tuple[str, Frame]] = {}
    for outcome, frames in codebook.load("casualties")["verbs"].items():
        for lemma in frames["object"]:
            out[lemma] = (outcome, "object")
        for lemma in frames["subject"]:
            out[lemma] = (outcome, "subject")
    return out


@cache
def _nouns() -> dict[str, str]:
    return {lemma: outcome for outcome, lemmas in codebook.load("casualties")["nouns"].items() for lemma in lemmas}


@cache
def _triggers() -> frozenset[str]:
    """Words without which a sentence holds no figure: the cheap test before the work."""
    data = codebook.load("casualties")
    words = {
        *_verbs(),
        *_nouns(),
        *data["states"],
        *data["casualty_words"],
        *data["lose_verbs"],
        "life",
        "toll",
        "number",
    }
    return frozenset(words | {verb for row in data["phrases"] for verb in row["verb"]})


def _cues(doc: Any) -> Iterator[_Cue]:
    """The words of outcomes, in order."""
    data = codebook.load("casualties")
    for token in doc:
        lemma, low = token.lemma_.lower(), token.lower_
        if lemma in _words("casualty_words"):
            yield _Cue(token, "killed", "none")
        elif cue := _phrase_cue(doc, token, lemma):
            yield cue
        elif lemma in _words("lose_verbs") and token.pos_ == "VERB":
            yield _Cue(token, "killed", "lose")
        elif lemma == "life" and token.pos_ == "NOUN":
            yield _Cue(token, "killed", "lives")
        elif lemma in _verbs() and (token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG")):
            outcome, frame = _verbs()[lemma]
            yield _Cue(token, outcome, frame, lemma in _words("counted_only"))
        elif low in data["states"] and not (token.pos_ in ("NOUN", "PROPN") and token.dep_ == "compound"):
            yield _Cue(token, data["states"][low], "state")
        elif lemma in _nouns() and token.pos_ in ("NOUN", "VERB", "PROPN") and token.dep_ != "compound":
            yield _Cue(token, _nouns()[lemma], "noun")


def _phrase_cue(doc: Any, token: Any, lemma: str) -> _Cue | None:
    """ "Shot dead", "went missing", "taken hostage", "lost their lives"."""
    if token.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    for row in codebook.load("casualties")["phrases"]:
        if lemma in row["verb"]:
            after = {t.lower_ for t in doc[token.i + 1 : token.i + 6]}
            if token.dep_ in ("aux", "auxpass"):
                continue
            near = {t.lower_ for t in doc[token.i + 1 : token.i + 5]} | {
                t.lower_ for t in token.children if t.i > token.i
            }
            if near & set(row["with"]) or (
                row["frame"] == "object" and after & {"dead", "hostage", "prisoner", "death"} & set(row["with"])
            ):
                return _Cue(token, row["outcome"], row["frame"])
    return None


def _rows(doc: Any, cue: _Cue, quantities: Sequence[Quantity], before: Sequence[_Row]) -> Iterator[_Row]:
    """The rows of one cue: its victims, their coordinates and their named parts."""
    if cue.frame == "none":
        yield from _no_casualties(doc, cue)
        return
    whole: list[Victims] = []
    for head in _heads(doc, cue, quantities):
        for token in _coordinates(doc, head, cue, quantities):
            v = read_phrase(doc, token, quantities)
            if whole and v is not None and _same_number(doc, whole[-1], v):
                whole[-1] = replace(whole[-1], victims="civilian", end=v.end)
                continue
            if v is not None and cue.frame == "noun" and token is cue.token:
                v = _of_whom(doc, v, token, quantities)
            v = _fitting(cue, v, before, whole)
            if v is not None and all(v.head != w.head for w in whole):
                whole.append(_negated(doc, cue, v))
    if cue.frame == "lose":
        whole = [replace(v, of=_side_of_subject(cue.token)) for v in whole if v.victims == "combatant"]
    if cue.outcome == "detained" and {t.lower_ for t in cue.token.subtree} & _words("prisoners"):
        whole = [replace(v, victims="combatant") if v.victims == "people" else v for v in whole]
    for v in whole:
        yield _Row(replace(cue, outcome="killed") if v.victims == "combatant" and cue.outcome in _THINGS else cue, v)
    for v in whole[-1:]:
        for part in _parts(doc, cue, v, quantities):
            yield _Row(cue, part, True)


def _same_number(doc: Any, first: Victims, second: Victims) -> bool:
    """Whether one number counts both nouns: "40 women and children"."""
    people = {first.victims, second.victims} <= {"people", "child", "civilian"}
    joined = second.start - first.end == 1 and doc[first.end].lower_ == "and"
    return people and joined and first.quantity is not None and second.quantity is None and second.plural


def _of_whom(doc: Any, v: Victims, token: Any, quantities: Sequence[Quantity]) -> Victims:
    """The class that stands after a counted noun: "450 bodies of civilians"."""
    for of in (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"):
        for noun in of.children:
            inner = read_phrase(doc, noun, quantities) if noun.dep_ == "pobj" else None
            if inner is not None and inner.victims not in ("", "objects"):
                return replace(v, victims=inner.victims, of=inner.of)
    return v


def _fitting(cue: _Cue, v: Victims | None, before: Sequence[_Row], whole: Sequence[Victims]) -> Victims | None:
    """The phrase, if its class can suffer the outcome; a bare number takes the class of the figure before it."""
    if v is None:
        return None
    if v.quantity is None and (cue.counted or cue.outcome == "evacuated"):
        return None  # "attempts to evacuate civilians", "all women were evacuated": no figure without a number
    if v.victims == "":
        earlier = [w for w in whole if w.victims] or [r.victims for r in before if not r.part]
        if cue.outcome in _THINGS:
            earlier = [w for w in earlier if w.victims == "objects"]
            return replace(v, victims="objects", of=earlier[-1].of) if earlier else None
        earlier = [w for w in earlier if w.victims != "objects"]
        return replace(v, victims=earlier[-1].victims, of=earlier[-1].of) if earlier else replace(v, victims="people")
    if cue.outcome == "destroyed" and v.victims == "combatant" and v.quantity is not None:
        return v  # "30 occupiers were destroyed" tells of the dead
    if (v.victims == "objects") != (cue.outcome in _THINGS):
        return None
    if (
        cue.outcome in ("displaced", "evacuated", "trapped", "missing")
        and v.victims == "combatant"
        and cue.outcome == "displaced"
    ):
        return None
    return v


def _heads(doc: Any, cue: _Cue, quantities: Sequence[Quantity]) -> list[Any]:
    """The head tokens of the phrases that suffer the outcome of a cue."""
    token = cue.token
    if cue.frame == "object":
        heads = _object_heads(token)
        own = any(c.dep_ in ("nsubj", "nsubjpass", "dobj") or c.lower_ == "more" for c in token.children)
        if token.dep_ == "conj" and not own and (figure := _between(doc, token.head, token, quantities)) is not None:
            heads = [figure]
    elif cue.frame in ("subject",):
        heads = _subjects(token)
        if not heads and token.dep_ == "relcl":
            heads = [token.head]
    elif cue.frame == "lose":
        heads = [c for c in token.children if c.dep_ in ("dobj", "obj")]
    elif cue.frame == "lives":
        return _lives_heads(token)
    elif cue.frame == "noun":
        return _noun_heads(doc, token, quantities)
    else:
        heads = _state_heads(token)
    heads = [_antecedent(h) for h in heads]
    usable = [h for h in heads if _fits(cue, read_phrase(doc, h, quantities))]
    if usable and token.dep_ in ("acl", "amod") and heads[0].i < token.i:
        return usable[:1]
    if cue.frame not in ("object", "state") or _usable(doc, heads, quantities):
        return heads
    beside = _left_head(doc, token, quantities) if token.tag_ != "VBG" else None
    if beside is not None:
        return _list_before(doc, beside, quantities)
    if cue.frame == "object":
        beside = _right_head(doc, token, quantities)
    return heads if beside is None else [beside]


def _fits(cue: _Cue, v: Victims | None) -> bool:
    return v is not None and (v.victims == "objects") == (cue.outcome in _THINGS)


def _usable(doc: Any, heads: Sequence[Any], quantities: Sequence[Quantity]) -> bool:
    return any(read_phrase(doc, h, quantities) is not None for h in heads)


def _object_heads(token: Any) -> list[Any]:
    passive = [c for c in token.children if c.dep_ == "nsubjpass"] or (_reported(token) if token.tag_ == "VBN" else [])
    if passive:
        return passive
    objects = [c for c in token.children if c.dep_ in ("dobj", "obj") or (c.lower_ == "more" and c.i > token.i)]
    if objects:
        return objects
    if token.dep_ in ("acl", "amod") and token.tag_ != "VBG":
        return [token.head, *_above(token.head)]
    if (
        token.dep_ == "conj"
        and token.tag_ in ("VBN", "VBD", "JJ")
        and not any(c.dep_ == "nsubj" for c in token.children)
    ):
        return _object_heads(token.head) if token.head.lemma_.lower() in _verbs() or token.head.pos_ == "VERB" else []
    shared = [c for c in token.children if c.dep_ == "conj" and c.lemma_.lower() in _verbs()]
    if shared and not any(c.dep_ == "nsubj" for c in token.children if token.tag_ == "VBN"):
        return [c for s in shared for c in s.children if c.dep_ in ("dobj", "obj")]
    # Headlines leave out the auxiliary: "Three killed in strike".
    return [c for c in token.children if c.dep_ == "nsubj"] if token.tag_ in ("VBN", "VBD") else []


def _above(noun: Any) -> list[Any]:
    """The nouns that a noun belongs to: in "a mall in a town in the region destroyed by", also the town and the mall."""
    out = []
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN") and len(out) < 4:
        noun = noun.head.head
        out.append(noun)
    return out


def _subjects(token: Any) -> list[Any]:
    """The subject of a verb, also through "had to flee", "began to flee" and coordination."""
    seen = token
    for _ in range(4):
        found = [c for c in seen.children if c.dep_ in ("nsubj", "nsubjpass")]
        if found:
            return found
        if seen.dep_ in ("xcomp", "conj", "ccomp", "advcl", "aux") and seen.head is not seen:
            seen = seen.head
        elif seen.dep_ in ("acl", "relcl"):
            return [seen.head]
        else:
            return []
    return []


def _state_heads(token: Any) -> list[Any]:
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    if reported := _reported(token):
        return reported
    if token.dep_ in ("amod", "acl", "nmod"):
        return [token.head]
    if token.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp") and token.head.pos_ in ("VERB", "AUX"):
        objects = [c for c in token.head.children if c.dep_ in ("dobj", "obj", "nsubjpass")]
        return objects or [
            c for c in token.head.children if c.dep_ == "nsubj" and token.head.lemma_ not in _words("leaving")
        ]
    if token.dep_ == "appos":
        return []
    return []


def _noun_heads(doc: Any, token: Any, quantities: Sequence[Quantity]) -> list[Any]:
    """ "The deaths of 12 people", "one person's death", "six bodies"."""
    out = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    out = [t for t in out if (v := read_phrase(doc, t, quantities)) is not None and v.victims != "objects"] or out
    if not out:
        out = [c for c in token.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    own = read_phrase(doc, token, quantities)
    if out and _usable(doc, out, quantities) and (own is None or own.quantity is None):
        return out
    if token.lemma_.lower() not in _words("counted_nouns"):
        return []
    single = any(c.lower_ in ("a", "an") for c in token.children)
    if own is not None and (own.quantity is not None or own.low == 0 or ((_plural(token) or single) and _shown(token))):
        return [token]
    return []


def _plural(token: Any) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _shown(token: Any) -> bool:
    """A bare plural counts only where it is told of ("collect bodies", "civilian deaths"), not as "state bodies"."""
    if token.lemma_.lower() in ("body", "corpse"):
        return token.dep_ in ("dobj", "nsubjpass", "conj") and token.head.pos_ == "VERB"
    return any(c.lower_ in ("civilian", "child") for c in token.children)


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


def _antecedent(token: Any) -> Any:
    """The noun that "who", "which" or "that" stands for; in "two children among those killed", the children."""
    if token.lower_ in ("those", "victims", "dead") and token.dep_ == "pobj" and token.head.lower_ == "among":
        return token.head.head
    if token.tag_ in ("WP", "WDT") or (token.lower_ == "that" and token.pos_ == "PRON"):
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp", "aux") and verb.head is not verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def _left_head(doc: Any, token: Any, quantities: Sequence[Quantity]) -> Any | None:
    """The figure right before a participle: "and 1,597 wounded", "15 people also injured"."""
    i = token.i - 1
    while i >= 0 and (
        doc[i].pos_ in ("ADV", "AUX")
        or doc[i].lemma_.lower() in _AUXILIARY
        or doc[i].lower_ in ("seriously", "feared", "reportedly", "confirmed")
    ):
        i -= 1
    if i < 0:
        return None
    for q in quantities:
        if q.start <= i < q.end:
            return doc[i]
    if doc[i].lower_ in ("more", "others", "other") and any(q.end == i for q in quantities):
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
    """The figure that stands between two coordinated verbs: "six were killed and eight more, with a child, were hurt"."""
    for q in quantities:
        if (
            head.i < q.start
            and q.end <= token.i
            and not any(t.lower_ in _words("including") for t in doc[head.i : q.start])
        ):
            following = doc[q.end] if q.end < len(doc) else None
            if (
                following is None
                or following.is_punct
                or following.pos_ in ("AUX", "ADV")
                or following.lower_ in ("more", "others", "other")
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
                if (
                    noun.pos_ in ("NOUN", "PROPN")
                    and (v := read_phrase(doc, noun, quantities)) is not None
                    and v.quantity is q
                ):
                    return noun
            return doc[q.number]
    return None


def _coordinates(doc: Any, head: Any, cue: _Cue, quantities: Sequence[Quantity]) -> Iterator[Any]:
    """The head and what is listed with it: "fighters and civilians", "schools, along with 34 hospitals"."""
    yield head
    seen = [head]
    for token in head.conjuncts:
        if token.i > head.i and token.lower_ != "more" and not _own_cue(doc, token, cue):
            seen.append(token)
            yield token
    if cue.outcome in _THINGS or cue.outcome in _PEOPLE_ONLY:
        yield from _along_with(doc, max(seen[-1].i, cue.token.i), quantities)


def _own_cue(doc: Any, token: Any, cue: _Cue) -> bool:
    """Whether a listed noun has an outcome of its own ("one killed and two injured")."""
    states = codebook.load("casualties")["states"]
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
    for phrase in ("along with", "together with", "as well as", "in addition to"):
        if joined.startswith(phrase) or joined.startswith(", " + phrase):
            begin = at + 1 + joined[: joined.index(phrase) + len(phrase)].count(" ") + 1
            for noun in doc[begin : begin + 8]:
                if noun.pos_ == "NOUN" and not _modifier_of_next(doc, noun):
                    yield noun
                    yield from (t for t in noun.conjuncts if t.i > noun.i)
                    return


def _modifier_of_next(doc: Any, noun: Any) -> bool:
    return noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ == "NOUN"


def _parts(doc: Any, cue: _Cue, whole: Victims, quantities: Sequence[Quantity]) -> Iterator[Victims]:
    """The classes that "including", "among them" or "two of them" names as parts of a figure."""
    names = _words("including")
    end = len(doc)
    at = max(whole.end, 0)
    text = [t.lower_ for t in doc]
    for i in range(at, min(end, at + 22)):
        two = " ".join(text[i : i + 2])
        if text[i] in (";", "while", "but", "—"):
            return
        if text[i] in names or two in names or two in ("among them", "among whom"):
            for noun in doc[i + 1 : i + 20]:
                if noun.lower_ in (";", "while", "were", "was") or noun.lemma_.lower() in _verbs():
                    break
                if noun.pos_ in ("NOUN", "PROPN") and not _modifier_of_next(doc, noun):
                    v = read_phrase(doc, noun, quantities)
                    if (
                        v is not None
                        and v.victims not in ("", "people", "objects", whole.victims)
                        and v.head != whole.head
                    ):
                        yield v
            return


def _negated(doc: Any, cue: _Cue, v: Victims) -> Victims:
    """ "The driver was not hurt": none."""
    token = cue.token
    if cue.frame in ("object", "state") and any(c.dep_ == "neg" for c in token.children) and v.low != 0:
        if v.quantity is None:
            return replace(v, low=0, high=0)
    return v


def _no_casualties(doc: Any, cue: _Cue) -> Iterator[_Row]:
    """ "There were no casualties": nobody killed, nobody injured."""
    token = cue.token
    near = doc[max(0, token.i - 4) : token.i]
    own = [t.lower_ for t in near]
    direct = [t.lower_ for t in token.lefts] + own[-2:]
    none = _words("none_words")
    verb = token.head
    negative = bool(set(direct) & none) or (verb.lemma_.lower() in ("avoid", "fail") and "any" in own)
    negative = negative or (
        verb.pos_ in ("VERB", "AUX")
        and any(c.dep_ == "neg" for c in verb.children)
        and token.dep_ in ("dobj", "attr", "nsubj")
    )
    negative = negative or ("any" in own and any(t.lemma_.lower() in none for t in doc[max(0, token.i - 7) : token.i]))
    if not negative or (token.dep_ == "pobj" and token.head.lower_ in ("on", "about", "of")):
        return
    victims = "civilian" if "civilian" in own else "people"
    start = next((t.i for t in near if t.lower_ in none or t.lower_ == "any"), token.i)
    v = Victims(victims, None, 0, 0, start, token.i + 1, token.i)
    yield _Row(cue, v)
    yield _Row(replace(cue, outcome="injured"), v)


def _side_of_subject(token: Any) -> str | None:
    for subject in _subjects(token):
        found = party(" ".join(t.text for t in subject.subtree))
        if found:
            return found
    return None


def _tolls(doc: Any, quantities: Sequence[Quantity]) -> Iterator[_Row]:
    """ "The death toll rose to 25": the number after the toll, with the class that stands beside either."""
    lower = [t.lower_ for t in doc]
    for row in codebook.load("casualties")["tolls"]:
        for words in row["words"]:
            n = len(words.split())
            for i in range(len(lower) - n + 1):
                if " ".join(lower[i : i + n]) != words or (
                    words == "toll" and i and lower[i - 1] in ("death", "deaths", "injury")
                ):
                    continue
                v = _toll_value(doc, i, i + n, quantities)
                if v is not None:
                    yield _Row(_Cue(doc[i + n - 1], row["outcome"], "toll"), v)


def _toll_value(doc: Any, start: int, end: int, quantities: Sequence[Quantity]) -> Victims | None:
    after = [q for q in quantities if end <= q.start <= end + _TOLL_REACH]
    for k, q in enumerate(after):
        if {";", "but", "while", "that", "which"} & {t.lower_ for t in doc[end : q.start]}:
            return None
        lead = {w for t in doc[max(end, q.start - 3) : q.number] for w in (t.lower_, t.lemma_.lower())}
        if not lead & _words("toll_verbs"):
            continue
        if doc[q.start].lower_ == "from" and k + 1 < len(after):
            q = after[k + 1]
        if q.bound == "range" and doc[q.start].lower_ == "from":
            q = replace(q, low=q.high)
        nouns = [t for t in doc[q.end : q.end + 3] if t.pos_ == "NOUN"]
        phrases = [v for t in nouns if (v := read_phrase(doc, t, quantities)) is not None and v.quantity == q]
        if any(v.victims == "objects" for v in phrases) or (q.end < len(doc) and doc[q.end].lower_ in _states()):
            continue
        v = Victims("people", None, q.low, q.high, start, q.end, q.number, q)
        named = next((p for p in phrases if p.victims), None)
        if named is not None:
            return replace(v, victims=named.victims, of=named.of)
        return replace(v, victims=_toll_class(doc, start, end, quantities))
    return None


def _toll_class(doc: Any, start: int, end: int, quantities: Sequence[Quantity]) -> str:
    """The class in "civilian death toll", "number of children killed"."""
    for token in doc[max(0, start - 2) : end + 1]:
        if token.lower_ == "civilian":
            return "civilian"
        v = read_phrase(doc, token, quantities) if token.pos_ == "NOUN" else None
        if v is not None and v.victims not in ("objects", "people", ""):
            return v.victims
    return "people"


def _states() -> dict[str, str]:
    states: dict[str, str] = codebook.load("casualties")["states"]
    return states


def _settle(doc: Any, rows: Sequence[_Row]) -> list[_Row]:
    """One row a figure: joint outcomes dropped, equal rows once, "at least" carried through a list, equal classes summed."""
    rows = sorted(rows, key=lambda r: (r.victims.start, r.cue.token.i, r.cue.outcome))
    kept: list[_Row] = []
    for row in rows:
        rivals = [
            r for r in rows if r is not row and r.victims.head == row.victims.head and r.cue.outcome != row.cue.outcome
        ]
        if (
            rivals
            and row.victims.quantity
            and row.victims.low != 0
            and row.cue.frame != "none"
            and _joint(doc, row, rivals)
        ):
            continue
        if any(k.cue.outcome == row.cue.outcome and _overlap(k.victims, row.victims) for k in kept):
            continue
        kept.append(row)
    kept = _carry(doc, _counted_first(kept))
    return _summed(doc, kept)


def _counted_first(rows: Sequence[_Row]) -> list[_Row]:
    """ "Russia kills children: 219 have died": the number is the figure, the bare plural beside it is none."""
    counted = {(r.cue.outcome, r.victims.victims) for r in rows if r.victims.quantity is not None}
    return [
        r
        for r in rows
        if r.victims.quantity or not r.victims.plural or (r.cue.outcome, r.victims.victims) not in counted
    ]


def _joint(doc: Any, row: _Row, rivals: Sequence[_Row]) -> bool:
    """ "Killed or injured 70": a figure for both outcomes is none for either; "destroyed or damaged" counts as damaged."""
    for rival in rivals:
        a, b = sorted((row.cue.token.i, rival.cue.token.i))
        if all(t.lower_ in _JOINED or t.pos_ == "ADV" for t in doc[a + 1 : b]):
            return not (row.cue.outcome == "damaged" and rival.cue.outcome == "destroyed")
    return False


def _overlap(a: Victims, b: Victims) -> bool:
    return (
        a.head == b.head
        or (a.quantity is not None and a.quantity == b.quantity)
        or (a.start < b.end and b.start < a.end and a.victims == b.victims)
    )


def _active(token: Any) -> bool:
    return token.tag_ in ("VBG", "VB", "VBZ") or (
        token.dep_ == "conj" and any(c.dep_ == "dobj" for c in token.children)
    )


def _carry(doc: Any, rows: Sequence[_Row]) -> list[_Row]:
    """ "At least 15 fighters and 16 civilians": the bound holds for each number of the list, not for a named part."""
    out: list[_Row] = []
    open_at = None
    for row in rows:
        q = row.victims.quantity
        if row.part or q is None:
            out.append(row)
            continue
        if q.bound == "at_least":
            open_at = q.end
        elif row.cue.frame == "toll" or _active(row.cue.token):
            open_at = None  # a verb of its own begins a new figure
        elif q.bound == "exact" and open_at is not None:
            if any(t.lower_ in (";", "while", "but", "after", "which") for t in doc[open_at : q.start]):
                open_at = None
            elif row.victims.low:
                row = replace(row, victims=replace(row.victims, high=None))
        else:
            open_at = None
        out.append(row)
    return out


def _summed(doc: Any, rows: Sequence[_Row]) -> list[_Row]:
    """ "A man and a woman were killed": two people, one row."""
    out: list[_Row] = []
    for row in rows:
        last = out[-1] if out else None
        if (
            last is not None
            and not row.part
            and not last.part
            and last.cue == row.cue
            and _addable(doc, last.victims, row.victims)
        ):
            a, b = last.victims, row.victims
            high = None if a.high is None or b.high is None else a.high + b.high
            out[-1] = replace(last, victims=replace(a, low=(a.low or 0) + (b.low or 0), high=high, end=b.end))
        else:
            out.append(row)
    return out


def _addable(doc: Any, a: Victims, b: Victims) -> bool:
    return (
        a.victims == b.victims != "objects"
        and a.of == b.of
        and a.low is not None
        and b.low is not None
        and a.low > 0 < b.low
        and a.head < b.head
    )


def _mention(sentence: Sentence, row: _Row) -> CasualtyMention:
    v = row.victims
    doc = sentence.doc
    start = sentence.start + int(doc[v.start].idx)
    last = doc[v.end - 1]
    end = sentence.start + int(last.idx) + len(last.text)
    text = sentence.text[start - sentence.start : end - sentence.start]
    casualty = Casualty(row.cue.outcome, v.victims, v.of, v.low, v.high, text, start, end)
    return CasualtyMention(casualty, row.cue.token.i, v.head)


def outcomes(mentions: Iterable[CasualtyMention]) -> frozenset[str]:
    """The outcomes that some mentions tell of."""
    return frozenset(m.casualty.outcome for m in mentions)
