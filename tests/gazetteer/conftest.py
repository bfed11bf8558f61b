"""The shipped gazetteer, opened once."""

from __future__ import annotations

import pytest

from harmledger.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer without a user's additions."""
    return Gazetteer()
