"""Looking names up in the shipped gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest

from harmledger.errors import GazetteerError
from harmledger.gazetteer import Gazetteer
from harmledger.gazetteer.lookup import _File


def settlement(gazetteer: Gazetteer, name: str, country: str) -> tuple[float, float]:
    """Coordinates of the most populous town of this name."""
    towns = [c for c in gazetteer.lookup(name) if c.country == country and c.feature in ("city", "village", "district")]
    best = max(towns, key=lambda c: c.population)
    return best.lat, best.lon


@pytest.mark.parametrize("spelling", ["Kharkiv", "Kharkov", "Харків", "Харьков", "KHARKIV", "Khar’kov"])
def test_spellings_of_one_town_meet(gazetteer: Gazetteer, spelling: str) -> None:
    assert settlement(gazetteer, spelling, "UA") == pytest.approx((49.98, 36.25), abs=0.05)


@pytest.mark.parametrize(
    ("name", "feature", "lat", "lon"),
    [
        ("Kharkov region", "region", 49.5, 36.5),
        ("Kyiv Oblast", "region", 50.1, 31.0),
        ("Bucha district", "county", 50.5, 30.2),
        ("Idlib Governorate", "region", 35.8, 36.7),
        ("Ukraine", "country", 49.0, 32.0),
        ("Sea of Azov", "area", 46.0, 36.6),
        ("the Donbas", "area", 48.3, 38.2),
        ("Azovstal steel plant", "site", 47.1, 37.6),
        ("Gostomel airport", "airport", 50.6, 30.2),
        ("Luhansk People's Republic", "region", 48.9, 39.1),
    ],
)
def test_areas_and_sites(gazetteer: Gazetteer, name: str, feature: str, lat: float, lon: float) -> None:
    first = gazetteer.lookup(name)[0]
    assert first.feature == feature
    assert (first.lat, first.lon) == pytest.approx((lat, lon), abs=0.4)


def test_homonyms_are_all_given_with_their_region(gazetteer: Gazetteer) -> None:
    found = [c for c in gazetteer.lookup("Chornobaivka") if c.country == "UA"]
    assert {"Kherson", "Kharkiv"} <= {c.admin1 for c in found}
    assert len([c for c in gazetteer.lookup("Zaporizhzhia") if c.feature in ("city", "village")]) >= 10


def test_every_candidate_is_on_the_globe_and_says_how_sure(gazetteer: Gazetteer) -> None:
    for name in ("Olenivka", "Springfield", "Aleppo", "Saltivka", "Gaza"):
        for c in gazetteer.lookup(name):
            assert -90 <= c.lat <= 90 and -180 <= c.lon <= 180
            assert c.radius_km > 0 and c.basis
            assert c.precision in ("site", "district", "village", "city", "region", "country")


def test_village_without_own_coordinate_is_placed_with_a_wide_radius(gazetteer: Gazetteer) -> None:
    [village] = [c for c in gazetteer.lookup("Shybene") if c.country == "UA"]
    assert village.basis == "hromada centre" and village.radius_km >= 10
    assert village.admin1 == "Kyiv"


def test_misspelt_names_are_found_in_the_country_that_is_asked_for(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar("Chernobaevka", ["UA"])[0].name == "Chornobaivka"
    assert gazetteer.similar("Pokotilovka", ["UA"])[0].admin1 == "Kharkiv"
    assert gazetteer.similar("Xqzwvbt", ["UA"]) == ()
    assert all(c.match in ("sound", "fuzzy") for c in gazetteer.similar("Pokotilovka", ["UA"]))


def test_nothing_has_an_empty_or_foreign_key(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("東京") == ()
    assert not gazetteer.knows("No such place as this one")


def test_english_words_are_marked(gazetteer: Gazetteer) -> None:
    assert {"nice", "fleet", "split", "human"} <= gazetteer.ordinary
    assert not {"kyiv", "kherson", "damascus", "kiev"} & gazetteer.ordinary


def test_crimea_is_counted_to_ukraine(gazetteer: Gazetteer) -> None:
    town = max(gazetteer.lookup("Simferopol"), key=lambda c: c.population)
    assert town.country == "UA"
    assert gazetteer.lookup("Crimea")[0].country == "UA"


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.sqlite").write_bytes(b"not a gazetteer at all" * 100)
    with pytest.raises(GazetteerError, match=r"bad\.sqlite"):
        Gazetteer(tmp_path)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    from harmledger.gazetteer import pack

    path = tmp_path / "old.sqlite"
    pack.write(path, meta={"admin1": {}}, names={"a": ["0"]}, places=["\t".join("1" * 11)], sounds={})
    import sqlite3

    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    base.close()
    with pytest.raises(GazetteerError, match="another format"):
        _File(path)
