"""Every spelling under which a place is filed: the gazetteer read from a place to its names."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from harmledger.gazetteer import pack
from harmledger.gazetteer.lookup import Gazetteer
from harmledger.gazetteer.names import fold

_found: dict[tuple[Gazetteer, int], tuple[str, ...]] = {}
_lock = Lock()


def alternates(gazetteer: Gazetteer, places: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """GeoNames number -> sorted folded spellings, for places given as number -> official name.

    A number that the gazetteer lacks under this name has none. The first question reads all names, about a second;
    what was found is kept in the process.
    """
    with _lock:
        wanted = {gid: name for gid, name in places.items() if (gazetteer, gid) not in _found}
        if wanted:
            for gid, keys in _read(gazetteer, wanted).items():
                _found[gazetteer, gid] = tuple(sorted(keys))
        return {gid: _found[gazetteer, gid] for gid in places}


def _read(gazetteer: Gazetteer, wanted: Mapping[int, str]) -> dict[int, set[str]]:
    out: dict[int, set[str]] = {gid: set() for gid in wanted}
    for key, listed in gazetteer.regions.items():
        for place in listed:
            if place.geonames_id in out:
                out[place.geonames_id].add(key)
    for file in gazetteer.files:
        numbers: dict[str, int] = {}
        for gid, name in wanted.items():
            for number in file.numbers(fold(name)):
                if file.place(number, "exact").geonames_id == gid:
                    numbers[str(number)] = gid
        if not numbers:
            continue
        for (block,) in file.base.execute("SELECT block FROM names"):
            for line in pack.lines_of(block):
                key, _, posting = line.partition("\t")
                for listing in posting.split(","):
                    if (gid := numbers.get(listing.rstrip("a"), -1)) >= 0:
                        out[gid].add(key)
    return out
