"""Measure accuracy on every hand-coded set that is present, write docs/accuracy.md and its figures, hold the floors.

    python benchmarks/accuracy.py                       measure, write docs/accuracy.md, exit 1 below a floor
    python benchmarks/accuracy.py --only seeds          one set, nothing written
    python benchmarks/accuracy.py --ship                figures of the pages into the program again, nothing measured
    python benchmarks/accuracy.py --raise-floors        floors up to what was measured, never down
    python benchmarks/accuracy.py --lower-floors WHY    floors down to what was measured; the reason is kept beside them

The sets lie beside the repository (../shared); a set that is absent is reported as absent, never as passed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import harmledger
from harmledger.evaluate import claims, links
from harmledger.evaluate.calibration import calibration
from harmledger.evaluate.claims import ClaimScores
from harmledger.evaluate.gold import GoldReport, read_gold, read_links
from harmledger.evaluate.links import LinkScores
from harmledger.evaluate.slots import SLOTS

sys.path.insert(0, str(Path(__file__).resolve().parent))
import accuracy_page
import floors
import linking_tolls
import public_sets

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
METHODOLOGY = ROOT / "docs" / "methodology.md"
SHIPPED = ROOT / "src" / "harmledger" / "evaluate" / "accuracy.json"  # the same figures, for the pages of a ledger
SAMPLES = ROOT / "src" / "harmledger" / "samples"
FLOORS = ROOT / "benchmarks" / "floors.yaml"


@dataclass(frozen=True)
class Measured:
    """One set: its scores, or None where the set is absent."""

    name: str
    what: str
    claims: ClaimScores | None = None
    links: LinkScores | None = None
    flat: dict[str, float] | None = None  # of a public test set
    failed: int = 0  # reports that could not be read or coded

    @property
    def absent(self) -> bool:
        """Whether the set was not there to be measured."""
        return self.claims is None and self.links is None and self.flat is None

    def figures(self) -> dict[str, float]:
        """The figures that floors may be set on."""
        return (self.flat or {}) | figures(self.claims, self.links) | {"failed": self.failed}


def figures(of_claims: ClaimScores | None, of_links: LinkScores | None) -> dict[str, float]:
    """Flat figures by name; rates rounded to three digits."""
    if of_claims:
        return {
            "claims_f1": round(of_claims.f1, 3),
            "slot_mean": round(of_claims.slot_mean, 3),
            "ledger": round(of_claims.ledger, 3),
            **{slot: of_claims.slots[slot] for slot in SLOTS if slot in of_claims.slots},
            "calibration_gap": round(calibration(of_claims.judged).gap, 3),
            "false_alarms": of_claims.false_alarms,
            "from_boilerplate": of_claims.from_boilerplate,
            "ungrounded_quotes": of_claims.ungrounded,
        }
    if of_links:
        share = of_links.near_joined / of_links.near if of_links.near else 0.0
        return {"link_f1": round(of_links.f1, 3), "false_merge_share": round(share, 3)}
    return {}


def seeds(shared: Path, jobs: int) -> Iterable[Measured]:
    """Five full articles, scraped, some machine-translated, all without a date."""
    what = "five full articles, scraped, some machine-translated, none with a date"
    yield _coded("seeds", what, shared / "gold" / "seeds", [shared / "seeds"], jobs)


def articles(shared: Path, jobs: int) -> Iterable[Measured]:
    """Five full articles from a table."""
    yield _coded("articles", "five full articles", shared / "gold" / "articles", [_table(shared, "articles")], jobs)


def openings(shared: Path, jobs: int) -> Iterable[Measured]:
    """Openings of reports, some with hand-coded claims, some with hand-coded links, read into one ledger."""
    snippets = ("snippets", "titles and opening lines of reports")
    linked = ("links", "which reports tell of the same incident")
    told = ("incidents", "what an incident says: tolls over time, who disputes it")
    gold_claims, gold_links, table = shared / "gold" / "snippets", shared / "gold" / "links", _table(shared, "ruwa")
    if not (table.exists() and (gold_claims.exists() or gold_links.exists())):
        yield from (Measured(*snippets), Measured(*linked), Measured(*told))
        return
    coded = read_gold(gold_claims) if gold_claims.exists() else []
    incidents = [i for path in sorted(gold_links.glob("*.yaml")) for i in read_links(path)]
    wanted = {g.document for g in coded} | {r for i in incidents for r in (*i.reports, *i.not_same, *i.optional)}
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "openings.jsonl"
        with table.open(encoding="utf-8") as lines, chosen.open("w", encoding="utf-8") as out:
            out.writelines(line for line in lines if json.loads(line)["id"] in wanted)
        with harmledger.read(chosen, jobs=jobs) as result:
            failed = _complain(result)
            scores = claims.score(coded, result.claims, result.reports) if coded else None
            yield Measured(*snippets, claims=scores, failed=failed)
            yield Measured(*linked, links=links.score(incidents, result.claims) if incidents else None, failed=failed)
            book = linking_tolls.book_from(result.claims, result.reports, result.incidents)
            flat = linking_tolls.flat(sorted(gold_links.glob("*.yaml")), book) if incidents else None
            yield Measured(*told, flat=flat, failed=failed)


def samples(shared: Path, jobs: int) -> Iterable[Measured]:
    """The reports that the repository carries, coded by the manual: there on every machine."""
    gold = SAMPLES / "gold"
    ours = "invented reports that the program carries, coded by hand: "
    yield _coded("demo-reports", ours + "the war in Ukraine", gold / "demo_reports.yaml", [SAMPLES / "reports"], jobs)
    yield _coded("other-wars", ours + "six other wars", gold / "other_wars.yaml", [SAMPLES / "other_wars"], jobs)


def public(one: public_sets.PublicSet) -> Callable[[Path, int], Iterable[Measured]]:
    """A public test set as a part of the gate."""

    def read(shared: Path, jobs: int) -> Iterable[Measured]:
        yield Measured(one.name, one.what, flat=public_sets.measure(one, shared))

    return read


def _table(shared: Path, name: str) -> Path:
    return shared / "corpora" / f"{name}.jsonl"


def _coded(name: str, what: str, gold: Path, inputs: Sequence[Path], jobs: int) -> Measured:
    if not gold.exists() or not all(path.exists() for path in inputs):
        return Measured(name, what)
    coded: list[GoldReport] = read_gold(gold)
    with harmledger.read(list(inputs), jobs=jobs) as result:
        failed = _complain(result)
        return Measured(name, what, claims=claims.score(coded, result.claims, result.reports), failed=failed)


def _complain(result: harmledger.Result) -> int:
    for failure in result.failures:
        print(f"failed: {failure.path} {failure.document}: {failure.what} [{failure.code}]", file=sys.stderr)
    return len(result.failures)


SETS: dict[str, Callable[[Path, int], Iterable[Measured]]] = {
    "seeds": seeds,
    "articles": articles,
    "openings": openings,
    "samples": samples,
    **{one.name: public(one) for one in public_sets.PUBLIC},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, write, hold the floors; the exit code is 1 where a floor is broken."""
    args = _arguments(argv)
    if args.ship:
        ship()
        return 0
    measured = [m for name in args.only or SETS for m in SETS[name](args.shared, args.jobs)]
    for m in measured:
        print(f"{m.name}: absent, not measured" if m.absent else f"{m.name}: {json.dumps(m.figures())}")
        if args.verbose and m.claims:
            _show(m.claims)
    if args.json:
        args.json.write_text(json.dumps([_plain(m) for m in measured], indent=1) + "\n", encoding="utf-8")
    if not args.only:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(accuracy_page.page(measured, _commit()), encoding="utf-8")
        ship()
        print(f"written: {PAGE.relative_to(ROOT)}, {SHIPPED.relative_to(ROOT)}")
    return _floors(args, {m.name: m.figures() for m in measured if not m.absent})


