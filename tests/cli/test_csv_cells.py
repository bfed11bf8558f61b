"""Cells of CSV on stdout: truth values as the exports write them, nothing that a spreadsheet would run."""

from __future__ import annotations

import pytest

from harmledger.cli import terminal


def test_truth_values_lists_and_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_csv([{"a": True, "b": False, "c": ("x", "y"), "d": None, "e": "=1+1"}], ["a", "b", "c", "d", "e"])
    assert capsys.readouterr().out == "a,b,c,d,e\ntrue,false,x ; y,,'=1+1\n"
