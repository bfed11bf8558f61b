"""How the cost of linking grows: claims made by perturbing those of sample reports, linked at several sizes.

    python benchmarks/linking_scale.py                         1k and 10k claims, and 200 reports added to 2,000
    python benchmarks/linking_scale.py --sizes 1000 10000 100000 1000000 --add 1000 --to 100000 --json scale.json
    python benchmarks/linking_scale.py --scattered             the reports added tell of any event, not of new ones
    python benchmarks/linking_scale.py --ledger war.db         perturb the claims of your own ledger instead

Each event is a sample claim moved to a real town and another day, told by one or more reports with other outlets, words
left out, tolls, names and days that drift, so that true groups are known. Towns and days stay the same at every size:
the larger, the denser. The named peer is a plain linker over the same accounts with the same comparison: all pairs of
one town and month, joined wherever a pair is likely. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path

from harmledger import engine
from harmledger.gazetteer import Gazetteer, pack
from harmledger.link import link
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.nodes import tell
from harmledger.link.settings import settings
from harmledger.records import Claim, Place, Published, Report, Span, Time
from harmledger.store import Ledger, open_ledger

TOWNS, DAYS, OUTLETS = 4000, 1100, 60
FIRST = dt.date(2022, 2, 24)
PEER_MOST = 20_000  # claims up to which the peer is run: it grows with the square
NAMES = [a + b for a in ("Bor", "Hal", "Kov", "Mas", "Ost", "Pet", "Rud", "Sev", "Tar", "Vol", "Zel", "Dem")
         for b in ("enko", "chuk", "sson", "inski", "adze", "oyan", "ali", "ovych")]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A report, its claims, and the events that these tell of."""

    report: Report
    claims: tuple[Claim, ...]
    events: tuple[int, ...]


@dataclass(frozen=True)
class Timed:
    """One run: claims, accounts' reports, seconds, peak memory in MB, incidents, and how well the groups were found."""

    claims: int
    reports: int
    seconds: float
    peak_mb: float
    incidents: int
    precision: float
    recall: float


