"""What a noun phrase says of victims: how many, of which class, and which words say so.

Works on the phrase's tokens as much as on its parse, so that a wrong parse costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import countries_of, party
from harmledger.extract.casualty_cues import word_set
from harmledger.extract.numbers import Quantity

_REACH = 9  # tokens between a number and its noun: "12 seriously wounded Ukrainian army soldiers"
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "VERB", "NUM", "PART"})
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Victims:
    """A phrase of victims: its class ("" where only a number stands), count and tokens `start` to `end` (half open)."""

    victims: str
    of: str | None
    low: int | None
    high: int | None
    start: int
    end: int
    head: int
    quantity: Quantity | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The classes of `casualties.yaml`, ready for lookup by lemma."""

    classes: dict[tuple[str, ...], str]
    objects: dict[tuple[str, ...], str]
    not_objects: frozenset[tuple[str, ...]]
    persons: frozenset[str]  # any other noun for a person


@cache
def lexicon() -> Lexicon:
    """The class of each victim and object word; words may be phrases."""
    data = codebook.load("casualties")
    classes: dict[tuple[str, ...], str] = {}
    for name, words in data["victims"].items():
        for word in words:
            classes.setdefault(tuple(re.findall(r"[^\W_]+", word)), name)
    for word in data["relatives_are_people"]:
        classes[(word,)] = "people"
    objects = {tuple(re.findall(r"[^\W_]+", w)): name for name, words in data["objects"].items() for w in words}
    objects |= {tuple(w.split()): "" for w in data["things"]}
    refused = frozenset(tuple(re.findall(r"[^\W_]+", w)) for w in data["not_objects"])
    return Lexicon(classes, objects, refused, frozenset(codebook.load("persons")["persons"].split()))


def read_phrase(doc: Any, head: Any, quantities: Sequence[Quantity]) -> Victims | None:
    """The victims that the phrase around token `head` names; None where it names neither people nor things."""
    quantity = _within(head.i, quantities)
    if quantity is not None:
        return _numbered(doc, head, quantity, quantities)
    if head.lower_ in word_set("further"):
        counted = next((q for q in quantities if q.end == head.i), None)
        return _numbered(doc, doc[counted.number], counted, quantities) if counted else None
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "WP", "WDT", "DT", "PRP$"):
        return _pronoun(head)
    found = _class(doc, head)
    if found is None:
        return _ordinal(head)
    victims, of = found
    quantity, start, word = _count(doc, head, quantities)
    plural = head.tag_ in ("NNS", "NNPS") or head.lemma_.lower() in codebook.load("casualties")["collective"]
    low, high = _bounds(quantity, word, plural, head, victims)
    if quantity is not None and quantity.start and doc[quantity.start - 1].lower_ in word_set("asking"):
        return None
    if low is None and high is None:
        return None
    if victims != "objects":
        victims = _refine(doc, start, head, victims)
    if victims in ("people", "civilian") and _of_aid(doc, start, head):
        victims = "aid_worker"
    if victims == "combatant":
        of = party(doc[start : head.i + 1].text)
    return Victims(victims, of, low, high, start, head.i + 1, head.i, quantity, plural)


def _of_aid(doc: Any, start: int, head: Any) -> bool:
    """ "Two staff members of an NGO", "killed in the UN office were five members of staff": relief workers."""
    own = " ".join(t.lower_ for t in doc[start : head.right_edge.i + 1])
    if not any(re.search(rf"\b{w}\b", own) for w in word_set("staff")):
        return False
    # "Staff" tells of a body named before it; a "worker" may be anyone's.
    told = " ".join(t.lower_ for t in doc[: head.i]) if re.search(r"\bstaff\b", own) else ""
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", f"{told} {own}") for w in word_set("aid_bodies"))


def _ordinal(head: Any) -> Victims | None:
    """ "A third was wounded": one more of those that were counted before."""
    article = next((c for c in head.children if c.dep_ == "det" and c.lower_ in word_set("articles")), None)
    if head.lower_ not in word_set("ordinals") or article is None or any(c.dep_ == "prep" for c in head.children):
        return None
    number = Quantity(article.i, head.i + 1, 1, 1, "exact", head.i)
    return Victims("", None, 1, 1, article.i, head.i + 1, head.i, number)


def _within(i: int, quantities: Iterable[Quantity]) -> Quantity | None:
    return next((q for q in quantities if q.start <= i < q.end), None)


