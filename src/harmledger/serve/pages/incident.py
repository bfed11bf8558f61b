"""One incident: what is said to have happened, every claim with its words, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterable

from harmledger.publish.dossier import Dossier, dossier
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page


def incident(desk: Desk, key: str) -> Dossier:
    """The incident's model; NotFound where no incident has this id."""
    return dossier(desk.ledger, key)


def keys(desk: Desk) -> Iterable[str]:
    """The ids of all incidents."""
    return (row.id for row in desk.shelf.rows())


def as_json(desk: Desk, key: str) -> bytes:
    """The incident with its claims, as data."""
    found = dossier(desk.ledger, key)
    whole = found.incident.to_json() | {"claims": [c.to_json() for c in found.claims]}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


PAGE = Page("incident", "incident/{key}.html", "incident.html", incident, keys, {".json": as_json})
