"""An anchor follows its claim, and where the claim is gone the words that it stood on."""

from __future__ import annotations

from harmledger.anchors import Anchor, anchor_of, follow
from harmledger.records import Claim, Span


def said(name: str, start: int, end: int, report: str = "r-1") -> Claim:
    quote = Span("x" * (end - start), start, end)
    return Claim(name, report, f"{report}.txt", "event", "actual", "shelling", (quote,))


def test_the_same_claim_wins_over_nearer_words() -> None:
    anchor = Anchor("c-1", "r-1", 100, 200)
    assert follow(anchor, [said("c-2", 100, 200), said("c-1", 0, 50)]) == said("c-1", 0, 50)


def test_a_claim_coded_anew_is_found_by_its_words() -> None:
    anchor = anchor_of(said("c-old", 100, 200))
    cut, whole, other = said("c-cut", 100, 160), said("c-whole", 95, 200), said("c-other", 180, 400)
    assert follow(anchor, [cut, other]) == cut
    assert follow(anchor, [cut, whole, other]) == whole
    assert follow(anchor, [other]) is None, "a fifth of the words is no match"


def test_words_of_another_report_are_others() -> None:
    assert follow(anchor_of(said("c-old", 100, 200)), [said("c-new", 100, 200, "r-2")]) is None
    assert follow(Anchor("c-old"), [said("c-new", 0, 0)]) is None


def test_of_equals_the_same_one_whatever_the_order() -> None:
    anchor = anchor_of(said("c-old", 0, 100))
    twins = [said("c-b", 0, 100), said("c-a", 0, 100)]
    assert follow(anchor, twins) == follow(anchor, twins[::-1]) == twins[1]
