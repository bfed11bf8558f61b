"""Which parts of a scraped text are the page's and not the report's.

Works on text alone, by what a line says (`codebook/data/furniture.yaml`) and by where and how often it stands. A wrong
mark loses claims, so a rule that is not sure of itself asks for a second sign: a place at the page's edge, or
furniture beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from harmledger.clean.blocks import Block
from harmledger.clean.cues import Fragment, cues, origin_patterns
from harmledger.records import Region

_LONGEST_CUE = 420  # characters: no line of furniture is longer, and patterns stay cheap
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÞА-ЯІЇЄҐ\"'“‘])")
_SENTENCE_BEFORE = re.compile(r"""(?:[.!?…]["'”’»)\]]*\s*|^\s*)$""")

Marks = dict[int, str]  # block number -> which rule


def mark_blocks(blocks: Sequence[Block], outlet: str) -> Marks:
    """Which blocks are furniture as a whole, with the rule that says so."""
    marks: Marks = {}
    for i, block in enumerate(blocks):
        if name := _line_rule(block):
            marks[i] = name
    _lists(blocks, marks)
    _masthead(blocks, marks, outlet)
    _repeated(blocks, marks)
    _capital_links(blocks, marks)
    _footer(blocks, marks)
    return marks


def _line_rule(block: Block) -> str:
    flat = block.flat.strip("*•·–—|>» ")
    if not any(c.isalnum() for c in flat):
        return "ornament"
    if len(flat) > _LONGEST_CUE:
        return ""
    for name, pattern in cues().lines:
        if pattern.fullmatch(flat) or pattern.fullmatch(block.flat):
            return name
    sentences = [s.rstrip(" .") for s in _SENTENCE.split(flat)]
    wrote = cues().contributions
    if wrote.fullmatch(flat.rstrip(" .")) or all(wrote.fullmatch(s) for s in sentences):
        return "contribution"
    return ""


def _lists(blocks: Sequence[Block], marks: Marks) -> None:
    """Headings over links to other stories, each with the links below it."""
    pattern = cues().lists
    length = blocks[-1].end if blocks else 0
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if not pattern.fullmatch(block.flat.strip("*•·–—|>» ")):
            i += 1
            continue
        stop = _list_end(blocks, i + 1, late=block.start > length / 2)
        for j in range(i, stop):
            marks.setdefault(j, "links to other stories")
        i = max(stop, i + 1)


def _list_end(blocks: Sequence[Block], first: int, *, late: bool) -> int:
    """Where a list of links ends: at prose; late in a page only two paragraphs in a row are prose, one is a teaser."""
    for j in range(first, len(blocks)):
        prose = blocks[j].running
        if prose and (not late or (j + 1 < len(blocks) and blocks[j + 1].running and blocks[j].words >= 20)):
            return j
    return len(blocks)


def _masthead(blocks: Sequence[Block], marks: Marks, outlet: str) -> None:
    """Section label, outlet and author above the headline; only in the company of each other or of other furniture."""
    top = next((i for i, b in enumerate(blocks) if i not in marks and (b.running or b.words >= 6)), None)
    if top is None:
        return
    counts = Counter(b.flat for b in blocks)
    stem = outlet_stem(outlet)
    seen = any(i in marks for i in range(top))
    for i in range(top):
        flat = blocks[i].flat
        if i in marks:
            seen = True
        elif (
            cues().sections.fullmatch(flat)
            or counts[flat] > 1
            or (stem and stem == re.sub(r"\W", "", flat).casefold())
            or (seen and _is_name(flat) and not blocks[top].running)
        ):
            marks[i] = "masthead"
            seen = True


def masthead(blocks: Sequence[Block], marks: Marks) -> str:
    """The outlet's name: the label that the head of the page says more than once."""
    labels = Counter(blocks[i].flat for i, name in marks.items() if name == "masthead")
    name, count = labels.most_common(1)[0] if labels else ("", 0)
    return name if count > 1 and not cues().sections.fullmatch(name) else ""


def _is_name(flat: str) -> bool:
    words = flat.split()
    return 2 <= len(words) <= 5 and bool(cues().names.fullmatch(flat)) and not any(c.isdigit() for c in flat)


def _repeated(blocks: Sequence[Block], marks: Marks) -> None:
    """Short labels that stand more than once, as a page's own words do; headings over prose may do so too."""
    places: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.words <= 6 and not block.ended:
            places.setdefault(block.flat, []).append(i)
    for found in places.values():
        heads = all(i + 1 < len(blocks) and blocks[i + 1].running for i in found)
        if len(found) > 1 and not heads:
            for i in found:
                marks.setdefault(i, "repeated label")


def _capital_links(blocks: Sequence[Block], marks: Marks) -> None:
    """Headlines of other stories in capitals between paragraphs of ordinary print."""
    live = [b for i, b in enumerate(blocks) if i not in marks]
    if sum(b.running and not b.flat.isupper() for b in live) < 2:
        return
    first = next((i for i in range(len(blocks)) if i not in marks), 0)
    for i, block in enumerate(blocks):
        if i > first and block.flat.isupper() and block.words >= 5 and not re.search(r"""[.!?]["'”’]?$""", block.flat):
            marks.setdefault(i, "link in capitals")


def _footer(blocks: Sequence[Block], marks: Marks) -> None:
    """Labels among the furniture at the foot of the page."""
    start = len(blocks)
    while start > 0 and (start - 1 in marks or (blocks[start - 1].words <= 8 and not blocks[start - 1].ended)):
        start -= 1
    tail = range(start, len(blocks))
    known = [i for i in tail if i in marks]
    if len(known) < 2:
        return
    for i in range(known[0], len(blocks)):
        marks.setdefault(i, "footer")


def outlet_stem(outlet: str) -> str:
    """The name inside an outlet or its address: "www.daily-post.example" and "Daily Post" give "dailypost"."""
    name = outlet.casefold().strip()
    if " " not in name and "." in name:
        name = max(name.removeprefix("www.").split(".")[:-1], key=len, default="")
    return re.sub(r"\W", "", name)


def fragments(text: str, blocks: Sequence[Block], outlet: str) -> list[Region]:
    """Furniture inside the given blocks: time stamps before the words, calls to action and marks of origin after."""
    out = [region for block in blocks for region in inside(text, block.start, block.end)]
    if blocks:
        out.extend(_origin(text, blocks[-1], out, outlet))
    return out


def _origin(text: str, last: Block, found: Sequence[Region], outlet: str) -> list[Region]:
    """The agency's or outlet's name that closes a body: " - Agency."."""
    cut = min((r.start for r in found if last.start < r.start and r.end == last.end), default=last.end)
    for name, pattern in origin_patterns(_shown(outlet)):
        mark = pattern.search(text, last.start, cut)
        if mark and mark.start() > last.start:
            return [Region(mark.start(), cut, "furniture", name)]
    return []


def _shown(outlet: str) -> str:
    name = outlet.strip()
    if " " not in name and "." in name:
        name = max(name.casefold().removeprefix("www.").split(".")[:-1], key=len, default="")
    return name


def inside(text: str, start: int, end: int) -> list[Region]:
    """Furniture at the beginning, the end and between the sentences of `text[start:end]`."""
    out: list[Region] = []
    for fragment in cues().fragments:
        found = _compiled(fragment).match(text, start, end) if fragment.at == "start" else None
        if found and found.end() < end:
            out.append(Region(start, found.end(), "furniture", fragment.name))
            start = found.end()
    while tail := next(filter(None, (_tail(f, text, start, end) for f in _closing())), None):
        out.append(Region(tail[0], end, "furniture", tail[1]))
        end = start + len(text[start : tail[0]].rstrip())
    out.extend(_labels(text, start, end))
    return out


@cache
def _compiled(fragment: Fragment) -> re.Pattern[str]:
    end = r"(?<!\w)(?:{})\s*$"
    around = {"start": "{}", "end": end, "close": end, "inside": r"\b(?:{})(?=\s+[A-ZÀ-Þ\"“])"}[fragment.at]
    return re.compile(around.replace("{}", fragment.pattern), fragment.flags)


@cache
def _closing() -> tuple[Fragment, ...]:
    return tuple(f for f in cues().fragments if f.at in ("end", "close"))


def _tail(fragment: Fragment, text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where a fragment that reaches the end begins, if a sentence ended before it."""
    for found in _compiled(fragment).finditer(text, max(start, end - 200), end):
        if found.start() > start and (fragment.at == "close" or _sentence_ended(text, start, found.start())):
            return found.start(), fragment.name
    return None


def _sentence_ended(text: str, start: int, at: int) -> bool:
    return bool(_SENTENCE_BEFORE.search(text, max(start, at - 8), at))


def _labels(text: str, start: int, end: int) -> list[Region]:
    out = []
    for fragment in cues().fragments:
        if fragment.at == "inside":
            for found in _compiled(fragment).finditer(text, start, end):
                if _sentence_ended(text, start, found.start()):
                    out.append(Region(found.start(), found.end(), "furniture", fragment.name))
    return out
