"""The tree of errors: stable codes, one line for a person, a record for the ledger."""

from __future__ import annotations

import inspect

import pytest

from harmledger import errors
from harmledger.errors import HarmledgerError

ALL = [e for e in vars(errors).values() if inspect.isclass(e) and issubclass(e, HarmledgerError)]


def test_each_error_has_a_code_of_its_own() -> None:
    codes = [e.code for e in ALL]
    assert len(set(codes)) == len(codes) >= 14
    assert all(c[0] == "H" and c[1:].isdigit() and len(c) == 4 for c in codes)


@pytest.mark.parametrize("error", ALL, ids=lambda e: e.__name__)
def test_the_documented_tree_names_every_error_and_its_parent(error: type[HarmledgerError]) -> None:
    tree = (errors.__doc__ or "").split("\n")
    depth = {line.lstrip("│├└─ ").split(" ")[0]: line.index(line.lstrip("│├└─ ")) for line in tree if line.strip()}
    assert error.__name__ in depth
    if error is not HarmledgerError:
        parent = error.__mro__[1]
        assert depth[error.__name__] - depth[parent.__name__] == 4


@pytest.mark.parametrize("error", ALL, ids=lambda e: e.__name__)
def test_every_error_tells_what_to_whom_and_what_to_do(error: type[HarmledgerError]) -> None:
    made = error("holds no text.", subject="a.pdf", remedy="Fetch it again.")
    assert str(made) == f"a.pdf: holds no text. Fetch it again. [{error.code}]"
    assert made.to_json() == {
        "code": error.code,
        "what": "holds no text.",
        "subject": "a.pdf",
        "remedy": "Fetch it again.",
    }


def test_a_message_without_subject_or_remedy_has_no_gaps() -> None:
    assert str(HarmledgerError("the disk is full")) == "the disk is full. [H000]"


def test_wrong_options_end_with_the_exit_code_of_wrong_usage() -> None:
    assert errors.UsageError.exit_code == 2
    assert {e.exit_code for e in ALL if e is not errors.UsageError} == {1}


def test_bad_input_is_told_from_a_broken_ledger() -> None:
    assert issubclass(errors.EmptyInput, errors.InputError)
    assert not issubclass(errors.LedgerFull, errors.InputError)
