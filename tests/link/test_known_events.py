"""Follow-ups of a known event, figures that count nothing, regions, and what may be of either of two events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from link_samples import by_id, claim, day, report

from harmledger.link import link
from harmledger.link.accounts import single
from harmledger.link.aftermath import is_aftermath
from harmledger.link.clusters import Edge, cluster
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Bonds
from harmledger.link.layout import Layout
from harmledger.link.settings import settings
from harmledger.records import Casualty, Claim, Evidence, Report


def told(r: Report, sentence: str, trigger: str, **more: object) -> Claim:
    start = r.text.index(trigger)
    evidence = (Evidence("event_type", trigger, start, start + len(trigger)),)
    return claim(r, sentence, at=r.text.index(sentence), evidence=evidence, **more)


@pytest.mark.parametrize(
    ("title", "sentence", "trigger", "known"),
    [
        ("", "The explosion at the Dolyna camp was no accident.", "explosion", True),
        ("Blast in Dolyna: families ask for a meeting", "Blast in Dolyna", "Blast", True),
        ("", "A court in Oresk heard the men who shelled Dolyna.", "shelled", True),
        ("", "The massacre in Dolyna, where detainees were killed, was filmed.", "killed", True),
        ("", "Gunners shelled Dolyna at noon.", "shelled", False),
        ("Shelling of Dolyna: gunners opened fire at noon", "gunners opened fire at noon", "opened fire", False),
    ],
)
def test_a_report_may_take_an_event_as_known(title: str, sentence: str, trigger: str, known: bool) -> None:
    r = report("one", title=title, body=sentence)
    assert is_aftermath(told(r, sentence, trigger), title, sentence, settings()) is known


def test_a_risen_toll_may_be_of_an_earlier_event_but_a_count_is_news() -> None:
    r = report("one", body="x")
    c = claim(r, "x", casualties=[("killed", "people", 9, 9)])
    assert is_aftermath(c, "", "The death toll of the strike has risen to nine.", settings())
    assert not is_aftermath(c, "", "The strike killed nine.", settings())


def _homes(later: str, published: str) -> int:
    """How many incidents a first report of a village and a later one give."""
    first = report("first", "2030-05-10", body="An explosion tore through the Dolyna camp.")
    other = report("other", published, body=later)
    a = told(first, "An explosion tore through the Dolyna camp.", "explosion", where="Dolyna", when="2030-05-10")
    b = told(other, later, "explosion", where="Dolyna", when=day(published, stated=False))
    a, b = (replace(c, event_type="explosive_attack", targets=()) for c in (a, b))
    return len(link([a, b], by_id(first, other)))


def test_a_follow_up_weeks_later_joins_what_it_speaks_of() -> None:
    assert _homes("The explosion at the Dolyna camp: envoys wait for passes.", "2030-06-05") == 1


def test_news_weeks_later_does_not() -> None:
    assert _homes("One more loud explosion shook the Dolyna camp at dawn.", "2030-06-05") == 2


@pytest.mark.parametrize(
    ("text", "low", "high", "counted"),
    [("civilians", 2, None, False), ("dozens of people", 24, None, False), ("at least 7 people", 7, None, True)],
)
def test_a_figure_that_counts_nothing_is_not_compared(text: str, low: int, high: int | None, counted: bool) -> None:
    r = report("one")
    c = claim(r, "x")
    c = replace(c, casualties=(Casualty("killed", "people", None, low, high, text),))
    assert bool(single(c, r, Layout(r)).tolls) is counted


def test_a_region_alone_is_no_identity() -> None:
    one, other = report("one", body="Alpha beta."), report("other", body="Gamma delta.")
    rows = [claim(r, "x", where="Oresk region", casualties=()) for r in (one, other)]
    a, b = (single(c, r, Layout(r)) for c, r in zip(rows, (one, other), strict=True))
    names = {r.name for r in Comparer(settings()).reasons(a, b)}
    assert "unsupported" in names
    same = [replace(c, casualties=(Casualty("killed", "people", None, 14, 14),)) for c in rows]
    a, b = (single(c, r, Layout(r)) for c, r in zip(same, (one, other), strict=True))
    assert "unsupported" not in {r.name for r in Comparer(settings()).reasons(a, b)}


def _between(bonds: Bonds) -> tuple[tuple[int, ...], ...]:
    """Two pairs that contradict each other, and one that is a little like both."""
    table = {(0, 1): 6.0, (2, 3): 6.0, (0, 4): 2.5, (1, 4): 1.5, (2, 4): 2.2, (3, 4): 2.2}
    edges = [Edge(a, b, s) for (a, b), s in table.items()]
    return cluster(5, edges, lambda i, j: table.get((i, j), -9.0), settings(), bonds).members


def test_what_may_be_of_either_of_two_events_is_left_alone() -> None:
    assert _between(Bonds()) == ((0, 1), (2, 3), (4,))


def test_what_people_joined_stays() -> None:
    assert (0, 1, 4) in _between(Bonds(together=((0, 4),)))


def test_a_group_that_loses_what_held_it_together_keeps_a_chain_of_joins() -> None:
    """4 opens the join of 0 and 1, then is torn between them and the pair 2, 3."""
    table = {(0, 4): 3.9, (1, 4): 3.8, (0, 1): 3.0, (2, 3): 6.0, (2, 4): 3.9, (3, 4): 3.9}
    edges = [Edge(a, b, s) for (a, b), s in table.items()]
    found = cluster(5, edges, lambda i, j: table.get((min(i, j), max(i, j)), -9.0), settings())
    assert found.members == ((0, 1), (2, 3), (4,))
    assert {(e.a, e.b) for e in found.joins} == {(0, 1), (2, 3)}
