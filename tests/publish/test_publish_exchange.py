"""The exchange formats, each read back by the program that it is for, or by the rules of its reader."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from exchange_samples import BOTH, NOWHERE, TOTAL, fill, odd
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger import codebook
from harmledger.publish import Imprint, airwars, bayanat, export, ftm, hdx, hxl, timemap, uwazi
from harmledger.publish.csv_tables import cell
from harmledger.publish.datasette import DATABASE, METADATA
from harmledger.publish.edition import Edition
from harmledger.store import Filter, Ledger, open_ledger

OURS = Imprint("The river war", "CC-BY-4.0", "Cite us", "desk@example.org")
ODD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["=1+1", "+a", "@x", '"', "a|b", "a::b", "a,b", "\n", "\r\n", "\x00", "‏شمال", "<script>", "null", ""]
    ),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(tmp_path_factory.mktemp("exchange") / "war.db") as opened:
        fill(opened)
        yield opened


def written(ledger: Ledger, format: str, folder: Path, which: Filter | None = None) -> Path:
    out = folder / format
    export(ledger, format, out, which or Filter(), audience="internal", imprint=OURS)
    return out


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


# ------------------------------------------------------------------ HXL


def hxl_errors(path: Path) -> list[str]:
    """What the schema that ships with libhxl calls an error."""
    library = pytest.importorskip("hxl", reason="libhxl is not installed")
    found: list[Any] = []
    with library.data(str(path), library.InputOptions(allow_local=True)) as source:
        library.schema(None, found.append).validate(source)
    return [str(e.value) for e in found if e.rule.severity == "error"]


def test_hxl_passes_the_schema_of_its_library(ledger: Ledger, tmp_path: Path) -> None:
    path = written(ledger, "hxl", tmp_path)
    assert hxl_errors(path) == []
    assert [row["civilians_killed_high"] for row in rows_of(path)] == ["#affected+civilians+killed+max", "5", ""]
    path.write_bytes(path.read_bytes().replace(b"2022-05-01", b"in May").replace(b",5,", b",some,"))
    assert hxl_errors(path) == ["in May", "some", "some"], "the check does find errors"


def test_hxl_tags_keep_dates_and_numbers_apart(ledger: Ledger) -> None:
    tags = codebook.load("crosswalks")["hxl"]["incidents"]
    kinds = {c.name: c.kind for c in hxl.table().columns}
    assert all(kinds[name] == "date" for name, tag in tags.items() if tag.startswith("#date"))
    assert all(kinds[name] == "integer" for name, tag in tags.items() if tag.startswith("#affected"))
    assert len(set(tags.values())) == len(tags)
    assert [row.incident.id for row in hxl.table().rows(ledger, Filter())] == [BOTH, NOWHERE]


# Fields that hdx_base_configuration.yaml requires of a data set.
HDX_REQUIRED = {
    "name",
    "private",
    "title",
    "notes",
    "dataset_source",
    "owner_org",
    "maintainer",
    "dataset_date",
    "data_update_frequency",
    "groups",
    "license_id",
    "methodology",
    "tags",
}


def test_hdx_metadata_has_what_an_upload_needs(ledger: Ledger) -> None:
    made = hdx.metadata(ledger, Filter(), Edition("public", "privacy/1", OURS))
    assert set(made) >= HDX_REQUIRED
    assert made["dataset_date"] == "[2022-05-01T00:00:00 TO 2022-05-31T23:59:59]", "a running total dates nothing"
    assert (made["private"], made["license_other"]) == (True, "CC-BY-4.0")
    assert "desk@example.org" in made["caveats"]
    assert hdx.metadata(ledger, Filter(place="nowhere"), Edition())["dataset_date"] == ""


# ------------------------------------------------------------------ TimeMap

# Keys that src/reducers/validate/eventSchema.js and sourceSchema.js allow in both programs; an event with another is
# dropped by them.
EVENT_KEYS = {
    "id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category",
    "category_full", "associations", "sources", "comments", "time_display", "narrative___stepStyles", "shape", "colour",
}  # fmt: skip
SOURCE_KEYS = {
    "id", "title", "thumbnail", "paths", "type", "affil_s", "url", "description", "parent", "author", "date", "notes",
}  # fmt: skip


def test_timemap_reads_the_three_files(ledger: Ledger, tmp_path: Path) -> None:
    folder = written(ledger, "timemap", tmp_path)
    events, sources, associations, about = (
        json.loads((folder / f"{n}.json").read_text(encoding="utf-8"))
        for n in ("events", "sources", "associations", "about")
    )
    assert [e["id"] for e in events] == [BOTH, NOWHERE]
    ids = [a["id"] for a in associations]
    assert len(set(ids)) == len(ids)
    for event in events:
        assert set(event) <= EVENT_KEYS
        assert all(isinstance(v, str) for k, v in event.items() if k not in {"associations", "sources"})
        assert set(event["associations"]) <= set(ids)
        assert set(event["sources"]) <= set(sources)
    assert all(set(s) <= SOURCE_KEYS and s["id"] == key for key, s in sources.items())
    both, nowhere = events
    assert (both["date"], both["latitude"], both["time_display"]) == ("05/01/2022", "-1.67", "May 2022")
    assert len(both["sources"]) == 2
    assert "(denial)" in sources[both["sources"][1]]["description"]
    assert (nowhere["date"], nowhere["time"], nowhere["latitude"], nowhere["longitude"]) == ("", "", "", "")
    assert (about["title"], about["licence"], about["audience"]) == ("The river war", "CC-BY-4.0", "internal")


# ------------------------------------------------------------------ Airwars


def test_airwars_has_their_fields_and_no_guess(ledger: Ledger, tmp_path: Path) -> None:
    data = json.loads(written(ledger, "airwars", tmp_path).read_text(encoding="utf-8"))
    both, nowhere = data["incidents"]
    assert (both["code"], both["civilian_harm_status_name"]) == (BOTH, "Contested")
    assert (both["civilian_non_combatants_killed_min"], both["civilian_non_combatants_killed_max"]) == (3, 5)
    assert (both["children_injured_min"], both["children_injured_max"]) == (2, None)
    assert (both["civilian_harm_reported"], both["geolocation_accuracy_slug"]) == (True, "city")
    assert [s["modality"] for s in both["sources"]] == ["actual", "denied"]
    assert all(s["quote"] for s in both["sources"])
    assert both["sources"][0]["url"] == "https://example.org/one"
    for field in ("date", "latitude", "longitude", "geolocation_accuracy_slug", "civilian_harm_status_name"):
        assert nowhere[field] is None
    assert (nowhere["geolocated"], nowhere["civilian_harm_reported"], nowhere["belligerents"]) == (False, False, [])
    assert data["about"]["citation"] == "Cite us"


def test_people_of_whom_nothing_is_said_are_not_called_civilians() -> None:
    row = odd("x")
    made = airwars.incident(row)
    assert made["civilian_harm_reported"] is None
    assert made["civilian_non_combatants_killed_min"] is None
    assert (made["undetermined_killed_min"], made["undetermined_killed_max"]) == (1, None)


# ------------------------------------------------------------------ followthemoney


def check_model(data: list[dict[str, Any]]) -> None:
    """Every schema and property is of the model, every value of its type, and what is required is there."""
    library = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in data:
        schema = library.model.get(entity["schema"])
        assert schema is not None, entity["schema"]
        assert set(schema.required) <= set(entity["properties"]), entity
        for name, values in entity["properties"].items():
            kind = schema.properties[name].type
            for value in values:
                assert kind.clean(value) is not None, (name, value)
            if kind.name not in {"url", "name", "text", "string", "address"}:  # these fold spaces and signs of control
                assert [kind.clean(v) for v in values] == values, (name, values)


def test_ftm_is_of_the_model_and_whole(ledger: Ledger, tmp_path: Path) -> None:
    lines = written(ledger, "ftm", tmp_path).read_text(encoding="utf-8").splitlines()
    data = [json.loads(line) for line in lines]
    check_model(data)
    ids = [e["id"] for e in data]
    assert len(set(ids)) == len(ids)
    of = {name: [e["properties"] for e in data if e["schema"] == name] for name in {e["schema"] for e in data}}
    assert {name: len(found) for name, found in of.items()} == {
        "Article": 3, "Organization": 2, "Address": 1, "Event": 2, "Note": 3, "Mention": 1,
    }  # fmt: skip
    refers = {"proof", "entity", "document", "involved", "addressEntity", "resolved"}
    for properties in (p for found in of.values() for p in found):
        for name in refers & set(properties):
            assert set(properties[name]) <= set(ids), "an entity refers to one that is not there"
    both, nowhere = of["Event"]
    assert (both["startDate"], both["endDate"], both["country"]) == (["2022-05-01"], ["2022-05-31"], ["cd"])
    assert not {"date", "startDate", "addressEntity", "location"} & set(nowhere)
    assert "(denial)" in of["Note"][1]["name"][0]


@given(ODD)
@settings(deadline=None, max_examples=60)
def test_ftm_of_any_text_is_of_the_model(text: str) -> None:
    made = [json.loads(json.dumps(e)) for e in ftm.entities(odd(text))]
    check_model(made)
    assert {e["schema"] for e in made} >= {"Article", "Address", "Event", "Note"}


# ------------------------------------------------------------------ Datasette


def test_the_database_is_plain_whole_and_described(ledger: Ledger, tmp_path: Path) -> None:
    folder = written(ledger, "datasette", tmp_path)
    told = yaml.safe_load((folder / METADATA).read_text(encoding="utf-8"))
    assert (told["title"], told["license"]) == ("The river war", "CC-BY-4.0")
    tables = told["databases"]["harm"]["tables"]
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, table in tables.items():
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            if "columns" in table:
                assert list(table["columns"]) == columns
        assert {r[0] for r in db.execute("SELECT id FROM incidents")} == {BOTH, NOWHERE, TOTAL}
        assert {r[0] for r in db.execute("SELECT id FROM events")} == {BOTH, NOWHERE}
        assert db.execute("SELECT low, outcome FROM running_totals").fetchall() == [(900, "killed")]
        assert [r[0] for r in db.execute("SELECT modality FROM both_sides")] == ["denied", "actual"]
        assert db.execute(f"SELECT place, date_start FROM incidents WHERE id = '{NOWHERE}'").fetchone() == (None, None)
        found = db.execute("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'waterworks'").fetchone()
        assert found == (4,)
        assert not any("source_path" in r[0] for r in db.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL"))
    again = written(ledger, "datasette", tmp_path)
    assert (again / DATABASE).read_bytes() == (written(ledger, "datasette", tmp_path / "b") / DATABASE).read_bytes()


def test_a_filter_leaves_a_database_whole(ledger: Ledger, tmp_path: Path) -> None:
    for n, which in enumerate((Filter(limit=1), Filter(kinds=("toll",)), Filter(place="nowhere"))):
        folder = written(ledger, "datasette", tmp_path / str(n), which)
        with closing(sqlite3.connect(folder / DATABASE)) as db:
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute("SELECT count(*) FROM incidents").fetchone() == ((1, 1, 0)[n],)


def test_datasette_opens_it(ledger: Ledger, tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="datasette is not installed")
    import asyncio

    folder = written(ledger, "datasette", tmp_path)
    metadata = yaml.safe_load((folder / METADATA).read_text(encoding="utf-8"))

    async def asked() -> list[Any]:
        served = app.Datasette([str(folder / DATABASE)], metadata=metadata)
        await served.invoke_startup()
        pages = (
            "/harm/incidents.json?_shape=array",
            "/harm/claims.json?_search=waterworks&_shape=array",
            "/harm/events",
        )
        return [await served.client.get(page) for page in pages]

    incidents, searched, page = asyncio.run(asked())
    assert (len(incidents.json()), len(searched.json())) == (3, 4)
    assert page.status_code == 200 and "CC-BY-4.0" in page.text


# ------------------------------------------------------------------ Uwazi and Bayanat


def test_uwazi_columns_are_as_its_importer_reads_them(ledger: Ledger, tmp_path: Path) -> None:
    folder = written(ledger, "uwazi", tmp_path)
    incidents, claims = rows_of(folder / "incidents.csv"), rows_of(folder / "claims.csv")
    templates = json.loads((folder / uwazi.TEMPLATES).read_text(encoding="utf-8"))
    for template, rows in zip(templates, (incidents, claims), strict=True):
        assert [p["name"] for p in template["properties"]] == list(rows[0])[1:]
        assert not {"id", "file", "attachments", "language"} & set(rows[0]), "names that the importer takes itself"
        assert all(name == name.lower() and " " not in name for name in rows[0])
    both, nowhere = incidents
    assert both["period"] == "2022/05/01:2022/05/31"
    assert [float(v) for v in both["location_geolocation"].split("|")] == [-1.67, 29.23]
    assert both["outlets"] == "The Courier|صحيفة / اليوم"
    assert nowhere["period"] == nowhere["location_geolocation"] == nowhere["killed_min"] == ""
    assert {c["incident"] for c in claims} == {i["title"] for i in incidents}
    assert [c["modality"] for c in claims] == ["actual", "denied", "actual"]
    assert claims[0]["report"] == "The Courier|https://example.org/one"


def test_bayanat_columns_are_as_its_importer_reads_them(ledger: Ledger, tmp_path: Path) -> None:
    folder = written(ledger, "bayanat", tmp_path)
    incidents, bulletins = rows_of(folder / "incidents.csv"), rows_of(folder / "bulletins.csv")
    both, nowhere = incidents
    assert (both["event_from_date"], both["event_to_date"], both["geo_lat"]) == ("2022-05-01", "2022-05-31", "-1.67")
    assert nowhere["event_from_date"] == nowhere["geo_lat"] == nowhere["locations"] == ""
    assert set(both["related_bulletins"].split(",")) == {b["originid"] for b in bulletins[:2]}
    assert [b["related_incidents"] for b in bulletins] == [BOTH, BOTH, NOWHERE]
    assert "(denial)" in both["description"]
    assert bulletins[1]["title"].startswith("'=")
    assert "<b>" not in "".join(v for row in (*incidents, *bulletins) for k, v in row.items() if k == "description")


def split_as_bayanat_does(text: str) -> list[str]:
    """The rule of its importer's parse_array_field, for values that we write."""
    import re

    if "," not in text:
        return [text.strip('"“” ')]
    return [m.strip('"“” ') for m in re.findall(r"\"[^\"]+\"+|[^ , ]+", text)]


