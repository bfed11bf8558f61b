"""JSON Schemas of the exported lines, made from the records themselves, so that the two cannot part."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from typing import Any

from harmledger.decisions import Decision
from harmledger.records import Claim, Incident, Record

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    Any: {},
}


def claim_schema() -> dict[str, Any]:
    """The JSON Schema of a line of claims.jsonl."""
    return _whole(Claim, "A claim: one source's statement in one report")


def incident_schema() -> dict[str, Any]:
    """The JSON Schema of a line of incidents.jsonl, its claims included."""
    schema = _whole(Incident, "An incident: a view over the claims of one event")
    schema["$defs"] |= _whole(Claim, "")["$defs"] | {"Claim": _object(Claim)}
    schema["properties"]["claim_records"] = {"type": "array", "items": {"$ref": "#/$defs/Claim"}}
    return schema


def decision_schema() -> dict[str, Any]:
    """The JSON Schema of a line of decisions-unnamed.jsonl: a decision, whether it stands, and who agreed."""
    schema = _whole(Decision, "A decision of a reviewer on claims or incidents")
    schema["properties"] |= {"live": {"type": "boolean"}, "seconded": {"type": "array", "items": {"type": "string"}}}
    return schema


def _whole(record: type[Record], title: str) -> dict[str, Any]:
    parts: dict[str, type[Record]] = {}
    _collect(record, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object(record),
        "$defs": {name: _object(part) for name, part in sorted(parts.items())},
    }


def _object(record: type[Record]) -> dict[str, Any]:
    hints = _hints(record)
    return {
        "type": "object",
        "required": sorted(hints),
        "properties": {name: _value(hint) for name, hint in sorted(hints.items())},
    }


def _value(hint: Any) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if a is type(None) else _value(a) for a in inner]}
    if origin is tuple:
        return {"type": "array", "items": _value(inner[0])}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _value(inner[1])}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _collect(record: type[Record], parts: dict[str, type[Record]]) -> None:
    """All records that a record holds, however deep."""
    waiting = list(_hints(record).values())
    while waiting:
        hint = waiting.pop()
        waiting += typing.get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Record) and hint.__name__ not in parts:
            parts[hint.__name__] = hint
            _collect(hint, parts)


def _hints(record: type[Record]) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {f.name: hints[f.name] for f in dataclasses.fields(record)}  # type: ignore[arg-type]
