"""Places: every incident stands in one place, counts and services are those of the analyses, keys stay the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from desks import desk_over, html, ledger_of

from harmledger.analyse import analyse
from harmledger.analyse.services import ServiceRow
from harmledger.errors import NotFound
from harmledger.serve import place_parts
from harmledger.serve.atlas import asked_for, atlas
from harmledger.serve.filters import Query, choose
from harmledger.serve.holdings import holdings, whole
from harmledger.serve.named import precision
from harmledger.serve.pages.place import keys, place
from harmledger.serve.place_names import places as named_places
from harmledger.serve.rendering import thousands


def test_every_incident_stands_in_one_place_or_is_said_to_have_none(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        found = atlas(desk)
        placed = [r.id for s in found.spots.values() for r in (*s.rows, *s.near)]
        loose = [r.id for r in found.without] + [r.id for own in found.unlocated.values() for r in own]
        assert sorted(placed + loose) == sorted(r.id for r in desk.shelf.rows())


def test_the_filter_gives_what_the_page_of_a_place_counts(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        told = 0
        for spot in atlas(desk).spots.values():
            if (named := asked_for(desk, spot)) is None:
                assert not spot.incidents()
                continue
            for kind in ("event", "toll", "condition"):
                found = choose(desk.shelf, Query(places=(named.label,), kind=kind)).rows
                at_it = {r.id for r in found if precision(r.place) not in ("near", "unlocated")}
                assert at_it == {r.id for r in spot.incidents() if r.incident.kind == kind}, spot.key
                near = {r.id for r in found if precision(r.place) == "near"}
                assert near == {r.id for r in spot.nearby() if r.incident.kind == kind}, spot.key
                told += len(at_it)
        assert told


def test_the_services_of_all_places_together_are_those_of_the_analysis(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        here: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
        for spot in atlas(desk).spots.values():
            areas = {(a.name, a.kind, a.admin1 or None, a.country or None) for a in spot.areas}
            own = (r for r in place(desk, spot.key).services if (r.place, r.place_kind, r.admin1, r.country) in areas)
            here.update((r.service, r.state, r.claims) for r in own)
        rows = [r for r in analyse("services", desk.ledger).rows if isinstance(r, ServiceRow)]
        assert rows
        assert here == Counter((r.service, r.state, r.claims) for r in rows if r.place_kind != "unlocated")


def test_attacks_of_a_place_are_those_that_the_analysis_counts(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        every = sum(r.incidents for r in analyse("incident-rate", desk.ledger, by="all").rows)  # type: ignore[attr-defined]
        assert place_parts.attacks(desk.shelf.rows()).total == every > 0
        for key in keys(desk):
            view = place(desk, key)
            rows = analyse("incident-rate", holdings(desk).material(desk.ledger, view.spot.incidents()), by="week").rows
            assert view.attacks.total == sum(r.incidents for r in rows)  # type: ignore[attr-defined]
            weeks = {w.start: w.total for w in view.attacks.weeks}
            dated = Counter[object]()
            for r in rows:
                dated[r.period_start] += r.incidents  # type: ignore[attr-defined]
            assert {w: n for w, n in dated.items() if w} == weeks


def test_a_page_of_every_place_names_it_and_says_what_is_not_known(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        listed = html(desk, "places")
        for key, spot in atlas(desk).spots.items():
            page = html(desk, "place", key)
            assert f"<h1>{spot.name.replace(chr(39), '&#39;')}</h1>" in page
            assert "What is known of the place, and what is not" in page
            assert f'href="place/{key}.html"' in listed


def test_a_region_gathers_its_towns_and_a_town_leads_up(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        town = next(s for s in atlas(desk).spots.values() if s.level == "town" and s.rows and s.admin1)
        assert town.above is not None
        assert {r.id for r in town.rows} <= {r.id for r in town.above.incidents()}
        assert f'href="../place/{town.above.key}.html"' in html(desk, "place", town.key)


def test_the_link_to_the_overview_means_the_same_place(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        held = named_places(desk.shelf)
        for spot in atlas(desk).spots.values():
            if spot.rows and (named := asked_for(desk, spot)) is not None:
                assert held.named(named.label) == [named]


def test_a_place_keeps_its_address_when_reports_are_added(tmp_path: Path) -> None:
    one = "Two people were killed when shells hit a market in Kharkiv on 3 May 2023, the mayor said."
    two = "On 5 May 2023 a drone hit a power station in Izium, Kharkiv region, and the town had no electricity."
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with desk_over(ledger_of(tmp_path / "a", one=one)) as desk:
        before = list(keys(desk))
    with desk_over(ledger_of(tmp_path / "b", one=one, two=two)) as desk:
        assert set(before) < set(keys(desk))
        assert "ua-kharkiv-kharkiv" in before


def test_what_is_reviewed_is_read_again_and_nothing_else(ledger_path: Path) -> None:
    from harmledger import review
    from harmledger.serve.office import Office
    from harmledger.serve.options import Options
    from harmledger.store import open_ledger

    office = Office(Options(ledger_path))
    desk = office.desk()
    row = next(r for r in desk.shelf.events() if r.place)
    kept = {r.id: holdings(desk).claims(r.id) for r in desk.shelf.rows()}
    with open_ledger(ledger_path) as ledger:
        review.accept(ledger, row.id, reviewer="Ann")
    now = office.desk()
    assert {c.status for c in holdings(now).claims(row.id)} == {"accepted"}
    other = next(i for i in kept if i != row.id and now.shelf.get(i) and kept[i])
    assert holdings(now).claims(other) is kept[other]


def test_an_unknown_place_is_not_found(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk, pytest.raises(NotFound):
        place(desk, "ua-nowhere")


def test_the_material_of_all_incidents_is_that_of_the_ledger(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        assert analyse("services", whole(desk)).rows == analyse("services", desk.ledger).rows


@pytest.mark.parametrize("name", ["places", "totals", "charts"])
def test_an_empty_ledger_and_one_without_places_have_the_pages(name: str, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with desk_over(ledger_of(tmp_path / "none")) as desk:
        assert "<h1>" in html(desk, name)
    (tmp_path / "bare").mkdir()
    text = "Shells hit a house and two people were killed, a neighbour said. The roof had burned down."
    with desk_over(ledger_of(tmp_path / "bare", one=text)) as desk:
        assert "<h1>" in html(desk, name)
        assert len(desk.shelf) > 0


def test_long_numbers_are_written_in_thousands() -> None:
    told = {"1028 or more": "1,028 or more", "999": "999", "1,028": "1,028", "120 to 15000": "120 to 15,000"}
    assert {given: thousands(given) for given in told} == told
    assert thousands(12345) == "12,345"
