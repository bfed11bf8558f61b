"""Each format says what the ledger says, in the form that its standard asks for, byte for byte the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger import codebook
from harmledger.analyse import registry
from harmledger.decisions import Decision
from harmledger.errors import ExportError, UsageError
from harmledger.publish import EXPORTS, FOLDERS, FORMATS, Imprint, csv_tables, export
from harmledger.publish.columns import CASUALTIES, CLAIMS, SOURCES, Column, Table, figure
from harmledger.publish.csv_tables import cell
from harmledger.publish.incident_table import INCIDENTS
from harmledger.publish.output import written
from harmledger.publish.places import map_point, radius
from harmledger.publish.schemas import claim_schema, decision_schema, incident_schema
from harmledger.records import Casualty, Place, Toll
from harmledger.store import Filter, Ledger, SecondReading, open_ledger
from ledger_samples import KHARKIV, claim, incident, report

SITE = replace(KHARKIV, lat=49.987654321, lon=36.123456789, precision="site", radius_km=None)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    one, two = report(1), report(2, title="=HYPERLINK(1)", outlet="Ведомости")
    claims = [
        claim(one, 1),
        claim(one, 2, place=SITE, actor_text="-Russian troops", targets=("water", "energy")),
        claim(
            two, 1, place=None, time=None, kind="toll", casualties=(Casualty("killed", "child", "Ukraine", 5, None),)
        ),
    ]
    with open_ledger(tmp_path_factory.mktemp("publish") / "war.db") as opened:
        opened.add(one, claims[:2])
        opened.add(two, claims[2:])
        opened.add(report(3, outlet=""), ())
        opened.replace_incidents([incident(1, *claims[:2]), incident(2, claims[2], tolls=())])
        opened.decide([Decision("release", "Ada", (claims[0].id,), "the family agreed", value="name")])
        again = replace(claims[0], id="s-1", actor="Ukraine", incident=None)
        opened.add_second_reading(SecondReading(one.id, one.document, "m", "local", "prompt/1", (again,)))
        yield opened


def text_of(ledger: Ledger, name: str, which: Filter | None = None) -> str:
    return data_of(ledger, name, which).decode("utf-8")


def data_of(ledger: Ledger, name: str, which: Filter | None = None) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].write(ledger, stream, which or Filter())
    return stream.getvalue()


def table_of(ledger: Ledger, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(ledger, name))))


def test_claims_have_the_agreed_shape(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in text_of(ledger, "claims").splitlines()]
    assert len(lines) == 3
    first = lines[0]
    assert list(first) == sorted(first)
    assert {
        "id", "document", "kind", "modality", "event_type", "quotes", "targets", "weapons", "place", "time", "actor",
        "actor_text", "casualties", "source", "confidence", "incident", "evidence", "versions",
    } <= set(first)  # fmt: skip
    assert set(first["quotes"][0]) == {"text", "start", "end"}
    assert {"text", "name", "country", "admin1", "lat", "lon", "precision", "geonames_id"} <= set(first["place"])
    assert {"text", "start", "end", "precision"} <= set(first["time"])
    assert {"outcome", "victims", "of", "low", "high", "text"} <= set(first["casualties"][0])
    assert {"name", "type", "side"} <= set(first["source"])
    assert (first["document"], first["incident"], first["time"]["start"]) == ("news1.txt", "i-00000001", "2022-03-01")


def test_incidents_carry_their_claims(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in text_of(ledger, "incidents").splitlines()]
    assert [line["id"] for line in lines] == ["i-00000001", "i-00000002"]
    assert [c["id"] for c in lines[0]["claim_records"]] == lines[0]["claims"]
    assert lines[0]["claim_records"][0]["quotes"]


@pytest.mark.parametrize(("name", "schema"), [("claims", claim_schema()), ("incidents", incident_schema())])
def test_lines_follow_the_schema_that_is_shipped(ledger: Ledger, name: str, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    lines = [json.loads(line) for line in text_of(ledger, name).splitlines()]
    for line in lines:
        check.validate(line)
    for wrong in ({**lines[0], "kind": "rumour"}, {**lines[0], "place": "x"}, {k: lines[0][k] for k in ("id", "kind")}):
        assert not check.is_valid(wrong)


def test_decisions_without_names_follow_their_schema(ledger: Ledger) -> None:
    (line,) = [json.loads(line) for line in text_of(ledger, "decisions-unnamed").splitlines()]
    check = jsonschema.Draft202012Validator(decision_schema())
    check.validate(line)
    assert not check.is_valid({**line, "action": "guess"})
    assert (line["reviewer"], line["nonce"], line["live"]) == ("reviewer 1", "", True)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, name: str) -> None:
    assert data_of(ledger, name) == data_of(ledger, name)
    # Lines of an analysis that finds nothing in these few reports are none.
    assert data_of(ledger, name) or name.startswith("analysis-")


def test_the_order_of_reading_leaves_no_trace(tmp_path: Path) -> None:
    reports = [report(n) for n in range(1, 6)]
    joined = [incident(1, claim(reports[4]), claim(reports[0], 2)), incident(2, claim(reports[2]))]
    made: list[dict[str, bytes]] = []
    for number, order in enumerate((reports, reports[::-1])):
        with open_ledger(tmp_path / f"{number}.db") as one:
            for of in order:
                one.add(of, [claim(of, 1), claim(of, 2)])
            one.replace_incidents(joined)
            made.append({name: data_of(one, name) for name in FORMATS})
    assert made[0] == made[1]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
def test_any_text_comes_out_of_a_csv_row_as_it_went_in(texts: list[str]) -> None:
    stream = io.BytesIO()
    columns = tuple(Column(str(n), "string", "text", itemgetter(n)) for n in range(len(texts)))
    table: Table[list[str]] = Table("texts", "texts", columns, lambda ledger, which: iter([texts]))
    assert csv_tables.write(table, None, stream) == 1  # type: ignore[arg-type]  # the rows need no ledger
    header, row = csv.reader(io.StringIO(stream.getvalue().decode("utf-8"), newline=""))
    assert len(header) == len(row)
    for text, found in zip(texts, row, strict=True):
        assert found in {text, f"'{text}"}
        assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("table", [CLAIMS, INCIDENTS, CASUALTIES, SOURCES], ids=lambda t: t.name)
def test_tables_have_every_column_and_row(ledger: Ledger, table: Any) -> None:
    rows = table_of(ledger, f"{table.name}-csv")
    assert len(rows) == len(list(table.rows(ledger, Filter())))
    assert list(rows[0]) == [c.name for c in table.columns]
    assert all(c.about and c.kind in {"string", "integer", "number", "date", "boolean"} for c in table.columns)
    assert len({c.name for c in table.columns}) == len(table.columns)


def test_csv_cells(ledger: Ledger) -> None:
    claims = table_of(ledger, "claims-csv")
    assert claims[0]["latitude"] == "49.98"
    assert claims[0]["longitude"] == "36.25"
    assert claims[0]["date_start"] == "2022-03-01"
    assert claims[1]["targets"] == "water ; energy"
    assert claims[1]["actor_text"] == "'-Russian troops"
    assert claims[2]["latitude"] == claims[2]["date_start"] == claims[2]["place_name"] == ""
    sources = table_of(ledger, "sources-csv")
    assert [s["document"] for s in sources] == ["news1.txt", "news2.txt", "news3.txt"]
    assert sources[1]["title"] == "'=HYPERLINK(1)"
    assert sources[1]["outlet"] == "Ведомости"
    casualties = table_of(ledger, "casualties-csv")
    assert [(r["outcome"], r["victims"], r["of"], r["low"], r["high"]) for r in casualties] == [
        ("killed", "people", "", "1", "1"),
        ("killed", "people", "", "2", "2"),
        ("killed", "child", "Ukraine", "5", ""),
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_of_text_is_a_formula(begin: str) -> None:
    assert cell(f"{begin}1+1") == f"'{begin}1+1"
    assert cell([f"{begin}x", "y"]).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert [cell(v) for v in (-12.5, -3, True, None, 0)] == ["-12.5", "-3", "true", "", "0"]


def test_a_filter_takes_only_the_sources_that_it_needs(ledger: Ledger) -> None:
    which = Filter(kinds=("toll",))
    assert [r.document for r in SOURCES.rows(ledger, which)] == ["news2.txt"]
    assert text_of(ledger, "claims", which).count("\n") == 1


def test_geojson(ledger: Ledger) -> None:
    features = json.loads(text_of(ledger, "claims-geojson"))["features"]
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in features] == [
        [36.25, 49.98],
        [36.1235, 49.9877],
        None,
    ]
    assert features[0]["properties"]["radius_km"] == 12.0
    assert features[1]["properties"]["radius_km"] == 0.5
    assert features[0]["id"] == features[0]["properties"]["id"]
    whole = json.loads(text_of(ledger, "geojson"))
    assert whole["type"] == "FeatureCollection"
    assert "crs" not in whole
    assert len(whole["features"]) == 2
    assert json.loads(text_of(ledger, "geojson", Filter(place="elsewhere")))["features"] == []


@pytest.mark.parametrize("name", ["geoparquet", "claims-geoparquet"])
def test_geoparquet(ledger: Ledger, name: str) -> None:
    from pyarrow import parquet

    file = parquet.ParquetFile(io.BytesIO(data_of(ledger, name)))
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.0.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    rows = file.read().to_pylist()
    assert rows[-1]["geometry"] is None
    order, kind, lon, lat = struct.unpack("<BIdd", rows[0]["geometry"])
    assert (order, kind, lon, lat) == (1, 1, 36.25, 49.98)
    assert column["bbox"][0] <= lon <= column["bbox"][2]
    assert rows[0]["targets"] == ["water"]
    assert rows[0]["actor_basis"] == (["stated"] if name == "geoparquet" else "stated")
    assert str(rows[0]["date_start"]) == "2022-03-01"
    assert str(file.schema_arrow.field("date_start").type) == "date32[day]"


def test_running_totals_are_no_ucdp_events(tmp_path: Path) -> None:
    one = report(1)
    event, total = claim(one, 1), claim(one, 2, kind="toll")
    with open_ledger(tmp_path / "war.db") as own:
        own.add(one, [event, total])
        own.replace_incidents([incident(1, event), incident(2, total)])
        rows = list(csv.DictReader(io.StringIO(text_of(own, "incidents-csv"))))
    assert [(row["kind"], row["killed_best"], row["ucdp_best"]) for row in rows] == [
        ("event", "2", "2"),
        ("toll", "2", ""),
    ]


@pytest.mark.parametrize("format", ["claims", "geojson", "geoparquet"])
def test_an_export_is_never_written_over_a_ledger(tmp_path: Path, format: str) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as own:
        own.add(report(1), ())
        with pytest.raises(ExportError, match="database"):
            export(own, format, path)
    with open_ledger(path) as again:
        assert again.counts().reports == 1


def test_geoparquet_of_an_empty_ledger(tmp_path: Path) -> None:
    from pyarrow import parquet

    with open_ledger(tmp_path / "war.db") as empty:
        assert parquet.ParquetFile(io.BytesIO(data_of(empty, "geoparquet"))).metadata.num_rows == 0
        assert json.loads(text_of(empty, "geojson"))["features"] == []


def test_hxl_tags_stand_under_the_header(ledger: Ledger) -> None:
    rows = list(csv.reader(io.StringIO(text_of(ledger, "hxl"))))
    header, tags, *body = rows
    assert dict(zip(header, tags, strict=True)) == codebook.load("crosswalks")["hxl"]["incidents"]
    assert [row[0] for row in body] == ["i-00000001"]  # a running total is no event
    assert len(text_of(ledger, "hxl", Filter(kinds=("toll",))).splitlines()) == 3
    assert set(header) - {c.name for c in INCIDENTS.columns} == {"sources"}


def test_a_data_package_describes_what_is_in_it(ledger: Ledger, tmp_path: Path) -> None:
    inside: Any = {"audience": "internal", "imprint": Imprint(licence="CC-BY-4.0")}
    files = export(ledger, "datapackage", tmp_path / "out", **inside)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(Path(f.path).name for f in files) == sorted(p.name for p in (tmp_path / "out").iterdir())
    schemas = [r["jsonSchema"] for r in package["resources"] if "jsonSchema" in r]
    assert schemas == ["claims.schema.json", "incidents.schema.json", "decisions-unnamed.schema.json"]
    assert all((tmp_path / "out" / name).exists() for name in schemas)
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    titles = [s["title"] for s in package["sources"]]
    assert titles[:2] == ["The Courier", "Ведомости"]
    assert any("GeoNames" in t for t in titles)
    left_out = {"reports", "disagreements", "decisions", "airwars", "ftm", *(f"analysis-{name}" for name in registry())}
    assert {r["name"] for r in package["resources"]} == set(FORMATS) - left_out
    for resource in package["resources"]:
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if "schema" in resource:
            header = data.decode("utf-8").splitlines()[0].split(",")
            assert [f["name"] for f in resource["schema"]["fields"]] == header
    assert not (tmp_path / "out" / "reports.jsonl").exists(), "texts belong to their outlets"
    assert not any(b"Ada" in p.read_bytes() for p in (tmp_path / "out").iterdir()), "no reviewer is named"
    first = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    export(ledger, "datapackage", tmp_path / "out", **inside)
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    export(ledger, "datapackage", tmp_path / "free")
    free = json.loads((tmp_path / "free" / "datapackage.json").read_text(encoding="utf-8"))
    assert free["licenses"][0]["name"] == "notspecified"
    public = {r["name"] for r in free["resources"]}
    assert {r["name"] for r in package["resources"]} - public == {"machine-claims", "decisions-unnamed"}
    assert (free["harmledger"]["audience"], package["harmledger"]["audience"]) == ("public", "internal")


def test_export_to_files_and_folders(ledger: Ledger, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (done,) = export(ledger, "claims", tmp_path / "new" / "claims.jsonl")
    assert done.records == 3
    assert (tmp_path / "new" / "claims.jsonl").read_bytes() == data_of(ledger, "claims")
    assert len(export(ledger, "csv", tmp_path / "tables")) == 4
    assert (tmp_path / "tables" / "incidents.csv").read_bytes() == data_of(ledger, "incidents-csv")
    export(ledger, "geojson")
    assert capfdbinary.readouterr().out == data_of(ledger, "geojson")
    assert set(EXPORTS) == set(FORMATS) | set(FOLDERS)


def test_what_cannot_be_exported(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean geojson"):
        export(ledger, "geojsn", tmp_path / "x")
    with pytest.raises(UsageError, match="standard output"):
        export(ledger, "csv", "-")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="is a file"):
        export(ledger, "datapackage", tmp_path / "file")
    with pytest.raises(ExportError, match="is a folder"):
        export(ledger, "claims", tmp_path)
    with pytest.raises(ExportError, match="cannot be written"):
        export(ledger, "claims", tmp_path / "file" / "claims.jsonl")


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"before")
    for error in (KeyboardInterrupt, ValueError):
        with pytest.raises(error), written(path) as stream:
            stream.write(b"half")
            raise error
    assert path.read_bytes() == b"before"
    with pytest.raises(ExportError, match="no room left"), written(path) as stream:
        raise OSError(28, "No space left on device")
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]
    with written(path) as stream:
        stream.write(b"after")
    assert path.read_bytes() == b"after"


def test_a_point_is_no_more_exact_than_its_place() -> None:
    exact = Place("x", lat=48.123456789, lon=37.987654321)
    shown = {p: map_point(replace(exact, precision=p)) for p in codebook.load("vocabulary")["place_precisions"]}
    assert shown["site"] == (37.9877, 48.1235)
    assert shown["village"] == (37.988, 48.123)
    assert shown["city"] == (37.99, 48.12)
    assert shown["region"] == shown["country"] == (38.0, 48.1)
    assert map_point(exact) == (38.0, 48.1), "an unknown precision is shown as the coarsest"
    assert map_point(None) == map_point(Place("x", precision="city")) == (None, None)
    assert radius(replace(exact, precision="near")) == 25
    assert radius(replace(exact, radius_km=3.0)) == 3.0
    assert radius(Place("x", precision="near")) is None


def test_a_region_of_unknown_shape_reaches_no_farther_than_its_country() -> None:
    region = Place("x", name="x", country="PS", lat=31.5, lon=35.0, precision="region", radius_km=100.0)
    whole = radius(region)
    assert whole is not None
    assert 30 < whole < 60  # the West Bank and Gaza are about 6,000 square kilometres
    assert radius(replace(region, radius_km=None)) == whole
    assert radius(replace(region, country="UA")) == 100.0
    assert radius(replace(region, radius_km=150.0)) == 150.0, "one whose extent is known keeps it"


def test_figures_in_words() -> None:
    assert figure(Casualty("killed", "civilian", None, 3, 3)) == "killed civilian 3"
    assert figure(Casualty("injured", "people", None, 70, None)) == "injured people 70 or more"
    assert figure(Casualty("killed", "combatant", "Russia", None, 50)) == "killed combatant (Russia) up to 50"
    assert figure(Casualty("killed", "people")) == "killed people number open"
    assert figure(Toll("killed", "people", 2, 3, 4, "median")) == "killed people 2 to 4, best 3"
