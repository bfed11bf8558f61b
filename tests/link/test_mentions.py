"""What only mentions an event, and how a later mention finds it."""

from __future__ import annotations

import pytest
from link_samples import by_id, claim, day, report

from harmledger.link import link
from harmledger.records import Claim, Evidence

TRIGGER = "struck"


def trigger(text: str, word: str) -> tuple[Evidence, ...]:
    return (Evidence("event_type", word, text.index(word), text.index(word) + len(word)),)


def told(body: str, word: str, published: str, **more: object) -> tuple[Claim, object]:
    r = report(f"on-{published}-{len(body)}", published, body=body)
    return claim(r, body, at=1, targets=("transport",), evidence=trigger(r.text, word), **more), r


FIRST = "A missile struck the Varsk station, where the Oresk express was boarding."


@pytest.mark.parametrize(
    ("later", "word", "mentioned"),
    [
        ("Trains call at Varsk again after a missile struck the station and the Oresk express.", "struck", True),
        (
            "Visitors laid flowers at Varsk station, which a missile struck as the Oresk express was boarding.",
            "struck",
            True,
        ),
        ("A missile struck the Varsk station as the Oresk express was boarding, new footage shows.", "struck", False),
    ],
)
def test_a_later_report_that_tells_of_it_in_passing_mentions_it(later: str, word: str, mentioned: bool) -> None:
    a, r = told(FIRST, "struck", "2030-05-10", when="2030-05-09")
    b, s = told(later, word, "2030-05-14", when=day("2030-05-14", stated=False))
    (found,) = (i for i in link([a, b], by_id(r, s)) if b.id in i.claims)  # type: ignore[arg-type]
    assert a.id in found.claims
    assert found.mentions == ((b.id,) if mentioned else ())


def test_news_of_the_first_day_is_no_mention() -> None:
    body = "Rescuers dug through rubble after a missile struck the Varsk station."
    a, r = told(body, "struck", "2030-05-10")
    (found,) = link([a], by_id(r))  # type: ignore[arg-type]
    assert found.mentions == ()


def test_a_count_before_the_cue_is_news_of_its_own() -> None:
    body = "Nine people died after a missile struck the Varsk station and the Oresk express."
    a, r = told(FIRST, "struck", "2030-05-10", when="2030-05-09")
    b, s = told(body, "struck", "2030-05-12", when="2030-05-09", casualties=[("killed", "people", 9, 9)])
    row = b.casualties[0]
    object.__setattr__(row, "start", s.text.index("Nine"))  # type: ignore[attr-defined]
    (found,) = (i for i in link([a, b], by_id(r, s)) if b.id in i.claims)  # type: ignore[arg-type]
    assert a.id in found.claims and found.mentions == ()


def test_a_month_that_a_text_names_holds_the_day() -> None:
    a, r = told(FIRST, "struck", "2030-05-10", when="2030-05-09")
    month = day("2030-05-01", until="2030-05-31")
    b, s = told(
        "The May strike, which struck Varsk station and the Oresk express, cut the line.",
        "struck",
        "2030-08-20",
        when=month,
    )
    (found,) = (i for i in link([a, b], by_id(r, s)) if b.id in i.claims)  # type: ignore[arg-type]
    assert a.id in found.claims
    (join,) = found.joins
    assert {x.name: x.weight for x in join.reasons}["time"] == 2.0
