"""Attacks on protected objects: once a class, totals apart, contested ones apart, stated and inferred doers apart."""

from __future__ import annotations

from analyse_samples import claim, day, incident, report, rows

from harmledger.records import Casualty, Evidence, Toll

ONE, TWO = report("one"), report("two")


def test_an_incident_counts_once_a_class_whatever_its_number_of_claims() -> None:
    first = claim(ONE, "Rockets hit the clinic and the school.", targets=("healthcare", "education"))
    second = claim(TWO, "The clinic was hit.", targets=("healthcare",))
    found = rows("protected", [first, second], [incident("a", first, second)], [ONE, TWO])
    assert [(r.object, r.incidents, r.sources) for r in found] == [("education", 1, 1), ("healthcare", 1, 2)]
    assert set(found[1].claims) == {first.id, second.id}


def test_totals_conditions_clashes_and_denials_are_no_attacks() -> None:
    total = claim(ONE, "Since the invasion 40 clinics were hit.", kind="toll", targets=("healthcare",))
    clash = claim(ONE, "Troops fought at the clinic.", event_type="armed_clash", targets=("healthcare",))
    denied = claim(TWO, "The army did not hit the clinic.", modality="denied", targets=("healthcare",))
    incidents = [incident(n, c) for n, c in (("a", total), ("b", clash), ("c", denied))]
    assert rows("protected", [total, clash, denied], incidents, [ONE, TWO]) == []


def test_a_prisoner_who_is_tortured_and_the_waters_of_an_island_are_no_objects_attacked() -> None:
    tortured = claim(ONE, "Prisoners were beaten.", event_type="armed_attack", targets=("detention",))
    taken = claim(ONE, "They abducted the head of the plant.", at=40, event_type="abduction", targets=("nuclear",))
    waters = Evidence("targets:water", "waters", 0, 6)
    sea = claim(TWO, "Shells fell in the waters around it.", targets=("water",), evidence=(waters,))
    claims = [tortured, taken, sea]
    assert rows("protected", claims, [incident(c.id, c) for c in claims], [ONE, TWO]) == []


def test_contested_and_inferred_stand_apart() -> None:
    first = claim(ONE, "The school was hit.", targets=("education",), actor="Aland")
    second = claim(TWO, "A school was hit.", targets=("education",), actor="Aland")
    stated = incident("a", first, contested=True)
    inferred = incident("b", second, inferred_actors=("Aland",))
    found = rows("protected", [first, second], [stated, inferred], [ONE, TWO])
    assert [(r.party, r.party_basis, r.contested, r.incidents) for r in found] == [
        ("Aland", "inferred", False, 1),
        ("Aland", "stated", True, 1),
    ]


def test_casualties_add_up_only_where_they_have_bounds() -> None:
    first = claim(ONE, "The school was hit.", targets=("education",))
    second = claim(TWO, "Another school was hit.", targets=("education",))
    bounded = incident("a", first, tolls=(Toll("killed", "people", 2, 3, 4, "most_direct"),))
    open_ended = incident("b", second, tolls=(Toll("killed", "people", 5, 5, None, "most_direct"),))
    (both,) = rows("protected", [first, second], [bounded, open_ended], [ONE, TWO])
    assert (both.killed_low, both.killed_high, both.injured_high) == (7, None, 0)
    (one,) = rows("protected", [first], [bounded], [ONE])
    assert (one.killed_low, one.killed_high) == (2, 4)


def test_a_victims_trade_and_the_words_for_a_shelter_give_a_class() -> None:
    medics = claim(ONE, "A paramedic was killed by shelling.", casualties=[("killed", "medical_worker", 1, 1)])
    cellar = claim(TWO, "The bomb hit a cellar where families were hiding.")
    street = claim(TWO, "The bomb hit a street.", at=90)
    incidents = [incident(n, c) for n, c in (("a", medics), ("b", cellar), ("c", street))]
    assert isinstance(medics.casualties[0], Casualty)
    found = rows("protected", [medics, cellar, street], incidents, [ONE, TWO])
    assert [(r.object, r.incident_ids) for r in found] == [("healthcare", ("i-a",)), ("shelter", ("i-b",))]


def test_a_period_that_spans_two_months_is_in_neither() -> None:
    within = claim(ONE, "The school was hit.", targets=("education",), when=day("2030-05-01", until="2030-05-31"))
    across = claim(TWO, "A school was hit.", targets=("education",), when=day("2030-05-20", until="2030-06-10"))
    incidents = [incident("a", within), incident("b", across)]
    found = rows("protected", [within, across], incidents, [ONE, TWO])
    assert [str(r.period_start) for r in found] == ["None", "2030-05-01"]
    (whole,) = rows("protected", [within, across], incidents, [ONE, TWO], by="all")
    assert whole.incidents == 2
