"""`harmledger changes` and the run's number, over the bundled samples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import harmledger

Run = Callable[..., tuple[int, str, str]]


def test_a_run_names_itself_and_its_changes_are_listed(run: Run, samples: str, tmp_path: object) -> None:
    path = f"{tmp_path}/war.db"
    code, _, err = run("read", samples, "--ledger", path, "--jobs", "1", "--limit", "3")
    assert code == 0 and f"harmledger changes {path} 1" in err
    _, _, err = run("read", samples, "--ledger", path, "--jobs", "1")
    assert f"Run 2. What it changed: harmledger changes {path} 2" in err
    _, _, err = run("read", samples, "--ledger", path, "--jobs", "1")
    assert "What it changed" not in err, "a run that changes nothing has no number"
    code, out, err = run("changes", path, "2")
    assert code == 0 and "new incidents (" in out and "changes since run 2, 20" in err
    assert re.search(r"^  [it]-[a-z]{5}-[a-z]{5}  \S", out, re.MULTILINE)
    assert re.search(r"^      c-[0-9a-f]{12}  .+: [“\"«„]", out, re.MULTILINE)


def test_forms(run: Run, war: str) -> None:
    _, out, _ = run("changes", war, "last", "--json", "--limit", "2")
    found = json.loads(out)
    assert len(found) == 2 and found[0]["kind"] == "new" and found[0]["claims"]
    _, out, _ = run("changes", war, "last", "--jsonl", "--limit", "2")
    assert [json.loads(line) for line in out.splitlines()] == found
    _, out, _ = run("changes", war, "last", "--csv", "--limit", "2")
    assert out.splitlines()[0].startswith("run,at,version,incident,kind,") and len(out.splitlines()) >= 3
    _, out, err = run("changes", war, "last", "--only", "gone")
    assert out.strip() == "" and err.startswith("0 changes since run 1")


def test_wrong_words(run: Run, war: str) -> None:
    assert run("changes", war, "99")[0] == 1
    code, _, err = run("changes", war, "sometime")
    assert code == 2 and "Give a day" in err


def test_from_python(war: str) -> None:
    with harmledger.open(war) as result:
        assert {c.kind for c in result.changes("last")} == {"new"}
        assert {c.incident for c in result.changes(1)} == {i.id for i in result.incidents}
