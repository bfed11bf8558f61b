"""`harmledger explain` over the bundled samples."""

from __future__ import annotations

import json
from collections.abc import Callable

import harmledger

Run = Callable[..., tuple[int, str, str]]


def test_a_join_is_explained(run: Run, war: str) -> None:
    with harmledger.open(war) as result:
        join = next(j for i in result.incidents if i.kind == "event" for j in i.joins)
        found = result.explain(join.a, join.b)
    assert found.verdict == "joined" and found.probability == join.probability
    code, out, _ = run("explain", war, join.a, join.b)
    assert code == 0 and out.startswith(join.a) and "for one event" in out and "against" in out
    assert f"probability of one event {found.probability:.0%}" in out
    _, out, _ = run("explain", war, join.a, join.b, "--json")
    data = json.loads(out)
    assert data["score"] == found.score and set(data["claims"]) >= {join.a, join.b}


def test_claims_of_two_incidents_are_explained(run: Run, war: str) -> None:
    with harmledger.open(war) as result:
        one, other = [i for i in result.incidents if i.kind == "event"][:2]
    code, out, _ = run("explain", war, one.claims[0], other.claims[0])
    assert code == 0 and "apart: " in out and one.id in out and other.id in out


def test_an_unknown_claim(run: Run, war: str) -> None:
    code, _, err = run("explain", war, "c-000000000000", "c-000000000001")
    assert code == 1 and "c-000000000000" in err
