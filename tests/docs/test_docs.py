"""Documentation checked like code: what it shows runs, what it links to exists, what code makes of it is current."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from harmledger import errors
from harmledger.cli.main import parser

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# Written by a command of its own from measurements, so it may be absent in a fresh tree.
MEASURED = {ROOT / "docs" / "accuracy.md"}


def shown_commands() -> list[str]:
    found = []
    for page in PAGES:
        for line in page.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"^ {4}(harmledger .*)$", line):
                found.append(re.split(r"\s#|[|>]", match[1])[0].strip())
    return found


def test_generated_pages_are_current() -> None:
    script = ROOT / "scripts" / "write_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", shown_commands())
def test_commands_shown_are_commands(command: str) -> None:
    words = shlex.split(command)[1:]
    if words[-1] != "-h":
        parser().parse_args(words)


def test_many_commands_are_shown() -> None:
    assert len(shown_commands()) > 15


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            path = (page.parent / target).resolve()
            assert path.exists() or path in MEASURED, target


def test_python_shown_is_python() -> None:
    blocks = [
        block
        for page in PAGES
        for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert len(blocks) >= 3
    for block in blocks:
        compile(block, "documentation", "exec")


def test_every_error_code_is_explained() -> None:
    page = (ROOT / "docs" / "how-to" / "bad-input.md").read_text(encoding="utf-8")
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.HarmledgerError)]
    leaves = {k.code for k in kinds if not k.__subclasses__()}
    assert len(leaves) > 10
    assert not [code for code in sorted(leaves) if code not in page]


def test_lock_files_name_no_place_of_their_own() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index-url" not in text and "--find-links" not in text
        assert text.count("--hash=sha256:") > 500


def test_lock_files_hold_what_the_project_needs() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    for requirement in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        assert name is not None and re.sub(r"[._]+", "-", name[0].lower()) in locked, requirement


@pytest.mark.parametrize("page", ["README.md", "NOTICE"])
def test_places_are_attributed_as_their_licence_asks(page: str) -> None:
    said = (ROOT / "src/harmledger/gazetteer/ATTRIBUTION.md").read_text(encoding="utf-8").strip().splitlines()[-1]
    line = re.search(r'"(.+)"', said)
    assert line and line[1] in (ROOT / page).read_text(encoding="utf-8")
