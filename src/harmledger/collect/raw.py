"""What the collect stage hands on: one `Raw` a report, as it was found, and the options of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from harmledger.errors import InputError
from harmledger.records import Failure, Record

RawKind = Literal["txt", "md", "html", "pdf", "docx", "eml", "row", "feed"]

MEGABYTE = 1_000_000
FIELDS = ("id", "title", "text", "published", "outlet", "url", "language")
# Other names that tables and sidecars give to a field, taken where its own name is not there.
ALIASES = {
    "published": ("date", "published_at", "publication_date", "pub_date", "pubdate", "datetime"),
    "text": ("body", "content", "full_text"),
    "title": ("headline",),
    "outlet": ("source", "publisher"),
    "url": ("link", "source_url"),
    "language": ("lang",),
}


@dataclass(frozen=True, slots=True)
class Raw(Record):
    """One report before cleaning: `text` or, for pages, `html`; what is not known is empty."""

    document: str  # file name, or the id in a table, feed or web archive
    source_path: str  # where it was read, from what the user named downwards; "!" goes into an archive
    kind: RawKind
    text: str = ""  # decoded, line ends as \n; without the title, where there is one
    html: str = ""  # the page as decoded; its main content is found by the clean stage
    title: str = ""
    title_in_text: bool = False  # whether the report's text begins with `title`, as in tables, pages and feeds
    outlet: str = ""
    url: str = ""
    language: str = ""
    published: str = ""  # as given by the table, feed, sidecar or option
    raw_sha256: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given(Record):
    """What a sidecar file or an option says about reports that do not say it themselves."""

    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    title: str = ""

    def over(self, other: Given) -> Given:
        """These values, and the other's where these are empty."""
        return Given(*(getattr(self, f) or getattr(other, f) for f in Given.__slots__))


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """How inputs are read; `columns` maps a field of `FIELDS` to the table's own column name."""

    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""
    published: str = ""
    language: str = ""
    max_file_bytes: int = 100 * MEGABYTE  # of one document; tables, web archives and archives are streamed
    max_unpacked_bytes: int = 50_000 * MEGABYTE  # of one archive or compressed file, all its members together
    max_ratio: int = 200  # unpacked bytes a packed byte: news text packs 3 to 20 times
    max_depth: int = 4  # archives inside archives

    @property
    def given(self) -> Given:
        """The options that speak for every report of the run."""
        return Given(outlet=self.outlet, published=self.published, language=self.language)


def sha256(data: bytes | str) -> str:
    """Hex digest of bytes, or of a text in UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def with_given(raw: Raw, given: Given) -> Raw:
    """The report with empty fields filled from a sidecar or option."""
    filled = {f: getattr(given, f) for f in Given.__slots__ if getattr(given, f) and not getattr(raw, f)}
    return replace(raw, **filled) if filled else raw


def failure(error: InputError, path: str, document: str = "") -> Failure:
    """An input error as the record that is kept in the ledger."""
    return Failure(path=path, code=error.code, what=error.what, remedy=error.remedy, document=document)
