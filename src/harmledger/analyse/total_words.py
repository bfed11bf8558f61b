"""What the words of a running total say: whether it is one, over which stretch, of whom, and whether they count."""

from __future__ import annotations

import re
from collections.abc import Mapping

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.analyse.flight_words import of_a_day, words_of
from harmledger.analyse.said import body
from harmledger.codebook import parties
from harmledger.extract.numbers import read_number
from harmledger.records import Casualty, Claim, Report

_NOUN = re.compile(r"[a-z]{4,}s")
_BESIDE = 25  # characters around a figure within which words belong to it ("a day", "more", "lost")


def is_total(claim: Claim, figure: Casualty) -> bool:
    """Whether a figure of a toll is a total of many: not one named person, nor a handful that no words sum up."""
    if figure.low is None and figure.high is None:
        return False
    if sums_up(claim):
        return figure.low != 1 or figure.high != 1 or any(c.isdigit() for c in figure.text)
    if not counted(figure):
        return bool(figure.low and figure.low > 2)  # "thousands"; a bare plural ("residents") sums up nothing
    least: int = codebook.load("totals")["few"]
    return (figure.low if figure.low is not None else figure.high or 0) >= least


def sums_up(claim: Claim) -> bool:
    """Whether the words of a claim sum up: "since", "so far", "in total", "as of"."""
    return _in("total_words", words_of(claim))


def stretch(claim: Claim, figure: Casualty) -> str:
    """Whether a figure runs since a start, sums a few days, adds to an older one, or is so many a day."""
    text, time = words_of(claim), claim.time
    at = text.find(figure.text) if figure.text else -1
    if at >= 0 and cues.listed("rates", "habits").search(text, at, at + len(figure.text) + _BESIDE) is not None:
        return "a day"
    if _more(text, figure.text, at):
        return "more"
    if time is None or time.start is None or time.end is None:
        return "running"
    if _in("whole_war", time.text):
        return "running"  # "in the first seven days of the war"
    if of_a_day(text, time.text):
        return "days"
    few = (time.end - time.start).days < codebook.load("totals")["running_days"]
    return "days" if few and not _since(text, time.text) else "running"


def _more(text: str, figure: str, at: int) -> bool:
    """ "Another 300", "2,000 more": an increment; "more than 300" is none."""
    around = figure if at < 0 else text[at : at + len(figure)]
    return cues.listed("totals", "increments").search(cues.listed("totals", "bounds").sub(" ", around)) is not None


def _since(text: str, time: str) -> bool:
    """Whether the words before a time make it the start or the end of a count: "since 7 October", "by Thursday"."""
    at = text.find(time) if time else -1
    return at >= 0 and _in("to_a_day", text[max(0, at - _BESIDE) : at + len(time)])


def outcome(claim: Claim, figure: Casualty) -> str:
    """The outcome; "losses" where soldiers are told to be lost, which counts more than the dead."""
    if figure.victims != "combatant" or figure.outcome != "killed":
        return figure.outcome
    text = words_of(claim)
    at = text.find(figure.text) if figure.text else -1
    lost = at >= 0 and cues.listed("totals", "lost").search(text, max(0, at - _BESIDE), at + len(figure.text) + _BESIDE)
    return "losses" if lost and not _in("dead", text) else figure.outcome


def group(figure: Casualty) -> str:
    """The group that a figure's words name ("43 rescuers"); empty for words that count all."""
    if figure.victims not in ("people", "civilian"):
        return ""
    last = figure.text.split()[-1:] or [""]
    noun = last[0] if _NOUN.fullmatch(last[0]) and read_number(last[0]) is None and counted(figure) else ""
    return noun if noun and noun not in codebook.load("totals")["generic"] else ""


def counted(figure: Casualty) -> bool:
    """Whether the words hold a number; "thousands" opens a range and counts nobody."""
    return figure.high is not None or any(c.isdigit() for c in figure.text) or read_number(figure.text) is not None


def whose(claim: Claim, figure: Casualty, reports: Mapping[str, Report]) -> str:
    """Whose soldiers: a party by its name; "the enemy" by what it means in the report; "its fighters" the speaker's."""
    if figure.victims != "combatant":
        return figure.of or ""
    if figure.of is None:
        return _own(claim, figure)
    named = parties.party(figure.of) or figure.of
    if parties.is_named(named):
        return named
    report = reports.get(claim.report)
    text = " ".join([report.title if report is not None else "", *(q.text for q in claim.quotes)])
    return parties.relatives(text).get(named.lower(), named)


def _own(claim: Claim, figure: Casualty) -> str:
    """The speaker where he counts his own: "6,000 of its fighters", "it has lost 700 fighters"."""
    speaker, text = body(claim), words_of(claim)
    if not parties.is_named(speaker) or claim.actor == speaker:
        return ""
    at = text.find(figure.text) if figure.text else -1
    before = text[max(0, at - _BESIDE) : at] if at >= 0 else ""
    return speaker if _in("own", figure.text) or _in("own_lost", before) else ""


def _in(name: str, text: str) -> bool:
    """Whether a phrase of a list of totals.yaml stands in a text."""
    return cues.listed("totals", name).search(text) is not None
