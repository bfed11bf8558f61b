"""What the parse says of each name of a sentence as the place of one event: the features of `place_scorer`.

A candidate is a word that could be (part of) a place's name; "al-Bab" is one word. Names themselves are no features,
only what stands around them, so that a model trained on one war does not learn its towns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.place_record import PlaceMention
from harmledger.extract.place_words import place_words
from harmledger.gazetteer.names import fold

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ENTITIES = _PLACES | {"ORG", "PERSON", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
_JOINTS = frozenset({"-", "–", "’", "‘", "'"})
_SHARED = frozenset({"conj", "appos", "compound", "nmod"})  # such a noun stands where its head stands
_STEPS = (4, 6, 9, 14, 22)
DENSE = 3  # word vectors a candidate: the event's word, what the place hangs on, the verb over it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of a name: its tokens, the number of its run of such words, its features, and its `DENSE` tokens."""

    tokens: tuple[int, ...]
    run: int
    features: tuple[str, ...]
    dense: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Name words side by side ("Deir Ezzor Governorate") and how they hang together with the event."""

    units: tuple[tuple[int, ...], ...]
    begin: int
    end: int
    head: Any
    up: tuple[Any, ...]  # from the head to what joins it with the event
    down: tuple[Any, ...]  # from the event to the same
    place: bool
    prep: str  # the preposition over the name, or ""
    noun: Any  # the word that the name hangs on by it

    @property
    def steps(self) -> int:
        return len(self.up) + len(self.down) - 2


def candidates(doc: Any, event: int, mentions: Sequence[PlaceMention]) -> list[Candidate]:
    """The candidates of a sentence for one event word (a token number), in text order."""
    owner = {i: m for m in reversed(mentions) for i in range(m.token_start, m.token_end)}
    runs = _runs(doc, event, owner)
    outer = {tuple(w) for m in mentions for w in m.within}
    out: list[Candidate] = []
    for number, run in enumerate(runs):
        shared = [*_shape(doc, event, run), *_around(doc, run)]
        shared += [*_among(doc, event, number, runs), *_verbs(doc, event, run)]
        noun, verb = run.noun, _verb_over(run.head)
        for unit in run.units:
            own = (*shared, *_own(doc, unit, run, owner, outer))
            out.append(Candidate(unit, number, own, (event, noun.i, verb.i)))
    return out


def words(doc: Any) -> list[tuple[int, ...]]:
    """The tokens of a sentence as words: what is written together with hyphens or apostrophes is one."""
    out: list[list[int]] = []
    for token in doc:
        if out and not token.is_space:
            last = doc[out[-1][-1]]
            joint = token.text in _JOINTS or (last.text in _JOINTS and (len(out[-1]) > 1 or last.text != "-"))
            hyphened = len(token) > 1 < len(last) and (last.text[-1] == "-" or token.text[0] == "-")
            if not last.whitespace_ and (joint or hyphened):
                out[-1].append(token.i)
                continue
        out.append([token.i])
    return [tuple(w) for w in out]


def _runs(doc: Any, event: int, owner: dict[int, PlaceMention]) -> list[_Run]:
    located = {i for i, m in owner.items() if m.kind in ("place", "site")}
    groups: list[list[tuple[int, ...]]] = []
    for word in words(doc):
        if not any(_namelike(doc[i], located) for i in word):
            continue
        if groups and groups[-1][-1][-1] == word[0] - 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    out = []
    for units in groups:
        begin, end = units[0][0], units[-1][-1] + 1
        head = doc[begin:end].root
        up, down = _path(head, doc[event])
        place = any(i in located or doc[i].ent_type_ in _PLACES for i in range(begin, end))
        out.append(_Run(tuple(units), begin, end, head, up, down, place, *_hangs_on(head)))
    return out


def _namelike(token: Any, located: set[int]) -> bool:
    if token.i in located or token.ent_type_ in _PLACES:
        return not token.is_punct and not token.is_space
    first = token.text[0]
    named = token.pos_ == "PROPN" or token.ent_type_ in _ENTITIES or (first.isupper() and token.i > 0)
    return bool(named and (first.isalnum() or first in "'‘’") and not token.is_punct)


def _line(token: Any) -> list[Any]:
    out = [token]
    while out[-1].head.i != out[-1].i and len(out) < 40:
        out.append(out[-1].head)
    return out


def _path(a: Any, b: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    up, down = _line(a), _line(b)
    at = {t.i: k for k, t in enumerate(down)}
    for k, token in enumerate(up):
        if token.i in at:
            return tuple(up[: k + 1]), tuple(down[: at[token.i] + 1])
    return tuple(up), tuple(down)


def _step(token: Any) -> str:
    return f"{token.dep_}:{token.lower_}" if token.pos_ in ("ADP", "SCONJ") else str(token.dep_)


def _few(n: int) -> int:
    return n if n < 4 else max(s for s in _STEPS if s <= n)


def _hangs_on(head: Any) -> tuple[str, Any]:
    """The preposition over a name, or "", and the word that the name hangs on by it."""
    at = head
    while at.dep_ in _SHARED and at.head.i != at.i:
        at = at.head
    return (at.head.lower_, at.head.head) if at.dep_ in ("pobj", "pcomp") else ("", at.head)


def _verb_over(head: Any) -> Any:
    line = _line(head)
    return next((t for t in line[1:] if t.pos_ in ("VERB", "AUX")), line[-1])


@cache
def _countries() -> frozenset[str]:
    names = [n for row in codebook.load("countries")["countries"] for n in row["names"]]
    areas = [row for row in codebook.load("regions")["places"] if row["feature"] == "country"]
    names += [n for row in areas for n in (row["name"], *row.get("names", ()))]
    return frozenset(fold(n) for n in names)


def level(m: PlaceMention) -> str:
    """What a mention's own words say of its size: "country", "region", or "" for anything finer."""
    country = fold(m.name or m.text) in _countries()  # continents count as countries here
    if m.division in ("region", "county") or (m.direction and country):
        return "region"
    return "country" if country else ""


