"""The accuracy floors of benchmarks/floors.yaml hold on the hand-coded sets that lie beside the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


BESIDE = [
    "seeds",
    "articles",
    "openings",
    "toponyms",
    "event-location",
    "dates",
    "insecurity-insight",
    "muc4",
    "gun-violence",
]


def _measured(name: str, shared: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py"), "--shared", str(shared), "--only", name]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("name", BESIDE)
def test_accuracy_floors_hold(shared: Path, name: str) -> None:
    done = _measured(name, shared)
    assert done.returncode == 0, done.stdout + done.stderr


def test_floors_of_the_bundled_reports_hold_on_every_machine(tmp_path: Path) -> None:
    done = _measured("samples", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "absent" not in done.stdout
