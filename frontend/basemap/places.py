"""Writes what the base map takes from the gazetteer: towns with their first-order divisions, and names of both.

    PYTHONPATH=src python frontend/basemap/places.py > places.json

One JSON object: `admin1` gives the English name of each GeoNames code ("UA.07"), `countries` the name of each ISO code,
`towns` rows of [name, country, code, latitude, longitude, population], the weightiest first; `divisions`: GeoNames
number of a first-order division -> its code.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from importlib import resources

from harmledger.gazetteer import pack

TOWNS = ("city", "village")


def main() -> None:
    """Print the extract."""
    with resources.as_file(resources.files("harmledger.gazetteer") / "data" / "gazetteer.sqlite") as path:
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        admin1 = json.loads(base.execute("SELECT value FROM meta WHERE key = 'admin1'").fetchone()[0])
        rows = [
            line.split("\t")
            for (block,) in base.execute("SELECT block FROM places ORDER BY number")
            for line in pack.lines_of(block)
        ]
    countries = {row[2]: row[1] for row in rows if row[8] == "country"}
    towns = [
        [row[1], row[2], row[3], round(float(row[5]), 4), round(float(row[6]), 4), int(row[7])]
        for row in rows
        if row[8] in TOWNS and row[2]
    ]
    # A quarter of a city may stand in GeoNames as a town with more people than the city: a town after which its
    # district is named goes first.
    seats = {(row[1], row[3]) for row in rows if row[8] in TOWNS and row[4].split(" ")[0] == row[1].split(" ")[0]}
    towns.sort(key=lambda t: (-t[5] * (3 if (t[0], t[2]) in seats else 1), t[1], t[0], t[3], t[4]))
    divisions = {row[0]: row[3] for row in rows if row[8] == "region" and row[0] and row[3] in admin1}
    extract = {"admin1": admin1, "countries": countries, "divisions": divisions, "towns": towns}
    json.dump(extract, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
