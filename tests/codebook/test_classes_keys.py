"""A key that stands twice in a codebook file would hide one list behind another."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import harmledger.codebook

_DATA = Path(harmledger.codebook.__file__).parent / "data"


@pytest.mark.parametrize("name", ["classes"])
def test_no_list_of_words_stands_twice(name: str) -> None:
    text = (_DATA / f"{name}.yaml").read_text(encoding="utf-8")
    keys = Counter(re.findall(r"^ *([a-z_]+):", text, flags=re.MULTILINE))
    assert keys["force"] == 1
    assert [k for k, n in keys.items() if n > 1] == []
