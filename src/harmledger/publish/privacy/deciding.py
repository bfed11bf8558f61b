"""Decisions as they may be public: what was decided and when, never by whom, why, or on what is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from harmledger.decisions import Change, Decision, Standing, Subject
from harmledger.publish.privacy.policy import NAMED, REVIEWERS
from harmledger.publish.privacy.screen import Screen
from harmledger.records import Span

if TYPE_CHECKING:
    from harmledger.publish.privacy.building import Built


def public(standings: Iterable[Standing], built: Built) -> tuple[Standing, ...]:
    """The decisions whose claims are all public, and what undoes or agrees with them."""
    out: list[Standing] = []
    kept: set[str] = set()
    for standing in standings:
        act = standing.decision
        hidden = [a for a in act.anchors if a.report in built.screens and a.claim in built.screens[a.report].hidden]
        gone = any(c is not None and c not in built.claims for c in standing.claims)
        if hidden or gone or (act.of and act.of not in kept):
            continue
        kept.add(act.id)
        out.append(replace(standing, decision=_masked(act, built), seconded=_unnamed(standing, built)))
    return tuple(out)


def chosen(standings: Sequence[Standing], on: Iterable[str] | None, actions: Sequence[str]) -> tuple[Standing, ...]:
    """Of these decisions those on the ids, or of the actions, with what is about them; all where neither is given."""
    if on is None and not actions:
        return tuple(standings)
    wanted = set(on or ())
    kept: set[str] = set()
    for s in standings:
        act = s.decision
        about = act.of in kept or bool(wanted & {*act.subjects, act.of, *(c for c in s.claims if c)})
        if (on is not None and about) or (on is None and (act.action in actions or act.of in kept)):
            kept.add(act.id)
    return tuple(s for s in standings if s.decision.id in kept)


def _unnamed(standing: Standing, built: Built) -> tuple[str, ...]:
    shown = built.policy.shown(REVIEWERS)
    return tuple(f"{shown} ({n + 1})" for n in range(len(standing.seconded)))


def _masked(act: Decision, built: Built) -> Decision:
    screens = {a.report: built.screens[a.report] for a in act.anchors if a.report in built.screens}
    value = NAMED.rstrip(":") if act.value.startswith(NAMED) else act.value if act.action == "grade" else ""
    if act.action == "release" and act.value in built.policy.rules:
        value = act.value
    return replace(
        act,
        reviewer=built.policy.shown(REVIEWERS),
        reason="",
        changes=tuple(_change(c, list(screens.values()), act.subjects) for c in act.changes),
        value=value,
        anchors=tuple(_anchor(a, screens.get(a.report)) for a in act.anchors),
        nonce="",
    )


def _change(change: Change, screens: Sequence[Screen], subjects: Sequence[str]) -> Change:
    """The field that was changed, with values only where they are words of the codebook or numbers."""
    open_ = change.field in ("kind", "modality", "event_type", "targets", "weapons")
    quote = change.quote
    if quote is not None and screens:
        start, end = screens[0].masked.span(quote.start, quote.end)
        quote = Span(screens[0].masked.text[start:end], start, end)
    return Change(change.field, change.before if open_ else None, change.after if open_ else None, quote)


def _anchor(anchor: Subject, screen: Screen | None) -> Subject:
    if screen is None:
        return replace(anchor, document="", text_sha256="", place="", quotes=())
    spans = []
    if anchor.text_sha256 == screen.report.text_sha256:
        for q in anchor.quotes:
            start, end = screen.masked.span(q.start, q.end)
            spans.append(Span(screen.masked.text[start:end], start, end))
    return replace(
        anchor,
        document=screen.file_name(anchor.document),
        text_sha256="",
        place=screen.loose(anchor.place),
        quotes=tuple(spans),
    )
