"""The accuracy floors of benchmarks/floors.yaml hold on the hand-coded sets that lie beside the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["seeds", "articles", "openings"])
def test_accuracy_floors_hold(shared: Path, name: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py"), "--shared", str(shared), "--only", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
