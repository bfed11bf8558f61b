"""Draws docs/images/demo.svg, the picture of the command line, from a real run over the bundled samples."""

from __future__ import annotations

import re
import sys
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from harmledger import engine
from harmledger.cli import incidents, show
from harmledger.publish.dossier import dossier
from harmledger.store import Filter, Ledger, open_ledger

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "demo.svg"
WIDTH = 118  # columns
INCIDENTS = 7  # in the list, the most reported first
CLAIMS = 4  # of the incident shown, of different sources
# No font from a server: the picture is drawn with what the reader's machine has.
_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)


def draw(ledger: Ledger, console: Console) -> None:
    """The list of incidents, then the one that most reports tell of."""
    found = list(ledger.incidents(Filter(kinds=incidents.KINDS, order="reports", limit=INCIDENTS)))
    _command(console, f"incidents war.db --order reports --limit {INCIDENTS}")
    console.print(incidents.table(found, roomy=False))
    _command(console, f"show war.db {found[0].id}")
    whole = dossier(ledger, found[0].id)
    console.print(show.page(whole, shown=_one_each(whole)))


def _one_each(whole: show.Dossier) -> list[str]:
    """The ids of the first claims of different named sources."""
    seen: dict[str, str] = {}
    for claim in whole.claims:
        if claim.source.name:
            seen.setdefault(claim.source.name, claim.id)
    return list(seen.values())[:CLAIMS]


def _command(console: Console, words: str) -> None:
    console.print(Text.assemble(("\n$ ", "dim"), (f"harmledger {words}\n", "bold")))


def main() -> int:
    """Read the samples into a temporary ledger and draw it."""
    samples = resources.files("harmledger") / "samples" / "reports"
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "war.db") as ledger:
        engine.read([str(samples)], ledger)
        with Path(folder, "out").open("w", encoding="utf-8") as sink:
            console = Console(record=True, width=WIDTH, file=sink, force_terminal=True, emoji=False, markup=False)
            draw(ledger, console)
        picture = console.export_svg(title="harmledger, on the invented sample reports", unique_id="demo")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(_REMOTE_FONT.sub("", picture).replace("Fira Code", "monospace"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
