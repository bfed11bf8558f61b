"""What the model is asked: the manual in short, the vocabulary, the form of the answer, and a part of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.records import Report
from harmledger.second.parts import Part

_MOST = 20  # items of a list in an answer
_TITLE = 200  # characters of a headline that later parts are told


@cache
def version() -> str:
    """Which prompt was asked: the versions of the codebook files that make it."""
    return f"{codebook.version('second_reader')}+{codebook.version('vocabulary')}"


def messages(report: Report, part: Part) -> list[dict[str, str]]:
    """The question about one part of a report, as chat messages."""
    head = f"Headline: {report.title[:_TITLE]}\n\n" if report.title and part.start > 0 else ""
    return [
        {"role": "system", "content": _manual()},
        {"role": "user", "content": f"{head}<report>\n{part.text(report)}\n</report>\n\nThe claims as JSON:"},
    ]


@cache
def answer_schema() -> Mapping[str, Any]:
    """The JSON Schema of an answer, in the part of the language that strict servers understand."""
    words = codebook.load("vocabulary")
    row = {"words": _TEXT, "outcome": _one(words["outcomes"]), "victims": _one(words["victims"])}
    claim = {
        "quote": _TEXT,
        "kind": _one(words["kinds"]),
        "modality": _one(words["modalities"]),
        "event_type": _one(words["event_types"]),
        "targets": _list(_object({"value": _one(words["targets"]), "words": _TEXT})),
        "weapons": _list(_object({"value": _one(words["weapons"]), "words": _TEXT})),
        "place": _maybe(_object({"words": _TEXT})),
        "time": _maybe(_object({"words": _TEXT})),
        "actor": _maybe(_object({"words": _TEXT})),
        "casualties": _list(_object({**row, "low": _maybe(_NUMBER), "high": _maybe(_NUMBER)})),
        "source": _maybe(_object({"words": _TEXT, "type": _one(words["source_types"])})),
    }
    return _object({"claims": _list(_object(claim))})


@cache
def _manual() -> str:
    told, words = codebook.load("second_reader"), codebook.load("vocabulary")
    types = "\n".join(f"- {name}: {meaning}" for name, meaning in words["event_types"].items())
    rules = "\n".join(f"- {rule}" for rule in told["rules"])
    lists = "\n".join(f"{name}: {', '.join(words[name])}" for name in _LISTS)
    return f"{told['task']}\n\nRules:\n{rules}\n\nEvent types:\n{types}\n\n{lists}\n\nForm of the answer:\n{_FORM}"


_LISTS = ("kinds", "modalities", "targets", "weapons", "outcomes", "victims", "source_types")
_FORM = (
    '{"claims": [{"quote": "...", "kind": "event", "modality": "actual", "event_type": "...", '
    '"targets": [{"value": "...", "words": "..."}], "weapons": [{"value": "...", "words": "..."}], '
    '"place": {"words": "..."}, "time": {"words": "..."}, "actor": {"words": "..."}, '
    '"casualties": [{"words": "...", "outcome": "...", "victims": "...", "low": 0, "high": 0}], '
    '"source": {"words": "...", "type": "..."}}]}'
)
_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer"}


def _one(values: Sequence[str] | Mapping[str, str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": _MOST}  # small models repeat one item without end


def _maybe(value: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [value, {"type": "null"}]}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