def _numbered(doc: Any, head: Any, q: Quantity, quantities: Sequence[Quantity]) -> Victims | None:
    """A number as head: "dozens of people", "two of the nurses", or alone ("and 14 wounded")."""
    if q.start > 0 and doc[q.start - 1].lower_ == "no" and doc[q.number].lower_ == "one":
        return Victims("people", None, 0, 0, q.start - 1, q.end, head.i, replace(q, low=0, high=0), False)
    at = q.end - 1 if doc[q.end - 1].lower_ == "of" else q.end
    if at < len(doc) and doc[at].lower_ == "of":
        for token in doc[at + 1 : at + 1 + _REACH]:
            if token.pos_ in ("NOUN", "PROPN", "PRON") and not _modifier(doc, token):
                inner = read_phrase(doc, token, [x for x in quantities if x.start > q.end])
                if inner is not None and token.pos_ != "PRON":
                    return replace(inner, low=q.low, high=q.high, start=q.start, head=head.i, quantity=q, plural=True)
    if (counted := counted_noun(doc, q, quantities)) is not None:
        return replace(counted, head=head.i)
    return Victims("", None, q.low, q.high, q.start, q.end, head.i, q, (q.high or 9) > 1)


def counted_noun(doc: Any, q: Quantity, quantities: Sequence[Quantity]) -> Victims | None:
    """The phrase whose number `q` is, where its noun follows at once: "a total of 40 children"."""
    for token in doc[q.end : q.end + _REACH]:
        if token.lower_ in word_set("further"):
            continue
        if token.pos_ in ("NOUN", "PROPN") and not _modifier(doc, token):
            v = read_phrase(doc, token, quantities)
            return v if v is not None and v.quantity is q else None
        if token.pos_ not in _INSIDE - {"VERB"} and token.lower_ not in word_set("phrase_links"):
            return None
    return None


def _modifier(doc: Any, token: Any) -> bool:
    """Whether a noun only modifies the next one ("hospital patients")."""
    nxt = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return bool(
        token.dep_ in ("compound", "amod", "nmod", "poss") and nxt is not None and nxt.pos_ in ("NOUN", "PROPN", "PART")
    )


def _pronoun(head: Any) -> Victims | None:
    low = head.lower_
    if low in word_set("single_pronouns"):
        return Victims("people", None, 1, 1, head.i, head.i + 1, head.i)
    if low in word_set("zero_pronouns"):
        return Victims("people", None, 0, 0, head.i, head.i + 1, head.i)
    return None


def _class(doc: Any, head: Any) -> tuple[str, str | None] | None:
    """Class of the head noun by the longest phrase that ends at it: ("child", None), ("objects", "education")."""
    lex = lexicon()
    lemmas = [_lemma(t) for t in doc[max(0, head.i - 3) : head.i + 1] if t.text not in "-–"][-3:]
    ahead = tuple(_lemma(t) for t in doc[head.i : head.i + 3])
    if len(ahead) == 3 and ahead in lex.classes:
        return lex.classes[ahead], None  # "prisoners of war"
    for n in range(min(3, len(lemmas)), 0, -1):
        key = tuple(lemmas[-n:])
        if key in lex.not_objects:
            return None
        if key in lex.classes:
            return lex.classes[key], None
        if key in lex.objects:
            return _object(doc, head, lex.objects[key])
    if head.ent_type_ == "PERSON":
        return _titled(doc, head), None
    if _of_group(head):
        return "combatant", None
    if head.tag_ == "NNPS" or (head.pos_ in ("NOUN", "PROPN") and lemmas[-1] in lex.persons):
        return "people", None
    if head.ent_type_ == "NORP" and head.pos_ in ("NOUN", "PROPN"):
        return "people", None
    return None


