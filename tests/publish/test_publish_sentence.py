"""An incident is told as something reported, no more exact than it is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from harmledger import codebook
from harmledger.publish.sentence import sentence
from harmledger.records import Difference, Incident, Place, Time, Toll

DAY = dt.date(2031, 7, 14)
EVENT = Incident(
    "i-lusab-babad", "event", "shelling", "Reported shelling.", ("c-1", "c-2"), ("r-1", "r-2"),
    place=Place("Sel", name="Sel", country="XX", precision="city", lat=1.0, lon=2.0),
    time=Time("Monday", DAY, DAY, "day", basis="expression"), targets=("civilians", "healthcare"),
    weapons=("missile",), tolls=(Toll("killed", "people", 5, 9, 12, "median", ("c-1", "c-2")),),
)  # fmt: skip


def test_the_whole_sentence() -> None:
    told = "Missiles are reported to have hit a health facility in Sel on 14 Jul 2031; reports give 5–12 killed."
    assert sentence(EVENT) == told


def test_a_count_that_was_only_revised_is_told_by_the_figure_that_stands() -> None:
    grown = replace(EVENT, tolls=(Toll("killed", "people", 5, 12, 12, "latest", ("c-1", "c-2")),))
    revised = Difference("revision", "killed people", ("5", "12"), ("c-1", "c-2"))
    disputed = Difference("contradiction", "killed people", ("5", "12"), ("c-1", "c-2"))
    assert sentence(replace(grown, differences=(revised,))).endswith(
        "; reports give 12 killed (5–12 as it was revised)."
    )
    assert sentence(replace(grown, differences=(revised, disputed))).endswith("; reports give 5–12 killed.")


def test_what_is_not_known_is_said() -> None:
    bare = replace(EVENT, place=None, time=None, targets=(), weapons=(), tolls=())
    assert sentence(bare) == "Shelling is reported at a place that is not given on a day that is not given."
    lost = replace(EVENT, place=Place("the town"), tolls=())
    assert "at a place given as “the town” (not located)" in sentence(lost)


def test_a_coarse_time_and_an_open_figure_stay_so() -> None:
    month = Time("in July", dt.date(2031, 7, 1), dt.date(2031, 7, 31), "month")
    toll = Toll("killed", "child", 3, 3, None, "median", ("c-1",), best_open=True)
    told = sentence(replace(EVENT, time=month, tolls=(toll,), weapons=("missile", "artillery")))
    assert told.startswith("Shelling is reported to have hit a health facility in Sel in July 2031")
    assert told.endswith("; one report gives 3 or more children killed.")
    range_ = Time("", dt.date(2031, 7, 14), dt.date(2031, 7, 17), "day")
    assert "between 14 and 17 Jul 2031" in sentence(replace(EVENT, time=range_))
    only = Time("", DAY, DAY, "day", basis="breaking news: publication day")
    assert "in a report of 14 Jul 2031" in sentence(replace(EVENT, time=only))


def test_every_kind_of_event_target_and_weapon_has_words() -> None:
    said, known = codebook.load("sentences"), codebook.load("vocabulary")
    assert set(said["types"]) == set(known["event_types"])
    assert set(said["targets"]) == set(known["targets"]) - {"civilians"}
    named = {w for kind in said["types"].values() for w in kind["with"]}
    assert named <= set(said["weapons"]) <= set(known["weapons"])
