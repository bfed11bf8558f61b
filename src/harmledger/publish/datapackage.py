"""A folder with the whole ledger in every format and a `datapackage.json`: schemas, licence, sources, sizes, hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import harmledger
from harmledger import codebook
from harmledger.publish import hdx
from harmledger.publish.columns import Column, Table
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.formats import ANALYSES, FORMATS, SCHEMED, Format
from harmledger.publish.output import written
from harmledger.publish.schemas import claim_schema, decision_schema, incident_schema
from harmledger.store import ALL, Filter, Readable

NAME = "datapackage.json"
# Texts of news reports belong to their outlets, so the package, which is made to be passed on, goes without them; what
# a second reader made of them is for the reviewer, and who the reviewers are for themselves. Analyses are in it as CSV,
# whose columns have a schema. Files made for one other program are exports of their own.
LEFT_OUT = {"reports", "disagreements", "decisions", "airwars", "ftm", *ANALYSES}
# Of a package for the public as well: rejected claims, and reasons of decisions, which are free text of reviewers.
LEFT_OUT_PUBLIC = {"machine-claims", "decisions-unnamed"}
SCHEMAS = {
    "claims.schema.json": claim_schema,
    "incidents.schema.json": incident_schema,
    "decisions-unnamed.schema.json": decision_schema,
}
_MEDIA = {
    ".jsonl": ("jsonl", "application/x-ndjson"),
    ".csv": ("csv", "text/csv"),
    ".geojson": ("geojson", "application/geo+json"),
    ".parquet": ("parquet", "application/vnd.apache.parquet"),
}


def write(ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
    """Write all formats and `datapackage.json` into a folder; gives file name -> number of records.

    Without a licence in the edition's imprint the package says that none is specified. ExportError where a file cannot
    be written.
    """
    counts: dict[str, int] = {}
    forms = _forms(edition)
    for form in forms:
        with written(folder / form.file) as stream:
            counts[form.file] = form.write(ledger, stream, which, edition)
    jsons = {name: make() for name, make in SCHEMAS.items() if name.replace(".schema.json", ".jsonl") in counts}
    jsons[hdx.NAME] = hdx.metadata(ledger, which, edition)
    jsons[NAME] = _package(ledger, folder, edition)
    for name, data in jsons.items():
        _write_json(folder / name, data)
    return {**counts, **dict.fromkeys(jsons, 1)}


def _forms(edition: Edition) -> list[Format]:
    left_out = LEFT_OUT | LEFT_OUT_PUBLIC if edition.audience == "public" else LEFT_OUT
    return [form for form in FORMATS.values() if form.name not in left_out]


def _write_json(path: Path, data: dict[str, Any]) -> None:
    with written(path) as stream:
        stream.write(json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8") + b"\n")


def _package(ledger: Readable, folder: Path, edition: Edition) -> dict[str, Any]:
    imprint = edition.imprint
    unnamed = {"name": "notspecified", "title": "Not specified by the publisher"}
    return {
        "profile": "data-package",
        "name": "harmledger",
        "title": imprint.named,
        "description": (
            "Each claim is one source's statement in one report, with the words that carry it. Incidents bring claims "
            "of one event together and replace none of them. Running totals (kind: toll) are never summed with events. "
            "Made by machine: a suggestion until a person has checked it. Quotes belong to their outlets."
        ),
        "version": harmledger.__version__,
        "harmledger": edition.about(),
        "licenses": [{"name": imprint.licence} if imprint.licence else unnamed],
        "sources": [*_outlets(ledger), *codebook.load("crosswalks")["sources"]],
        "resources": [_resource(form, folder / form.file) for form in _forms(edition)],
    }


def _outlets(ledger: Readable) -> list[dict[str, str]]:
    names = {report.outlet for report in ledger.reports() if report.outlet}
    return [{"title": name} for name in sorted(names)]


def _resource(form: Format, path: Path) -> dict[str, Any]:
    kind, media = _MEDIA[path.suffix]
    resource: dict[str, Any] = {
        "name": form.name,
        "path": form.file,
        "description": form.about,
        "format": kind,
        "mediatype": media,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_digest(path)}",
    }
    if kind in {"csv", "jsonl", "geojson"}:
        resource["encoding"] = "utf-8"
    schema = f"{path.stem}.schema.json"
    if kind == "jsonl" and schema in SCHEMAS:
        resource["jsonSchema"] = schema
    if kind == "csv" and form.name in SCHEMED:
        resource["profile"] = "tabular-data-resource"
        resource["schema"] = _schema(SCHEMED[form.name])
    return resource


def _schema(table: Table[Any]) -> dict[str, Any]:
    fields = [_field(column) for column in table.columns]
    key = table.columns[0].name
    return {"fields": fields, "missingValues": [""], **({"primaryKey": key} if table.keyed else {})}


def _field(column: Column[Any]) -> dict[str, str]:
    return {"name": column.name, "type": column.kind, "description": column.about}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
