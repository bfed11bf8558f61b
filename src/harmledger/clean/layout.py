"""The regions of a report's text: title, captions, headings and furniture, from the rules of this folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harmledger.clean.blocks import Block, blocks
from harmledger.clean.captions import caption_regions
from harmledger.clean.furniture import fragments, inside, mark_blocks, masthead
from harmledger.clean.titles import headings, headline, markup, title_tail
from harmledger.records import Region


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a text in order, and where its headline stands, if it has one."""

    regions: tuple[Region, ...]
    title: tuple[int, int] | None
    masthead: str = ""  # the outlet's name, where the page's head repeats it


def lay_out(text: str, *, title_length: int = 0, start: int = 0, outlet: str = "") -> Layout:
    """The regions of a text whose first `title_length` characters are its title (0: it is looked for from `start`)."""
    body = blocks(text, title_length or start)
    marks = mark_blocks(body, outlet)
    found = [Region(body[i].start, body[i].end, "furniture", name) for i, name in marks.items()]
    captions = {i: regions for i, b in enumerate(body) if i not in marks and (regions := caption_regions(text, b))}
    for region in (r for regions in captions.values() for r in regions):
        found.extend([region, *(inside(text, region.start, region.end) if region.kind == "caption" else [])])
    skipped = marks.keys() | captions.keys()
    title = (0, title_length) if title_length else None
    if not title_length and (at := headline(body, skipped)) is not None:
        title = (body[at].start, body[at].end)
        skipped |= {at}
    if title:
        found.extend(_title(text, *title))
    for i in headings(body, skipped):
        found.append(Region(body[i].start, body[i].end, "heading"))
        found.extend(markup(text, body[i]))
    running = [b for i, b in enumerate(body) if i not in skipped]
    found.extend(fragments(text, running, outlet))
    if title and running:
        found.extend(_headline_again(text, title, running[0], found))
    ordered = tuple(sorted(set(found), key=lambda r: (r.start, r.end, r.kind, r.reason)))
    return Layout(ordered, title, masthead(body, marks))


def _title(text: str, start: int, end: int) -> list[Region]:
    block = Block(start, end, text[start:end], True)
    tail = title_tail(text, start, end)
    stop = tail[0].start if tail else end
    return [Region(start, end, "title"), *markup(text, block), *tail, *inside(text, start, stop)]


def _headline_again(text: str, title: tuple[int, int], first: Block, found: Sequence[Region]) -> list[Region]:
    """The headline told once more at the beginning of the body, as feeds and short dispatches do."""
    tail = min((r.start for r in found if title[0] < r.start < title[1] and r.kind == "furniture"), default=title[1])
    words = text[title[0] : tail].rstrip(" .")
    start = max((r.end for r in found if r.start == first.start and r.kind == "furniture"), default=first.start)
    end = start + len(words)
    again = len(words) >= 20 and end < first.end and text[start:end] == words
    if not again or not re.match(r"[.!?]\s", text[end : end + 2]):
        return []
    return [Region(start, end + 1, "title", "headline again")]
