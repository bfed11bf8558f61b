"""Writes the documentation that is made from the program; `--check` only says whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from harmledger import codebook
from harmledger.analyse import registry
from harmledger.cli.main import COMMANDS, parser

DOCS = Path(__file__).parent.parent / "docs"
ANALYSES_BEGIN, ANALYSES_END = "<!-- analyses: begin -->", "<!-- analyses: end -->"
BEGIN, END = "<!-- vocabulary: begin -->", "<!-- vocabulary: end -->"


def vocabulary(words: Mapping[str, Any]) -> Iterator[str]:
    """The closed vocabulary as Markdown."""
    for name, values in words.items():
        if name in ("schema", "version"):
            continue
        yield f"\n**{name.replace('_', ' ').capitalize()}**\n"
        if isinstance(values, dict):
            yield from (f"- `{value}`: {meaning}" for value, meaning in values.items())
        else:
            yield ", ".join(f"`{value}`" for value in values)


def coding_manual(text: str) -> str:
    """The coding manual with its vocabulary as the codebook has it now."""
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    return head + BEGIN + "\n".join(["", *vocabulary(codebook.load("vocabulary")), "", END]) + tail


def commands() -> str:
    """Every command's help as one page."""
    parts = [
        "# Commands\n\nThis page is what `harmledger COMMAND -h` prints; `python scripts/write_docs.py` makes it.\n"
    ]
    top = parser()
    for name in ("", *COMMANDS):
        text = top.format_help() if not name else subparser(top, name).format_help()
        parts.append(f"## harmledger {name}".rstrip() + f"\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


def subparser(top: Any, name: str) -> Any:
    """The parser of one command."""
    actions = next(a for a in top._actions if a.dest == "command")
    return actions.choices[name]


def analyses(text: str) -> str:
    """The page of analyses with the registry as it is now."""
    head, rest = text.split(ANALYSES_BEGIN)
    tail = rest.split(ANALYSES_END)[1]
    return head + ANALYSES_BEGIN + "\n".join(["", *listed(), "", ANALYSES_END]) + tail


def listed() -> Iterator[str]:
    """Every analysis with its columns and options as Markdown."""
    yield "\n| analysis | what it shows |\n| --- | --- |"
    for analysis in registry().values():
        yield f"| [`{analysis.name}`](#{analysis.name}) | {analysis.about} |"
    for analysis in registry().values():
        yield f"\n## {analysis.name}\n\n{analysis.about[0].upper()}{analysis.about[1:]}. {analysis.note}".rstrip()
        for option in analysis.options:
            choices = f": {', '.join(c for c in option.choices if c)}" if option.choices else ""
            default = f" (default {option.default})" if option.default else ""
            yield f"\n`--{option.name.replace('_', '-')}`: {option.about}{choices}{default}"
        yield "\n| column | type | meaning |\n| --- | --- | --- |"
        for column in analysis.columns:
            yield f"| `{column.name}` | {column.kind}{', may be empty' if column.empty else ''} | {column.about} |"


def words(text: str) -> list[str]:
    """The text without its line breaks, which differ between versions of Python."""
    return text.split()


def main() -> int:
    """Write, or with --check compare; exit code 1 when a page is not current."""
    manual = DOCS / "coding-manual.md"
    page = DOCS / "how-to" / "analyse.md"
    pages = {
        manual: coding_manual(manual.read_text(encoding="utf-8")),
        page: analyses(page.read_text(encoding="utf-8")),
        DOCS / "commands.md": commands(),
    }
    old = [p for p, text in pages.items() if not p.exists() or words(p.read_text(encoding="utf-8")) != words(text)]
    if "--check" in sys.argv:
        for path in old:
            print(f"{path} is not current: python scripts/write_docs.py", file=sys.stderr)
        return bool(old)
    for path in old:
        path.write_text(pages[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
