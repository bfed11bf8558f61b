"""The persons of a ledger's reports: what was found before is read, the rest is looked for and kept where it may be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from harmledger.errors import LedgerError
from harmledger.publish.privacy import people
from harmledger.publish.privacy.people import Person
from harmledger.records import Report
from harmledger.store import Readable, open_ledger


def of(ledger: Readable, reports: Iterable[Report]) -> dict[str, list[Person]]:
    """The persons of each report, by its id; texts that were never looked at are, and the ledger's file remembers."""
    by = people.version()
    known = ledger.findings(by)
    texts = {r.id: r.text for r in reports}
    hashes = {key: _hash(text) for key, text in texts.items()}
    new = {hashes[key]: text for key, text in texts.items() if hashes[key] not in known}
    found = dict(zip(new, map(people.dump, people.find(new.values())), strict=True))
    if found:
        _keep(ledger, by, found)
    both = {**known, **found}
    return {key: people.read(both[hashes[key]]) for key in texts}


def kept(ledger: Readable, reports: Mapping[str, Report]) -> dict[str, list[Person]] | None:
    """The same where all of them were found before; None where a text was never looked at."""
    known = ledger.findings(people.version())
    hashes = {key: _hash(r.text) for key, r in reports.items()}
    if not known.keys() >= set(hashes.values()):
        return None
    return {key: people.read(known[digest]) for key, digest in hashes.items()}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(ledger: Readable, by: str, found: Mapping[str, str]) -> None:
    """Write into the ledger's file, by a connection of its own: what was opened for reading stays so."""
    if not Path(ledger.name).is_file():
        return
    try:
        with open_ledger(ledger.name, create=False) as file:
            file.keep_findings(by, found)
    except LedgerError:
        return  # a file that cannot be written: it is looked for again the next time
