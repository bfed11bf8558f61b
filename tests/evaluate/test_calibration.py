"""Confidence against what was right, band by band."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger.evaluate.calibration import Judged, calibration


def test_bands_and_gap() -> None:
    rows = [Judged(0.95, True, True)] * 9 + [Judged(0.95, False, False)] + [Judged(0.55, True, False)] * 2
    found = calibration(rows)
    assert [(b.low, b.claims) for b in found.bins] == [(0.5, 2), (0.9, 10)]
    assert found.bins[1].right == pytest.approx(0.9)
    assert found.bins[0].fully == 0
    assert found.gap == pytest.approx((10 * 0.05 + 2 * 0.45) / 12)


def test_nothing_judged() -> None:
    assert calibration([]).bins == ()
    assert calibration([]).gap == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_claim_is_in_one_band(rows: list[tuple[float, bool]]) -> None:
    found = calibration(Judged(c, r, r) for c, r in rows)
    assert sum(b.claims for b in found.bins) == len(rows)
    assert 0 <= found.gap <= 1
