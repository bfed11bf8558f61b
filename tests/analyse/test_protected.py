"""Attacks on protected objects: once a class, totals apart, contested ones apart, stated and inferred doers apart."""

from __future__ import annotations

from dataclasses import replace

from analyse_samples import claim, day, incident, report, rows

from harmledger.records import Casualty, Evidence, Source, Toll

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


ARMY = ("the army", "military", "Aland")


def test_contested_and_inferred_stand_apart() -> None:
    first = claim(ONE, "The school was hit.", targets=("education",), actor="Aland")
    denied = claim(ONE, "Aland denied it.", at=60, modality="denied", actor="Aland", source=ARMY)
    guess = Evidence("actor", "Alander", 0, 7, "inferred from the report's other strikes")
    second = claim(TWO, "A school was hit.", targets=("education",), actor="Aland", evidence=(guess,))
    stated = incident("a", first, denied, contested=True)
    found = rows("protected", [first, denied, second], [stated, incident("b", second)], [ONE, TWO])
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
    assert (both.killed, both.killed_low, both.killed_best, both.killed_high) == ("7 or more", 7, 8, None)
    (one,) = rows("protected", [first], [bounded], [ONE])
    assert (one.killed, one.killed_low, one.killed_high) == ("2 to 4", 2, 4)


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


def test_what_nobody_told_is_empty_and_nobody_hurt_is_zero() -> None:
    untold = claim(ONE, "The school was hit.", targets=("education",))
    unhurt = claim(TWO, "The school was hit. Nobody was hurt.", targets=("education",))
    zero = Toll("injured", "people", 0, 0, 0, "most_direct")
    soldiers = Toll("killed", "combatant", 3, 3, 3, "most_direct")
    found = rows("protected", [untold], [incident("a", untold, tolls=(soldiers,))], [ONE])
    assert [(r.killed, r.killed_low, r.killed_told, r.combatants_killed) for r in found] == [(None, None, 0, "3")]
    incidents = [incident("a", untold), incident("b", unhurt, tolls=(zero,))]
    (both,) = rows("protected", [untold, unhurt], incidents, [ONE, TWO], by="all")
    assert (both.incidents, both.injured, both.injured_told, both.killed) == (2, "0", 1, None)
    assert (str(both.first), str(both.last)) == ("2030-05-09", "2030-05-09")


def test_the_toll_of_a_longer_time_is_none_of_one_attack() -> None:
    hit = claim(ONE, "The school was hit.", targets=("education",))
    week = claim(TWO, "In a week 90 died.", when=day("2030-05-05", until="2030-05-10"), targets=("civilians",))
    toll = Toll("killed", "people", 90, 90, 90, "most_direct", (week.id,))
    (row,) = rows("protected", [hit, week], [incident("a", hit, week, tolls=(toll,))], [ONE, TWO])
    assert row.killed is None


def test_the_doer_and_the_dispute_are_those_of_the_object_not_of_the_rest_of_the_incident() -> None:
    hit = claim(ONE, "A shell hit the school.", targets=("education",))
    taken = claim(ONE, "Aland took the town.", at=40, event_type="territorial_control", actor="Aland")
    denied = claim(ONE, "Beland said it held.", at=80, event_type="territorial_control", modality="denied")
    (row,) = rows("protected", [hit, taken, denied], [incident("a", hit, taken, denied, contested=True)], [ONE])
    assert (row.party, row.party_basis, row.contested) == (None, None, False)


def test_neither_who_speaks_nor_a_band_without_aircraft_is_the_doer() -> None:
    text = "Aland Rescue said the school was hit."
    words, speaker = Evidence("actor", "Aland", 0, 5), Source("Aland Rescue", "local_authority", "none", 0, 12)
    said = replace(claim(ONE, text, targets=("education",), actor="Aland"), evidence=(words,), source=speaker)
    flown = claim(TWO, "A helicopter fired on the school.", targets=("education",), actor="rebels")
    found = rows("protected", [said, flown], [incident("a", said), incident("b", flown)], [ONE, TWO], by="all")
    assert [(r.party, r.incidents) for r in found] == [(None, 2)]


def test_a_doer_named_in_the_sentence_outweighs_one_of_another_sentence() -> None:
    text = "Beland shells hit the school. Officials spoke of Aland."
    full = replace(ONE, text=text)
    near = claim(full, "shells hit the school", at=7, targets=("education",), actor="Beland")
    near = replace(near, evidence=(Evidence("actor", "Beland", 0, 6),))
    far = replace(claim(full, "the school", at=18, targets=("education",), actor="Aland"))
    far = replace(far, evidence=(Evidence("actor", "Aland", 49, 54),))
    (row,) = rows("protected", [near, far], [incident("a", near, far)], [full])
    assert (row.party, row.party_basis) == ("Beland", "stated")


def test_words_of_a_dispute_about_something_else_in_the_report_do_not_count() -> None:
    text = "Aland said it took the town. Beland denied that Aland had taken it. Residents fled. A shell hit the school."
    full = replace(ONE, text=text)
    hit = claim(full, "A shell hit the school", at=text.index("A shell"), targets=("education",))
    (row,) = rows("protected", [hit], [incident("a", hit, contested=True)], [full])
    assert not row.contested
    both = replace(ONE, text="Residents fled. A shell hit the school. Both sides traded blame for the attack.")
    hit = claim(both, "A shell hit the school", at=16, targets=("education",))
    (row,) = rows("protected", [hit], [incident("a", hit, contested=True)], [both])
    assert row.contested
