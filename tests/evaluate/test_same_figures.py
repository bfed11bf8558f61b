"""Our measures give the figures of the independent scorers on the same claims.

The claims are the hand-coded ones, damaged in many ways by a fixed pattern, so that every rule of the measures is used.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harmledger.evaluate import claims as claim_scores
from harmledger.evaluate import links as link_scores
from harmledger.evaluate.gold import GoldClaim, GoldReport, read_gold, read_links
from harmledger.records import Casualty, Claim, Place, Report, Source, Span, Time

pytest.importorskip("scipy", reason="the independent scorer needs scipy")

FIGURES = (
    "claims_precision", "claims_recall", "claims_f1", "slots", "slot_mean", "ledger", "incident_b3_f1", "false_alarms",
    "from_boilerplate", "ungrounded_quotes", "aligned", "missed", "spurious",
)  # fmt: skip


@pytest.mark.parametrize("name", ["seeds", "articles", "snippets"])
@pytest.mark.parametrize("seed", [1, 2])
def test_claims(shared: Path, tmp_path: Path, name: str, seed: int) -> None:
    gold_path = shared / "gold" / name
    gold = read_gold(gold_path)
    texts, tables = _texts(shared, gold)
    damaged = list(_damaged(gold, random.Random(seed)))
    ours = claim_scores.score(gold, damaged, [Report(f"r-{d}", d, t) for d, t in texts.items()]).to_json()
    theirs = _run(shared / "tools" / "score_claims.py", gold_path, damaged, tmp_path, *tables)
    assert {k: ours[k] for k in FIGURES} == {k: theirs[k] for k in FIGURES}


def test_links(shared: Path, tmp_path: Path) -> None:
    path = shared / "gold" / "links" / "dev.yaml"
    gold = read_links(path)
    chance = random.Random(3)
    documents = sorted({r for g in gold for r in (*g.reports, *g.not_same)})
    joined = {d: f"i{chance.randrange(40)}" for d in documents}
    for g in gold:
        joined.update({r: g.incident for r in g.reports if chance.random() < 0.7})
    claims = [
        Claim(f"c-{d}", d, d, "event", "actual", "shelling", (Span("x", 0, 1),), incident=i) for d, i in joined.items()
    ]
    ours = link_scores.score(gold, claims).to_json()
    theirs = _run(shared / "tools" / "score_links.py", path, claims, tmp_path)
    assert {k: ours[k] for k in theirs} == theirs


def _run(tool: Path, gold: Path, claims: list[Claim], folder: Path, *more: str) -> dict[str, Any]:
    exported, result = folder / "claims.jsonl", folder / "scores.json"
    exported.write_text("".join(json.dumps(c.to_json()) + "\n" for c in claims), encoding="utf-8")
    command = [sys.executable, str(tool), str(gold), str(exported), "--json", str(result), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return figures


def _texts(shared: Path, gold: list[GoldReport]) -> tuple[dict[str, str], list[str]]:
    """The texts of the coded reports, and the scorer's options that name their table."""
    wanted = {g.document for g in gold}
    files = {p.name: p for p in (shared / "seeds").glob("*.txt")}
    if wanted <= set(files):
        return {d: files[d].read_text(encoding="utf-8") for d in wanted}, []
    for table in ("articles.jsonl", "ruwa.jsonl"):
        path = shared / "corpora" / table
        with path.open(encoding="utf-8") as lines:
            rows = {r["id"]: f"{r.get('title', '')}\n{r['text']}" for r in map(json.loads, lines) if r["id"] in wanted}
        if wanted <= set(rows):
            return rows, ["--reports", str(path)]
    raise AssertionError(f"no table holds {sorted(wanted)[:3]}")


def _damaged(gold: list[GoldReport], chance: random.Random) -> Iterator[Claim]:
    for report in gold:
        for coded in report.claims:
            right = _as_found(report.document, coded)
            roll = chance.random()
            if roll < 0.15:
                continue
            yield _damage(right, chance) if roll < 0.7 else right
            if roll > 0.9:
                yield replace(_damage(right, chance), id=right.id + "x")
        for number, passage in enumerate((*report.not_events, *report.boilerplate)):
            if chance.random() < 0.5:
                span = Span(passage, 0, len(passage))
                yield Claim(f"j{number}", "r", report.document, "event", "actual", "other", (span,))
        yield Claim("u", "r", report.document, "event", "actual", "other", (Span("~ not there ~", 0, 13),))


def _as_found(document: str, coded: GoldClaim) -> Claim:
    place, time, source = coded.place, coded.time, coded.source
    return Claim(
        id=coded.id,
        report="r",
        document=document,
        kind=coded.kind,  # type: ignore[arg-type]
        modality="actual",
        event_type=coded.event_type,
        quotes=(Span(coded.quote, 0, len(coded.quote)),),
        targets=tuple(sorted(coded.targets)),
        weapons=tuple(sorted(coded.weapons)),
        place=Place(place.name, name=place.name, lat=place.lat, lon=place.lon) if place else None,
        time=Time("", *time) if time else None,
        actor=coded.actor,
        casualties=tuple(Casualty(r.outcome, r.victims, None, r.low, r.high) for r in coded.casualties),
        source=Source(source.name, source.type or "media", source.side) if source else Source(),
        incident=coded.incident,
    )


def _damage(claim: Claim, chance: random.Random) -> Claim:
    day = dt.timedelta(days=chance.choice([-30, -1, 0, 1, 5]))
    time = claim.time
    moved = Time("", time.start + day, time.end) if time and time.start and time.end and day.days <= 0 else None
    rows = tuple(
        replace(r, victims=chance.choice(["people", r.victims]), high=chance.choice([None, r.high]))
        for r in claim.casualties
    )
    quote = claim.quotes[0].text
    return replace(
        claim,
        kind=chance.choice(["event", claim.kind]),
        event_type=chance.choice(["explosive_attack", "shelling", claim.event_type]),
        quotes=(Span(quote[: max(8, len(quote) // chance.choice([1, 2, 8]))], 0, 8),),
        targets=chance.choice([(), ("water",), (*claim.targets, "energy"), claim.targets]),
        weapons=chance.choice([(), claim.weapons, ("tank",)]),
        place=chance.choice([None, claim.place, Place("x", lat=50.0, lon=36.2), Place("x")]),
        time=chance.choice([time, moved]),
        actor=chance.choice([None, "Russian forces", claim.actor]),
        casualties=chance.choice([rows, rows[:1], (*rows, Casualty("killed", "people", None, 1, 1))]),
        source=chance.choice([claim.source, Source(), Source("the mayor of somewhere", "local_authority", "Ukraine")]),
        incident=chance.choice([None, "i1", claim.incident]),
    )
