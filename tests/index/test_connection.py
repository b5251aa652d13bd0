"""A new index is worth something from its first committed transaction on, and not before."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.index import connection, store


def note(folder: Path, value: int) -> None:
    db, why = connection.connect(folder)
    assert why == ""
    try:
        with connection.transaction(db):
            store.put_meta(db, "note", value)
    finally:
        db.close()


def noted(folder: Path) -> object:
    db, why = connection.connect(folder)
    assert why == ""
    try:
        return store.get_meta(db, "note")
    finally:
        db.close()


def test_what_is_committed_is_there_the_next_time(tmp_path: Path) -> None:
    note(tmp_path, 1)
    assert noted(tmp_path) == 1
    note(tmp_path, 2)
    assert noted(tmp_path) == 2


def test_a_first_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    db, _ = connection.connect(tmp_path)
    with pytest.raises(ZeroDivisionError), connection.transaction(db):
        store.put_meta(db, "note", 1)
        raise ZeroDivisionError
    db.close()
    assert noted(tmp_path) is None


def test_a_later_transaction_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    note(tmp_path, 1)
    db, _ = connection.connect(tmp_path)
    with pytest.raises(ZeroDivisionError), connection.transaction(db):
        store.put_meta(db, "note", 2)
        raise ZeroDivisionError
    db.close()
    assert noted(tmp_path) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from broadsheet.index import connection, store
db, _ = connection.connect(Path(sys.argv[1]))
with connection.transaction(db):
    for number in range(10_000):  # more than SQLite keeps in memory, so that the file is half written
        store.put_meta(db, f"note {number}", b"x" * 4000)
    store.put_meta(db, "note", 1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_first_transaction_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / connection.NAME).stat().st_size > 1_000_000
    assert noted(tmp_path) is None
