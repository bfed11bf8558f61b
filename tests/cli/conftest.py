"""A ledger of the bundled samples, read once with the real program, and a way to run commands."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from harmledger.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HARMLEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; gives exit code, stdout and stderr."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture(scope="session")
def samples() -> str:
    """The folder of the bundled sample reports."""
    return str(resources.files("harmledger") / "samples" / "reports")


@pytest.fixture(scope="session")
def war(tmp_path_factory: pytest.TempPathFactory, samples: str) -> str:
    """The ledger of the samples; only to be read."""
    path = str(tmp_path_factory.mktemp("ledger") / "war.db")
    assert main(["read", samples, "--ledger", path, "--jobs", "1"]) == 0
    return path
