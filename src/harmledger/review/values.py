"""What a reviewer gives as a value, made into the claim's own terms and checked against the codebook."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.decisions import sound
from harmledger.errors import UsageError
from harmledger.records import Casualty, Claim, Source
from harmledger.store.fold import fold

NAMED = "name:"  # with it begins what is released of one person
NOTHING = frozenset({"", "none", "unknown", "-"})
_ONE_OF = {"kind": "kinds", "modality": "modalities", "event_type": "event_types"}
_SEVERAL = {"targets": "targets", "weapons": "weapons"}
_OF_SOURCE = {"type": "source_types", "side": "sides", "name": ""}
_NUMBER = r"\d{1,18}"
_FIGURE = re.compile(
    rf"up to\s+(?P<most>{_NUMBER})|(?P<low>{_NUMBER})\s*(?:(?P<more>\+|or more)|[-–]\s*(?P<high>{_NUMBER}))?"
)


def change(claim: Claim, name: str, given: Any) -> tuple[str, Any]:
    """The claim's field that a name stands for, and its new value as plain JSON; UsageError where it cannot be so.

    Names: kind, modality, event_type, targets, weapons, actor, place, time, source.name, source.type, source.side,
    and for a figure its outcome, with kind of victim and object: "killed", "injured.child", "damaged.objects.houses".
    Whole fields may be given as JSON too: "casualties", "source", "place", "time".
    """
    name = name.strip().lower().replace("-", "_")
    head, _, rest = name.partition(".")
    outcomes = codebook.load("vocabulary")["outcomes"]
    if head in outcomes:
        return _sound("casualties", _figure(claim, head, rest, given))
    if head == "source" and rest in _OF_SOURCE:
        return _sound("source", _source(claim.source, rest, given))
    maker = _MAKERS.get(name)
    if maker is None:
        names = [*_MAKERS, *(f"source.{n}" for n in _OF_SOURCE), *outcomes]
        raise UsageError("is no value of a claim", subject=name, remedy=_hint(name, names))
    return _sound(name, maker(claim, name, given))


def _sound(field: str, made: Any) -> tuple[str, Any]:
    """The field and its value; UsageError where no claim may have it."""
    if wrong := sound.fault(field, made):
        raise UsageError(wrong, subject=field)
    return field, made


def grade(given: str) -> str:
    """A grade of the codebook."""
    return _known("grade", given, grades())


def released(what: str, texts: Sequence[str]) -> str:
    """What a release frees: a rule of the privacy policy that may be lifted, or "name:" and a name in these texts."""
    rules = codebook.load("privacy")["rules"]
    value = " ".join(what.split())
    if value.lower().startswith(NAMED):
        name = " ".join(value[len(NAMED) :].split())
        held = fold(name)
        if not held or not any(held in fold(text) for text in texts):
            raise UsageError(
                "no report of what is released names this person", subject=name or "name:", remedy="Copy the name out."
            )
        return f"{NAMED}{name}"
    free = [key for key, row in rules.items() if row["release"]]
    if value.lower() not in free:
        raise UsageError(
            "is no rule that can be lifted",
            subject=value or "release",
            remedy=f"Choose from: {', '.join(free)}, or one person: name:Olena Koval.",
        )
    return value.lower()


@cache
def grades() -> tuple[str, ...]:
    """The grades that an incident may have, the strongest first."""
    return tuple(codebook.load("review")["grades"])


def _known(what: str, given: Any, allowed: Iterable[str]) -> str:
    value = str(given).strip().lower().replace(" ", "_").replace("-", "_")
    words = {str(a).lower(): str(a) for a in allowed}
    if value not in words:
        raise UsageError(f"there is no {what} of this name", subject=str(given), remedy=_hint(value, words.values()))
    return words[value]


def _hint(given: str, names: Iterable[str]) -> str:
    listed = list(names)
    near = difflib.get_close_matches(given, listed, n=1, cutoff=0.5)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}Choose from: {', '.join(listed)}."


def _nothing(given: Any) -> bool:
    return given is None or (isinstance(given, str) and given.strip().lower() in NOTHING)


def _one(claim: Claim, name: str, given: Any) -> str:
    return _known(name.replace("_", " "), given, codebook.load("vocabulary")[_ONE_OF[name]])


def _several(claim: Claim, name: str, given: Any) -> list[str]:
    if _nothing(given):
        return []
    values = given.split(",") if isinstance(given, str) else list(given)
    allowed = codebook.load("vocabulary")[_SEVERAL[name]]
    return list(dict.fromkeys(_known(name.removesuffix("s"), value, allowed) for value in values))


def _actor(claim: Claim, name: str, given: Any) -> str | None:
    """A party by the name that the codebook gives it, or as it was written."""
    from harmledger.codebook.parties import party

    return None if _nothing(given) else party(str(given).strip()) or str(given).strip()


def _place(claim: Claim, name: str, given: Any) -> dict[str, Any] | None:
    from harmledger.review.places import place

    if _nothing(given):
        return None
    made, now = place(_parsed(given)), claim.place
    if now and made["geonames_id"] and made["geonames_id"] == now.geonames_id and now.precision == made["precision"]:
        return now.to_json()  # the same place: nothing is corrected
    return made


def _time(claim: Claim, name: str, given: Any) -> dict[str, Any] | None:
    from harmledger.review.days import time

    return None if _nothing(given) else time(_parsed(given))


def _parsed(given: Any) -> Any:
    """JSON, where a value is written as such."""
    if not isinstance(given, str) or not given.lstrip().startswith(("{", "[")):
        return given
    try:
        return json.loads(given)
    except json.JSONDecodeError as error:
        raise UsageError(f"is no JSON ({error})", subject=given[:60]) from error


def _source(before: Source, name: str, given: Any) -> dict[str, Any]:
    value: str | None = str(given).strip()
    if name == "name":
        value = None if _nothing(given) else value
    else:
        value = _known(f"source {name}", given, codebook.load("vocabulary")[_OF_SOURCE[name]])
    return before.to_json() | {name: value}


def _whole_source(claim: Claim, name: str, given: Any) -> dict[str, Any]:
    data = _parsed(given)
    if not isinstance(data, Mapping) or set(data) - _OF_SOURCE.keys() - {"start", "end"}:
        raise UsageError("is given by its name, type and side", subject="source", remedy="source.type=witness")
    made = claim.source
    for part in _OF_SOURCE.keys() & data.keys():
        made = Source.from_json(_source(made, part, data[part]))
    return made.to_json()


def _figure(claim: Claim, outcome: str, kind: str, given: Any) -> list[dict[str, Any]]:
    """All rows of casualties, with the one of this outcome and kind of victim set or taken out."""
    victims, _, of = kind.partition(".")
    victims = _known("kind of victim", victims or "people", codebook.load("vocabulary")["victims"])
    if victims == "combatant" and of:
        of = _known("side", of, codebook.load("vocabulary")["sides"])
    low, high = (None, None) if _nothing(given) else _bounds(str(given))
    made = None if _nothing(given) else Casualty(outcome, victims, of or None, low, high)
    rows: list[Casualty] = []
    for row in claim.casualties:
        if (row.outcome, row.victims, row.of or "") != (outcome, victims, of):
            rows.append(row)
        elif made is not None:  # in its place, once; with its words where the figure is the same
            rows.append(row if (row.low, row.high) == (low, high) else made)
            made = None
    return [r.to_json() for r in (*rows, *filter(None, [made]))]


def _bounds(given: str) -> tuple[int | None, int | None]:
    """(low, high): "5" is both, "5+" has no high, "up to 5" no low."""
    found = _FIGURE.fullmatch(given.strip().lower())
    if found is None:
        raise UsageError("is no figure", subject=given, remedy="Write 5, 3-5, 5+, “up to 5”, or none.")
    if found["most"]:
        return None, int(found["most"])
    low, high = int(found["low"]), None if found["more"] else int(found["high"] or found["low"])
    if high is not None and high < low:
        raise UsageError("ends below its beginning", subject=given, remedy=f"Write {high}-{low}.")
    return low, high


def _casualties(claim: Claim, name: str, given: Any) -> list[dict[str, Any]]:
    rows = [] if _nothing(given) else _parsed(given)
    words = codebook.load("vocabulary")
    out = []
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, Mapping):
            raise UsageError("is no row of casualties", subject=str(row)[:60], remedy="killed=3-5 sets one figure.")
        made = Casualty.from_json({"outcome": "", "victims": "people", **row})
        outcome = _known("outcome", made.outcome, words["outcomes"])
        victims = _known("kind of victim", made.victims, words["victims"])
        out.append(made.to_json() | {"outcome": outcome, "victims": victims})
    return out


_MAKERS = {
    **dict.fromkeys(_ONE_OF, _one),
    **dict.fromkeys(_SEVERAL, _several),
    "actor": _actor,
    "place": _place,
    "time": _time,
    "casualties": _casualties,
    "source": _whole_source,
}
