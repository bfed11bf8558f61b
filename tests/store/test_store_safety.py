"""Kills, full disks, other files, other versions: what was stored is safe, and the message says what happened."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from harmledger.errors import LedgerDamaged, LedgerError, LedgerFull, LedgerVersionError
from harmledger.store import Filter, Ledger, open_ledger, schema, sqlite
from harmledger.store import connection as opening
from harmledger.store.sqlite import SqliteLedger
from ledger_samples import claim, incident, report

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "src"

WRITER = textwrap.dedent(
    """
    import sys
    from ledger_samples import claim, report
    from harmledger.store import open_ledger
    from harmledger.store import rows

    put = rows.claim_words
    with open_ledger(sys.argv[1]) as ledger:
        for number in range(1, 10_000):
            one = report(number)
            if number == int(sys.argv[2]):  # from here on, say so in the middle of the report and wait for the kill
                def put_and_wait(claim):
                    if claim.id.endswith("-3"):
                        print("in the middle", flush=True)
                        sys.stdin.read()
                    return put(claim)
                rows.claim_words = put_and_wait
            ledger.add(one, [claim(one, n) for n in range(1, 6)])
    """
)


def writer(path: Path, stop: int) -> subprocess.Popen[str]:
    """Another process that stores reports and stops in the middle of one."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(HERE.parent)])}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(stop)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.parametrize("stop", [1, 7])
def test_kill_in_the_middle_of_a_report(tmp_path: Path, stop: int) -> None:
    path = tmp_path / "war.db"
    process = writer(path, stop)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "in the middle"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        counts = ledger.counts()
        assert (counts.reports, counts.claims) == (stop - 1, 5 * (stop - 1))
        one = report(stop)
        assert ledger.add(one, [claim(one)]), "the report in hand is read again"
        assert ledger.count("claims", Filter(text="waterworks")) == 5 * (stop - 1) + 1


def test_reading_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    process = writer(path, 5)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "in the middle"
    try:
        with open_ledger(path, readonly=True) as ledger:  # while the writer holds its transaction open
            assert ledger.counts().reports == 4
            assert len(list(ledger.claims(Filter(place="Kharkiv")))) == 20
    finally:
        process.kill()
        process.communicate()


