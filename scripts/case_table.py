"""Write codebook/data/case.yaml: how words are usually written, counted in news texts in mixed case.

    python scripts/case_table.py FILE.jsonl... > src/harmledger/codebook/data/case.yaml

Each line of a file is a JSON object; its string values of more than a few words are read. Headlines and the first
words of sentences do not count, for their capitals say nothing. The shipped table was counted in event-location (MIT),
the Gun Violence Corpus and MEANTIME (CC BY 4.0) and Insecurity Insight's event descriptions (CC BY-SA 4.0); it holds
words and no sentence of theirs.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from harmledger.extract.gate import bases, is_base

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+|[\"“”]")
_HEAD = """\
# How words are usually written in English news, for texts in capitals throughout. By scripts/case_table.py; `names`
# are written with a capital, `small` without, `letters` are initials, `either` goes by the words beside it. Only words
# are listed of which the lemmatizer's base forms would tell otherwise. A word stands in one list only.
schema: case
version: 1
"""


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The longer strings of all lines."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _strings(json.loads(line))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.count(" ") > 5:
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from _strings(v)


def counted(given: Iterable[str]) -> dict[str, list[int]]:
    """Word in lower case -> how often written small, with a capital first, in capitals."""
    out: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for text in given:
        for sentence in _SENTENCE.split(text):
            words = [m.group() for m in _WORD.finditer(sentence)]
            if len(words) < 4 or sum(w[0].isupper() for w in words) > len(words) / 2:
                continue
            for word in words[1:]:
                stem = re.split("['’]", word)[0] if len(word) > 2 else word
                row = out[stem.lower()]
                row[0 if stem.islower() else 2 if len(stem) > 1 and stem.isupper() else 1] += 1
    return out


def lists(counts: dict[str, list[int]]) -> dict[str, list[str]]:
    """The words of each list of the table, sorted."""
    out: dict[str, list[str]] = {"small": [], "either": [], "names": [], "letters": []}
    for word, (small, name, letters) in sorted(counts.items()):
        total = small + name + letters
        if total < 2 or len(word) < 2 or not word.isascii():
            continue
        known = any(is_base(form) for form in bases(word))
        share = (name + letters) / total
        if letters > max(name, small):
            out["letters"].append(word)
        elif share >= 0.9 and known:
            out["names"].append(word)
        elif share <= 0.12 and not known:
            out["small"].append(word)
        elif 0.12 < share < 0.9:
            out["either"].append(word)
    return out


def main() -> None:
    """Print the table."""
    print(_HEAD, end="")
    for name, words in lists(counted(texts(map(Path, sys.argv[1:])))).items():
        quoted = [f'"{w}"' if w in ("on", "off", "no", "yes", "y", "n", "true", "false", "null") else w for w in words]
        print(f"{name}:\n  [{textwrap.fill(', '.join(quoted), 128, subsequent_indent='  ', break_long_words=False)}]")


if __name__ == "__main__":
    main()