def main(argv: Sequence[str] | None = None) -> int:
    """Run every size, print the table, the exponents and the cost of adding."""
    args = _arguments(argv)
    if args.child:
        print(json.dumps(CHILDREN[args.child](args)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        seeds = args.ledger or _samples(Path(folder) / "samples.db")
        out: dict[str, object] = {"sizes": _sizes(seeds, args)}
        if args.add:
            out["adding"] = _adding(seeds, args)
    if args.json:
        Path(args.json).write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    return 0


def _sizes(seeds: str, args: argparse.Namespace) -> list[dict[str, object]]:
    heads = ("claims", "reports", "cpu s", "s/1000", "MB", "P", "R", "peer s", "peer/ours", "peer P")
    print(" ".join(f"{head:>9}" for head in heads))
    rows = []
    for size in args.sizes:
        ours = Timed(**_in_process("link", seeds, size))
        peer = Timed(**_in_process("peer", seeds, size)) if size <= args.peer_most else None
        row = [
            f"{ours.claims:,}",
            f"{ours.reports:,}",
            f"{ours.seconds:.1f}",
            f"{1000 * ours.seconds / ours.claims:.2f}",
        ]
        row += [f"{ours.peak_mb:,.0f}", f"{ours.precision:.3f}", f"{ours.recall:.3f}"]
        if peer:
            row += [f"{peer.seconds:.1f}", f"{peer.seconds / ours.seconds:.2f}", f"{peer.precision:.3f}"]
        print(" ".join(f"{cell:>9}" for cell in row), flush=True)
        rows.append({"link": asdict(ours), "peer": asdict(peer) if peer else None})
    for name in ("link", "peer"):
        points = [(r[name]["claims"], r[name]["seconds"]) for r in rows if r[name]]
        if len(points) > 1:
            steps = ", ".join(f"{_slope(pair):.2f}" for pair in itertools.pairwise(points))
            print(f"{name}: time grows with claims to the power {_slope(points):.2f} (step by step: {steps})")
    return rows


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of the power law fitted to (size, seconds)."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _adding(seeds: str, args: argparse.Namespace) -> dict[str, float]:
    found = _in_process("add", seeds, args.to, args.add, flags=["--scattered"] if args.scattered else [])
    alone, added, first = found["alone"], found["added"], found["first"]
    print(f"{args.add:,} reports alone: linked in {alone:.1f} s of cpu ({found['alone_incidents']:,.0f} incidents)")
    print(
        f"the same added to {args.to:,}: {added:.1f} s, {added / alone:.2f} times ({found['touched']:,.0f} incidents "
        f"written); the {args.to:,} before: {first:.1f} s, {found['peak_mb']:,.0f} MB, file {found['file_mb']:,.0f} MB"
    )
    stored = ", ".join(f"{1000 * found[k] / n:.1f}" for k, n in (("store_alone", args.add), ("store_added", args.add)))
    print(f"storing a report with its claims: {stored} ms of cpu (alone, added)")
    return found


def _in_process(child: str, seeds: str, *numbers: int, flags: Sequence[str] = ()) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", child, "--ledger", seeds, "--numbers", *map(str, numbers), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


# ---------------------------------------------------------------------- in a process of its own


def _link(args: argparse.Namespace) -> dict[str, object]:
    told = _sized(args.ledger, args.numbers[0])
    claims, reports = [c for t in told for c in t.claims], {t.report.id: t.report for t in told}
    begin = time.process_time()
    groups = [i.claims for i in link(claims, reports) if i.kind == "event"]
    return asdict(_timed(told, groups, time.process_time() - begin))


def _peer(args: argparse.Namespace) -> dict[str, object]:
    told = _sized(args.ledger, args.numbers[0])
    begin = time.process_time()
    groups = _plain(told)
    return asdict(_timed(told, groups, time.process_time() - begin))


def _plain(told: Sequence[Told]) -> list[tuple[str, ...]]:
    """All pairs of accounts of one town and month, joined wherever a pair is likely."""
    conf = settings()
    comparer = Comparer(conf)
    nodes = [n for t in told for n in tell(t.claims, t.report, comparer, conf, Decided())]
    blocks: dict[tuple[str | None, int], list[int]] = defaultdict(list)
    for i, n in enumerate(nodes):
        blocks[n.account.key, n.account.day // 30].append(i)
    home = list(range(len(nodes)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for block in blocks.values():
        for i, j in itertools.combinations(block, 2):
            score = comparer.score_unless_apart(nodes[i].account, nodes[j].account)
            if score is not None and score >= conf.number("cluster", "join"):
                home[root(i)] = root(j)
    groups: dict[int, list[str]] = defaultdict(list)
    for i, n in enumerate(nodes):
        groups[root(i)].extend(n.claims)
    return [tuple(g) for g in groups.values()]


def _timed(told: Sequence[Told], groups: Sequence[Sequence[str]], seconds: float) -> Timed:
    event = {c.id: e for t in told for c, e in zip(t.claims, t.events, strict=True)}
    pairs = sum(math.comb(len(g), 2) for g in groups)
    true = sum(math.comb(n, 2) for n in Counter(event.values()).values())
    both = sum(math.comb(n, 2) for g in groups for n in Counter(event[c] for c in g).values())
    return Timed(
        len(event),
        len(told),
        seconds,
        _peak(),
        len(groups),
        both / pairs if pairs else 1.0,
        both / true if true else 1.0,
    )


def _add(args: argparse.Namespace) -> dict[str, float]:
    first, more = args.numbers
    told = list(itertools.islice(invented(args.ledger), first + more))
    if args.scattered:
        random.Random(7).shuffle(told)
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(Path(folder) / "alone.db") as ledger:
            store_alone, alone = _stored(ledger, told[first:]), _relinked(ledger)
            alone_incidents = ledger.counts().incidents
        path = Path(folder) / "all.db"
        with open_ledger(path) as ledger:
            store_first, whole = _stored(ledger, told[:first]), _relinked(ledger)
            store_added, added = _stored(ledger, told[first:]), _relinked(ledger)
            detail = [e.detail for e in ledger.custody() if e.action == "incidents"][-1]
            touched = json.loads(detail)["incidents"]
        size = path.stat().st_size / 1e6
    return {
        "store_alone": store_alone, "alone": alone, "alone_incidents": alone_incidents, "store_first": store_first,
        "first": whole, "store_added": store_added, "added": added, "touched": touched,
        "peak_mb": _peak(), "file_mb": size,
    }  # fmt: skip


def _stored(ledger: Ledger, told: Sequence[Told]) -> float:
    begin = time.process_time()
    for t in told:
        ledger.add(t.report, t.claims)
    return time.process_time() - begin


def _relinked(ledger: Ledger) -> float:
    begin = time.process_time()
    engine.relink(ledger)
    return time.process_time() - begin


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


CHILDREN: dict[str, Callable[[argparse.Namespace], Mapping[str, object]]] = {"link": _link, "peer": _peer, "add": _add}


# ---------------------------------------------------------------------- inventing reports


def _samples(path: Path) -> str:
    """A ledger of the sample reports that come with the program."""
    with resources.as_file(resources.files("harmledger") / "samples") as folder, open_ledger(path) as ledger:
        engine.read([str(folder / "reports"), str(folder / "other_wars")], ledger, engine.ReadOptions(jobs=1))
    return str(path)


def _sized(seeds: str, claims: int) -> list[Told]:
    out, total = [], 0
    for told in invented(seeds):
        out.append(told)
        total += len(told.claims)
        if total >= claims:
            break
    return out


def invented(seeds: str) -> Iterator[Told]:
    """Reports without end, always the same: each tells of one event or two, and most events are told by several."""
    chance = random.Random(2022)
    with open_ledger(seeds, readonly=True) as ledger:
        samples = [c for c in ledger.claims() if c.kind == "event" and c.modality == "actual" and c.quotes]
    towns, weights = _towns({c.place.country for c in samples if c.place and c.place.country})
    open_: list[_Event] = []
    numbers = itertools.count()
    for number in itertools.count():
        claims, events, parts = [], [], []
        published: dt.date | None = None
        for _ in range(1 + (chance.random() < 0.25)):
            event = _pick(open_, chance, samples, towns, weights, published, numbers)
            day = published or event.day + dt.timedelta(days=min(int(chance.expovariate(1.2)), 6))
            published = day
            at = sum(map(len, parts)) + len(parts)
            claim, words = _claim(event, number, len(claims), at, day, chance)
            claims.append(claim)
            events.append(event.number)
            parts.append(words)
        assert published is not None
        text = "\n".join(parts)
        outlet = f"outlet{int(OUTLETS * chance.random() ** 2)}.example"
        report = Report(
            id=f"r-{number:08x}", document=f"{number}.txt", text=text, title="", outlet=outlet, language="en",
            published=Published(published, published, "given", "given"), source_path=f"in/{number}.txt",
            raw_sha256=f"{number:064x}", text_sha256=f"{number:064x}",
        )  # fmt: skip
        yield Told(report, tuple(claims), tuple(events))


@dataclass
class _Event:
    number: int
    sample: Claim
    town: Place
    day: dt.date
    name: str
    dead: int
    left: int  # accounts of it that are still to come


def _pick(
    open_: list[_Event],
    chance: random.Random,
    samples: Sequence[Claim],
    towns: Sequence[Place],
    weights: Sequence[float],
    near: dt.date | None,
    numbers: Iterator[int],
) -> _Event:
    """An event told before, or a new one; events have one account in two cases of five, some hundreds."""
    known = [e for e in open_ if near is None or e.day <= near <= e.day + dt.timedelta(days=6)]
    if known and chance.random() < 0.65:
        event = chance.choices(known, [e.left for e in known])[0]
    else:
        day = near or FIRST + dt.timedelta(days=chance.randrange(DAYS))
        town = towns[bisect(weights, chance.random() * weights[-1])]
        left = 1 if chance.random() < 0.4 else min(300, int(chance.paretovariate(1.1)))
        event = _Event(
            next(numbers), chance.choice(samples), town, day, chance.choice(NAMES), chance.randint(1, 30), left
        )
        open_.append(event)
    event.left -= 1
    if event.left <= 0:
        open_.remove(event)
    elif len(open_) > 200:
        open_.remove(min(open_, key=lambda e: (e.left, e.number)))
    return event


def _claim(
    event: _Event, report: int, place_in: int, at: int, published: dt.date, chance: random.Random
) -> tuple[Claim, str]:
    sample = event.sample
    words = " ".join(q.text for q in sample.quotes)
    if sample.place is not None:
        words = words.replace(sample.place.text, event.town.text)
    kept = [w for w in words.split() if chance.random() > 0.15] or words.split()
    if chance.random() < 0.6:
        kept += ["said", event.name]
    if chance.random() < 0.15:
        kept += ["in", event.town.text]
    text = " ".join(kept).rstrip(".") + "."
    stated = chance.random() < 0.6
    day = event.day if stated else published
    rows = tuple(
        replace(r, low=dead, high=dead, text="", start=None, end=None)
        for r in sample.casualties[:1]
        if (dead := max(1, event.dead + (chance.random() < 0.25) * chance.randint(-2, 2)))
    )
    claim = replace(
        sample, id=f"c-{report:08x}{place_in}", report=f"r-{report:08x}", document=f"{report}.txt", incident=None,
        quotes=(Span(text, at, at + len(text)),), place=replace(event.town) if chance.random() < 0.95 else None,
        time=Time("on that day" if stated else "", day, day, "day", basis="expression" if stated else "publication"),
        casualties=rows, evidence=(), source=replace(sample.source, name=event.name, start=None, end=None),
    )  # fmt: skip
    return claim, text


def _towns(countries: set[str]) -> tuple[list[Place], list[float]]:
    """Towns of these countries in the gazetteer, the largest first, with running sums of shares that fall as 1/rank."""
    found: dict[int, tuple[int, Place]] = {}
    for file in Gazetteer().files:
        for number, block in file.base.execute("SELECT number, block FROM places"):
            for c in (file.place(number + n, "exact") for n in range(len(pack.lines_of(block)))):
                if c.country in countries and c.geonames_id is not None and c.precision in ("city", "village"):
                    place = Place(
                        text=c.name, name=c.name, country=c.country, admin1=c.admin1 or None, lat=c.lat, lon=c.lon,
                        precision=c.precision, radius_km=c.radius_km, geonames_id=c.geonames_id, basis="gazetteer",
                    )  # fmt: skip
                    found[c.geonames_id] = (c.population, place)
    ranked = [p for _, p in sorted(found.values(), key=lambda v: (-v[0], v[1].name or "", v[1].geonames_id or 0))]
    ranked = ranked[:TOWNS]
    return ranked, list(itertools.accumulate(1 / (rank + 10) for rank in range(len(ranked))))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000], metavar="CLAIMS")
    parser.add_argument("--add", type=int, default=200, metavar="REPORTS", help="reports to add; 0 for none")
    parser.add_argument("--to", type=int, default=2000, metavar="REPORTS", help="size of the ledger they are added to")
    parser.add_argument("--scattered", action="store_true", help="add reports of any event, not mostly of new ones")
    parser.add_argument("--peer-most", type=int, default=PEER_MOST, metavar="CLAIMS", help="largest size for the peer")
    parser.add_argument("--ledger", metavar="FILE", help="perturb the claims of this ledger")
    parser.add_argument("--json", metavar="FILE", help="also write the figures here")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--numbers", type=int, nargs="*", default=[], help=argparse.SUPPRESS)
    return parser.parse_args(argv)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
