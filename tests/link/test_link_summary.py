"""The sentence for a person: reported, never bare fact."""

from __future__ import annotations

import re
from dataclasses import replace

from link_samples import by_id, claim, day, place, report

from harmledger import codebook
from harmledger.link import link
from harmledger.link.incidents import incident_of


def sentence(**more: object) -> str:
    r = report("gazette")
    (incident,) = link([claim(r, "Words.", **more)], by_id(r))  # type: ignore[arg-type]
    return incident.summary


def test_it_says_who_reports_what_where_and_when() -> None:
    told = sentence(
        targets=("residential",),
        casualties=[("killed", "people", 11, None), ("injured", "civilian", 16, 16)],
        source=("Anna Berd", "local_authority", "Ukraine"),
    )
    assert (
        told == "Reported shelling (residential) in Varsk on 9 May 2030; 11+ killed (Anna Berd); 16 injured (Anna Berd)"
    )


def test_what_is_not_known_is_said_so() -> None:
    assert sentence(where=None, when=None) == "Reported shelling, place not stated, date not stated"


def test_imprecision_shows() -> None:
    told = sentence(where=place("Varsk", precision="near"), when=day("2030-03-01", until="2030-05-09"))
    assert told == "Reported shelling near Varsk between 1 March 2030 and 9 May 2030"


def test_outlets_stand_for_their_own_figures() -> None:
    assert sentence(casualties=[("killed", "people", 2, 2)]).endswith("; 2 killed (gazette.example)")


def test_children_are_called_so() -> None:
    assert "2 killed (children) (" in sentence(casualties=[("killed", "child", 2, 2)])


def test_every_kind_of_victim_has_a_word() -> None:
    assert set(codebook.load("linking")["phrases"]["victims"]) == set(codebook.load("vocabulary")["victims"])


def test_every_event_type_has_a_phrase_and_every_sentence_says_reported() -> None:
    for kind in codebook.load("vocabulary")["event_types"]:
        assert re.match(r"Reported [a-z]", sentence(event_type=kind))
        assert "_" not in sentence(event_type=kind)


def test_the_best_figure_stands_before_what_was_told_and_names_its_first_teller() -> None:
    rows = [("a", 20, "2030-05-09"), ("b", 50, "2030-05-10"), ("c", 50, "2030-05-11")]
    told = [report(name, published) for name, _, published in rows]
    counts = [
        claim(r, "Words.", casualties=[("killed", "people", n, n)]) for r, (_, n, _) in zip(told, rows, strict=True)
    ]
    (incident,) = incidents_of(counts, told)
    assert "; 50 killed (20-50 told; b.example, " in incident.summary


def test_where_nobody_counted_the_words_stand() -> None:
    dozens = worded(24, "dozens")
    assert "; dozens killed (" in dozens
    assert "; an unstated number killed (" in worded(2, "residents")


def worded(low: int, words: str) -> str:
    r = report("gazette")
    made = claim(r, "Words.", casualties=[("killed", "people", low, None)])
    made = replace(made, casualties=tuple(replace(row, text=words) for row in made.casualties))
    (incident,) = incidents_of([made], [r])
    return str(incident.summary)


def incidents_of(claims, reports):
    return [incident_of(claims, (), (), by_id(*reports), "most_direct")]
