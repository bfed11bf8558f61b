"""Adding a GeoNames country file (`UA.txt` of the download page) that the user has, for places beyond the shipped ones.

The file is read once and packed like the shipped gazetteer; adding the same country again replaces it.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from harmledger.errors import GazetteerError
from harmledger.gazetteer import pack
from harmledger.gazetteer.names import fold, initial, sound
from harmledger.gazetteer.records import FEATURES, SETTLEMENTS

_COLUMNS = 19
_GONE = frozenset({"PPLH", "PPLQ", "PPLW", "ADM1H", "ADM2H", "ADM3H"})
# GeoNames feature codes -> ours; besides these, only populated places are taken.
_CODES = {
    **dict.fromkeys(("AIRP", "AIRB", "AIRF"), "airport"),
    **dict.fromkeys(("DAM", "PS", "PSN", "PSH", "PRT", "RSTN", "BDG", "INSM", "HSP", "MNQ", "MFG"), "site"),
    **dict.fromkeys(("STM", "SEA", "RSV", "LK", "BAY", "STRT", "ISL", "PEN", "RGN"), "area"),
    "PPLX": "district",
    "ADM1": "region",
    "ADM2": "county",
    "ADM3": "community",
}


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, and the file that now holds it."""

    places: int
    path: Path


def add_geonames(path: Path, folder: Path) -> Added:
    """Add a GeoNames country file (txt, or the zip it comes in) to the user's gazetteer in `folder`.

    GazetteerError names the line that is not GeoNames', and nothing is added then.
    """
    places: list[str] = []
    names: dict[str, list[str]] = {}
    sounds: dict[tuple[str, str], dict[str, set[int]]] = {}
    rows = sorted(_rows(path), key=lambda r: (-int(r[14] or 0), int(r[0])))
    for number, row in enumerate(rows):
        feature = _feature(row)
        places.append(_line(row, feature))
        main, other = fold(row[1]), {fold(n) for n in (row[2], *row[3].split(",")) if n}
        for key in sorted({main, *other} - {""}):
            names.setdefault(key, []).append(f"{number}" if key in (main, fold(row[2])) else f"{number}a")
            coarse = sound(key)
            if feature in SETTLEMENTS and len(coarse) >= 3:
                sounds.setdefault((row[8], initial(coarse)), {}).setdefault(coarse, set()).add(number)
    if not places:
        raise GazetteerError("holds no places", subject=str(path), remedy="Give a country file such as UA.txt.")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.sqlite"
    with resources.as_file(resources.files("harmledger.gazetteer") / "data" / "gazetteer.sqlite") as shipped:
        admin1 = pack.meta(shipped)["admin1"]
    pack.write(
        target,
        meta={"admin1": admin1, "places": len(places), "sources": {path.name: _sha256(path)}},
        names=names,
        places=places,
        sounds={k: [f"{s}\t{','.join(map(str, sorted(n)))}" for s, n in sorted(v.items())] for k, v in sounds.items()},
    )
    return Added(len(places), target)


def _rows(path: Path) -> Iterator[list[str]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        row = line.rstrip("\r\n").split("\t")
        try:
            if len(row) != _COLUMNS:
                raise ValueError(f"{len(row)} columns instead of {_COLUMNS}")
            int(row[0]), int(row[14] or 0)
            if not (-90 <= float(row[4]) <= 90 and -180 <= float(row[5]) <= 180):
                raise ValueError("coordinates outside the globe")
        except ValueError as error:
            raise GazetteerError(
                f"line {number} is no GeoNames record ({error})",
                subject=str(path),
                remedy="Give a country file as GeoNames publishes it, tab-separated.",
            ) from error
        if _feature(row):
            yield row


def _lines(path: Path) -> Iterator[str]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                inner = next((n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()), None)
                if inner is None:
                    raise GazetteerError("holds no country file", subject=str(path))
                with archive.open(inner) as stream:
                    for raw in stream:
                        yield raw.decode("utf-8")
        else:
            with path.open(encoding="utf-8") as text:
                yield from text
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(
            f"cannot be read ({error})", subject=str(path), remedy="Give a GeoNames country file, txt or zip."
        ) from error


def _feature(row: list[str]) -> str:
    kind, code, population = row[6], row[7], int(row[14] or 0)
    if code in _GONE:
        return ""
    if code in _CODES:
        return _CODES[code]
    if kind == "P":
        return "city" if population >= 5000 or code.startswith("PPLA") or code == "PPLC" else "village"
    return ""


def _line(row: list[str], feature: str) -> str:
    values = (row[0], row[2] or row[1], row[8], f"{row[8]}.{row[10]}" if row[10] else "", "", round(float(row[4]), 4),
              round(float(row[5]), 4), row[14] or 0, feature, FEATURES[feature][1], "user")  # fmt: skip
    return "\t".join(str(v) for v in values)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
