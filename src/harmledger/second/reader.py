"""A second reading of reports that are in a ledger: kept beside the built-in reader's claims, never among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from harmledger import codebook
from harmledger.errors import (
    HarmledgerError,
    SecondReaderError,
    SecondReaderUnreachable,
    SecondReaderWithheld,
)
from harmledger.records import Claim, Failure, Report
from harmledger.second import prompt
from harmledger.second.answers import claims_in
from harmledger.second.checks import Checked, check
from harmledger.second.claims import Maker
from harmledger.second.endpoint import Endpoint
from harmledger.second.grounding import Shown
from harmledger.second.parts import Part, parts
from harmledger.second.settings import SecondReader
from harmledger.store import Filter, Ledger, SecondFailure, SecondReading

PATIENCE = 3  # reports in a row that the endpoint may leave unanswered before the rest is left for another run
_KEPT = 2000  # characters of a bad answer
_WITHHELD = "sexual_violence"  # never sent to another machine


@dataclass(slots=True)
class SecondSummary:
    """What the second reader did in a run; `reports` = read well + failed, `known` were read by this model before."""

    model: str = ""
    endpoint: str = ""  # "local" or "remote"
    prompt: str = ""
    reports: int = 0
    known: int = 0
    unasked: int = 0  # left out after the endpoint had not answered several times in a row
    offered: int = 0  # claims that the model gave
    claims: int = 0  # of these, kept
    dropped: dict[str, int] = field(default_factory=dict)  # reason -> values, claims among them
    failures: list[Failure] = field(default_factory=list)


def read_again(
    ledger: Ledger, reader: SecondReader, reports: Iterable[str], progress: Callable[[int, str], None]
) -> SecondSummary:
    """Ask the model about these reports (ids) and keep its readings in the ledger; gives what was done.

    A report that this model has read well with this prompt is passed over. One that fails is kept with its failures
    and tried again by the next run. `progress` gets the reports done so far and the document.
    """
    summary = SecondSummary(reader.model, reader.kind, prompt.version())
    done = {r.report for r in ledger.second_readings() if _same(r, reader) and not r.failures}
    endpoint, maker = Endpoint(reader, prompt.answer_schema()), Maker(reader.model)
    silent = 0
    try:
        for key in reports:
            if key in done:
                summary.known += 1
                continue
            if silent >= PATIENCE:
                summary.unasked += 1
                continue
            reading = read_report(ledger.report(key), tuple(ledger.claims(Filter(report=key))), reader, endpoint, maker)
            silent = silent + 1 if any(f.code == SecondReaderUnreachable.code for f in reading.failures) else 0
            ledger.add_second_reading(reading)
            _count(summary, reading, ledger.report(key).source_path)
            progress(summary.reports, reading.document)
    finally:
        endpoint.close()
        if summary.reports:
            ledger.log("second run", reader.model, _logged(summary))
    return summary


def read_report(
    report: Report, known: Sequence[Claim], reader: SecondReader, endpoint: Endpoint, maker: Maker
) -> SecondReading:
    """One report's second reading, with a failure for each part that could not be read."""
    dropped: Counter[str] = Counter()
    checked: list[Checked] = []
    failures: list[SecondFailure] = []
    asked = parts(report, reader.part)
    offered = 0
    for part in asked:
        try:
            _may_send(report, known, reader)
            answer = claims_in(endpoint.ask(prompt.messages(report, part)))
            offered += len(answer)
            shown = Shown(report, part)
            checked += [c for raw in answer if (c := check(raw, shown, dropped)) is not None]
        except (SecondReaderUnreachable, SecondReaderWithheld) as error:
            failures.append(_failure(part, error))
            break  # the other parts would fare no better
        except Exception as error:
            failures.append(_failure(part, error))
    claims = _claims(report, checked, known, maker, dropped, failures)
    return SecondReading(
        report=report.id,
        document=report.document,
        model=reader.model,
        endpoint=reader.kind,
        prompt=prompt.version(),
        claims=claims,
        parts=len(asked),
        offered=offered,
        dropped=dict(sorted(dropped.items())),
        failures=tuple(failures),
    )


def _claims(
    report: Report,
    checked: Sequence[Checked],
    known: Sequence[Claim],
    maker: Maker,
    dropped: Counter[str],
    failures: list[SecondFailure],
) -> tuple[Claim, ...]:
    try:
        return maker.claims(report, checked, known, dropped)
    except Exception as error:  # one report's words never stop the run
        failures.append(_failure(Part(((0, len(report.text)),)), error))
        return ()


def _may_send(report: Report, known: Sequence[Claim], reader: SecondReader) -> None:
    """Reports of sexual violence stay on this machine: survivors are not to be found in another's logs."""
    if reader.kind == "local":
        return
    if any(c.event_type == _WITHHELD for c in known) or _withheld_words().search(report.text):
        what = "tells of sexual violence, so it was not sent to another machine"
        raise SecondReaderWithheld(what, subject=report.document, remedy="Use an endpoint on this machine.")


@cache
def _withheld_words() -> re.Pattern[str]:
    """The codebook's event words for sexual violence, in any form."""
    rows = [row for row in codebook.load("frames")["frames"] if row["type"] == _WITHHELD]
    words = {str(w) for row in rows for name in ("verbs", "nouns") for w in row.get(name, ())}
    stems = {rf"{re.escape(w)}\w*|{re.escape(w[:-1])}ing" for w in words}
    return re.compile(rf"\b(?:{'|'.join(sorted(stems))})\b", re.IGNORECASE)


def _failure(part: Part, error: Exception) -> SecondFailure:
    if not isinstance(error, HarmledgerError):
        error = SecondReaderError(f"could not be checked ({type(error).__name__}: {error})")
    answer = error.answer[:_KEPT] if isinstance(error, SecondReaderError) else ""
    what = f"{error.subject} {error.what}".strip() if error.subject else error.what
    return SecondFailure(part.start, part.end, error.code, what, error.remedy, answer)


def _same(reading: SecondReading, reader: SecondReader) -> bool:
    return (reading.model, reading.prompt) == (reader.model, prompt.version())


def _count(summary: SecondSummary, reading: SecondReading, path: str) -> None:
    summary.reports += 1
    summary.offered += reading.offered
    summary.claims += len(reading.claims)
    for why, number in reading.dropped.items():
        summary.dropped[why] = summary.dropped.get(why, 0) + number
    summary.failures += [Failure(path, f.code, f.what, f.remedy, reading.document) for f in reading.failures]


def _logged(summary: SecondSummary) -> dict[str, object]:
    names = ("endpoint", "prompt", "reports", "offered", "claims", "dropped", "unasked")
    return {name: getattr(summary, name) for name in names} | {"failures": len(summary.failures)}
