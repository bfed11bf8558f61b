"""The regions of a report's text: title, captions, headings and furniture, from the rules of this folder."""

from __future__ import annotations

from dataclasses import dataclass

from harmledger.clean.blocks import Block, blocks
from harmledger.clean.captions import caption_regions
from harmledger.clean.furniture import fragments, inside, mark_blocks
from harmledger.clean.titles import headings, headline, markup, title_tail
from harmledger.records import Region


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a text in order, and where its headline stands, if it has one."""

    regions: tuple[Region, ...]
    title: tuple[int, int] | None


def lay_out(text: str, *, title_length: int = 0, outlet: str = "") -> Layout:
    """The regions of a report's text whose first `title_length` characters are its title (0: looked for in the text)."""
    body = blocks(text, title_length)
    marks = mark_blocks(body, outlet)
    found = [Region(body[i].start, body[i].end, "furniture", name) for i, name in marks.items()]
    captions = {i: regions for i, b in enumerate(body) if i not in marks and (regions := caption_regions(text, b))}
    found.extend(region for regions in captions.values() for region in regions)
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
    return Layout(tuple(sorted(set(found), key=lambda r: (r.start, r.end, r.kind, r.reason))), title)


def _title(text: str, start: int, end: int) -> list[Region]:
    block = Block(start, end, text[start:end], True)
    tail = title_tail(text, start, end)
    stop = tail[0].start if tail else end
    return [Region(start, end, "title"), *markup(text, block), *tail, *inside(text, start, stop)]
