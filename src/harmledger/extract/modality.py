"""Whether a clause says that something happened: actual, denied, possible or background.

The verdict climbs from the event word to the sentence's root and stops at the first head that decides. What reports
fear, plan, forbid or deny is kept with its modality and never becomes an incident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger.extract.frames import lemmas_of, word_list
from harmledger.extract.negation import empty_count, undone
from harmledger.extract.statements import manner_table

VERSION = "modality/1"
_NOMINAL_LINKS = frozenset(
    {
        "pobj",
        "pcomp",
        "compound",
        "nmod",
        "amod",
        "poss",
        "conj",
        "dobj",
        "obj",
        "acl",
        "nsubj",
        "nsubjpass",
        "attr",
        "appos",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The modality and the word that decided it (token index), None where nothing stood against "actual"."""

    modality: str
    cue: int | None = None


ACTUAL = Verdict("actual")


def modality(
    token: Any,
    *,
    told_of: bool = False,
    achieved: bool = False,
    harm: bool = False,
    caused: bool = False,
    told_by_no: bool = False,
) -> Verdict:
    """The modality of the event that a token names; `told_of`: a strike or its harm, which "the" makes a known fact;
    `achieved`: what is no event while it is only tried ("tried to capture the town"); `harm`: people and things harmed,
    of which none is a figure of nought; `caused`: such harm beside the attack that did or did not cause it;
    `told_by_no`: "no" makes the event ("no aid reached the town")."""
    if caused and empty_count(token):
        return ACTUAL
    nobody = None if told_by_no else undone(token, harm=harm)
    if nobody is not None:
        return Verdict("denied", nobody)
    doc = token.doc
    at = token
    age = _of_another_age(token)
    if age is not None:
        return Verdict("background", age)
    if achieved and _tried(token):
        return Verdict("possible", token.head.i)
    below = token
    for _ in range(12):  # deeper nesting than this is a broken parse
        verdict = _own_signs(at, below, first=at.i == token.i)
        if verdict is not None:
            return ACTUAL if told_of and at.i == token.head.i and presupposed(token) else verdict
        if at.dep_ == "ROOT" or at.head.i == at.i:
            break
        verdict = _from_head(at, token)
        if verdict is not None:
            governed = verdict.cue is not None and token.doc[verdict.cue].pos_ == "NOUN"  # "a return to the bombing"
            known = told_of and verdict.modality == "possible" and _definite(token) and not governed
            return ACTUAL if known else verdict
        if (at.dep_ == "advcl" and at.tag_ == "VBD") or (at.dep_ == "relcl" and _finite(at)):
            break  # "after an air strike hit a hospital", "people who are trapped": told as fact, whatever it hangs on
        if at.dep_ == "acl" and at.i == token.i and at.tag_ in ("VBG", "VBN"):
            break  # "people trapped in the plant"
        if at.i != token.i and says_on(at):
            break
        below, at = at, at.head
    if doc[-1].text == "?" or (doc[-1].is_quote and len(doc) > 1 and doc[-2].text == "?"):
        return Verdict("possible", len(doc) - 1)
    return ACTUAL


def says_on(verb: Any) -> bool:
    """Whether a verb begins a new statement that the parse joins to a denial ("denied that ... and said ...")."""
    if verb.dep_ not in ("conj", "advcl") or manner_table().get(verb.lemma_.lower()) != "say":
        return False
    told = any(c.dep_ == "ccomp" for c in verb.children)
    return told and verb.tag_ in ("VBD", "VBZ", "VBP", "VBG") and not any(c.dep_ == "aux" for c in verb.children)


