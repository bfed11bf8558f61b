"""Near-copies: the same dispatch in other outlets, and fixed forms that only look alike."""

from __future__ import annotations

import datetime as dt
import random

from harmledger.clean.copies import CopyIndex, mark_copies
from harmledger.records import Published, Region, Report

DISPATCH = (
    "Shells hit the market of Lower Brennick on Monday morning, killing two traders and a child, the district head "
    "said. Rescuers searched the stalls until dark and carried eleven wounded people to the clinic on the hill. "
)


def report(name: str, text: str, *, outlet: str = "", day: int | None = 7, title: str = "") -> Report:
    """A report of a day in March 2022, or of no known day."""
    date = dt.date(2022, 3, day) if day else None
    return Report(
        id=name,
        document=name,
        text=f"{title}\n{text}" if title else text,
        outlet=outlet or name,
        published=Published(date, date, "given") if date else Published(),
        regions=(Region(0, len(title), "title"),) if title else (),
    )


def test_other_headlines_and_a_sentence_less_make_no_other_report() -> None:
    reports = [
        report(
            "a",
            DISPATCH * 1 + "The market opened again on the same day, as the council had asked of the traders.",
            title="Two die",
        ),
        report(
            "b",
            DISPATCH + "The market opened again on the same day, as the council had asked.",
            title="Market hit by shells",
            day=8,
        ),
        report(
            "c", "The bridge at Oster fell under a lorry on Tuesday, and the river carried off the driver and his mate."
        ),
    ]
    assert mark_copies(reports) == {"b": "a"}


def test_the_first_published_is_the_original_whatever_the_order() -> None:
    reports = [report(name, DISPATCH, day=day) for name, day in (("d", 9), ("c", 7), ("b", 8), ("a", None), ("e", 7))]
    expected = {"a": "c", "b": "c", "d": "c", "e": "c"}
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert mark_copies(reports) == expected


def test_another_number_or_place_in_a_short_text_is_another_report() -> None:
    base = (
        "During one night the enemy fired on 14 villages of Coast region, and two civilians died in Oster, police said."
    )
    reports = [
        report("a", base),
        report("b", base.replace("14", "16")),
        report("c", base.replace("Oster", "Vale")),
    ]
    assert mark_copies(reports) == {}


def test_one_outlets_fixed_form_on_another_day_is_another_report() -> None:
    form = (
        "The joint forces go on with the defence of the district and fire back, the evening bulletin of the staff says."
    )
    assert mark_copies([report("a", form, outlet="Post", day=7), report("b", form, outlet="Post", day=8)]) == {}
    assert mark_copies([report("a", form, outlet="Post", day=7), report("b", form, outlet="Post", day=7)]) == {"b": "a"}
    assert mark_copies([report("a", form, outlet="Post", day=7), report("b", form, outlet="Herald", day=8)]) == {
        "b": "a"
    }


def test_a_month_later_it_is_another_report() -> None:
    assert mark_copies([report("a", DISPATCH, day=1), report("b", DISPATCH, day=30)]) == {}


def test_formulas_are_too_short_to_compare() -> None:
    assert mark_copies([report("a", "Rescue work goes on."), report("b", "Rescue work goes on.")]) == {}


def test_furniture_makes_no_copies() -> None:
    page = "Get all the news of the coast and the hills in one place, every morning, for free, on your telephone. "
    texts = [
        "The mill burned down on Friday and nobody was hurt.",
        "Two teachers were taken away by armed men at night.",
    ]
    reports = []
    for name, text in zip("ab", texts, strict=True):
        plain = report(name, page + text)
        reports.append(
            Report(
                **{**{f: getattr(plain, f) for f in Report.__slots__}, "regions": (Region(0, len(page), "furniture"),)}
            )
        )
    assert mark_copies(reports) == {}


def test_a_stream_marks_what_comes_later() -> None:
    index = CopyIndex()
    assert index.mark(report("a", DISPATCH)).copy_of is None
    assert index.mark(report("b", DISPATCH)).copy_of == "a"
    assert index.mark(report("a", DISPATCH)).copy_of is None  # a report is no copy of itself


def test_a_stream_goes_on_from_a_ledger() -> None:
    index = CopyIndex()
    original, copy = report("a", DISPATCH), report("b", DISPATCH)
    index.add(original)
    index.add(CopyIndex().mark(copy) if copy.copy_of else copy)
    assert index.mark(report("c", DISPATCH)).copy_of == "a"


def test_a_known_copy_is_never_an_original() -> None:
    index = CopyIndex()
    first = CopyIndex()
    first.mark(report("a", DISPATCH))
    index.add(first.mark(report("b", DISPATCH)))
    assert index.mark(report("c", DISPATCH)).copy_of is None
