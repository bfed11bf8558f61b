"""The main content of a web page, its title and its outlet, by a library made for it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from harmledger.collect.decode import tidied
from harmledger.collect.raw import Raw
from harmledger.errors import EmptyInput, UnreadableInput

# The libraries log what they cannot read of a page; here that is said by an error with the page's name.
for _name in ("trafilatura", "htmldate", "courlan", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: `text` is its body without the title."""

    text: str
    title: str
    outlet: str
    steps: tuple[str, ...]


def of(raw: Raw) -> Page:
    """The main content of a page; EmptyInput where there is none (a page of links, a wall, a redirect)."""
    if not raw.html.strip():
        raise EmptyInput("is an empty page", subject=raw.document)
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            _without_declaration(raw.html), url=raw.url or None, fast=True, include_comments=False, with_metadata=True
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:  # what lxml and the library let through
        raise UnreadableInput(f"is no page that can be read ({error})", subject=raw.document) from error
    text = (found.text or "") if found else ""
    if not text.strip():
        raise EmptyInput(
            "has no main content", subject=raw.document, remedy="Save the page's text as .txt if it has any."
        )
    title = " ".join((raw.title or found.title or "").split())
    body = tidied(text)
    return Page(
        text=_without_title(body.text, title),
        title=title,
        outlet=raw.outlet or found.sitename or found.hostname or "",
        steps=(f"trafilatura/{_version()}: main content", *body.steps),
    )


def _without_declaration(html: str) -> str:
    """lxml refuses a decoded text that still declares an encoding."""
    return html.split("?>", 1)[1] if html.lstrip().startswith("<?xml") and "?>" in html[:200] else html


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and " ".join(first.split()).casefold() == title.casefold() else text


@cache
def _version() -> str:
    return version("trafilatura")
