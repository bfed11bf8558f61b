"""From the model's text to plain values: the JSON of an answer, whatever stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from harmledger.errors import SecondReaderAnswer

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


def claims_in(answer: str) -> list[Any]:
    """What an answer offers as claims, not yet checked; SecondReaderAnswer where it is not the JSON asked for."""
    text = _THOUGHT.sub("", answer)
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if begin < 0:
        raise SecondReaderAnswer("holds no JSON", subject="the answer", answer=answer)
    try:
        value, _ = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        raise SecondReaderAnswer("is broken JSON", subject="the answer", answer=answer) from error
    found = value.get("claims") if isinstance(value, Mapping) else value
    if not isinstance(found, list):
        raise SecondReaderAnswer("has no list of claims", subject="the answer", answer=answer)
    return found
