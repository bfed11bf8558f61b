"""Sidecar files: what the user knows of a report that the report does not say.

`NAME.meta.yaml` or `NAME.meta.json` stands beside the file NAME (with or without NAME's own ending) and speaks for it;
`meta.yaml` or `meta.json` speaks for its folder and the folders below. The nearer one wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from harmledger.collect.raw import ALIASES, Given
from harmledger.errors import UnreadableInput

ENDINGS = (".meta.json", ".meta.yaml", ".meta.yml")
FOLDER = ("meta.json", "meta.yaml", "meta.yml")
_ALIASES = {name: field for field, names in ALIASES.items() for name in names}


def is_sidecar(name: str) -> bool:
    """Whether a file name is that of a sidecar, which is not read as a report."""
    return name in FOLDER or name.endswith(ENDINGS)


def given_of(values: Mapping[Any, Any]) -> Given:
    """The values of a mapping that a sidecar may give, as text."""
    named = {_ALIASES.get(str(k).lower(), str(k).lower()): v for k, v in values.items()}
    return Given(**{f: _plain(named[f]) for f in Given.__slots__ if named.get(f) is not None})


def beside(path: Path) -> Given:
    """What the sidecar of one file says; UnreadableInput where the sidecar itself is broken."""
    for stem in (path.name, path.stem):
        for ending in ENDINGS:
            found = path.with_name(stem + ending)
            if found.is_file():
                return read(found.read_bytes(), found.name)
    return Given()


def of_folder(folder: Path) -> Given:
    """What the folder's own sidecar says; UnreadableInput where it is broken."""
    for name in FOLDER:
        if (folder / name).is_file():
            return read((folder / name).read_bytes(), name)
    return Given()


def read(data: bytes, name: str) -> Given:
    """What a sidecar's bytes say; UnreadableInput where they are no YAML or JSON mapping."""
    try:
        values = yaml.safe_load(data.decode("utf-8-sig"))  # JSON is YAML
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnreadableInput(
            f"its sidecar {name} is no YAML or JSON", subject=name, remedy="Correct or remove the sidecar."
        ) from error
    if values is not None and not isinstance(values, dict):
        raise UnreadableInput(
            f"its sidecar {name} holds no names and values", subject=name, remedy="Correct or remove the sidecar."
        )
    return given_of(values or {})


def _plain(value: Any) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value).strip()
