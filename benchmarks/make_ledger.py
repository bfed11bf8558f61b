"""A large ledger without reading: invented reports of several wars, stored and linked as any other.

    python benchmarks/make_ledger.py big.db                     10,000 incidents
    python benchmarks/make_ledger.py small.db --incidents 500

For measuring pages, queue, exports and maps at size. Sentences are those of make_ledger.yaml, towns the gazetteer's;
each value of a claim points at its words. No language model runs: claims are written beside their texts. Equal
arguments give equal content. Events are added until the linker makes as many incidents as were asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import random
import re
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from harmledger.engine import relink
from harmledger.gazetteer import Candidate, Gazetteer, pack
from harmledger.records import Casualty, Claim, Evidence, Place, Published, Region, Report, Source, Span, Time
from harmledger.store import Ledger, open_ledger

TOWNS = 900  # of each war, the largest first
_SLOT = re.compile(r"\{(\w+)\}")
_FIGURES = {"killed": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced"}


@dataclass(frozen=True)
class War:
    """One war as the data file gives it, with its towns."""

    data: Mapping[str, Any]
    towns: Sequence[Place]
    shares: Sequence[float]


@dataclass(frozen=True)
class Event:
    """What happened: told by one or more reports."""

    number: int
    war: War
    town: Place
    day: dt.date
    kind: Mapping[str, Any]
    weapon: str
    object: str
    dead: int
    hurt: int
    doer: int  # index of the party
    contested: bool
    accounts: int


@dataclass
class Draft:
    """A text that grows, with where its slots stand."""

    text: str = ""

    def add(self, template: str, values: Mapping[str, str]) -> tuple[Span, dict[str, Span]]:
        """Append a sentence; gives its span and those of its slots."""
        begin, out, slots, at = len(self.text), "", {}, 0
        for found in _SLOT.finditer(template):
            out += template[at : found.start()]
            word = values[found[1]]
            word = word[:1].upper() + word[1:] if not out else word
            slots[found[1]] = Span(word, begin + len(out), begin + len(out) + len(word))
            out, at = out + word, found.end()
        out += template[at:]
        self.text += out
        return Span(out, begin, begin + len(out)), slots

    def gap(self, text: str = " ") -> None:
        """Append what stands between sentences."""
        self.text += text


def main(argv: Sequence[str] | None = None) -> int:
    """Write the ledger and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="the ledger to write; must not be there yet")
    parser.add_argument("--incidents", type=int, default=10_000, metavar="N")
    args = parser.parse_args(argv)
    if args.out.exists():
        parser.error(f"{args.out} is there already")
    begin = time.monotonic()
    with open_ledger(args.out) as ledger:
        fill(ledger, args.incidents)
        counts = ledger.counts()
    print(
        f"{args.out}: {counts.incidents:,} incidents of {counts.claims:,} claims in {counts.reports:,} reports, "
        f"{args.out.stat().st_size / 1e6:,.0f} MB, {time.monotonic() - begin:,.0f} s",
        file=sys.stderr,
    )
    return 0


def fill(ledger: Ledger, incidents: int) -> None:
    """Add invented reports until the ledger holds that many incidents, and link them."""
    tales = told()
    while (lacking := incidents - ledger.counts().incidents) > 0:
        for report, claims in itertools.islice(tales, max(20, int(lacking * 2.05))):
            ledger.add(report, claims)
        relink(ledger)


def told() -> Iterator[tuple[Report, list[Claim]]]:
    """Reports without end, always the same, each with its claims; those of one event follow one another."""
    data = _data()
    chance = random.Random(1949)
    wars = [War(w, *_towns(w["countries"])) for w in data["wars"]]
    for number in itertools.count():
        event = _event(number, wars, data, chance)
        agency: tuple[Report, list[Claim]] | None = None
        for account in range(event.accounts):
            if agency and chance.random() < 0.12:
                yield _copied(agency, chance.choice(data["outlets"]), f"{number:06d}-{account}")
                continue
            agency = _report(event, account, data, chance)
            yield agency


def _event(number: int, wars: Sequence[War], data: Mapping[str, Any], chance: random.Random) -> Event:
    war = chance.choices(wars, [w.data["share"] for w in wars])[0]
    kind = chance.choices(data["events"], [0.15 if k.get("rare") else 1.0 for k in data["events"]])[0]
    days = (war.data["last"] - war.data["first"]).days
    return Event(
        number, war, war.towns[bisect(war.shares, chance.random() * war.shares[-1])],
        war.data["first"] + dt.timedelta(days=chance.randrange(days)), kind, chance.choice(kind["weapon"]),
        chance.choice(kind["object"]),
        min(400, int(chance.paretovariate(1.1))), min(900, int(chance.paretovariate(0.9))),
        0 if chance.random() < 0.8 else 1, chance.random() < 0.15, min(40, int(chance.paretovariate(1.35))),
    )  # fmt: skip


