"""Passages of a report that tell of sexual violence, with the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable

from harmledger.extract.sentences import cut, paragraphs
from harmledger.publish.privacy.policy import Policy
from harmledger.records import Claim, Report

Span = tuple[int, int]


def sentences(text: str) -> list[Span]:
    """Offsets of the sentences of a text, page furniture included."""
    return [cut_ for start, end in paragraphs(text, 0, len(text)) for cut_ in cut(text, start, end)]


def tells(policy: Policy, text: str) -> bool:
    """Whether a text has words of sexual violence."""
    return any(m.group("not") is None for m in policy.violence.finditer(text))


def passages(policy: Policy, report: Report, claims: Iterable[Claim], released: Iterable[Claim]) -> list[Span]:
    """The spans to withhold: sentences with words of sexual violence and quotes of claims of it, and those around.

    Sentences that hold the quotes of a released claim stay, unless a claim that is not released stands in them too.
    """
    own = [q for c in claims for q in c.quotes]
    marks = [(m.start(), m.end()) for m in policy.violence.finditer(report.text) if m.group("not") is None]
    if not marks and not own:
        return []
    rows = sentences(report.text)
    free = _near(rows, [(q.start, q.end) for c in released for q in c.quotes], policy)
    hit = _near(rows, marks, policy, free) | _near(rows, [(q.start, q.end) for q in own], policy)
    spans = [rows[k] for k in sorted(hit)] + [(q.start, q.end) for q in own]
    return _merged(spans)


def _near(
    rows: list[Span], marks: list[Span], policy: Policy, free: frozenset[int] | set[int] = frozenset()
) -> set[int]:
    """Numbers of the sentences that marks touch, and of so many around; marks in `free` sentences do not count."""
    around = policy.data["sexual_violence"]["around"]
    touched = {k for k, (s, e) in enumerate(rows) for a, b in marks if a < e and s < b} - free
    return {n for k in touched for n in range(k - around, k + around + 1) if 0 <= n < len(rows)} - free


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 2:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
