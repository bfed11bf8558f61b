"""Accounts as text and back, for an index that a ledger keeps."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from harmledger.link.accounts import Account
from harmledger.link.layout import Story
from harmledger.link.nodes import Node
from harmledger.records import Join, Place

_SETS = tuple(f.name for f in fields(Account) if str(f.type).startswith("frozenset"))
_APART = ("claims", "order", "place", "tolls", "story")  # neither sets nor plain values
_PLAIN = tuple(f.name for f in fields(Account) if f.name not in (*_SETS, *_APART))


def packed(node: Node) -> str:
    """The node as JSON; equal nodes give equal text."""
    a = node.account
    data: dict[str, Any] = {name: getattr(a, name) for name in _PLAIN}
    data.update((name, sorted(getattr(a, name))) for name in _SETS if getattr(a, name))
    data["order"] = list(a.order)
    data["place"] = a.place.to_json() if a.place is not None else None
    data["tolls"] = {key: list(value) for key, value in a.tolls.items()}
    story = a.story
    data["story"] = [sorted(story.words), story.norm, sorted(story.details)] if story is not None else None
    data["node"] = [list(node.claims), node.role, [j.to_json() for j in node.inner], [list(n) for n in node.near]]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpacked(number: int, text: str) -> Node:
    """The node that `packed` wrote."""
    data = json.loads(text)
    claims, role, inner, near = data.pop("node")
    place, order, tolls, story = data["place"], data["order"], data["tolls"], data["story"]
    data.update((name, frozenset(data.get(name, ()))) for name in _SETS)
    data["order"] = (int(order[0]), str(order[1]))
    data["place"] = Place(**place) if place is not None else None  # flat: as `from_json` would, in a tenth of the time
    data["tolls"] = {key: (low, high) for key, (low, high) in tolls.items()}
    data["story"] = Story(frozenset(story[0]), story[1], frozenset(story[2])) if story is not None else None
    account = Account(claims=(), **data)
    joins = tuple(Join.from_json(j) for j in inner)
    return Node(number, account, tuple(claims), role, joins, tuple((int(i), float(s)) for i, s in near))