def test_a_reader_sees_one_state_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as writing:
        for number in range(1, 4):
            writing.add(report(number), [claim(report(number))])
        with open_ledger(path, readonly=True) as reading:
            stream = reading.claims()
            first = next(stream)
            writing.add(report(9), [claim(report(9))])
            writing.replace_incidents([incident(1, claim(report(1)))])
            assert len([first, *stream]) == 3
            assert reading.counts().claims == 4


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    open_ledger(path).close()

    def write(numbers: range) -> None:
        with open_ledger(path) as ledger:
            for number in numbers:
                ledger.add(report(number), [claim(report(number))])

    threads = [threading.Thread(target=write, args=(n,)) for n in (range(1, 30), range(20, 50))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger(path) as ledger:
        assert ledger.counts().reports == 49
        assert ledger.check() == []


def connection_of(ledger: Ledger) -> sqlite3.Connection:
    assert isinstance(ledger, SqliteLedger)
    return ledger._db


def test_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        ledger.add(report(1), [claim(report(1))])
        ledger.replace_incidents([incident(1, claim(report(1)))])
        before = ledger.content_digest()
        connection = connection_of(ledger)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = report(2, text="Long report\n" + "Shells hit the market. " * 4000)
        with pytest.raises(LedgerFull, match="no room left") as caught:
            ledger.add(big, [claim(big)])
        assert caught.value.subject == str(path)
        assert caught.value.remedy
        assert ledger.content_digest() == before
        assert ledger.check() == []
        connection.execute(f"PRAGMA max_page_count = {pages + 10_000}")  # room is made
        assert ledger.add(big, [claim(big)])


def test_a_disk_that_refuses_to_write(tmp_path: Path) -> None:
    """A real limit of the system on the size of files, as a quota: an error, and the ledger is whole afterwards."""
    path = tmp_path / "war.db"
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from ledger_samples import claim, report
        from harmledger.errors import LedgerError
        from harmledger.store import open_ledger

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        with open_ledger(sys.argv[1]) as ledger:
            try:
                for number in range(1, 5000):
                    one = report(number)
                    ledger.add(one, [claim(one)])
            except LedgerError as error:
                print(type(error).__name__, number)
        """
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(HERE.parent)])}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, env=environment, check=True
    )
    name, number = done.stdout.split()
    assert name in {"LedgerFull", "LedgerError"}
    with open_ledger(path) as ledger:
        assert ledger.check() == []
        assert ledger.counts().reports == int(number) - 1


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        connection_of(ledger).execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(LedgerVersionError, match="schema 999"):
            open_ledger(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readonly: bool) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        ledger.add(report(1), [claim(report(1))])
        before = ledger.content_digest()
    step = "CREATE TABLE note (text TEXT); -- a comment; with a semicolon\nINSERT INTO note\nVALUES ('a; b');\n"
    next_version = max(schema.migrations()) + 1
    newer: Mapping[int, str] = {**schema.migrations(), next_version: step}
    monkeypatch.setattr(schema, "migrations", lambda: newer)
    with open_ledger(path, readonly=readonly) as ledger:
        assert connection_of(ledger).execute("SELECT text FROM note").fetchall() == [("a; b",)]
        assert ledger.content_digest() == before
        assert [e.action for e in ledger.custody()] == ["create", "add", "migrate"]
        assert ledger.check() == []
    monkeypatch.undo()
    with pytest.raises(LedgerVersionError):
        open_ledger(path)


def test_a_migration_that_fails_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        ledger.add(report(1), ())
        before = ledger.content_digest()
    bad = {**schema.migrations(), 99: "DROP TABLE failure;\nINSERT INTO nowhere VALUES (1);\n"}
    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrations", lambda: bad)
        with pytest.raises(LedgerError, match="nowhere"):
            open_ledger(path)
    with open_ledger(path) as ledger:
        assert ledger.content_digest() == before
        assert list(ledger.failures()) == []


def test_files_that_are_no_ledgers(tmp_path: Path) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(bytes(range(256)) * 40)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE song (title TEXT)")
    connection.commit()
    connection.close()
    for path in (noise, other):
        before = path.read_bytes()
        for readonly in (False, True):
            with pytest.raises(LedgerDamaged, match="is not a ledger"):
                open_ledger(path, readonly=readonly)
        assert path.read_bytes() == before
    with pytest.raises(LedgerError, match="is a folder"):
        open_ledger(tmp_path)
    with pytest.raises(LedgerError, match="no ledger here"):
        open_ledger(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(tmp_path / "missing" / "war.db")
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(LedgerDamaged, match="empty"):
        open_ledger(empty, readonly=True)
    with open_ledger(empty) as ledger:  # an empty file becomes a ledger
        assert ledger.counts().reports == 0


def test_a_ledger_cut_short_or_overwritten_is_found(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        for number in range(1, 60):
            ledger.add(report(number), [claim(report(number), n) for n in range(3)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LedgerDamaged), open_ledger(path, readonly=True) as ledger:
        list(ledger.claims())
        assert ledger.check() == []
    path.write_bytes(whole)
    with open_ledger(path) as ledger:
        assert ledger.check() == []


def test_a_ledger_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        ledger.add(report(1), [claim(report(1))])
    with open_ledger(path, readonly=True) as ledger:
        with pytest.raises(LedgerError, match="reading only"):
            ledger.add(report(2), ())
        assert ledger.counts().reports == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_ledger_in_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "disc" / "war.db"
    path.parent.mkdir()
    with open_ledger(path) as ledger:
        ledger.add(report(1), [claim(report(1))])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with open_ledger(path, readonly=True) as ledger:
            assert len(list(ledger.claims())) == 1
        with pytest.raises(LedgerError), open_ledger(path) as ledger:
            ledger.add(report(2), ())
    finally:
        path.parent.chmod(0o755)


def test_columns_that_were_changed_by_hand_are_found(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    one = report(1)
    with open_ledger(path) as ledger:
        ledger.add(one, [claim(one)])
        ledger.replace_incidents([incident(1, claim(one))])
        connection = connection_of(ledger)
        for sql in (
            "UPDATE claim SET event_type = 'looting'",
            "UPDATE report SET outlet = 'Another'",
            "UPDATE incident SET contested = 1",
            "DELETE FROM claim_value WHERE field = 'target'",
            "DELETE FROM claim_spelling",
            "DELETE FROM incident_claim",
        ):
            connection.execute("BEGIN")
            connection.execute(sql)
            assert len(ledger.check()) == 1, sql
            connection.execute("ROLLBACK")
        assert ledger.check() == []


@pytest.mark.parametrize("readonly", [True, False])
def test_an_older_ledger_that_cannot_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readonly: bool
) -> None:
    path = tmp_path / "war.db"
    open_ledger(path).close()
    newest = max(schema.migrations())
    newer: Mapping[int, str] = {**schema.migrations(), newest + 1: "CREATE TABLE later (x);\n"}
    monkeypatch.setattr(schema, "migrations", lambda: newer)
    monkeypatch.setattr(opening, "connect", lambda path, any_thread=False: opening.connect_readonly(path))
    monkeypatch.setattr(sqlite, "connect", lambda path, any_thread=False: opening.connect_readonly(path))
    with pytest.raises(LedgerError, match="older harmledger") as caught:
        open_ledger(path, readonly=readonly)
    assert caught.value.subject == str(path)
    assert "Copy" in caught.value.remedy
