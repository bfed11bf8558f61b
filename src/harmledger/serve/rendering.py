"""Page models made into HTML: one environment, one set of filters, everything escaped."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import harmledger
from harmledger import wording
from harmledger.errors import HarmledgerError
from harmledger.publish.content_note import graphic
from harmledger.publish.places import radius
from harmledger.records import Record
from harmledger.serve import basemap
from harmledger.serve.compact import compact
from harmledger.serve.desk import Desk
from harmledger.serve.listing import label
from harmledger.serve.pages import Page, registry

_LONG = re.compile(r"(?<![\d,.])\d{4,}(?![\d,.]\d)")


@cache
def environment() -> Environment:
    """The templates' environment: HTML is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("harmledger.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else the dates of the files are asked for with each of many thousand pages
    )
    made.filters |= {
        "day": day,
        "plain": wording.plain,
        "as_json": as_json,
        "counted": wording.counted,
        "dated": wording.dated,
        "hard": graphic,
        "label": label,
        "thousands": thousands,
    }
    made.globals |= {"basemap": basemap, "wording": wording, "reach": radius, "version": harmledger.__version__}
    return made


def render(page: Page, desk: Desk, key: str = "") -> bytes:
    """The page as UTF-8 HTML; NotFound where the key is of nothing."""
    model = page.model(desk, key)
    depth = page.address(key).count("/")
    text = environment().get_template(page.template).render(
        page=model,
        this=page,
        key=key,
        desk=desk,
        imprint=desk.imprint,
        root="../" * depth,
        menu=[p for p in registry().values() if p.menu and (desk.reviews or not p.server_only)],
    )  # fmt: skip
    return text.encode()


def render_error(desk: Desk, error: HarmledgerError, path: str) -> bytes:
    """An error as a page: what happened, to what, and what to do."""
    root = "../" * max(path.strip("/").count("/"), 0)
    menu = [p for p in registry().values() if p.menu and (desk.reviews or not p.server_only)]
    text = environment().get_template("error.html")
    return text.render(error=error, this=None, key="", desk=desk, imprint=desk.imprint, root=root, menu=menu).encode()


def day(value: dt.date | None) -> str:
    """A day for a person, "14 Jul 2022"; "unknown" where there is none."""
    return f"{value.day} {value:%b %Y}" if value is not None else wording.UNKNOWN


def thousands(value: object) -> str:
    """A figure or words with figures, in thousands as people write them: "1,028 or more". Not for days and years."""
    return _LONG.sub(lambda found: f"{int(found.group()):,}", str(value))


def as_json(value: Any) -> Markup:
    """Data inside a page, in a script element of a type that is not run: `<` and `&` cannot end it."""
    text = compact(_plain(value), ordered=True)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_json()
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
