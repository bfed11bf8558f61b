"""Event words of a sentence, found with the frames of the codebook and the classes of their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.arguments import Arguments, arguments, phrase, reach
from harmledger.extract.sentences import Sentence

VERSION = "frames"
_ADJUNCTS = frozenset({"prep", "advmod", "acomp", "npadvmod", "prt"})
_DONE = frozenset({"attack", "result", "displacement"})  # families of what somebody does to somebody


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.yaml."""

    number: int
    family: str
    type: str
    kind: str | None
    weapon: str | None
    needs: tuple[str, ...]
    object: tuple[str, ...]
    subject: tuple[str, ...]
    subject_or_object: tuple[str, ...]
    without: frozenset[str]
    bare_after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word: its frame, its head token, its words (report offsets) and its arguments."""

    frame: Frame
    token: int
    start: int
    end: int
    args: Arguments
    last: int  # last token of the phrase

    @property
    def family(self) -> str:
        """The frame's family: attack, result, siege ..."""
        return self.frame.family


@dataclass(frozen=True, slots=True)
class Mentions:
    """Token sets of a sentence by class, gathered once from the readers of places, objects and parties."""

    place: frozenset[int]
    target: dict[int, tuple[str, ...]]
    weapon: dict[int, tuple[str, ...]]
    force: frozenset[int]


_Candidate = tuple[tuple[str, ...], Frame, int, int]  # lemmas of the phrase, frame, first and last token


@cache
def _tables() -> dict[str, dict[str, list[tuple[tuple[str, ...], Frame]]]]:
    """By part of speech and first (verbs) or last (nouns) lemma: the phrases and their frames, longest first."""
    out: dict[str, dict[str, list[tuple[tuple[str, ...], Frame]]]] = {
        k: {} for k in ("verbs", "nouns", "adjectives", "preps")
    }
    for number, row in enumerate(codebook.load("frames")["frames"]):
        frame = Frame(
            number,
            row["family"],
            row["type"],
            row.get("kind"),
            row.get("weapon"),
            needs=tuple(row.get("needs", ())),
            object=tuple(row.get("object", ())),
            subject=tuple(row.get("subject", ())),
            subject_or_object=tuple(row.get("subject_or_object", ())),
            without=frozenset(row.get("without", ())),
            bare_after=frozenset(row.get("bare_after", ())),
        )
        for kind, table in out.items():
            for words in row.get(kind, ()):
                lemmas = tuple(words.split())
                table.setdefault(lemmas[-1] if kind == "nouns" else lemmas[0], []).append((lemmas, frame))
    for table in out.values():
        for rows in table.values():
            rows.sort(key=lambda r: -len(r[0]))
    return out


