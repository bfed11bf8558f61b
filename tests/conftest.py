"""Fixtures that more than one folder of tests needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading import Walk

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hand-coded reports and test sets beside the repository; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the hand-coded reports (../shared beside the repository) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def claims_of() -> Walk:
    """`claims_of(text, published="2023-05-03", title="")`: the claims of one report, by the whole walk."""
    return Walk()
