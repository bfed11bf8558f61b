"""`harmledger explain`: why two claims are taken for one event, or for two."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.records import Claim, Reason

if TYPE_CHECKING:
    from harmledger.link.explain import Explanation

HELP = "say why two claims are one incident, or why not: reasons for and against, probability, joins between"
EXAMPLES = """\
  harmledger explain war.db c-9a41c0e2b7d5 c-03f6be7710aa
  harmledger explain war.db c-9a41c0e2b7d5 c-03f6be7710aa --json
  harmledger claims war.db --place Kharkiv --json   the ids of claims"""
QUOTE = 160


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("a", metavar="CLAIM", help="the id of a claim")
    parser.add_argument("b", metavar="CLAIM", help="the id of another")
    parser.add_argument("--json", action="store_true", help="JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Print the explanation."""
    from harmledger.engine.explaining import explained

    with ledger.existing(args.ledger) as source:
        found = explained(source, args.a, args.b)
        ends = {j.a for j in found.chain} | {j.b for j in found.chain} | {found.a, found.b}
        claims = {name: source.claim(name) for name in sorted(ends)}
    if args.json:
        shown = {name: claim.to_json() for name, claim in claims.items()}
        terminal.print_json(found.to_json() | {"claims": shown})
    else:
        terminal.out().print(Group(*_page(found, claims)))
    return 0


def _page(found: Explanation, claims: dict[str, Claim]) -> Iterator[Text]:
    for name, account in ((found.a, found.account_a), (found.b, found.account_b)):
        yield Text(_line(claims[name]))
        if len(account) > 1:
            yield Text(f"  compared with the report's other claims of the event: {', '.join(account)}", "dim")
    homes = sorted({i for i in (found.incident_a, found.incident_b) if i})
    yield Text.assemble(("\n" + found.verdict, "bold"), f": {found.why}", f" ({' | '.join(homes)})" if homes else "")
    if not found.reasons:
        return
    for title, rows in (
        ("for one event", [r for r in found.reasons if r.weight > 0]),
        ("against", [r for r in found.reasons if r.weight < 0]),
    ):
        yield Text(f"\n{title}", "bold")
        yield from (_reason(r) for r in rows)
    yield Text(f"\n  {found.score:+6.2f}  sum; probability of one event {found.probability:.0%}")
    if len(found.chain) > 1:
        yield Text("\nthe joins between them", "bold")
        for join in found.chain:
            sure = f", probability {join.probability:.0%}" if join.probability is not None else ""
            yield Text(f"  {join.a} – {join.b}: {join.score:+.2f}{sure}")
        yield from (Text(f"  {_line(c)}", "dim") for n, c in claims.items() if n not in (found.a, found.b))


def _reason(reason: Reason) -> Text:
    return Text.assemble(f"  {reason.weight:+6.2f}  ", (f"{reason.name:<12}", "dim"), reason.detail)


def _line(claim: Claim) -> str:
    """A claim in one line: id, where, when, what, quote."""
    quote = words.shorten(" … ".join(q.text for q in claim.quotes), QUOTE)
    told = f"{words.where(claim.place)}; {words.when(claim.time)}; {words.what(claim)}"
    return f"{claim.id}  {told}: {words.quoted(quote)}"
