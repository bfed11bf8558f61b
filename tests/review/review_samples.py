"""A ledger of four invented reports: two of one strike, one of another a week later, one of a mine far away."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from harmledger.engine.relink import relink
from harmledger.records import Casualty, Claim, Evidence, Place, Published, Report, Source, Span, Time
from harmledger.store import Ledger, open_ledger

VARSK = Place(
    "Varsk", name="Varsk", country="XX", admin1="Oresk", lat=49.1, lon=35.2, precision="city", basis="gazetteer"
)
HALEN = replace(VARSK, text="Port Halen", name="Port Halen", admin1="Halen", lat=46.2, lon=31.0)

TEXTS = {
    "one": "Clinic hit in Varsk\nA bomb hit the maternity clinic of Varsk and killed four people, the mayor said.",
    "two": "Four dead\nFour people died when aircraft bombed the maternity clinic of Varsk, a doctor said.",
    "three": "Market\nShells struck the market of Varsk and killed two people, police said.",
    "four": "Mine\nA mine killed a farmer near Port Halen, rescuers said. His tractor burned.",
}
MADE: Mapping[str, Mapping[str, Any]] = {
    "one": {"event_type": "air_strike", "targets": ("healthcare",), "killed": 4},
    "two": {"event_type": "air_strike", "targets": ("healthcare",), "killed": 4},
    "three": {"event_type": "shelling", "targets": ("food",), "killed": 2, "day": "2030-05-16"},
    "four": {"event_type": "mine_or_ied", "killed": 1, "place": HALEN},
}


def report(name: str, text: str = "") -> Report:
    """The report of this name."""
    text = text or TEXTS[name]
    when = dt.date(2030, 5, 17 if name == "three" else 10)
    return Report(
        f"r-{name}", f"{name}.txt", text, text.split("\n")[0], f"{name}.example", language="en",
        published=Published(when, when, "given", "given in the table"), source_path=f"in/{name}.txt",
        raw_sha256=hashlib.sha256(f"raw {name}".encode()).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def claim(name: str, number: int = 1, of: Report | None = None, **changes: Any) -> Claim:
    """The claim that the reader finds in a report, on its first sentence."""
    told = of or report(name)
    values = MADE.get(name, MADE["one"])
    begin = told.text.index("\n") + 1
    end = told.text.index(" said", begin) + 5
    day = dt.date.fromisoformat(str(values.get("day", "2030-05-09")))
    made = Claim(
        f"c-{name}{number}", told.id, told.document, "event", "actual", values["event_type"],
        (Span(told.text[begin:end], begin, end),), targets=values.get("targets", ()), place=values.get("place", VARSK),
        time=Time("", day, day, "day", basis="expression"), actor="Northland",
        casualties=(Casualty("killed", "people", None, values["killed"], values["killed"]),),
        source=Source("the mayor", "local_authority"), confidence=0.75,
        evidence=(Evidence("event_type", told.text[begin : begin + 6], begin, begin + 6, "frames/1"),),
        versions={"frames": "1"},
    )  # fmt: skip
    return replace(made, **changes)


def make(path: Path, *names: str) -> Ledger:
    """A ledger of these reports (all four by default), linked."""
    ledger = open_ledger(path)
    for name in names or TEXTS:
        ledger.add(report(name), [claim(name)])
    relink(ledger)
    return ledger


def groups(ledger: Ledger) -> set[frozenset[str]]:
    """Which claims stand together, without "c-" and "1"."""
    return {frozenset(c[2:].removesuffix("1") for c in i.claims) for i in ledger.incidents()}


def home(ledger: Ledger, name: str) -> str:
    """The id of the incident that a report's claim stands in."""
    found = ledger.claim(f"c-{name}1").incident
    assert found is not None
    return found
