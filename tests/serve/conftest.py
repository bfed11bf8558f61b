"""A ledger of the bundled samples, once a session, and a server over a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import harmledger
from harmledger.serve.app import create_app
from harmledger.serve.options import Options


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the sample reports; copy it before writing."""
    path = tmp_path_factory.mktemp("serve") / "samples.db"
    with resources.as_file(resources.files("harmledger") / "samples" / "reports") as folder:
        harmledger.read([folder], ledger=path)
    return path


@pytest.fixture
def ledger_path(sample_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the samples' ledger, to write to."""
    return Path(shutil.copy(sample_ledger, tmp_path / "war.db"))


@pytest.fixture
def client(ledger_path: Path) -> Iterator[TestClient]:
    """A client of a server over a copy of the samples' ledger."""
    with TestClient(create_app(Options(ledger_path))) as found:
        yield found