@cache
def _common() -> frozenset[str]:
    """Generic words that are capitalised inside names: district, province, city, airport."""
    table = place_words()
    sites = {w.split(" ")[-1] for w in table.sites}
    return frozenset({*table.divisions, *table.settlements, *table.inner, *table.directions, *sites})


def _word(token: Any | None) -> str:
    """A neighbouring word as it is, a name only as a name."""
    if token is None:
        return "-"
    low = fold(token.text)
    return "NAME" if token.pos_ == "PROPN" and low not in _common() else low or str(token.text)


def _at(doc: Any, i: int) -> Any | None:
    return doc[i] if 0 <= i < len(doc) else None


def _shape(doc: Any, event: int, run: _Run) -> list[str]:
    """How the name hangs together with the event: preposition, path, distance, order."""
    e, head = doc[event], run.head
    prep, noun = run.prep, run.noun
    after = int(run.begin > event)
    line = run.begin - event if after else event - run.end + 1
    steps, lemma = _few(run.steps), e.lemma_.lower()
    labels = "^".join(t.dep_ for t in run.up[:-1]) + "|" + "_".join(t.dep_ for t in reversed(run.down[:-1]))
    named = "^".join(map(_step, run.up[:-1])) + "|" + "_".join(_step(t) for t in reversed(run.down[:-1]))
    top = _step(run.up[-2]) if len(run.up) > 1 else "-"
    out = [
        "bias", f"head={head.dep_}", f"tag={head.tag_}", f"entity={head.ent_type_}", f"prep={prep}",
        f"on={_word(noun) if noun.pos_ == 'PROPN' else noun.lemma_.lower()}", f"on_pos={noun.pos_},{noun.i == event}",
        f"path={labels}", f"path_words={named}", f"steps={steps}", f"after={after}", f"line={_few(line)},{after}",
        f"prep_after={prep},{after}", f"prep_steps={prep},{steps}", f"event={lemma}", f"event_tag={e.tag_}",
        f"event_dep={e.dep_}", f"event_prep={lemma},{prep}", f"event_head={lemma},{head.dep_}",
        f"up={min(len(run.up) - 1, 6)}", f"down={min(len(run.down) - 1, 6)}",
        f"join={run.up[-1].pos_},{run.up[-1].i == event}",
        f"join_word={run.up[-1].lemma_.lower()}", f"top={top}", f"top_after={top},{after}",
        f"event_top={run.down[-2].dep_ if len(run.down) > 1 else '-'}", f"size={min(len(run.units), 5)}",
    ]  # fmt: skip
    out += [f"up_word={_word(t) if t.pos_ == 'PROPN' else t.lemma_.lower()}" for t in run.up[1:-1]]
    return out + [f"down_word={t.lemma_.lower()}" for t in run.down[1:-1]]


