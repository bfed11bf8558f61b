"""Speed of reading, as a ratio to the stock language pipeline alone over the same texts on the same cores.

    python benchmarks/speed.py              300 reports of the corpus, and the seeds 20 times with changed names
    python benchmarks/speed.py --reports 2000 --copies 100 --jobs 2 --json speed.json

Each figure comes from a process of its own: started, warmed up on one report, then timed. `read` does all of it:
collect, clean, parse, code, resolve, store, and link at the end. The stock pipeline parses the same texts and keeps
nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Timed:
    """One process: reports, characters, seconds after warming up, peak memory of it and its helpers in MB."""

    reports: int
    characters: int
    seconds: float
    start_seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.reports / self.seconds


def main(argv: Sequence[str] | None = None) -> int:
    """Time every set that is present; print a table, and JSON where asked."""
    args = _arguments(argv)
    if args.child:
        print(json.dumps(asdict(CHILDREN[args.child](args.texts, args.jobs))))
        return 0
    cores = sorted(os.sched_getaffinity(0))[: args.jobs] if hasattr(os, "sched_getaffinity") else []
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in (("corpus", _corpus(args)), ("seeds, names changed", _seeds(args))):
            if not texts:
                print(f"{name}: absent, not measured", file=sys.stderr)
                continue
            table = Path(folder) / "texts.jsonl"
            table.write_text("".join(json.dumps(t) + "\n" for t in texts), encoding="utf-8")
            rows.append({"set": name, **_compare(table, args.jobs, args.repeat, cores)})
    _print(rows, args.jobs)
    if args.json:
        args.json.write_text(json.dumps({"jobs": args.jobs, "sets": rows}, indent=1) + "\n", encoding="utf-8")
    return 0 if rows else 1


def _compare(table: Path, jobs: int, repeat: int, cores: list[int]) -> dict[str, float]:
    """Both pipelines, turn by turn so that a busy machine slows them alike; the median of each."""
    runs: dict[str, list[Timed]] = {"stock": [], "read": []}
    for _ in range(repeat):
        for kind in runs:
            runs[kind].append(_child(kind, table, jobs, cores))
    stock, read = (statistics.median(t.rate for t in runs[k]) for k in ("stock", "read"))
    return {
        "reports": runs["read"][0].reports,
        "characters": runs["read"][0].characters,
        "stock_reports_per_second": round(stock, 2),
        "read_reports_per_second": round(read, 2),
        "ratio": round(read / stock, 3),
        "read_peak_mb": round(max(t.peak_mb for t in runs["read"])),
        "stock_peak_mb": round(max(t.peak_mb for t in runs["stock"])),
        "read_start_seconds": round(statistics.median(t.start_seconds for t in runs["read"]), 1),
    }


def _child(kind: str, table: Path, jobs: int, cores: list[int]) -> Timed:
    def pin() -> None:
        if cores:
            os.sched_setaffinity(0, cores)

    command = [
        sys.executable,
        str(Path(__file__).resolve()),
        "--child",
        kind,
        "--texts",
        str(table),
        "--jobs",
        str(jobs),
    ]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=pin, env=os.environ | one_thread
    )
    return Timed(**json.loads(done.stdout.splitlines()[-1]))


def _stock(table: Path, jobs: int) -> Timed:
    from harmledger.extract.sentences import language_model

    texts = [_text(row) for row in _rows(table)]
    began = time.perf_counter()
    model = language_model()
    list(model.pipe(texts[:1]))
    started = time.perf_counter()
    for _ in model.pipe(texts, batch_size=64, n_process=jobs):
        pass
    return _timed(texts, started, began)


def _read(table: Path, jobs: int) -> Timed:
    import harmledger

    texts = [_text(row) for row in _rows(table)]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        one.write_text("Shells hit a mill in Kharkiv on 3 May 2022, killing two people.", encoding="utf-8")
        harmledger.read(one, ledger=Path(folder) / "warm.db").close()
        started = time.perf_counter()
        with harmledger.read(table, ledger=Path(folder) / "ledger.db", jobs=jobs) as result:
            if result.failures:
                raise SystemExit(f"{len(result.failures)} reports failed, the first: {result.failures[0].what}")
        return _timed(texts, started, began)


CHILDREN: dict[str, Callable[[Path, int], Timed]] = {"stock": _stock, "read": _read}


def _timed(texts: Sequence[str], started: float, began: float) -> Timed:
    seconds = time.perf_counter() - started
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Timed(len(texts), sum(map(len, texts)), seconds, started - began, kilobytes / unit)


def _text(row: dict[str, str]) -> str:
    return f"{row['title']}\n{row['text']}" if row.get("title") else row["text"]


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _corpus(args: argparse.Namespace) -> list[dict[str, str]]:
    """Reports spread evenly over the corpus."""
    path = args.shared / "corpora" / "ruwa.jsonl"
    if not path.exists():
        return []
    rows = list(_rows(path))
    step = max(1, len(rows) // args.reports)
    return rows[::step][: args.reports]


def _seeds(args: argparse.Namespace) -> list[dict[str, str]]:
    """The seeds over and over, each time with other names, so that nothing remembered from one copy serves the next."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((args.shared / "seeds").glob("*.txt"))]
    out = []
    for copy in range(args.copies):
        chance = random.Random(copy)
        for number, text in enumerate(texts):
            out.append({"id": f"seed-{number}-{copy}", "title": "", "text": _renamed(text, chance)})
    return out


_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}")  # a capital within a sentence


def _renamed(text: str, chance: random.Random) -> str:
    """The text with half of its names replaced by invented ones, each the same throughout."""
    names = sorted(set(_NAME.findall(text)))
    new = {name: _invented(chance) for name in names if chance.random() < 0.5}
    return re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m: new.get(m.group(), m.group()), text)


def _invented(chance: random.Random) -> str:
    syllables = [chance.choice("bdgklmnprstvz") + chance.choice("aeiouy") for _ in range(chance.choice((2, 3)))]
    return "".join(syllables).capitalize() + chance.choice(("ka", "ivka", "sk", "yn", "ov"))


def _print(rows: Sequence[dict[str, float]], jobs: int) -> None:
    print(f"{jobs} process{'es' if jobs > 1 else ''}, on the same {jobs} core{'s' if jobs > 1 else ''}")
    print(f"{'set':<22}{'reports':>8}{'stock/s':>10}{'read/s':>10}{'ratio':>8}{'read MB':>9}{'stock MB':>10}")
    for r in rows:
        rates = f"{r['stock_reports_per_second']:>10.2f}{r['read_reports_per_second']:>10.2f}{r['ratio']:>8.2f}"
        print(f"{r['set']:<22}{r['reports']:>8}{rates}{r['read_peak_mb']:>9}{r['stock_peak_mb']:>10}")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where corpus and seeds lie")
    parser.add_argument("--reports", type=int, default=300, help="how many reports of the corpus")
    parser.add_argument("--copies", type=int, default=20, help="how many times the seeds")
    parser.add_argument("--jobs", type=int, default=1, help="processes, and cores that they run on")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; the median counts")
    parser.add_argument("--json", type=Path, help="all figures into this file")
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
