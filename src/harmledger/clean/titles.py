"""Headlines and headings in running text, and the tails that sites hang on their headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from harmledger.clean.blocks import Block
from harmledger.clean.cues import cues
from harmledger.records import Region

_MARKUP = re.compile(r"#{1,6}\s+")  # of Markdown


def headline(blocks: Sequence[Block], skipped: Set[int]) -> int | None:
    """Which block is the report's headline: the first real line, if it reads like one and prose follows."""
    live = [i for i in range(len(blocks)) if i not in skipped]
    if len(live) < 2 or not _reads_like_headline(blocks[live[0]], 3, 30):
        return None
    return live[0] if any(blocks[i].running for i in live[1:4]) else None


def headings(blocks: Sequence[Block], skipped: Set[int]) -> list[int]:
    """Blocks that are headings over parts of the report."""
    live = [i for i in range(len(blocks)) if i not in skipped]
    out = []
    for before, i, after in zip(live, live[1:], live[2:], strict=False):
        if blocks[before].ended and _reads_like_headline(blocks[i], 1, 12) and blocks[after].running:
            out.append(i)
    return out


def _reads_like_headline(block: Block, fewest: int, most: int) -> bool:
    flat = block.flat
    return flat.startswith("#") or (
        fewest <= block.words <= most
        and len(flat) <= 220
        and not re.search(r"""(?:[.,;:…]|\.["'”’»]|[.)]\))$""", flat)
        and not cues().open_ends.search(flat)
        and flat[:1] not in "([•*-"
    )


def markup(text: str, block: Block) -> list[Region]:
    """The Markdown signs before a heading."""
    found = _MARKUP.match(text, block.start, block.end)
    return [Region(block.start, found.end(), "furniture", "markup")] if found else []


def title_tail(text: str, start: int, end: int) -> list[Region]:
    """What a site hangs on its headline: " | Site", " (date) « Section"."""
    found = cues().title_tails.search(text, start, end)
    return [Region(found.start(), end, "furniture", "title tail")] if found and found.start() > start else []