def _around(doc: Any, run: _Run) -> list[str]:
    """The words before and after the name, and the first word before it that is no part of its phrase."""
    at = run.begin - 1
    while (
        at >= 0
        and doc[at].text != ","
        and (doc[at].pos_ in ("DET", "ADJ", "ADV", "NOUN", "NUM", "PUNCT") or doc[at].tag_ in ("VBN", "POS"))
    ):
        at -= 1
    lead = _word(_at(doc, at))
    near = {"a1": run.begin - 1, "a2": run.begin - 2, "b1": run.end, "b2": run.end + 1}
    out = [f"{k}={_word(_at(doc, i))}" for k, i in near.items()]
    return [*out, f"lead={lead}", f"pair={_word(_at(doc, near['a2']))},{_word(_at(doc, near['a1']))}"]


def _among(doc: Any, event: int, number: int, runs: Sequence[_Run]) -> list[str]:
    """The name among the other places of the sentence: how many stand nearer, between, and around it."""
    run, others = runs[number], [r for i, r in enumerate(runs) if i != number and r.place]
    rank = sum(r.steps < run.steps for r in others)
    between = sum(event < r.begin < run.begin or run.end <= r.end - 1 < event for r in others)
    after, prep, noun = int(run.begin > event), run.prep, run.noun
    inside = any(r.begin <= noun.i < r.end for r in others)
    holds = any(run.begin <= r.noun.i < run.end for r in others)
    behind = next((r for r in others if r.end < run.begin <= r.end + 1), None)
    ahead = next((r for r in others if run.end < r.begin <= run.end + 1), None)
    return [
        f"place={run.place}", f"rank={min(rank, 4)}", f"between={min(between, 4)},{after}",
        f"others={min(len(others), 5)}",
        f"rank_others={min(rank, 3)},{min(len(others), 3)}", f"prep_rank={prep},{min(rank, 3)}",
        f"number={min(number, 4)}",
        f"inside={inside}", f"holds={holds}", f"joined={doc[run.begin - 1].lower_ if behind else '-'}",
        f"joins={doc[run.end].lower_ if ahead else '-'}",
    ]  # fmt: skip


def _verbs(doc: Any, event: int, run: _Run) -> list[str]:
    """The verb that the name stands under, how it stands to the event, and the verbs between the two."""
    verb, e = _verb_over(run.head), doc[event]
    up, down = _path(verb, e)
    way = "^".join(t.dep_ for t in up[:-1]) + "|" + "_".join(t.dep_ for t in reversed(down[:-1]))
    span = range(min(run.begin, event) + 1, max(run.end, event))
    between = [doc[i] for i in span if doc[i].pos_ == "VERB" and i != event]
    prep = run.prep
    out = [f"verb={verb.lemma_.lower()}", f"verb_way={way}", f"verb_prep={verb.lemma_.lower()},{prep}"]
    out += [f"between_verb={t.lemma_.lower()}" for t in between[:4]]
    return [*out, f"verbs={min(len(between), 4)}", f"way_prep={way},{prep}", f"own_verb={verb.i == event}"]


def _own(
    doc: Any,
    unit: tuple[int, ...],
    run: _Run,
    owner: dict[int, PlaceMention],
    outer: Iterable[tuple[int, ...]],
) -> list[str]:
    """What the word itself is: its entity, its part in the name, the mention that the place finder made of it."""
    token = next((doc[i] for i in unit if doc[i].text[0].isalnum()), doc[unit[0]])
    mention = next((owner[i] for i in unit if i in owner), None)
    low = fold(token.text)
    text = "".join(doc[i].text for i in unit)
    shape = "upper" if text.isupper() and len(text) > 1 else "title" if text[0].isupper() else "lower"
    out = [
        f"own_entity={token.ent_type_},{token.ent_iob_}", f"own_pos={token.pos_}", f"own_tag={token.tag_}",
        f"own_dep={token.dep_}", f"first={unit is run.units[0]}", f"last={unit is run.units[-1]}",
        f"shape={shape},{'-' in text}", f"before={_word(_at(doc, unit[0] - 1))}",
        f"behind={_word(_at(doc, unit[-1] + 1))}",
        f"generic={low if low in _common() else '-'}",
    ]  # fmt: skip
    if mention is None:
        return [*out, "mention=-", f"entity_mention={token.ent_type_}"]
    kind = mention.kind + level(mention)
    return [
        *out, f"mention={mention.kind}", f"kind={kind}", f"division={mention.division}", f"near={mention.near}",
        f"direction={bool(mention.direction)}", f"known={mention.known}", f"inner={bool(mention.within)}",
        f"outer={(mention.start, mention.end) in outer}", f"entity_mention={token.ent_type_}{mention.kind}",
        f"in_name={token.text in mention.name}",
    ]  # fmt: skip
