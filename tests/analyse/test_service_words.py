"""What sentences say of services: state, list, negation, plans, parts, and words that only look like a service."""

from __future__ import annotations

import pytest

from harmledger.analyse.service_words import read, struck


def said(text: str) -> set[tuple[str, str]]:
    return {(s.service, s.state) for s in read(text)}


@pytest.mark.parametrize(
    ("text", "service", "state"),
    [
        ("Half a million people spent the night without electricity.", "power", "out"),
        ("Power was restored late in the evening.", "power", "restored"),
        ("There has been no heating in the flats since Sunday.", "heat", "out"),
        ("The mobile connection is down in all villages.", "communications", "out"),
        ("Bread is handed out at the town hall.", "food", "working"),
        ("The road to the north is cut.", "ways_out", "out"),
        ("Engineers are working to restore water supply.", "water", "repair"),
        ("The clinics are running out of insulin.", "health", "short"),
        ("Rockets damaged the water supply.", "water", "hit"),
        ("The maternity hospital is working again.", "health", "working"),
        ("Electricity remains cut in the south.", "power", "out"),
        ("Telephone networks are down.", "communications", "out"),
        ("Flour is scarce.", "food", "short"),
        ("The bakeries have closed for want of fuel.", "food", "out"),
        ("Gas supplies resumed on Sunday.", "heat", "restored"),
        ("Power is back in the old town.", "power", "restored"),
        ("The only clinic in the district closed on Friday.", "health", "out"),
        ("The power station ran out of fuel.", "power", "out"),
        ("The hospital has no beds left and stopped working.", "health", "out"),
        ("4,000 people left through the green corridor.", "ways_out", "working"),
    ],
)
def test_states_of_services(text: str, service: str, state: str) -> None:
    assert (service, state) in said(text)


def test_a_list_shares_its_cue() -> None:
    assert said("The town is without water, food, heat and communication.") == {
        ("water", "out"),
        ("food", "out"),
        ("heat", "out"),
        ("communications", "out"),
    }
    assert said("Electricity and gas were cut off.") == {("power", "out"), ("heat", "out")}


@pytest.mark.parametrize("text", ["Water supply has not yet been restored.", "The hospital does not work."])
def test_what_is_not_restored_is_out(text: str) -> None:
    assert {state for _, state in said(text)} == {"out"}


@pytest.mark.parametrize(
    "text",
    [
        "Power will be restored tomorrow.",
        "They hope to restore water supply.",
        "The army may cut off electricity.",
        "Nobody was left without water.",
        "The party lost political power.",
        "Police used water cannons to shut the square.",
        "Shells hit the gas station near the front line.",
        "The ministry spoke of a growing food crisis.",
    ],
)
def test_what_is_no_state_of_a_service(text: str) -> None:
    assert said(text) == set()


def test_a_part_is_said_to_be_a_part() -> None:
    (whole,) = read("The city lost power.")
    (part,) = read("The city is partially without power.")
    assert (whole.partly, part.partly) == (False, True)


def test_words_of_a_target_decide_which_service_was_hit() -> None:
    assert struck("power", "electric substation") and not struck("power", "oil depot")
    assert struck("ways_out", "railway bridge") and not struck("ways_out", "cars")
