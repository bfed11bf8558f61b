"""The real walk from a text to its claims, for tests: collect's record, clean, parse, extract, resolve."""

from __future__ import annotations

from collections.abc import Sequence

from harmledger.clean import clean
from harmledger.collect.raw import Raw
from harmledger.extract.claims import extract
from harmledger.extract.sentences import Sentence, parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Claim, Report
from harmledger.resolve import Resolver


def report_of(text: str, published: str = "2023-05-03", title: str = "", document: str = "one.txt") -> Report:
    """A cleaned report; with a title its text is title, newline, body."""
    raw = Raw(document, document, "txt", text=text, title=title, title_in_text=bool(title), published=published)
    return clean(raw)


def sentence_of(text: str) -> Sentence:
    """The first sentence of a text; it has a parse only where it holds an event word."""
    (parsed,) = parse([Report("r-1", "one.txt", text)])
    return parsed.sentences[0]


class Walk:
    """Reads reports against one gazetteer that is opened once."""

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self._resolver = Resolver(self.gazetteer)

    def claims(self, reports: Sequence[Report], batch: int = 64) -> list[tuple[Claim, ...]]:
        """The claims of each report, in order."""
        return [self._resolver.resolve(p, extract(p, self.gazetteer)) for p in parse(reports, batch=batch)]

    def __call__(self, text: str, published: str = "2023-05-03", title: str = "") -> tuple[Claim, ...]:
        """The claims of one report."""
        return self.claims([report_of(text, published, title)])[0]