def ship() -> None:
    """Write what ships with the program from the pages as they stand."""
    found = accuracy_page.shipped(PAGE.read_text(encoding="utf-8"), METHODOLOGY.read_text(encoding="utf-8"))
    SHIPPED.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _floors(args: argparse.Namespace, found: dict[str, dict[str, float]]) -> int:
    held = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    if args.raise_floors or args.lower_floors:
        held = floors.moved(held, found, _commit(), lower=args.lower_floors)
        FLOORS.write_text(floors.as_yaml(held), encoding="utf-8")
    broken = floors.broken(held, found)
    for line in broken:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if broken else 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the hand-coded sets lie")
    parser.add_argument("--only", action="append", choices=sorted(SETS), help="measure this set and write no page")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", type=Path, help="all figures, with examples of errors, into this file")
    parser.add_argument("--verbose", action="store_true", help="show kinds of error with examples")
    parser.add_argument("--ship", action="store_true", help="write what ships from the pages as they stand")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--lower-floors", metavar="WHY", help="the reason is kept in the floors' file")
    return parser.parse_args(argv)


def _show(scores: ClaimScores) -> None:
    for slot, number in Counter({m.slot: m.count for m in scores.mistakes}).most_common():
        print(f"  {slot} (most frequent kind: {number})")
    for m in scores.mistakes:
        print(f"  {m.count:>3} {m.slot}: {m.kind}")
        for example in m.examples:
            print(f"        {example}")


def _plain(m: Measured) -> dict[str, Any]:
    scores = m.claims or m.links
    return {"set": m.name, "measured": not m.absent} | (m.flat or {}) | (scores.to_json() if scores else {})


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=10"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "no commit"


if __name__ == "__main__":
    sys.exit(main())
