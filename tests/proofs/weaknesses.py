"""Weaknesses to plant: each makes the client break a promise, so that the proofs can be seen to fail."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine

from gridclient.db import connection as opening
from gridclient.db import lock_file, schema, shown_rebuild
from gridclient.db.journal import Entry, Journal, Noted
from gridclient.db.journalled import Journalled

T = TypeVar("T")
_A_SLOW_DISK_S = 0.05


def sync_less() -> None:
    """The database tells the disk to write when it pleases, as many programs do."""
    weaker = {"synchronous=FULL": "synchronous=NORMAL"}
    setattr(opening, "_PRAGMAS", tuple(weaker.get(each, each) for each in opening._PRAGMAS))  # noqa: B010


def keep_no_journal() -> None:
    """Edits go into the database alone."""

    def append(self: Journalled, connection: Connection, noted: Noted) -> None:
        return

    def rewrite(self: Journal, entries: Sequence[Entry]) -> None:
        return

    setattr(Journalled, "_append", append)  # noqa: B010
    setattr(Journal, "rewrite", rewrite)  # noqa: B010


def commit_in_tens() -> None:
    """Ten saves share a commit, which is quicker."""
    held: list[Connection] = []
    count = iter(range(1_000_000))

    def save(self: Journalled, fn: Callable[[Connection], T]) -> T:
        if not held:
            held.append(self._engine.connect())
            held[0].begin()
        result = fn(held[0])
        if next(count) % 10 == 9:
            held[0].commit()
            held.pop().close()
        return result

    setattr(Journalled, "save", save)  # noqa: B010


def carry_on() -> None:
    """A disk that fails at the commit is nobody's business."""
    before = Journalled.save

    def save(self: Journalled, fn: Callable[[Connection], T]) -> T:
        results: list[T] = []

        def kept(connection: Connection) -> T:
            results.append(fn(connection))
            return results[0]

        try:
            return before(self, kept)
        except Exception:
            if results:
                return results[0]
            raise

    setattr(Journalled, "save", save)  # noqa: B010


def lock_nothing() -> None:
    """A store may be opened as often as anybody likes."""
    setattr(lock_file, "_lock", lambda descriptor: None)  # noqa: B010


def note_before_filling() -> None:
    """A shown table counts as whole as soon as it is there."""
    before = shown_rebuild.prepare

    def prepare(connection: Connection) -> list[str]:
        kinds = before(connection)
        for kind in kinds:
            shown_rebuild.end_bulk(connection, kind)
        return kinds

    setattr(shown_rebuild, "prepare", prepare)  # noqa: B010


def note_steps_apart() -> None:
    """A step of the schema, and the note that it was made, are two transactions."""

    def bring_forward(engine: Engine, steps: tuple[schema.Step, ...] = schema.STEPS) -> None:
        with engine.begin() as connection:
            found = schema.version_of(connection, steps)
        for number in range(found, schema.version(steps)):
            with engine.begin() as connection:
                steps[number - 1](connection)
            time.sleep(_A_SLOW_DISK_S)
            with engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA user_version={number + 1:d}")

    setattr(schema, "bring_forward", bring_forward)  # noqa: B010


WEAKNESSES: Mapping[str, Callable[[], None]] = {
    "sync_less": sync_less,
    "keep_no_journal": keep_no_journal,
    "commit_in_tens": commit_in_tens,
    "carry_on": carry_on,
    "lock_nothing": lock_nothing,
    "note_before_filling": note_before_filling,
    "note_steps_apart": note_steps_apart,
}
"""By their names, for processes of their own."""
