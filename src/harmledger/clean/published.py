"""When a report was published: given, stated by its page or text, or inferred from what it tells.

The order of trust: a date given from outside, the page's own metadata, the address, a date line in the text, and last
what the text lets a reader work out (`dating.infer`). How it is known stays with the date; a date that cannot be true
is left out, with the reason kept.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from harmledger import codebook
from harmledger.clean import dating
from harmledger.records import Published, Region, Span
from harmledger.timex.base import Context, Days
from harmledger.timex.calendar import days
from harmledger.timex.datelines import is_place_line
from harmledger.timex.grammar import Reading, read_times

VERSION = "published/1"
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)  # news reports outside these years are a slip of the keyboard

_CUE = re.compile(
    r"\b(?:first )?(?:published|posted|updated|last (?:updated|modified|edited)|modified|issued|date|dated?line)\b"
    r"(?: (?:on|at))?[ \t]*[:|–—-]?[ \t]*",
    re.IGNORECASE,
)
# "KYIV, March 3 (Reuters) —", "LONDON (AP) - ", "Kyiv, Ukraine, 3 March 2022 –": capitals or a place, a date, a dash
_DATELINE = re.compile(
    r"^\s*(?:[A-ZÀ-ÞА-ЯІЇЄҐ][\w.'’/-]*[ ,/]+){1,6}(?P<date>[^\n()—–]{3,30}?)\s*(?:\([^)\n]{2,30}\))?\s*[—–-]{1,2}\s",
    re.MULTILINE,
)
_AS_OF = re.compile(r"\b(?:as (?:of|at|on)|status on|up to)\b[ \t]*:?[ \t]*", re.IGNORECASE)
_HEAD = 6  # lines with words that can stand above a report's first sentence
_STAMP = re.compile(r"\s*\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d\d\s*[-–—|]")
_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_.-]?(?:(?P<m>0[1-9]|1[0-2])|(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"(?:[/_.-]?(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)",
    re.IGNORECASE,
)


def find_published(
    text: str,
    regions: Sequence[Region],
    *,
    given: str | None = None,
    html: str | None = None,
    url: str = "",
    outlet: str = "",
) -> Published:
    """The report's own date as a range with its basis and reason; unknown where nothing tells.

    `given`: as a table, feed, sidecar or option has it. `html`: the page's source. `regions`: furniture is searched for
    a date line but not for events. A given date that cannot be true (year 9999) is passed over and named in the reason.
    """
    passed = ""
    if given and given.strip():
        span, why = read_given(given.strip())
        if span:
            return Published(*span, basis="given", reason=f"given as {given.strip()}")
        passed = f"given date {given.strip()[:40]!r} passed over: {why}; "
    found = _from_html(html) or _from_url(url) or _stated(text, regions) or dating.infer(text, regions, outlet)
    if not passed:
        return found
    return Published(
        found.start, found.end, found.basis, passed + (found.reason or "nothing else tells"), found.evidence
    )


# -- given -------------------------------------------------------------------------------------------------------------
def read_given(given: str) -> tuple[Days | None, str]:
    """(first and last day, "") of a date as tables and feeds write it, or (None, why not).

    A day in any common order, ISO with time and zone, the form of feeds and mails, seconds since 1970, a month, a year.
    """
    for reader in (_compact, _epoch, _iso_like, _dashed, _mail, _worded):
        try:
            span = reader(given)
        except (ValueError, OverflowError, TypeError):
            continue
        if span is not None:
            if span[0] >= FIRST and span[1] <= LAST:
                return span, ""
            return None, f"the year {span[0].year} is not between {FIRST.year} and {LAST.year}"
    return None, "not a date"


def _compact(given: str) -> Days | None:
    match = re.match(r"^(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$", given)
    return _one(int(match[1]), int(match[2]), int(match[3])) if match else None


def _epoch(given: str) -> Days | None:
    match = re.match(r"^(\d{9,10})(?:\d{3})?(?:\.\d+)?$", given)
    if match is None:
        return None
    at = dt.datetime.fromtimestamp(int(match[1]), dt.UTC).date()
    return at, at


def _iso_like(given: str) -> Days | None:
    match = re.match(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![-/.\d])", given)
    if match is None or (match[2] is None and given != match[1]):
        return None
    year = int(match[1])
    if match[2] is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if match[3] is None:
        first = dt.date(year, int(match[2]), 1)
        return first, (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return _one(year, int(match[2]), int(match[3]))


def _dashed(given: str) -> Days | None:
    """16-07-2022: day first, as everywhere where dates have dashes and end with the year."""
    match = re.match(r"^(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)", given)
    if match is None:
        return None
    day, month = (int(match[1]), int(match[2])) if int(match[2]) <= 12 else (int(match[2]), int(match[1]))
    return _one(int(match[3]), month, day)


def _mail(given: str) -> Days | None:
    at = (
        parsedate_to_datetime(given).date()
        if re.match(r"^(?:\w{3},\s*)?\d{1,2}\s+\w{3,9}\s+\d{4}\s+\d", given)
        else None
    )
    return (at, at) if at else None


def _worded(given: str) -> Days | None:
    """ "16 July 2022", "July 16, 2022 10:15", "16.07.2022", "7/16/2022"."""
    for reading in read_times(given):
        if _whole(reading):
            return days(reading.kind, reading.value, Context(LAST))
    return None


def _one(year: int, month: int, day: int) -> Days:
    at = dt.date(year, month, day)
    return at, at


def _whole(reading: Reading) -> bool:
    """Whether an expression fixes a day, month or year by itself."""
    return reading.kind in ("iso", "numeric") or (reading.kind == "date" and "year" in reading.value)


# -- the page and its address ------------------------------------------------------------------------------------------
def _from_html(html: str | None) -> Published | None:
    if not html:
        return None
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(
            html, original_date=True, extensive_search=False, min_date="1995-01-01", max_date=LAST.isoformat()
        )
        at = dt.date.fromisoformat(found) if found else None
    except Exception:  # whatever a broken page does to the parser, it only means that the page tells no date
        return None
    return Published(at, at, "stated", "in the page's source") if at else None


def _from_url(url: str) -> Published | None:
    path = url.split("?")[0].split("#")[0]
    for match in _URL.finditer(path.partition("://")[2].partition("/")[2]):
        month = int(match["m"]) if match["m"] else _month(match["name"])
        if match["d"] is None:
            continue
        try:
            at = dt.date(int(match["y"]), month, int(match["d"]))
        except ValueError:
            continue
        return Published(at, at, "stated", f"in the address ({match.group()})")
    return None


def _month(name: str) -> int:
    return int(codebook.load("times")["words"]["MONTH"][name.lower()])


# -- stated in the text ------------------------------------------------------------------------------------------------
def _stated(text: str, regions: Sequence[Region]) -> Published | None:
    """A date after "Published:", a line that is nothing but a date, a dateline, a time stamp before the first words."""
    lines = _lines(text)
    edge = [*lines[:12], *lines[-6:]]
    for start, line in edge:
        cue = _CUE.search(line)
        if cue and (found := _dated(text, start + cue.end(), line[cue.end() :], alone=False)):
            return _say(found, f"stated: {line.strip()[:60]}")
    # A line that is only a date is furniture too, but it is the report's own.
    furniture = [r for r in regions if r.kind == "furniture" and r.reason != "stamp"]
    for start, line in edge:
        inside = any(r.start <= start < r.end for r in furniture)
        if _alone(line) and not inside and (found := _dated(text, start, line, alone=True)):
            return _say(found, f"stated on a line of its own: {line.strip()[:60]}")
    return _in_the_head(text, lines) or _dateline(text, lines)


def _in_the_head(text: str, lines: Sequence[tuple[int, str]]) -> Published | None:
    """A place and a date alone on a line ("Mopti, 3 May 2024"), "as of 10 January 2025" in a line without a sentence.

    Both only near the top; where several lines have the first form they head the days of a chronology.
    """
    for start, line in lines[:_HEAD]:
        cue = _AS_OF.search(line)
        if cue and len(line) <= 120 and not line.rstrip().endswith(".") and _ends(line, cue.end()):
            found = _dated(text, start + cue.end(), line[cue.end() :], alone=False)
            if found:
                return _say(found, f"stated: {line.strip()[:60]}")
    placed = [(start, line, r) for start, line in lines if len(line) <= 60 and (r := _placed(line))]
    if len(placed) != 1 or placed[0][:2] not in lines[:_HEAD]:
        return None
    start, line, reading = placed[0]
    found = _dated(text, start + reading.start, line[reading.start :], alone=True)
    return _say(found, f"stated on a line of its own: {line.strip()}") if found else None


def _placed(line: str) -> Reading | None:
    """The date that closes a line of nothing but a place and it."""
    whole = [r for r in read_times(line) if _whole(r)]
    alone = len(whole) == 1 and is_place_line(line[: whole[0].start]) and not line[whole[0].end :].strip(" .")
    return whole[0] if alone else None


def _ends(line: str, at: int) -> bool:
    """Whether the date that begins at `at` closes its line, but for a bracket or a bar."""
    readings = [r for r in read_times(line[at:]) if r.kind != "clock"]
    return bool(readings) and not re.search(r"\w{4}", line[at + readings[0].end :])


def _lines(text: str) -> list[tuple[int, str]]:
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            out.append((at, line.rstrip("\n")))
        at += len(line)
    return out


def _dated(text: str, offset: int, part: str, *, alone: bool) -> tuple[Days, Span] | None:
    """The first whole date that a part of the text begins with."""
    for reading in read_times(part[:80]):
        if reading.kind == "clock":
            continue
        if not _whole(reading) or re.search(r"\w{3}", _unnamed(part[: reading.start])):
            return None
        span = days(reading.kind, reading.value, Context(LAST))
        if span and span[0] >= FIRST and span[1] <= LAST and span[0] == span[1]:
            if alone and _words(part[reading.end :]) > 12 and not _STAMP.match(part):
                return None
            at = offset + reading.start
            return span, Span(text[at : offset + reading.end], at, offset + reading.end)
    return None


def _unnamed(words: str) -> str:
    """The words before a date without what may stand there: a clock time, a zone, a weekday."""
    return re.sub(
        r"\b(?:on|at|mon|tue|wed|thu|fri|sat|sun|[ap]m|utc|gmt|est|edt|cet|eet|\w+day)\b", "", words, flags=re.I
    )


def _alone(line: str) -> bool:
    """Whether a line is a date and hardly more, or begins with a time stamp ("19.08.22 23:21 - ")."""
    return bool(_STAMP.match(line)) or (len(line) <= 60 and _words(line) <= 28)


def _words(line: str) -> int:
    return len(re.sub(r"[\W\d_]", "", line))


def _dateline(text: str, lines: Sequence[tuple[int, str]]) -> Published | None:
    for start, line in lines[:8]:
        match = _DATELINE.match(line[:160])
        if match is None:
            continue
        readings = [r for r in read_times(line[: match.end()]) if r.kind == "date" and "day" in r.value]
        if not readings:
            continue
        reading = readings[-1]
        at = Span(text[start + reading.start : start + reading.end], start + reading.start, start + reading.end)
        if "year" in reading.value:
            span = days(reading.kind, reading.value, Context(LAST))
            return _say((span, at), f"dateline: {at.text}") if span else None
        return dating.dateline(text, reading, at)
    return None


def _say(found: tuple[Days, Span], reason: str) -> Published:
    (start, end), evidence = found
    return Published(start, end, "stated", reason, evidence)
