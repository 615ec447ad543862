"""Transactions whose edits go into the journal first: one place where both are kept in step."""

import contextlib
from collections.abc import Callable, Collection
from typing import TypeVar

from sqlalchemy import Connection, Engine

from gridclient.db.journal import Journal, Noted, Reading, Saved, take_noted
from gridclient.db.journal_replay import JOURNAL_SEQ, is_same, recover, wanted
from gridclient.db.replicas import replica_ids
from gridclient.db.settings import get_setting, set_setting
from gridcore.ids import RecordId, ReplicaId
from gridcore.problems import ProblemError

T = TypeVar("T")

_NOBODY = ReplicaId("")


class Journalled:
    """The database's writing engine with its journal, for the one thread that writes."""

    def __init__(self, engine: Engine, journal: Journal) -> None:
        self._engine, self._journal = engine, journal
        self._is_purge_due = False

    def open(self) -> None:
        """Put back what the database lacks, then take out of the journal what it need not hold."""
        self._take_up(self._journal.open())

    def save(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` in a transaction; what it saved is in the journal before the commit, or not saved."""
        before = self._journal.end
        try:
            with self._engine.begin() as connection:
                take_noted(connection)  # of a transaction that failed
                result = fn(connection)
                noted = take_noted(connection)
                if noted.lines or noted.files or noted.follows is not None:
                    self._append(connection, noted)
        except BaseException:
            if self._journal.end != before:
                self._journal.cut(before)
            raise
        if noted.is_enrolment:
            self._take_up(self._journal.read())
        elif noted.is_purge or self._is_purge_due:
            self._purge(noted.purged)
        return result

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    def _take_up(self, found: Reading) -> None:
        with self._engine.begin() as connection:
            take_noted(connection)
            recover(connection, found.entries)
            take_noted(connection)  # the journal is written anew with it, below
            self._journal.next_seq = max(self._journal.next_seq, get_setting(connection, JOURNAL_SEQ) + 1)
        self._write_anew(found, ())

    def _append(self, connection: Connection, noted: Noted) -> None:
        replica = replica_ids(connection)[1] or _NOBODY
        saved = Saved(replica, tuple(noted.lines), noted.follows, tuple(noted.files))
        seq = self._journal.append(saved)
        set_setting(connection, JOURNAL_SEQ, seq)

    def _purge(self, records: Collection[RecordId]) -> None:
        """Values that were let go of leave the journal too; where the disk refuses, after the next save."""
        self._is_purge_due = True
        with contextlib.suppress(ProblemError):
            self._write_anew(self._journal.read(), records)
            self._is_purge_due = False

    def _write_anew(self, found: Reading, purged: Collection[RecordId]) -> None:
        with self._engine.begin() as connection:
            entries = wanted(connection, found.entries, purged)
        if found.is_damaged or not is_same(found.entries, entries):
            self._journal.rewrite(entries)