def _own_signs(at: Any, below: Any, *, first: bool) -> Verdict | None:
    """Signs on the word itself: modal, negation, conditional marker, "to" with a purpose; `below` led up to it."""
    for child in at.children:
        low = child.lower_
        if child.dep_ == "aux" and low in word_list("modals"):
            return Verdict("possible", child.i)
        if child.dep_ == "neg" and at.pos_ in ("VERB", "AUX") and (first or _state_of(at, below)):
            if _infinitive(at) and not _completed(at):
                return Verdict("possible", child.i)  # "ordered them not to storm it": what is forbidden is not denied
            return ACTUAL if _rejected(at) else Verdict("denied", child.i)
        if child.dep_ == "mark" and (low in word_list("conditions") or (low == "as" and at.head.lower_ == "long")):
            return Verdict("possible", child.i)
        if child.dep_ == "advmod" and low in word_list("generic_adverbs") and at.tag_ in ("VBZ", "VBP", "VB", "VBG"):
            return Verdict("background", child.i)
        if child.dep_ in ("amod", "advmod", "compound") and _matches(child, "possible_heads") and _names_event(at):
            return Verdict("possible", child.i)
        if child.dep_ == "amod" and _matches(child, "denied_heads") and _names_event(at):
            return Verdict("denied", child.i)
        bound = "than" in (t.lower_ for t in at.doc[child.i : at.i])  # "no fewer than five strikes"
        if first and child.dep_ == "det" and low == "no" and at.pos_ == "NOUN" and not bound:
            return Verdict("denied", child.i)
    if first and _bare_infinitive(at):
        return Verdict("possible", at.head.i)
    if at.dep_ == "pcomp" and at.head.lower_ == "from" and any(c.dep_ == "dobj" for c in at.children):
        return Verdict("possible", at.head.i)  # "refrained from shelling towns", "weeks away from storming it"
    if at.dep_ == "relcl" and at.tag_ in ("VBZ", "VBP") and _kind_of_thing(at.head):
        return Verdict("background", at.i)
    if _infinitive(at) and at.dep_ in (
        "advcl",
        "acl",
        "relcl",
        "ROOT",
        "conj",
        "xcomp",
        "ccomp",
    ):
        head = at.head
        while at.dep_ == "conj" and head.dep_ == "conj":
            head = head.head
        if at.dep_ in ("acl", "relcl") and _singled_out(head):
            return None
        if at.dep_ == "ROOT" or not (_factual(head) or _matches(at, "perceiving") or _completed(at)):
            return Verdict("possible", at.i)
    return None


def _state_of(verb: Any, below: Any) -> bool:
    """Whether "is not" or "has not" speaks of what stands below it: not of a clause with a subject of its own."""
    if verb.lemma_ not in ("be", "have"):
        return False
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in below.children)
    return not (below.dep_ in ("advcl", "conj") and below.pos_ in ("VERB", "AUX") and own)


def _elsewhere(at: Any, verb: Any) -> bool:
    """Whether a verb has its own object after it, so that the clause before is another's: "..., Moscow denies it"."""
    return bool(
        at.i < verb.i
        and verb.pos_ == "VERB"
        and at.dep_ == "ccomp"
        and any(c.i > verb.i and c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children)
    )


