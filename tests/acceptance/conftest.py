"""The seeds, read once by the public walk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from seeds_ledger import Seeds

import harmledger
from harmledger.evaluate.gold import read_gold


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeds]:
    """The walk over the five seeds into one ledger."""
    if not (shared / "seeds").is_dir() or not (shared / "gold" / "seeds").is_dir():
        pytest.skip("the seeds (../shared/seeds) are not on this machine")
    gold = {g.document[:3]: g for g in read_gold(shared / "gold" / "seeds")}
    ledger = tmp_path_factory.mktemp("seeds") / "seeds.db"
    with harmledger.read(shared / "seeds", ledger=ledger) as result:
        assert not result.failures
        yield Seeds(result, gold)
