"""Data as JSON without blanks, and as a script that sets it: the one way in which pages and the API are given data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def compact(data: Any, *, ordered: bool = False, default: Callable[[Any], Any] | None = None) -> str:
    """The data as JSON in its own letters; `ordered` by the names of fields, `default` for what JSON lacks."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=ordered, default=default)


def script(name: str, data: Any) -> bytes:
    """A script that sets `window.harmledger.NAME`, since a page that is opened from disk cannot ask for a file."""
    return f"(window.harmledger ??= {{}}).{name} = {compact(data)};\n".encode()
