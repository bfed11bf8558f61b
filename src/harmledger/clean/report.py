"""From a raw input to a report: its text, its regions, its language and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from harmledger.clean import language, main_content
from harmledger.clean.cues import VERSION as CUES_VERSION
from harmledger.clean.layout import lay_out
from harmledger.clean.published import find_published
from harmledger.collect.raw import Raw, sha256
from harmledger.errors import EmptyInput, OversizedInput
from harmledger.records import Region, Report

VERSION = f"clean/1 {CUES_VERSION}"
MAX_TEXT = 2_000_000  # characters: ten novels; the parser's memory grows with it, and no news report comes near
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    title_length: int
    title: str
    outlet: str
    steps: tuple[str, ...]


def clean(raw: Raw) -> Report:
    """The report of a raw input, ready to be read for claims.

    `Report.text` is title, newline, body where the source has a title apart (tables, pages, feeds, mail), else the
    text as it is in the file. Raises EmptyInput where no text is left, OversizedInput beyond `MAX_TEXT` characters.
    """
    body = _body(raw)
    text = body.text
    if not text.strip():
        raise EmptyInput("holds no text", subject=raw.document, remedy="Fetch the report again, or remove it.")
    if len(text) > MAX_TEXT:
        raise OversizedInput(
            f"has {len(text):,} characters, more than any report ({MAX_TEXT:,})",
            subject=raw.document,
            remedy="Split it into reports.",
        )
    start = _front_matter(raw, text)
    layout = lay_out(text, title_length=body.title_length, start=start, outlet=body.outlet)
    outlet = body.outlet or layout.masthead
    regions = (*([Region(0, start, "furniture", "front matter")] if start else ()), *layout.regions)
    return Report(
        id=report_id(raw.document, text),
        document=raw.document,
        text=text,
        title=body.title or (" ".join(text[slice(*layout.title)].split()).lstrip("#* ") if layout.title else ""),
        outlet=outlet,
        url=raw.url,
        language=raw.language or language.detect(text),
        published=find_published(
            text, regions, given=raw.published or None, html=raw.html or None, url=raw.url, outlet=outlet
        ),
        regions=regions,
        source_path=raw.source_path,
        raw_sha256=raw.raw_sha256,
        text_sha256=sha256(text),
        steps=(*raw.steps, *body.steps, VERSION),
    )


def report_id(document: str, text: str) -> str:
    """The id of a report: the same document with the same text has the same id everywhere."""
    return "r-" + sha256(f"{document}\0{text}")[:12]


def _body(raw: Raw) -> _Body:
    if raw.kind == "html":
        page = main_content.of(raw)
        title, outlet, content, steps = page.title, page.outlet, page.text, page.steps
        return _Body(*_titled(title, content), title, outlet, steps)
    if raw.title_in_text:
        return _Body(*_titled(raw.title, raw.text), raw.title, raw.outlet, ())
    return _Body(raw.text, 0, raw.title, raw.outlet, ())


def _titled(title: str, content: str) -> tuple[str, int]:
    if not title.strip():
        return content, 0
    return f"{title}\n{content}", len(title)


def _front_matter(raw: Raw, text: str) -> int:
    """Where the text begins after a Markdown file's block of names and values."""
    found = _FRONT_MATTER.match(text) if raw.kind == "md" else None
    return found.end() if found else 0
