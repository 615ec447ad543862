"""The store in memory is the laptop's store: the same histories leave the same rows in the encrypted one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event

from gridclient.db import connection as encrypted
from gridclient.db import shown_rebuild
from gridclient.db.folders import prepare_folder
from gridclient.db.keys import Keys
from gridclient.sync.filling import Filling
from gridcore.wire.messages import PROTO
from tests.fakes.memory_server import MemoryServer
from tests.simulation.history import DOING, History, drawn
from tests.simulation.inline import run
from tests.simulation.office import PAGE, Office, new_store, settle
from tests.simulation.store import MemoryStore, PowerLossError, commit_too_early

T = TypeVar("T")
KEYS = Keys(bytes(range(32)), bytes(range(16)))


class EncryptedStore(MemoryStore):
    """The product's database file and its engine; the power fails at the same statements."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = encrypted.open_engine(path, KEYS)
        pooled = self.engine.raw_connection()
        super().__init__(pooled.driver_connection)
        pooled.close()
        event.listen(self.engine, "before_cursor_execute", self._spent)
        self._is_inside = False

    def _spent(self, *told: Any) -> None:
        if not self._is_inside:
            return
        self.spend()

    @contextmanager
    def _inside(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            self._is_inside = True
            try:
                yield connection
            finally:
                self._is_inside = False

    def write_now(self, fn: Callable[[Connection], T]) -> T:
        try:
            with self._inside() as connection:
                result = fn(connection)
                self.spend()
        finally:
            self.changes += 1
        self.spend()
        self.after_commit()
        return result

    async def read(self, fn: Callable[[Connection], T]) -> T:
        with self._inside() as connection:
            return fn(connection)

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return fn(connection)

    def opened_again(self) -> MemoryStore:
        self.engine.dispose()
        return EncryptedStore(self.path)


@dataclass
class Files:
    """Makes encrypted stores in a folder."""

    folder: Path
    numbers: Iterator[int]

    def make(self) -> MemoryStore:
        """A new one with every table."""
        place = self.folder / str(next(self.numbers))
        prepare_folder(place)
        path = place / "store.db"
        encrypted.create_database(path, KEYS)
        store = EncryptedStore(path)
        store.write_now(shown_rebuild.prepare)
        run(Filling(store).finish())
        return store


def played(history: History, make_store: Callable[[], MemoryStore]) -> str:
    """Play a history from the first moment of its office on; all that was sent and is kept."""
    office = Office(MemoryServer(page=PAGE, proto=PROTO))
    settle(office, make_store)
    office.clients = [office.clients[place] for place in history.members]
    for each in history.actions:
        DOING[each.do](office, office.clients[each.at % len(office.clients)], each)
    office.come_to_rest()
    office.check_rest()
    return office.told()


@pytest.mark.parametrize("seed", range(6))
def test_a_history_leaves_the_same_rows_in_the_encrypted_store(seed: int, tmp_path: Path) -> None:
    history = drawn(seed)
    assert played(history, Files(tmp_path, count()).make) == played(history, new_store)


def test_the_power_fails_at_any_statement_of_a_save_and_nothing_is_half(tmp_path: Path) -> None:
    for make in (new_store, Files(tmp_path, count()).make):
        for statements in range(4):
            store = make()
            store.cut_in = statements
            with pytest.raises(PowerLossError):
                store.write_now(_three_rows)
            again = store.opened_again()
            rows = again.raw.execute("SELECT count(*) FROM revealed").fetchone()[0]
            assert rows == 0, "the transaction is there in part"


def test_who_commits_too_early_is_seen_to_leave_half_of_a_save() -> None:
    store = new_store()
    store.cut_in = 3  # of four statements
    with pytest.raises(PowerLossError):
        store.write_now(_rows_apart)
    assert store.opened_again().raw.execute("SELECT record FROM revealed").fetchall() == [("0",)]


@pytest.mark.parametrize("statement", ["COMMIT", "BEGIN IMMEDIATE", "end", "ROLLBACK"])
def test_nothing_that_runs_in_a_transaction_ends_it(statement: str) -> None:
    with pytest.raises(AssertionError):
        new_store().write_now(lambda connection: connection.exec_driver_sql(statement))


def _three_rows(connection: Connection) -> None:
    for each in range(3):
        _row(connection, each)


def _rows_apart(connection: Connection) -> None:
    """As `bugs.torn_commit` does it."""
    _row(connection, 0)
    commit_too_early(connection)
    _row(connection, 1)
    _row(connection, 2)


def _row(connection: Connection, record: int) -> None:
    connection.exec_driver_sql(
        "INSERT INTO revealed (kind, record, field, at) VALUES ('visit', ?, 'said', '')", (str(record),)
    )