def _report(event: Event, account: int, data: Mapping[str, Any], chance: random.Random) -> tuple[Report, list[Claim]]:
    document = f"{event.number:06d}-{account}.txt"
    outlet = chance.choice(data["outlets"]) + ".example"
    published = event.day + dt.timedelta(days=min(int(chance.expovariate(1.0)), 5))
    values = _values(event, published, data, chance)
    draft = Draft()
    title = f"{values['object'][:1].upper()}{values['object'][1:]} hit in {event.town.name}"
    draft.gap(title)
    draft.gap("\n")
    claims: list[Claim] = []
    rare = bool(event.kind.get("rare"))
    lead = chance.choice(data["rare_lead" if rare else "follow" if account and chance.random() < 0.3 else "lead"])
    quotes = [draft.add(lead, values)]
    rest = chance.sample(data["background"], 3 + chance.randrange(3))
    if not rare and chance.random() < 0.35:
        draft.gap()
        quotes.append(draft.add(chance.choice(data["blame"]), values))
    claims.append(_claim(event, document, len(claims), quotes, values, published, chance))
    extras = [(0.25, "victims"), (0.05, "graphic")]
    for at, line in enumerate(rest):
        draft.gap("\n" if at == 1 else " ")
        draft.add(line, {**values, "n": str(chance.randint(2, 90))})
        if at < len(extras) and not rare and chance.random() < extras[at][0]:
            draft.gap()
            draft.add(chance.choice(data[extras[at][1]]), values)
    if event.contested and not rare and chance.random() < 0.5:
        draft.gap("\n")
        told_by = [draft.add(chance.choice(data["deny"]), values)]
        claims.append(_claim(event, document, len(claims), told_by, values, published, chance, denied=True))
    if chance.random() < 0.01:
        draft.gap("\n")
        claims.append(_total(event, document, len(claims), draft, data, values, published))
    return _whole(document, outlet, title, draft.text, published, claims)


