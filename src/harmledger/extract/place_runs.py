"""Names of several words: never cut short to their first known word, nor read out of the name of an armed group."""

from __future__ import annotations

from collections.abc import Sequence

from harmledger.extract.place_hit import Hit, among, is_name
from harmledger.extract.place_judge import PLACE_ENTITIES, POSSESSIVE, Judge
from harmledger.gazetteer import Candidate

_LARGE = 100_000  # inhabitants of a town that keeps its name whatever capitalised word follows
_WALK = 7  # tokens of an armed group's name on one side of a place in it
_LINKS = frozenset({"of", "for", "the"})
_DASHES = frozenset({"-", "‑", "‐", "–"})
_APOSTROPHES = frozenset({"'", "’"})


def at_article(judge: Judge, at: int) -> bool:
    """Whether the article of an Arabic name stands here, joined by a hyphen to the next word: "Al-Ramouseh"."""
    if at < 0 or at + 2 >= len(judge.doc) or judge.folded[at] not in judge.words.articles:
        return False
    return judge.doc[at].text[0].isupper() and _glued(judge, at + 1)


def _glued(judge: Judge, at: int) -> bool:
    """Whether a hyphen joins the words on both sides of it to one."""
    joint = 0 < at < len(judge.doc) - 1 and judge.doc[at].text in ("-", "‑", "‐")
    return joint and not judge.doc[at - 1].whitespace_ and not judge.doc[at].whitespace_


def run_end(judge: Judge, at: int) -> int:
    """The end of a run of capitalised words, joined by hyphens, apostrophes or a small "del"."""
    doc, end = judge.doc, at + 1
    while end < len(doc):
        joint = doc[end].text in ("-", "’", "'") and end + 1 < len(doc) and not doc[end].whitespace_
        small = judge.folded[end] in judge.words.particles and doc[end].text.islower()
        following = end + (2 if small and _glued(judge, end + 1) else 1)  # "Jisr al-Shughur"
        after_name = (joint or small) and following < len(doc) and is_name(doc[following])
        if judge.folded[end] in judge.words.common or not (is_name(doc[end]) or after_name):
            break
        end = following + 1 if small and after_name else end + 1
    return end


def whole_run(judge: Judge, at: int, end: int, place: Sequence[Candidate]) -> Hit | None:
    """The whole name where a known one is only its first word: "Tal Naam", "Al-Dalwa"; None where it stands alone."""
    glued = _glued(judge, end)
    small = end < len(judge.doc) and judge.folded[end] in judge.words.particles and judge.doc[end].text.islower()
    last = _last(judge, end + 1 if glued else end, run_end(judge, at))
    after = judge.folded[last] if last < len(judge.doc) and judge.doc[last].text.islower() else ""
    if glued and last < len(judge.doc) and judge.folded[last] in judge.words.routes:
        return None  # "the Bani-Gao road" joins two places
    if last <= end or (not at_article(judge, at) and judge.gazetteer.knows(judge.doc[end + glued : last].text)):
        return None
    of = at >= 2 and judge.folded[at - 1] == "of"
    called = at > of and judge.folded[at - 1 - of] in judge.words.settlements and judge.doc[at - 1 - of].text.islower()
    called = called or after in judge.words.divisions or after in judge.words.settlements
    if not (called or at_article(judge, at)) and any(c.population >= _LARGE for c in place):
        return None
    if any(c.feature == "country" for c in place):
        return None
    entity = all(t.ent_type_ in PLACE_ENTITIES for t in judge.doc[at:last]) and not any(
        t.ent_iob_ == "B" for t in judge.doc[at + 1 : last]
    )
    if not (called or entity or glued or small):
        return None
    found = judge.gazetteer.respelt(judge.doc[at:last].text)
    kind = "settlement" if called else ""
    return Hit(at, last, at, last, known=bool(found), strong=called or entity, place=found, division=kind)


def on_route(judge: Judge, hit: Hit) -> bool:
    """Whether a place is an end of a road told by both its ends: "the Bani-Gao road"."""
    doc, at = judge.doc, hit.name_end
    following = judge.folded[at] if at < len(doc) else ""
    if following in judge.words.routes:
        return hit.name_begin > 1 and doc[hit.name_begin - 1].text in _DASHES and is_name(doc[hit.name_begin - 2])
    if at + 1 >= len(doc) or doc[at].text not in _DASHES or not is_name(doc[at + 1]):
        return False
    end = run_end(judge, at + 1)
    return end < len(doc) and judge.folded[end] in judge.words.routes


def says_after(judge: Judge, at: int) -> bool:
    """Whether a verb of what parties do follows a name or its list: "X says", "X and Y deny", "X and Y trade blame"."""
    doc, words = judge.doc, judge.words
    while at + 1 < len(doc) and doc[at].text in (",", "and", "&") and is_name(doc[at + 1]):
        at += 2
    if at >= len(doc):
        return False
    if doc[at].tag_ in ("VBZ", "VBD", "VBP", "") and among(doc[at], words.says):
        return at + 1 >= len(doc) or judge.folded[at + 1] != "by"  # a headline's passive: "Kabul hit by blast"
    return at + 1 < len(doc) and among(doc[at], words.trading) and among(doc[at + 1], words.charges)


def _last(judge: Judge, begin: int, end: int) -> int:
    """The end of a run before the first word in it that is a title, a kind of place, a people or a place by itself."""
    words = judge.words
    for i in range(begin, end):
        key = judge.folded[i]
        kinds = (words.titles, words.divisions, words.organisations, words.bodies, words.units, words.site_heads)
        if any(key in k for k in kinds) or words.is_adjective(key) or key in words.countries or key in words.common:
            return i
    return end


def in_body(judge: Judge, hit: Hit) -> bool:
    """Whether a place stands in the name of an armed group or party: "Army of X", "X Workers' Party"."""
    return _body_after(judge, hit) or _body_before(judge, hit)


def _body_after(judge: Judge, hit: Hit) -> bool:
    doc, at = judge.doc, hit.end
    if at < len(doc) and doc[at].text in POSSESSIVE:
        return False
    while at < min(len(doc), hit.end + _WALK):
        if not (is_name(doc[at]) or doc[at].text in POSSESSIVE or doc[at].text in _APOSTROPHES or doc[at].is_space):
            return False
        if judge.folded[at] in judge.words.bodies:
            return True
        at += 1
    return False


def _body_before(judge: Judge, hit: Hit) -> bool:
    doc, words, at = judge.doc, judge.words, hit.name_begin - 1
    linked = False
    while at >= max(0, hit.name_begin - _WALK):
        key = judge.folded[at]
        pair = " ".join(w for w in judge.folded[max(0, at - 2) : at + 1] if w)
        named = any(pair == b or pair.endswith(" " + b) for b in words.bodies_in)
        if linked and named:
            return True
        if linked and key in words.bodies and doc[at].text[0].isupper():
            return not any(judge.folded[i] in ("in", "and") for i in range(at, hit.name_begin))
        linked = linked or key in ("of", "in", "for")
        if not (key in _LINKS or key in ("in", "and") or is_name(doc[at]) or doc[at].text == "-"):
            return False
        at -= 1
    return False
