"""Adding a GeoNames country file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from harmledger.errors import GazetteerError
from harmledger.gazetteer import Gazetteer, add_geonames


def record(gid: int, name: str, lat: float, lon: float, kind: str = "P", code: str = "PPL", people: int = 0) -> str:
    """One line as GeoNames writes it."""
    return "\t".join([str(gid), name, name, f"{name}ville,Старе {name}", str(lat), str(lon), kind, code, "UA", "", "08",
                      "", "", "", str(people), "", "", "Europe/Kyiv", "2024-01-01"])  # fmt: skip


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A small country file."""
    path = tmp_path / "QQ.txt"
    lines = [record(1, "Tinyhamlet", 46.5, 32.5), record(2, "Bigtownqq", 46.6, 32.6, people=9000),
             record(3, "Gonevillage", 46.0, 32.0, code="PPLQ"), record(4, "Someshop", 46.1, 32.1, kind="S", code="RET"),
             record(5, "Great Test Dam", 46.7, 32.7, kind="S", code="DAM")]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_added_places_are_found_beside_the_shipped_ones(country: Path, tmp_path: Path) -> None:
    added = add_geonames(country, tmp_path / "own")
    assert added.places == 3  # the abandoned village and the shop are left out
    gazetteer = Gazetteer(tmp_path / "own")
    [hamlet] = gazetteer.lookup("tinyhamlet")
    assert (hamlet.geonames_id, hamlet.feature, hamlet.basis, hamlet.admin1) == (1, "village", "user", "Kherson")
    assert gazetteer.lookup("Bigtownqq")[0].feature == "city"
    assert gazetteer.lookup("Great Test Dam")[0].precision == "site"
    assert gazetteer.lookup("Tinyhamletville")[0].match == "alternate"
    assert gazetteer.similar("Tinyhamlett", ["UA"])[0].geonames_id == 1
    assert gazetteer.knows("Kherson")


def test_adding_again_replaces(country: Path, tmp_path: Path) -> None:
    add_geonames(country, tmp_path / "own")
    before = (tmp_path / "own" / "QQ.sqlite").read_bytes()
    add_geonames(country, tmp_path / "own")
    assert (tmp_path / "own" / "QQ.sqlite").read_bytes() == before
    assert len(Gazetteer(tmp_path / "own").lookup("Tinyhamlet")) == 1


def test_the_zip_is_read_as_it_comes(country: Path, tmp_path: Path) -> None:
    packed = tmp_path / "QQ.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.write(country, "QQ.txt")
    assert add_geonames(packed, tmp_path / "own").places == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,lat,lon\nX,1,2\n", "line 1 "),
        (record(1, "Fine", 1, 1) + "\n" + record(2, "Off", 95, 1) + "\n", "line 2 .*outside the globe"),
        (record(1, "Fine", 1, 1).replace("1\tFine", "one\tFine", 1) + "\n", "line 1 "),
        ("", "holds no places"),
    ],
)
def test_other_files_are_refused_by_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=says):
        add_geonames(path, tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_missing_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        add_geonames(tmp_path / "absent.txt", tmp_path / "own")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 10)
    with pytest.raises(GazetteerError, match="cannot be read"):
        add_geonames(tmp_path / "noise.txt", tmp_path / "own")
