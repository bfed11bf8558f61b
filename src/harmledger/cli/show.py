"""`harmledger show`: one incident with everything that carries it."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from harmledger import wording as words
from harmledger.cli import claim_page, decided, ledger, terminal
from harmledger.errors import NotFound
from harmledger.link import Voice, voices
from harmledger.publish.dossier import Dossier, dossier
from harmledger.records import Claim, Incident, Join, Report
from harmledger.store import Filter, Ledger

HELP = "show one incident, or one claim: quotes, sources, ranges, contradictions, decisions"
EXAMPLES = """\
  harmledger show war.db i-lusab-babad
  harmledger show war.db "Lusab Babad"              as it was heard; the beginning, or an id it had before, will do
  harmledger show war.db lusab --why                with the reasons for every join
  harmledger show war.db lusab --json
  harmledger show war.db c-4f21                     one claim, and what people decided about it"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument(
        "incident", metavar="ID", help="of an incident, also one that it had before, or of a claim; or its beginning"
    )
    parser.add_argument("--why", action="store_true", help="the reasons for every join of two claims")
    parser.add_argument("--json", action="store_true", help="JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Print the incident."""
    with ledger.existing(args.ledger) as source:
        if args.incident.startswith("c-"):
            return claim_page.show(source, args.incident, as_json=args.json)
        found = dossier(source, _incident(source, args.incident).id)
    if args.json:
        terminal.print_json(
            found.incident.to_json()
            | {
                "claims": [claim.to_json() for claim in found.claims],
                "reports": [_report_json(report) for report in found.reports.values()],
                "decided": [standing.to_json() for standing in found.decisions],
            }
        )
    else:
        terminal.out().print(page(found, why=args.why))
    return 0


def _incident(source: Ledger, key: str) -> Incident:
    try:
        return source.incident(key)
    except NotFound as error:
        number = source.count("incidents", Filter(place=key)) if key.strip() else 0
        if not number:
            raise
        raise NotFound(
            error.what,
            subject=key,
            remedy=f"As a place it has {words.counted(number, 'incident')}: "
            f'harmledger incidents {source.name} --place "{key}".',
        ) from error


def _report_json(report: Report) -> dict[str, object]:
    """A report without its text: the quotes are in the claims."""
    return {name: value for name, value in report.to_json().items() if name != "text"}


def page(found: Dossier, *, why: bool = False, shown: Collection[str] | None = None) -> RenderableType:
    """The incident as a page for a person; `shown`: ids of the claims to print, where that is not all."""
    numbers = {claim.id: number for number, claim in enumerate(found.claims, start=1)}
    parts: list[RenderableType] = [_head(found.incident)]
    rules = " and ".join(sorted({row.rule for row in found.incident.tolls}))
    parts += _section(f"figures: best by the rule “{rules}” (lowest–highest)", _figures(found, numbers))
    parts += _section("what the claims say differently", _differences(found.incident, numbers))
    parts += _section("independent sources, with what was folded into each", _voices(found, numbers))
    parts += _section("claims", _claims(found, numbers, shown))
    parts += _section("decided", [decided.line(standing) for standing in found.decisions])
    if why:
        parts += _section("why these claims stand together", [_join(join, numbers) for join in found.incident.joins])
    return Group(*parts)


def _head(incident: Incident) -> Text:
    text = Text.assemble((f"{incident.id}  {incident.summary}", "bold"), "\n")
    for name, value in _facts(incident):
        text.append(f"  {name:<10}", "dim")
        text.append(f"{value}\n")
    return text


def _facts(incident: Incident) -> Iterator[tuple[str, str]]:
    place = incident.place
    yield "when", words.when(incident.time)
    where = words.where(place)
    if place is not None and place.precision:
        radius = f", within {place.radius_km:g} km" if place.radius_km else ""
        where += f"  ({place.precision}{radius})"
    yield "where", where
    yield "what", words.what(incident)
    if incident.weapons:
        yield "weapon", ", ".join(words.plain(w) for w in incident.weapons) + " (as named in the claims)"
    yield "by", words.doers(incident) or "not said"
    yield "sources", f"{incident.independent_sources} independent, {words.counted(len(incident.reports), 'report')}"
    if incident.grade:
        by = "" if incident.graded_by in ("", "rule") else f" (by {incident.graded_by})"
        yield (
            "grade",
            f"{incident.grade}{by}" + (f": {'; '.join(incident.grade_reasons)}" * bool(incident.grade_reasons)),
        )
    if incident.contested and incident.grade != "contested":
        yield "status", "contested: the parties or the claims dispute it"
    if incident.aliases:
        yield "was also", ", ".join(incident.aliases)


def _section(title: str, lines: Sequence[RenderableType]) -> list[RenderableType]:
    if not lines:
        return []
    return [Text(title, "bold"), *(Padding(line, (0, 0, 0, 2), expand=False) for line in lines), Text("")]


def _figures(found: Dossier, numbers: dict[str, int]) -> list[RenderableType]:
    return [
        Text(f"{row.outcome}, {_who(row.victims, row.of)}: {words.toll(row)}  {_marks(row.claims, numbers)}")
        for row in found.incident.tolls
    ]


def _who(victims: str, of: str | None) -> str:
    if victims == "objects":
        return words.plain(of or "objects")
    return words.plain(victims) + (f" of {of}" if of else "")


def _differences(incident: Incident, numbers: dict[str, int]) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for found in incident.differences:
        values = ("  →  " if found.kind == "revision" else "  |  ").join(dict.fromkeys(found.values))
        lines.append(Text(f"{found.kind} in {words.plain(found.field)}: {values}  {_marks(found.claims, numbers)}"))
        if found.note:
            lines.append(_indented(Text(found.note, "dim")))
    return lines


def _voices(found: Dossier, numbers: dict[str, int]) -> list[RenderableType]:
    told = [claim for claim in found.claims if claim.modality == "actual"]
    return [
        Text(f"{voice.name} ({_who_says(voice)}): {'; '.join(voice.folded)}  {_marks(voice.claims, numbers)}")
        for voice in voices(told, found.reports)
    ]


def _who_says(voice: Voice) -> str:
    side = "" if voice.side == "none" else f", {voice.side}"
    return words.plain(voice.type) + side


def _marks(claims: Sequence[str], numbers: dict[str, int]) -> str:
    return "".join(f"[{n}]" for n in sorted({numbers[c] for c in claims if c in numbers}))


def _claims(found: Dossier, numbers: dict[str, int], shown: Collection[str] | None) -> list[RenderableType]:
    wanted = [claim for claim in found.claims if shown is None or claim.id in shown]
    parts = [part for claim in wanted for part in _claim(claim, found, numbers[claim.id])]
    more = len(found.claims) - len(wanted)
    return [*parts, Text(f"... and {words.counted(more, 'more claim')}", "dim")] if more else parts


def _claim(claim: Claim, found: Dossier, number: int) -> list[RenderableType]:
    report = found.reports[claim.report]
    quote = words.quoted(" … ".join(q.text for q in claim.quotes))
    copy = ", near-copy of another report" if report.copy_of else ""
    outlet = report.outlet or "outlet unknown"
    says = f"{words.source(claim.source)} in {outlet}, {words.published(report.published)} ({report.document}{copy})"
    return [
        Text.assemble((f"[{number}] ", "bold"), quote),
        _indented(Text(says, "dim")),
        _indented(Text(f"{_values(claim)}{_standing(claim, found.incident)}  {claim.id}", "dim")),
        Text(""),
    ]


def _standing(claim: Claim, incident: Incident) -> str:
    """How it stands in the incident, where it is not simply one of its claims as the machine read it."""
    marks = ["only mentions it"] * (claim.id in incident.mentions) + [claim.status] * (claim.status != "machine")
    return f" ({', '.join(marks)})" if marks else ""


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 4), expand=False)


def _values(claim: Claim) -> str:
    """What was read from the quote: only what the words carry."""
    values = [words.what(claim)] if claim.modality == "actual" else [f"{claim.modality}: {words.what(claim)}"]
    values += [", ".join(words.plain(w) for w in claim.weapons)] if claim.weapons else []
    basis = claim.actor_basis()
    values += [f"by {claim.actor}" + ("" if basis == "stated" else f" ({basis})")] if claim.actor else []
    values += [words.where(claim.place), words.when(claim.time)]
    values += [words.casualty(row) for row in claim.casualties]
    return "; ".join(values)


def _join(join: Join, numbers: dict[str, int]) -> RenderableType:
    reasons = "; ".join(f"{r.detail or r.name} ({r.weight:+.1f})" for r in join.reasons)
    return Text(f"{_marks((join.a,), numbers)}–{_marks((join.b,), numbers)}  {join.score:.2f}: {reasons}")