@cache
def word_class(name: str) -> frozenset[str]:
    """The lemmas of a class in classes.yaml."""
    return frozenset(codebook.load("classes")["classes"][name])


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of function words or clause heads in classes.yaml."""
    return frozenset(codebook.load("classes")[name])


def lemmas_of(token: Any) -> tuple[str, ...]:
    """The forms under which a token may stand in the codebook: its lemma, its text, its text without a plural s."""
    low = token.lower_
    out = [token.lemma_.lower(), low]
    if low.endswith("ies"):
        out.append(low[:-3] + "y")
    if low.endswith("s") and not low.endswith("ss"):
        out.append(low[:-1])
    if token.pos_ == "VERB" and low.endswith(("ed", "ing")):  # the lemmatizer makes "rap" of "raped"
        out.append(low.removesuffix("ing").removesuffix("ed") + "e")
    return tuple(dict.fromkeys(out))


def find_triggers(sentence: Sentence, mentions: Mentions) -> list[Trigger]:
    """The event words of a sentence, longest phrase first, no word in two phrases; in text order."""
    doc = sentence.doc
    found: list[Trigger] = []
    attack_tokens: set[int] = set()
    possible = [(token, rows) for token in doc if (rows := _candidates(token))]
    for wait in (False, True):  # frames that ask for another attack among their arguments come second
        for token, rows in possible:
            if any(t.token <= token.i <= t.last or t.token == token.i for t in found):
                continue
            for row in rows:
                frame = row[1]
                if ("attack" in frame.needs + frame.object + frame.subject) != wait:
                    continue
                trigger = _trigger(sentence, token, row, mentions, attack_tokens)
                if trigger is not None:
                    found.append(trigger)
                    if frame.family == "attack":
                        attack_tokens.add(token.i)
                    break
    found.sort(key=lambda t: t.token)
    return found


def _candidates(token: Any) -> list[_Candidate]:
    tables = _tables()
    out: list[_Candidate] = []
    forms = lemmas_of(token)
    if token.pos_ in ("VERB", "AUX") or (token.tag_.startswith("VB")):
        for form in forms:
            for lemmas, frame in tables["verbs"].get(form, ()):
                last = _verb_phrase(token, lemmas)
                if last is not None:
                    out.append((lemmas, frame, token.i, last))
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or token.tag_ in ("VBG", "VB", "VBP", "VBZ"):
        for form in forms:
            for lemmas, frame in tables["nouns"].get(form, ()):
                first = _noun_phrase(token, lemmas)
                if first is not None and (len(lemmas) > 1 or _is_noun(token)):
                    out.append((lemmas, frame, first, token.i))
    if token.pos_ in ("ADJ", "VERB", "PROPN") and token.dep_ in (
        "amod",
        "acomp",
        "attr",
        "ROOT",
        "conj",
        "compound",
        "oprd",
        "acl",
    ):
        for form in forms:
            out += [(lemmas, f, token.i, token.i) for lemmas, f in tables["adjectives"].get(form, ())]
    if token.dep_ == "prep":
        out += [(lemmas, f, token.i, token.i) for lemmas, f in tables["preps"].get(token.lower_, ())]
    return sorted(out, key=lambda c: (-len(c[0]), c[1].number))


def _is_noun(token: Any) -> bool:
    if token.pos_ in ("NOUN", "PROPN", "NUM"):
        return True
    if token.pos_ == "ADJ":
        return bool(token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass"))
    # a gerund that behaves as a noun: "the shelling of", "Russian bombing of"
    return bool(token.tag_ == "VBG" and any(c.dep_ in ("det", "poss", "amod") for c in token.children))


def _verb_phrase(token: Any, lemmas: tuple[str, ...]) -> int | None:
    at, doc = token.i, token.doc
    for lemma in lemmas[1:]:
        window = range(at + 1, min(at + 5, len(doc)))
        at = next((i for i in window if lemma in lemmas_of(doc[i])), -1)
        if at < 0:
            return None
    return int(at)


def _noun_phrase(token: Any, lemmas: tuple[str, ...]) -> int | None:
    first = token.i - len(lemmas) + 1
    if first < 0:
        return None
    doc = token.doc
    ok = all(lemma in lemmas_of(doc[first + k]) for k, lemma in enumerate(lemmas[:-1]))
    return int(first) if ok else None


def _trigger(sentence: Sentence, token: Any, row: _Candidate, mentions: Mentions, attacks: set[int]) -> Trigger | None:
    doc = sentence.doc
    said, frame, first, last = row
    args = arguments(token)
    # "took nine people hostage": what stands within the phrase is no part of it
    own = {i for i in range(first, last + 1) if any(form in said for form in lemmas_of(doc[i]))}
    words = {lemma for i in args.all for lemma in lemmas_of(doc[i])}
    words |= {lemma for c in token.children for lemma in lemmas_of(c)}
    words |= {
        lemma
        for i in args.object
        for c in doc[i].children
        if c.lower_ == "of"
        for o in c.children
        for lemma in lemmas_of(o)
    }
    if frame.without & words or (frame.family in _DONE and _by_nobody(token, args)):
        return None
    if frame.bare_after and token.dep_ == "pobj" and token.head.lower_ in frame.bare_after and not any(token.children):
        return None
    checks = (
        (frame.needs, (*args.all, token.i)),
        (frame.object, args.object if token.pos_ == "VERB" else args.all),
        (frame.subject, args.subject or args.object),
        (frame.subject_or_object, (*args.subject, *args.object)),
    )
    for classes, heads in checks:
        if not classes or any(_has(doc, h, c, mentions, attacks, own) for h in heads for c in classes):
            continue
        if classes is not frame.needs or "place" not in classes or not _set_in_a_place(token, mentions):
            return None
    if token.dep_ == "pobj" and token.head.lower_ == "of" and _is_any(token.head.head, "office_of"):
        return None  # "the head of military operations in X"
    if token.dep_ == "amod" and token.tag_ == "VBG":
        return None  # "exploding drones"
    if (
        token.dep_ == "compound"
        and token.head.pos_ in ("NOUN", "PROPN")
        and frame.family not in ("result", "siege", "harm")
    ):
        return None  # "strike drones", "attack helicopter", "combat training": a kind of thing, not an event
    start = sentence.start + doc[first].idx
    end = sentence.start + doc[last].idx + len(doc[last])
    return Trigger(frame, token.i, start, end, args, last)


def _set_in_a_place(token: Any, mentions: Mentions) -> bool:
    """Whether the clause says where it happens, however the parser hung the phrase ("raged unabated in X")."""
    clause = token
    while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
        clause = clause.head
    within = {t.i for c in clause.children if c.dep_ in _ADJUNCTS for t in c.subtree}
    return any(
        t.i in mentions.place and t.dep_ == "pobj" and t.head.lower_ in word_list("locative_preps")
        for t in (token.doc[i] for i in sorted(within))
    )


def _is_any(token: Any, name: str) -> bool:
    return any(form in word_class(name) for form in lemmas_of(token))


def _by_nobody(token: Any, args: Arguments) -> bool:
    """Whether an earthquake, an illness or an accident is named as the cause."""
    doc = token.doc
    heads = [*args.subject, *(c.i for c in token.children if c.dep_ in ("compound", "amod"))]
    heads += [o.i for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "from", "of") for o in c.children]
    causes = {i for h in heads for i in phrase(doc[h])}
    causes |= {i for h in args.subject for c in doc[h].children if c.dep_ == "acl" for a in c.subtree for i in (a.i,)}
    return any(form in word_class("disaster") for i in causes for form in lemmas_of(doc[i]))


def _has(doc: Any, head: int, name: str, mentions: Mentions, attacks: set[int], own: set[int]) -> bool:
    """Whether the noun phrase around `head` holds a word of the class."""
    near = phrase(doc[head]) - own
    if name == "place":
        return bool((reach(doc[head]) - own) & mentions.place)
    if name == "attack":
        return bool(near & attacks)
    if name == "number":
        return any(doc[i].like_num or doc[i].pos_ == "NUM" for i in near)
    if name.startswith("weapon"):
        wanted = name.partition(":")[2]
        return any(not wanted or wanted in mentions.weapon[i] for i in near if i in mentions.weapon)
    if name == "target":
        return any(i in mentions.target for i in reach(doc[head]) - own)
    if name == "no_service":
        no = any(c.lower_ == "no" for c in doc[head].children)
        return no and any(lemma in word_class("service") for i in near for lemma in lemmas_of(doc[i]))
    if name.startswith("lemma:"):
        return any(name[6:].split()[-1] in lemmas_of(doc[i]) for i in near)
    if name == "town":
        named = head in mentions.place and doc[head].pos_ == "PROPN"
        return named or any(lemma in word_class("settlement") for lemma in lemmas_of(doc[head]))
    if name == "force" and (near & mentions.force or _speaks_for_force(doc[head], mentions)):
        return True
    if name == "people" and any(doc[i].ent_type_ == "PERSON" and i not in mentions.place for i in near):
        return True  # "captured Varsk": a town that the tagger takes for a person is none
    if name == "military" and any("military" in mentions.target.get(i, ()) for i in near):
        return True
    return any(lemma in word_class(name) for i in near for lemma in lemmas_of(doc[i]))


def _speaks_for_force(pronoun: Any, mentions: Mentions) -> bool:
    """ "The army said it had withdrawn": the pronoun stands for the force or state that speaks."""
    if pronoun.lower_ not in word_list("own_pronouns") or pronoun.dep_ != "nsubj" or pronoun.head.dep_ != "ccomp":
        return False
    speakers = (c for c in pronoun.head.head.children if c.dep_ == "nsubj")
    return any(phrase(s) & mentions.force or _is_any(s, "force") for s in speakers)


def mentions_of(
    doc: Any, places: Sequence[Any], objects: Sequence[Any], parties: Sequence[Any], offset: int
) -> Mentions:
    """Token sets by class from the mentions that the readers found in one sentence (report offsets)."""
    target: dict[int, tuple[str, ...]] = {}
    weapon: dict[int, tuple[str, ...]] = {}
    for o in objects:
        table = target if o.kind == "target" else weapon
        for i in _covered(doc, o.start - offset, o.end - offset):
            table[i] = (*table.get(i, ()), o.value)
    located = (p for p in places if p.kind in ("place", "site"))
    place = frozenset(i for p in located for i in range(p.token_start, p.token_end))
    force = frozenset(i for p in parties for i in range(p.token_start, p.token_end))
    return Mentions(place, target, weapon, force)


def _covered(doc: Any, start: int, end: int) -> list[int]:
    return [t.i for t in doc if t.idx < end and t.idx + len(t) > start]