def _whole(
    document: str, outlet: str, title: str, text: str, published: dt.date, claims: Sequence[Claim]
) -> tuple[Report, list[Claim]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = "r-" + hashlib.sha256(f"{document}\n{text}".encode()).hexdigest()[:12]
    report = Report(
        name, document, text, title, outlet, f"https://{outlet}/{document.removesuffix('.txt')}", "en",
        Published(published, published, "given", f"given as {published}"), (Region(0, len(title), "title"),),
        f"in/{document}", hashlib.sha256(f"raw {document} {digest}".encode()).hexdigest(), digest,
        steps=("clean/1 furniture/1",),
    )  # fmt: skip
    return report, [Claim.from_json({**c.to_json(), "report": name}) for c in claims]


def _copied(of: tuple[Report, list[Claim]], outlet: str, name: str) -> tuple[Report, list[Claim]]:
    """The same agency text in another outlet, under another line."""
    report, claims = of
    text = f"{report.text}\nUnion Agency"
    day = report.published.start
    assert day is not None
    renamed = [Claim.from_json({**c.to_json(), "id": _id(f"{name}.txt", n), "document": f"{name}.txt"})
               for n, c in enumerate(claims)]  # fmt: skip
    return _whole(f"{name}.txt", f"{outlet}.example", report.title, text, day, renamed)


def _values(event: Event, published: dt.date, data: Mapping[str, Any], chance: random.Random) -> dict[str, str]:
    """What fills the slots of one account."""
    stated = chance.random() < 0.75
    late = (published - event.day).days
    near = late < 6 and chance.random() < 0.5
    day = f"on {event.day:%A}" if near else f"on {event.day.day} {event.day:%B}"
    drift = chance.randint(-2, 3) if chance.random() < 0.25 or event.contested else 0
    teller = chance.choice(data["tellers"])
    name = f"{chance.choice(data['names'])} {chance.choice(data['surnames'])}"
    return {
        "place": event.town.name or "", "time": day if stated else "overnight", "weapon": event.weapon,
        "object": event.object,
        "killed": str(max(2, event.dead + drift)), "injured": str(max(2, event.hurt + drift)),
        "actor": event.war.data["forces"][event.doer], "source": teller["name"],
        "denier": chance.choice(data["deniers"]),
        "name": name, "age": str(chance.randint(19, 84)), "child": str(chance.randint(3, 15)),
        "capital": event.war.data["capital"], "total": f"{chance.randint(2, 40) * 250:,}",
    }  # fmt: skip


def _claim(
    event: Event,
    document: str,
    number: int,
    quotes: Sequence[tuple[Span, dict[str, Span]]],
    values: Mapping[str, str],
    published: dt.date,
    chance: random.Random,
    *,
    denied: bool = False,
) -> Claim:
    slots: dict[str, Span] = {}
    for _, found in reversed(quotes):
        slots.update(found)
    side = event.war.data["sides"]
    named = "actor" in slots
    evidence = [_evidence("event_type", slots.get("weapon") or slots.get("object"))]
    evidence += [_evidence(f"targets:{t}", slots.get("object")) for t in event.kind["targets"]]
    evidence += [_evidence("actor", slots.get("actor"))]
    return Claim(
        _id(document, number), "", document, "event", "denied" if denied else "actual", event.kind["type"],
        tuple(q for q, _ in quotes), tuple(event.kind["targets"]),
        tuple(event.kind["weapons"]) if "weapon" in slots else (),
        _placed(event.town, slots["place"], chance) if "place" in slots else None,
        _when(event, slots.get("time"), published),
        event.war.data["parties"][event.doer] if named else None, slots["actor"].text if named else None,
        () if denied else _figures(slots, event), None, _source(values, slots, side, denied),
        round(chance.betavariate(6, 1.6), 2),
        tuple(e for e in evidence if e), versions={"frames": "1"},
    )  # fmt: skip


def _total(
    event: Event,
    document: str,
    number: int,
    draft: Draft,
    data: Mapping[str, Any],
    values: Mapping[str, str],
    published: dt.date,
) -> Claim:
    """A running total of the whole country."""
    quote, slots = draft.add(data["toll"][0], values)
    figure = int(values["total"].replace(",", ""))
    words = slots["total"]
    row = Casualty("killed", "civilian", None, figure, figure, words.text, words.start, words.end)
    first = event.war.data["first"]
    return Claim(
        _id(document, number), "", document, "toll", "actual", "other", (quote,), ("civilians",),
        time=Time("", first, published, "month", basis="no cue: war start to publication"), casualties=(row,),
        source=_source(values, slots, event.war.data["sides"], False), confidence=0.8, versions={"frames": "1"},
    )  # fmt: skip


def _evidence(field: str, span: Span | None) -> Evidence | None:
    return Evidence(field, span.text, span.start, span.end, "make_ledger/1") if span else None


def _figures(slots: Mapping[str, Span], event: Event) -> tuple[Casualty, ...]:
    if event.kind.get("rare"):
        return ()
    return tuple(
        Casualty(outcome, "people", None, int(s.text), int(s.text), s.text, s.start, s.end)
        for slot, outcome in _FIGURES.items()
        if (s := slots.get(slot))
    )


def _source(values: Mapping[str, str], slots: Mapping[str, Span], sides: Sequence[str], denied: bool) -> Source:
    if denied:
        span = slots["denier"]
        return Source(span.text, "military", sides[0], span.start, span.end)
    if (span := slots.get("source")) is None:
        return Source()
    data = next(t for t in _data()["tellers"] if t["name"] == values["source"])
    side = "none" if data["side"] == "none" else sides[int(data["side"])]
    return Source(span.text, data["type"], side, span.start, span.end)


@cache
def _data() -> Mapping[str, Any]:
    """The data file beside this one."""
    found: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


def _placed(town: Place, span: Span, chance: random.Random) -> Place:
    """The town as written; some are not located, and some are told only as near it."""
    if chance.random() < 0.04:
        return Place(span.text, span.start, span.end, basis="unresolved")
    near = chance.random() < 0.05
    return Place(
        span.text, span.start, span.end, town.name, town.country, town.admin1, town.lat, town.lon,
        "near" if near else town.precision, 10.0 if near else town.radius_km, town.geonames_id, "gazetteer",
    )  # fmt: skip


def _when(event: Event, span: Span | None, published: dt.date) -> Time:
    if span is None or span.text.lower() == "overnight":
        if span is None:
            return Time("", published, published, "day", basis="breaking news: publication day")
        return Time(span.text, published, published, "day", span.start, span.end, "expression")
    return Time(span.text, event.day, event.day, "day", span.start, span.end, "expression")


def _id(document: str, number: int) -> str:
    return "c-" + hashlib.sha256(f"{document} {number}".encode()).hexdigest()[:12]


def _towns(countries: Sequence[str]) -> tuple[list[Place], list[float]]:
    """Towns of these countries, the largest first, with running sums of shares that fall as 1/rank."""
    ranked = [c for country in countries for c in _settlements().get(country, ())]
    ranked.sort(key=lambda c: (-c.population, c.name, c.geonames_id or 0))
    places = [
        Place(
            c.name, None, None, c.name, c.country, c.admin1 or None, c.lat, c.lon, c.precision, c.radius_km,
            c.geonames_id, "gazetteer",
        )
        for c in ranked[:TOWNS]
    ]  # fmt: skip
    return places, list(itertools.accumulate(1 / (rank + 15) for rank in range(len(places))))


@cache
def _settlements() -> dict[str, list[Candidate]]:
    """Country -> its towns and villages; the gazetteer is read once."""
    out: dict[str, list[Candidate]] = {}
    for file in Gazetteer().files:
        for number, block in file.base.execute("SELECT number, block FROM places"):
            for line in range(len(pack.lines_of(block))):
                c = file.place(number + line, "exact")
                if c.geonames_id is not None and c.precision in ("city", "village"):
                    out.setdefault(c.country, []).append(c)
    return out


if __name__ == "__main__":
    sys.exit(main())
