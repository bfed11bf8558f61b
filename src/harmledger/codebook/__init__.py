"""The codebook: vocabulary, cues, parties, weapons and policy as data files with a schema and a version.

Each `data/NAME.yaml` starts with `schema:` and `version:` and follows `schemas/NAME.json`. A domain expert edits the
YAML; no Python changes. `check()` validates all files and is run by the tests and by `harmledger doctor`.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

import yaml

from harmledger.errors import CodebookError

_HERE = resources.files("harmledger.codebook")


@cache
def load(name: str) -> dict[str, Any]:
    """The codebook file `data/NAME.yaml` as plain values; CodebookError when it is missing or is no mapping."""
    path = _HERE / "data" / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (FileNotFoundError, yaml.YAMLError) as error:
        raise CodebookError(
            f"cannot be read ({error})", subject=f"{name}.yaml", remedy="Reinstall harmledger."
        ) from error
    if not isinstance(data, dict) or "version" not in data:
        raise CodebookError("is not a mapping with a version", subject=f"{name}.yaml")
    return data


def names() -> list[str]:
    """The names of all codebook files, sorted."""
    return sorted(p.name.removesuffix(".yaml") for p in (_HERE / "data").iterdir() if p.name.endswith(".yaml"))


@cache
def version(name: str) -> str:
    """`NAME/VERSION.HASH` of a codebook file, as stamped into what its rules wrote: an edit shows even unannounced."""
    content = (_HERE / "data" / f"{name}.yaml").read_bytes()
    return f"{name}/{load(name)['version']}.{hashlib.sha256(content).hexdigest()[:8]}"


def check() -> dict[str, int]:
    """Validate every file against its schema; gives name -> version, raises CodebookError at the first breach."""
    import jsonschema

    out: dict[str, int] = {}
    for name in names():
        data = load(name)
        schema = json.loads((_HERE / "schemas" / f"{data['schema']}.json").read_text(encoding="utf-8"))
        try:
            jsonschema.validate(data, schema)
        except jsonschema.ValidationError as error:
            where = "/".join(str(p) for p in error.absolute_path)
            raise CodebookError(f"{error.message} at {where or 'the top'}", subject=f"{name}.yaml") from error
        out[name] = int(data["version"])
    return out