def _infinitive(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _rejected(word: Any) -> bool:
    """Whether what a word says is rejected: "dismissed the army's denial", "rejected the claim that it had not"."""
    at = word
    for _ in range(3):
        host = _link(at)
        if host is None or host.i == at.i:
            return False
        if any(_matches(w, "rejecting") and not _negated(w) for w in (host, *host.children) if w.i != at.i):
            return True
        if not (_matches(host, "denied_heads") or _matches(host, "denied_before_about")):
            return False
        at = host
    return False


def _tried(verb: Any) -> bool:
    return _infinitive(verb) and _matches(verb.head, "trying") and not _completed(verb)


def _bare_infinitive(noun: Any) -> bool:
    """ "Regrouping to attack": the tagger takes the infinitive for a noun."""
    return bool(
        noun.tag_ == "NN"
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "to"
        and noun.i == noun.head.i + 1
        and noun.head.head.tag_ == "VBG"
        and not any(c.i < noun.i for c in noun.children)
    )


def _finite(verb: Any) -> bool:
    tensed = ("VBD", "VBZ", "VBP")
    return verb.tag_ in tensed or any(c.dep_ in ("aux", "auxpass") and c.tag_ in tensed for c in verb.children)


def _completed(verb: Any) -> bool:
    """ "Known to have died": the perfect infinitive tells of what is over."""
    return any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def _definite(noun: Any) -> bool:
    """ "The strike on the mall", "Russia's shelling": an event that the reader is taken to know of."""
    return bool(
        noun.pos_ in ("NOUN", "PROPN")
        and any(c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ == "poss" for c in noun.children)
    )


def presupposed(noun: Any) -> bool:
    """Whether a nominal event is told as known while what may follow is open: "the shelling could cause a disaster"."""
    verb = noun.head
    return bool(
        noun.dep_ == "nsubj"
        and _definite(noun)
        and _matches(verb, "consequences")
        and any(c.dep_ == "aux" and c.lower_ in word_list("outcome_modals") for c in verb.children)
    )


def _kind_of_thing(noun: Any) -> bool:
    """ "Drones that hit targets": a bare plural with a clause in the simple present is a kind, not a case."""
    return bool(noun.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss", "amod") for c in noun.children))


def _singled_out(noun: Any) -> bool:
    """ "The first city to fall": an infinitive after an ordinal tells of what happened."""
    return any(c.tag_ in ("JJS", "RBS") or c.lower_ in ("first", "last", "only", "latest") for c in noun.children)


def _names_event(token: Any) -> bool:
    return bool(token.pos_ in ("NOUN", "PROPN", "VERB"))


def _factual(head: Any) -> bool:
    if head.pos_ == "AUX" and head.lemma_ == "be":
        return False
    return _matches(head, "factual_heads") and not _matches(head, "possible_heads")


def _matches(token: Any, name: str) -> bool:
    words = word_list(name)
    return any(form in words for form in lemmas_of(token))


def _from_head(at: Any, token: Any) -> Verdict | None:
    """What the head says about what hangs on it: "fear that", "plans for", "denied", "accusations of"."""
    head = at.head
    dep = at.dep_
    told = _remembered(at)
    if told is not None:
        return told
    if (
        dep == "prep"
        and at.lower_ in word_list("adjunct_preps")
        and head.pos_ in ("VERB", "AUX")
        and token.pos_ != "VERB"
    ):
        return ACTUAL  # "after the strikes", "given the attack": what the rest is told against is taken as fact
    if dep in ("prep", "agent"):
        return None
    if dep == "nsubj" and _matches(head, "copulas"):
        said = [c for c in head.children if c.dep_ in ("attr", "acomp")]
        if at.i == token.i and _definite(at) and _matches(at, "observed"):
            said = [c for c in said if not _matches(c, "blame_words")]
        for c in said:  # "reports of mass graves are fakes", "the takeover remains a goal"
            for name, verdict in (("denied_heads", "denied"), ("possible_heads", "possible")):
                if _matches(c, name):
                    return Verdict(verdict, c.i)
    if (
        dep == "pobj"
        and head.lower_ == "about"
        and head.head.pos_ in ("NOUN", "PROPN")
        and any(f in word_list("denied_before_about") for f in lemmas_of(head.head))
    ):
        return Verdict("denied", head.head.i)
    link = _link(at)
    if dep in ("ccomp", "xcomp", "pcomp", "acl", "csubj", "csubjpass") or (link and dep in _NOMINAL_LINKS):
        host = link or head
        if _subject_side(at, host):
            return None
        if dep == "conj" and host.pos_ in ("VERB", "AUX") and at.pos_ == "VERB":
            return None
        if _elsewhere(at, host):
            return None
        if _matches(host, "denied_heads") and not _negated(host):
            return ACTUAL if _rejected(host) else Verdict("denied", host.i)
        if _matches(host, "evidence_nouns") and (_lacking(host) or _negated(host.head)):
            return Verdict("denied", host.i)
        if _matches(host, "possible_heads") and not _hindered(host, at):
            return Verdict("possible", host.i)
    if dep == "pobj" and head.lower_ in ("against", "without", "of") and head.head.i != head.i:
        outer = head.head
        if head.lower_ == "against" and _matches(outer, "possible_heads"):
            return Verdict("possible", outer.i)
    return None


def _remembered(at: Any) -> Verdict | None:
    """What an anniversary marks or a novel tells: another day's event, or none."""
    head = at.head
    if head.pos_ in ("VERB", "AUX") and at.dep_ not in ("nsubj", "nsubjpass", "conj"):
        works = (c for c in head.children if c.dep_ in ("nsubj", "nsubjpass"))
        works = (w for w in (*works, *([head.head] if head.dep_ == "relcl" else ())) if _matches(w, "works"))
        teller = next(works, None)
        if teller is not None:
            return Verdict("background", teller.i)
    host = _link(at)
    if host is not None and host.pos_ in ("NOUN", "PROPN", "VERB") and at.dep_ in ("pobj", "compound", "dobj", "pcomp"):
        governs = at.dep_ != "pobj" or at.head.lower_ in ("of", "about", "on")
        if governs and _matches(host, "remembered_heads"):
            return Verdict("background", host.i)
    return None


def _lacking(noun: Any) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


def _of_another_age(token: Any) -> int | None:
    """The token of a named age or older war in whose frame the event is told, None where there is none."""
    for first, last in _eras(token.doc):
        at = token.doc[last]
        if first < 3 and token.doc[0].lower_ in word_list("era_frames"):
            return first  # "During the Second World War bombers struck": the comma is missing, the parse astray
        while at.dep_ in ("pobj", "compound", "nmod", "poss", "amod", "conj", "appos", "prep") and at.head.i != at.i:
            if at.dep_ == "prep" and at.lower_ in word_list("era_measures"):
                break  # "the worst since the Second World War"
            at = at.head
            if at.i == token.i:
                return first
        else:
            if at.pos_ in ("VERB", "AUX") and (at.i == token.i or any(a.i == at.i for a in token.ancestors)):
                return first
    return None


def _eras(doc: Any) -> list[tuple[int, int]]:
    """First and last token of each named age in a sentence."""
    spans = (doc.char_span(m.start(), m.end()) for m in _era_pattern().finditer(doc.text))
    return [(s.start, s.end - 1) for s in spans if s is not None]


@cache
def _era_pattern() -> re.Pattern[str]:
    names = sorted(word_list("eras"), key=lambda e: (-len(e), e))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _link(at: Any) -> Any:
    """The word that governs `at`, across a preposition ("fears of an attack": fears)."""
    if at.dep_ in ("pobj", "pcomp"):
        return at.head.head
    if at.dep_ in ("ccomp", "xcomp", "acl", "csubj", "csubjpass", "dobj", "obj", "compound", "nmod", "attr", "amod"):
        return at.head
    return None


def _subject_side(at: Any, host: Any) -> bool:
    """A modifier of a noun is not governed by it ("besieged Mariupol"), nor is a verb's adjunct."""
    if at.dep_ in ("amod", "relcl", "poss", "nummod"):
        return True
    if at.dep_ == "acl" and at.tag_ in ("VBN", "VBG"):
        return True
    adjunct = at.dep_ == "pobj" and host.pos_ in ("VERB", "AUX") and at.head.lower_ in word_list("scene_preps")
    return bool(adjunct)


def _negated(token: Any) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


def _hindered(host: Any, at: Any) -> bool:
    """Verbs that are factual of their object though elsewhere they speak of the future ("agreed to terms")."""
    if at.dep_ in ("dobj", "obj", "pobj"):
        return host.lemma_ in word_list("factual_of_object")
    return host.lemma_ in word_list("factual_of_clause")
