"""The database and its two threads, one writes, one reads: neither window nor search waits for a sync."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from gridclient.db import schema
from gridclient.db.ballast import BALLAST_BYTES, is_out_of_room, release_ballast, restore_ballast
from gridclient.db.connection import checkpoint, is_sound, open_engine, problems_translated
from gridclient.db.folders import DATABASE, JOURNAL
from gridclient.db.journal import Journal
from gridclient.db.journalled import Journalled
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.suspicion import clear_suspicion, is_suspect, suspect
from gridcore.problems import ProblemCode, ProblemError

__all__ = ["Connection", "Database"]

T = TypeVar("T")


class Database:
    """An open store. Functions given to it get a connection inside a transaction and do nothing else."""

    def __init__(self, folder: Path, keys: Keys, ballast_bytes: int = BALLAST_BYTES) -> None:
        """Not opened yet: use `Database.open`."""
        self._folder = folder
        self._keys = keys
        self._ballast_bytes = ballast_bytes
        self._write_engine = open_engine(folder / DATABASE, keys)
        self._read_engine = open_engine(folder / DATABASE, keys, query_only=True)
        journal = Journal(folder / JOURNAL, keys.derive(KeyPurpose.JOURNAL))
        self._saving = Journalled(self._write_engine, journal)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="db-write")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="db-read")
        self._closed = False
        self._writes = 0

    @classmethod
    async def open(cls, folder: Path, keys: Keys, *, ballast_bytes: int = BALLAST_BYTES) -> "Database":
        """Open the store of a folder, bring it to the present schema, and put back what only the journal has.

        Where damage was met before, every page is verified too. Raises ProblemError: database_missing,
        database_damaged, database_newer, disk_full, disk_failed, folder_not_writable, database_busy. Whatever
        is wrong with the file, it stays as it is.
        """
        database = cls(folder, keys, ballast_bytes)
        try:
            await _result(database._writer.submit(database._prepare))
            await database.read(schema.version_of)
            if is_suspect(folder):
                await database.check()
                clear_suspicion(folder)
        except BaseException:
            await database.close()
            raise
        return database

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` in a transaction of its own; when this returns, what it wrote survives a power cut.

        Edits that it saved are in the journal before the commit. A caller that is cancelled does not cancel
        the write. Raises ProblemError as `open` does.
        """
        self._writes += 1
        try:
            return await asyncio.shield(_result(self._writer.submit(self._save, fn)))
        finally:
            self._writes -= 1

    @property
    def is_wanted(self) -> bool:
        """Whether another write waits for the one that runs: one that could go on should come to its end."""
        return self._writes > 1

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` on a snapshot that no write disturbs. A cancelled caller's turn is skipped."""
        return await _result(self._reader.submit(self._look, fn))

    async def check(self) -> None:
        """Verify every page. Raises ProblemError: database_damaged.

        Runs beside reads and writes; where it finds fault it looks again with the writer held, because a
        checkpoint may have been writing under its eyes.
        """
        await _result(self._writer.submit(self._checkpoint))
        sound = await asyncio.to_thread(self._is_sound_beside)
        if not sound and not await _result(self._writer.submit(self._is_sound_alone)):
            suspect(self._folder)
            raise ProblemError(ProblemCode.DATABASE_DAMAGED)

    async def close(self) -> None:
        """Finish what was submitted, then close. Closing twice is allowed; writing afterwards is a bug."""
        if self._closed:
            return
        self._closed = True
        await asyncio.shield(_result(self._reader.submit(self._read_engine.dispose)))
        await asyncio.shield(_result(self._writer.submit(self._finish)))
        self._reader.shutdown(wait=False)
        self._writer.shutdown(wait=False)

    def _prepare(self) -> None:
        with self._problems_met():
            schema.bring_forward(self._write_engine)
            checkpoint(self._write_engine)
            self._saving.open()
        restore_ballast(self._folder, self._ballast_bytes)

    def _save(self, fn: Callable[[Connection], T]) -> T:
        with self._problems_met():
            return self._saving.save(fn)

    def _look(self, fn: Callable[[Connection], T]) -> T:
        with self._problems_met(), self._read_engine.begin() as connection:
            return fn(connection)

    @contextlib.contextmanager
    def _problems_met(self) -> Iterator[None]:
        try:
            with problems_translated():
                yield
        except ProblemError as problem:
            # Without room for the log's index SQLite says no more than that the disk failed.
            is_full = problem.code is ProblemCode.DISK_FAILED and is_out_of_room(self._folder)
            if is_full or problem.code is ProblemCode.DISK_FULL:
                # The next save, a checkpoint and the rescue of unsent work find room.
                release_ballast(self._folder)
            if problem.code is ProblemCode.DATABASE_DAMAGED:
                suspect(self._folder)
            if is_full:
                raise ProblemError(ProblemCode.DISK_FULL) from problem
            raise

    def _checkpoint(self) -> None:
        with self._problems_met():
            checkpoint(self._write_engine)

    def _is_sound_beside(self) -> bool:
        engine = open_engine(self._folder / DATABASE, self._keys, query_only=True)
        try:
            with self._problems_met():
                return is_sound(engine)
        finally:
            engine.dispose()

    def _is_sound_alone(self) -> bool:
        self._checkpoint()
        with self._problems_met():
            return is_sound(self._write_engine)

    def _finish(self) -> None:
        try:
            with contextlib.suppress(ProblemError):  # what is in the log is durable there
                self._checkpoint()
        finally:
            self._saving.close()
            self._write_engine.dispose()


async def _result(future: "Future[T]") -> T:
    return await asyncio.wrap_future(future)
