"""What is shipped is whole: pages, their built front end, the maps beneath, the codebook; and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel, built without installing anything."""
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    made = builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with zipfile.ZipFile(next(iter(made))) as wheel:
        return set(wheel.namelist())


def test_every_file_that_the_program_reads_is_in_the_wheel(shipped: set[str]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "src/harmledger"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    if not any(listed):
        pytest.skip("not a checkout of git: nothing says which files belong to the program")
    assert {name.removeprefix("src/") for name in listed if name and (ROOT / name).exists()} <= shipped


def test_pages_front_end_and_maps_are_in_the_wheel(shipped: set[str]) -> None:
    for part in (
        "serve/static/base.css",
        "serve/static/base.js",
        "serve/templates/base.html",
        "serve/api/incidents.py",
    ):
        assert f"harmledger/{part}" in shipped
    assert any(name.startswith("harmledger/serve/basemap/") or "basemap" in name for name in shipped)


def test_nothing_else_is_in_the_wheel(shipped: set[str]) -> None:
    strange = [n for n in shipped if "node_modules" in n or "__pycache__" in n or n.endswith((".ts", ".db", ".map"))]
    assert not strange
    assert all(n.startswith(("harmledger/", "harmledger-")) for n in shipped)


def test_the_built_front_end_is_that_of_its_sources(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine")
    here = tmp_path / "frontend"
    shutil.copytree(ROOT / "frontend", here, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "src" / "harmledger" / "serve").mkdir(parents=True)
    if not (ROOT / "frontend" / "node_modules").exists():
        fetched = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=here, capture_output=True, text=True)
        if fetched.returncode:
            pytest.skip("npm cannot fetch the front end's packages here")
    else:
        (here / "node_modules").symlink_to((ROOT / "frontend" / "node_modules").resolve())
    for task in ("check", "build"):
        done = subprocess.run(["npm", "run", task], cwd=here, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    built = tmp_path / "src" / "harmledger" / "serve" / "static"
    committed = ROOT / "src" / "harmledger" / "serve" / "static"
    for file in built.rglob("*"):
        if file.is_file():
            same = committed / file.relative_to(built)
            assert same.exists() and same.read_bytes() == file.read_bytes(), (
                f"{file.name}: run npm run build in frontend/"
            )
