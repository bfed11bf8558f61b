"""Write `codebook/data/persons.yaml`: English nouns for persons, from the WordNet database files.

    python scripts/persons.py FOLDER      FOLDER holds data.noun and index.noun of WordNet 3.1

A noun is taken where its first, most frequent sense is a person and no proper name; phrases are left out.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/harmledger/codebook/data/persons.yaml"
HEAD = """\
# English nouns whose first sense is a person: "three novices" counts people, "three cows" does not.
# Made by scripts/persons.py from WordNet 3.1, copyright 2011 by Princeton University; its licence stands in
# codebook/WORDNET.txt. Words of `casualties.yaml` go before these.
schema: persons
version: 1
"""
PERSON = "18"  # WordNet's lexicographer file noun.person


def senses(folder: Path) -> dict[str, tuple[str, bool]]:
    """The lexicographer file of each noun sense by its offset, and whether it names one individual."""
    out = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split("|")[0].split()
            out[fields[0]] = (fields[1], "@i" in fields)
    return out


def nouns(folder: Path, kind: str) -> list[str]:
    """The single words whose first sense is of a lexicographer file."""
    known = senses(folder)
    out = []
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if line.startswith("  ") or not fields[0].isascii() or not fields[0].isalpha():
            continue
        first = known[fields[-int(fields[2])]]
        if first == (kind, False):
            out.append(fields[0])
    return sorted(out)


def main(folder: Path) -> None:
    """Write the data file."""
    rows = textwrap.wrap(" ".join(nouns(folder, PERSON)), 116)
    OUT.write_text(HEAD + "persons: >-\n" + "".join(f"  {row}\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
