"""Plain text and Markdown: the report's text is the file's text, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from harmledger.collect.decode import decode
from harmledger.collect.items import Item
from harmledger.collect.raw import Given, Raw, sha256, with_given
from harmledger.collect.sidecar import given_of
from harmledger.records import Failure

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def read_text(item: Item) -> Iterator[Raw | Failure]:
    """One report from a text file; UnreadableInput, EmptyInput or OversizedInput where there is none."""
    data = item.whole()
    decoded = decode(data, subject=item.path)
    raw = Raw(item.name, item.path, "txt", decoded.text, raw_sha256=sha256(data), steps=decoded.steps)
    yield with_given(raw, item.given)


def read_markdown(item: Item) -> Iterator[Raw | Failure]:
    """One report from a Markdown file; title, date and outlet are taken from its front matter."""
    data = item.whole()
    decoded = decode(data, subject=item.path)
    stated = _front_matter(decoded.text)
    raw = Raw(item.name, item.path, "md", decoded.text, raw_sha256=sha256(data), steps=decoded.steps)
    yield with_given(raw, stated.over(item.given))


def _front_matter(text: str) -> Given:
    found = _FRONT_MATTER.match(text)
    if not found:
        return Given()
    try:
        values = yaml.safe_load(found[1])
    except yaml.YAMLError:
        return Given()  # two rules with text between them, no front matter
    return given_of(values) if isinstance(values, dict) else Given()
