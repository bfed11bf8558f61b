"""`harmledger serve`: the ledger in a browser."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path

from harmledger.cli import imprint, ledger, terminal

HELP = "open the ledger in a browser, to read and to review"
EXAMPLES = """\
  harmledger serve war.db                           then open the address that it prints
  harmledger serve war.db --open                    opens the browser too
  harmledger serve war.db --public                  what a site for the public would show; read only
  harmledger serve war.db --host 0.0.0.0 --port 80  for reviewers on your network: there is no password"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    from harmledger.serve.options import LOCAL, PORT

    ledger.ledger_argument(parser)
    parser.add_argument(
        "--host", default=LOCAL, metavar="ADDRESS", help=f"where to listen; only this machine ({LOCAL})"
    )
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"by default {PORT}")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--public", action="store_true", help="show only what may be published; nobody can decide")
    parser.add_argument("--read-only", action="store_true", help="show everything, but nobody can decide")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a further name that this machine is reached by"
    )
    imprint.imprint_options(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from harmledger.serve.app import create_app
    from harmledger.serve.options import LOCAL, Options
    from harmledger.serve.running import run as serve

    ledger.existing(args.ledger).close()
    chosen = Options(
        Path(args.ledger),
        imprint.chosen(args),
        "public" if args.public else "internal",
        review=not args.read_only,
        host=args.host,
        port=args.port,
        names=tuple(args.name),
    )
    app = create_app(chosen)
    if args.host not in (LOCAL, "localhost", "::1"):
        terminal.say("harmledger: who can reach this address can read and decide; there is no password.")
    address = f"http://{args.host}:{args.port}/"
    terminal.say(f"harmledger: {args.ledger} at {address} (Ctrl-C to stop)")
    if args.open:
        webbrowser.open(address)
    serve(app, args.host, args.port)
    return 0
