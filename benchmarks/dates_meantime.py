"""Print how well dates are read on MEANTIME: `python benchmarks/dates_meantime.py FILE [--part 0|1] [--misses]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from harmledger.evaluate.dates import compare, measure, overlap, same

FILE = Path("benchmarks", "dates", "meantime.jsonl")


def measured(shared: Path) -> dict[str, float]:
    """The figures of the set under `shared`, in flat names."""
    return measure(shared / FILE)


def main() -> None:
    """The figures for a file, and with --misses what was missed or added."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", type=int, choices=(0, 1))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for name, value in measure(options.file, options.part).items():
        print(f"{name:16} {value}")
    for text, gold, found in compare(options.file, options.part) if options.misses else ():
        for g in gold:
            mine = [(f["text"], f["value"]) for f in found if overlap(g, f)]
            if not any(same(g["value"], v) for _, v in mine):
                print(f"{g['text']!r} {g['value']} {mine} | {text[max(0, g['start'] - 50) : g['end'] + 30]!r}")
        for f in found:
            if not any(overlap(g, f) for g in gold):
                print(f"ADDED {f['text']!r} {f['value']} | {text[max(0, f['start'] - 50) : f['end'] + 30]!r}")


if __name__ == "__main__":
    main()