@given(st.lists(st.text(st.sampled_from('ab ,"é'), min_size=1, max_size=6), max_size=4))
def test_lists_of_bayanat_come_apart_as_they_went_in(values: list[str]) -> None:
    kept = dict.fromkeys(" ".join(v.replace('"', "'").split()).strip(", ") for v in values)
    assert [v for v in split_as_bayanat_does(bayanat.listed(values)) if v] == [v for v in kept if v]


@given(ODD)
@settings(deadline=None, max_examples=80)
def test_any_text_keeps_every_format_whole(text: str) -> None:
    row = odd(text)
    assert set(timemap.event(row)) <= EVENT_KEYS
    json.dumps(airwars.incident(row), allow_nan=False)
    for account in row.accounts:
        assert set(timemap.source(account)) <= SOURCE_KEYS
        for column in uwazi.CLAIMS:
            check_cell(column.read((row, account)))
    for column in uwazi.INCIDENTS:
        check_cell(column.read(row))
    for title in (uwazi.title(row), uwazi.CLAIMS[0].read((row, row.accounts[0]))):
        assert "|" not in str(title) and "\n" not in str(title)
    for read in (c.read for c in bayanat.INCIDENTS.columns):
        check_cell(read(row))
    description = bayanat.BULLETINS.columns[5].read(tuple(row.accounts))
    assert "<script" not in str(description)


def check_cell(value: Any) -> None:
    assert not cell(value).startswith(("=", "+", "@", "\t", "\r", "\n"))


def test_a_title_fits_the_database_of_bayanat() -> None:
    assert len(str(bayanat.INCIDENTS.columns[0].read(odd("word " * 200)))) == 255


@pytest.mark.parametrize("format", ["hxl", "airwars", "ftm", "timemap", "datasette", "uwazi", "bayanat"])
def test_an_empty_ledger_and_the_same_bytes_twice(ledger: Ledger, tmp_path: Path, format: str) -> None:
    with open_ledger(tmp_path / "empty.db") as empty:
        assert export(empty, format, tmp_path / "none", audience="internal")
    first, second = (files_of(written(ledger, format, tmp_path / name)) for name in ("a", "b"))
    assert first == second


def files_of(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (path.iterdir() if path.is_dir() else [path])}