def _of_group(head: Any) -> bool:
    """Whether a noun is an armed group's name or a member of one: "18 Taliban", "33 members of the Contras"."""
    if head.pos_ == "PROPN":
        return party(head.text) in _armed_groups()
    if head.lemma_.lower() not in word_set("members"):
        return False
    of = [t for c in head.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"]
    return any(party(t.doc[t.left_edge.i : t.right_edge.i + 1].text) in _armed_groups() for t in of)


@cache
def _armed_groups() -> frozenset[str]:
    """The parties that are no state and no alliance of states."""
    names = {row["name"] for row in codebook.load("parties")["parties"]}
    return frozenset(n for n in names if not countries_of(n)) - word_set("alliances")


def is_person(noun: Any) -> bool:
    """Whether a noun names people of any class."""
    lemma = _lemma(noun)
    return (lemma,) in lexicon().classes or lemma in lexicon().persons


def _object(doc: Any, head: Any, target: str) -> tuple[str, str | None] | None:
    """A thing and its target class; a depot of ammunition is military, a combat vehicle no row."""
    if _war_thing(doc, head):
        return None
    words = {t.lower_ for t in doc[max(0, head.i - 3) : head.i]}
    military = not words.isdisjoint(codebook.load("casualties")["military_words"])
    return "objects", "military" if military else target or None


def _titled(doc: Any, head: Any) -> str:
    """The class of a named person by the words around the name: "nurse Jane Doe", "Jane Doe, nurse", "Jane Doe, 9"."""
    lex = lexicon()
    begin = head.i
    while begin > max(0, head.i - 5) and doc[begin - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PUNCT"):
        begin -= 1  # "rebels killed Jane Doe": the verb ends the title
    before = [_lemma(t) for t in doc[begin : head.i] if not t.is_punct]
    after = (
        [_lemma(t) for t in doc[head.i + 2 : head.i + 7]]
        if head.i + 2 < len(doc) and doc[head.i + 1].text == ","
        else []
    )
    if after and after[0].isdigit() and len(after[0]) <= 2:
        return "child" if int(after[0]) < _ADULT else "people"
    for words in (before, after):
        for n in (3, 2, 1):
            for i in range(len(words) - n + 1):
                found = lex.classes.get(tuple(words[i : i + n]))
                if found in word_set("name_classes"):
                    return found
    return "people"


def _lemma(token: Any) -> str:
    """The lemma; a capitalised plural, which the tagger takes for a name, without its s."""
    lemma = str(token.lemma_).lower()
    if token.pos_ == "PROPN" and lemma.endswith("s") and len(lemma) > 3:
        return lemma.removesuffix("s") if (lemma,) not in lexicon().classes else lemma
    return lemma


def _war_thing(doc: Any, head: Any) -> bool:
    words = {t.lower_ for t in doc[max(0, head.i - 3) : head.i]}
    return head.lemma_.lower() in word_set("war_things") and not words.isdisjoint(word_set("not_object_modifiers"))


def _count(doc: Any, head: Any, quantities: Sequence[Quantity]) -> tuple[Quantity | None, int, str]:
    """The number or determiner of a phrase, and where the phrase begins."""
    at = start = head.i
    while at > 0 and head.i - at < _REACH:
        at -= 1
        token = doc[at]
        if token.is_punct and token.whitespace_ and doc[at - 1].whitespace_:
            break  # a dash between two phrases
        q = _within(at, quantities)
        if q is not None and q.end == at + 1:
            return q, q.start, ""
        if token.lower_ in word_set("articles") | word_set("zero_words"):
            return None, at, token.lower_
        if token.pos_ in _INSIDE or token.lower_ in word_set("phrase_links") or token.tag_ in ("POS", "HYPH", "PRP$"):
            if (
                token.pos_ == "VERB"
                and token.dep_ != "amod"
                and (token.tag_ not in ("VBN", "VBG") or _governs(token, head))
            ):
                break
            if token.lower_ == "of" and at > 0 and _within(at - 1, quantities) is None:
                break
            start = at
            continue
        break
    return None, start, doc[start].lower_


def _governs(verb: Any, noun: Any) -> bool:
    """Whether a noun is the object of a participle: "two hitting the port" counts no ports."""
    return bool(verb.tag_ == "VBG" and noun.head.i == verb.i and noun.dep_ in ("dobj", "obj"))


def _bounds(q: Quantity | None, word: str, plural: bool, head: Any, victims: str) -> tuple[int | None, int | None]:
    lemma = head.lemma_.lower()
    if lemma in word_set("formations") and victims != "objects":
        return None, None  # "four brigades": no count of persons
    if q is not None:
        return q.low, q.high
    if word in word_set("zero_words"):
        return (0, 0) if word != "any" else (None, None)
    if lemma in word_set("generic_forces"):
        return None, None  # "the army", "forces"
    if word in word_set("articles") and not plural:
        return 1, 1
    if lemma in word_set("mass_nouns") and not plural:
        return None, None
    if lemma in word_set("pairs"):
        return 2, 2
    return (2, None) if plural or lemma in word_set("groups_of_people") else (1, 1)


def _refine(doc: Any, start: int, head: Any, victims: str) -> str:
    """A class that the words before the noun give: an age under 18, "civilian"."""
    words = [t.lower_ for t in doc[start : head.i + 1]]
    age = re.search(r"(\d+|[a-z]+)[\s-]*(?:year|month|week|day)s?[\s-]*old", " ".join(words))
    if age and victims in ("people", "civilian", "child"):
        return "child" if _minor(age, words) else "people"
    if victims in ("people", "civilian") and not word_set("civilian_words").isdisjoint(words):
        return "civilian"
    if victims == "people" and head.lemma_.lower() in word_set("deaths"):
        return "child" if not word_set("young_words").isdisjoint(words) else "people"
    return victims


def _minor(age: re.Match[str], words: Sequence[str]) -> bool:
    if not word_set("young_ages").isdisjoint(words):
        return True
    units: dict[str, int] = codebook.load("numbers")["units"]
    years = int(age[1]) if age[1].isdigit() else units.get(age[1], _ADULT)
    return years < _ADULT
