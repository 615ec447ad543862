"""One thread that writes, one that reads: transactions, snapshots, cancellation, a full disk."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import qasync
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, func, select

from gridclient.db.ballast import restore_ballast
from gridclient.db.folders import BALLAST
from gridclient.db.kdf import FLOOR
from gridclient.db.keys import Keys
from gridclient.db.schema import setting
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault, unlock_vault
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.conftest import BALLAST as BALLAST_BYTES
from tests.client.db.conftest import PASSPHRASE, in_database

PATIENCE_S = 20


class Put:
    """A write of one row, which may wait for a sign first."""

    def __init__(self, name: str, value: str = "") -> None:
        self.name, self.value = name, value
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def __call__(self, connection: Connection) -> None:
        connection.execute(setting.insert().values(name=self.name, value=self.value))
        self.begun.set()
        assert self.go_on.wait(PATIENCE_S)


def waiting(name: str) -> Put:
    write = Put(name)
    write.go_on.clear()
    return write


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(setting)).scalar_one()


async def begun(write: Put) -> None:
    assert await asyncio.to_thread(write.begun.wait, PATIENCE_S)


def test_what_was_written_is_there_after_closing_and_opening(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> int:
        await database.write(Put("a"))
        return await database.read(count)

    assert in_database(folder, keys, story) == 1

    async def again(database: Database) -> int:
        return await database.read(count)

    assert in_database(folder, unlock_vault(folder, PASSPHRASE), again) == 1


def test_a_failed_write_leaves_nothing_behind(folder: Path, keys: Keys) -> None:
    def half(connection: Connection) -> None:
        Put("a")(connection)
        raise RuntimeError("a bug")

    async def story(database: Database) -> int:
        with pytest.raises(RuntimeError, match="a bug"):
            await database.write(half)
        await database.write(Put("b"))
        return await database.read(count)

    assert in_database(folder, keys, story) == 1


def test_a_read_does_not_wait_for_a_write_and_sees_none_of_it(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> tuple[int, int]:
        write = waiting("a")
        writing = asyncio.ensure_future(database.write(write))
        await begun(write)
        during = await database.read(count)
        write.go_on.set()
        await writing
        return during, await database.read(count)

    assert in_database(folder, keys, story) == (0, 1)


def test_a_read_keeps_its_snapshot_while_others_write(folder: Path, keys: Keys) -> None:
    looked, written = threading.Event(), threading.Event()

    def twice(connection: Connection) -> tuple[int, int]:
        first = count(connection)
        looked.set()
        assert written.wait(PATIENCE_S)
        return first, count(connection)

    async def story(database: Database) -> tuple[int, int]:
        reading = asyncio.ensure_future(database.read(twice))
        assert await asyncio.to_thread(looked.wait, PATIENCE_S)
        await database.write(Put("a"))
        written.set()
        return await reading

    assert in_database(folder, keys, story) == (0, 0)


def test_a_read_cannot_write(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> int:
        with pytest.raises(ProblemError) as caught:
            await database.read(Put("a"))
        assert "readonly" in str(caught.value.__cause__)
        return await database.read(count)

    assert in_database(folder, keys, story) == 0


def test_writes_happen_in_the_order_they_were_asked_for(folder: Path, keys: Keys) -> None:
    def names(connection: Connection) -> list[str]:
        return list(connection.execute(select(setting.c.name).order_by(setting.c.value)).scalars())

    async def story(database: Database) -> list[str]:
        def write(connection: Connection, name: str) -> None:
            Put(name, f"{count(connection):04}")(connection)

        await asyncio.gather(*(database.write(partial(write, name=f"n{n}")) for n in range(50)))
        return await database.read(names)

    assert in_database(folder, keys, story) == [f"n{n}" for n in range(50)]


def test_a_cancelled_caller_does_not_cut_a_write(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> int:
        first, queued = waiting("a"), Put("b")
        callers = [asyncio.ensure_future(database.write(each)) for each in (first, queued)]
        await begun(first)
        for caller in callers:
            caller.cancel()
        await asyncio.gather(*callers, return_exceptions=True)
        assert all(caller.cancelled() for caller in callers)
        first.go_on.set()
        await database.write(Put("c"))
        return await database.read(count)

    assert in_database(folder, keys, story) == 3


def test_a_cancelled_read_gives_its_turn_away(folder: Path, keys: Keys) -> None:
    happened: list[str] = []
    begun_reading, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        begun_reading.set()
        assert go_on.wait(PATIENCE_S)

    async def story(database: Database) -> None:
        first = asyncio.ensure_future(database.read(slow))
        assert await asyncio.to_thread(begun_reading.wait, PATIENCE_S)
        stale = asyncio.ensure_future(database.read(lambda _: happened.append("stale")))
        await asyncio.sleep(0)
        stale.cancel()
        wanted = asyncio.ensure_future(database.read(lambda _: happened.append("wanted")))
        await asyncio.sleep(0)
        go_on.set()
        await first
        await wanted

    in_database(folder, keys, story)
    assert happened == ["wanted"]


def test_closing_waits_for_what_was_asked_before(folder: Path, keys: Keys) -> None:
    async def story() -> None:
        database = await Database.open(folder, keys, ballast_bytes=BALLAST_BYTES)
        writes = [asyncio.ensure_future(database.write(Put(f"n{n}"))) for n in range(20)]
        await asyncio.sleep(0)
        await database.close()
        await asyncio.gather(*writes)
        await database.close()
        with pytest.raises(RuntimeError):
            await database.write(Put("late"))

    asyncio.run(story())

    async def counted(database: Database) -> int:
        return await database.read(count)

    assert in_database(folder, keys, counted) == 20


def test_it_works_on_the_loop_of_the_windows(qapp: QApplication, folder: Path, keys: Keys) -> None:
    async def story() -> int:
        database = await Database.open(folder, keys, ballast_bytes=BALLAST_BYTES)
        await database.write(Put("a"))
        found = await database.read(count)
        await database.close()
        return found

    loop = qasync.QEventLoop(qapp)
    try:
        assert loop.run_until_complete(story()) == 1
    finally:
        loop.close()
        asyncio.set_event_loop(None)


def test_a_full_database_says_so_keeps_what_it_had_and_gives_its_ballast_up(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> int:
        await database.write(Put("a"))
        assert (folder / BALLAST).stat().st_size == BALLAST_BYTES
        await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1").fetchall())
        with pytest.raises(ProblemError) as caught:
            await database.write(Put("b", "x" * 200_000))
        assert caught.value.code is ProblemCode.DISK_FULL
        assert not (folder / BALLAST).exists()
        await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000").fetchall())
        await database.write(Put("c", "x" * 200_000))
        return await database.read(count)

    assert in_database(folder, keys, story) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 6 MB, where the machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let root mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_full_disk_the_next_save_finds_the_room_of_the_ballast(small_disk: Path) -> None:
    folder = small_disk / "store"
    keys = create_vault(folder, PASSPHRASE, params=FLOOR)

    async def story(database: Database) -> None:
        await database.write(Put("a", "first"))
        assert (folder / BALLAST).exists()
        with contextlib.suppress(OSError), (small_disk / "films").open("wb", buffering=0) as films:
            while True:
                films.write(bytes(4096))
        refused, saved = None, 0
        while refused is None:
            try:
                await database.write(Put(f"b{saved}", "x" * 3000))
                saved += 1
            except ProblemError as problem:
                refused = problem.code
        assert refused is ProblemCode.DISK_FULL
        assert await database.read(count) == saved + 1, "exactly what was acknowledged"
        await database.write(Put("typed", "x" * 3000))
        await database.check()

    in_database(folder, keys, story)
    assert unlock_vault(folder, PASSPHRASE) == keys, "a full disk keeps nobody out"

    async def story_next_day(database: Database) -> str:
        return await database.read(
            lambda c: c.execute(select(setting.c.value).where(setting.c.name == "a")).scalar_one()
        )

    assert in_database(folder, keys, story_next_day) == "first"


def test_a_store_cannot_be_founded_on_a_full_disk_and_says_so(small_disk: Path) -> None:
    with contextlib.suppress(OSError), (small_disk / "films").open("wb", buffering=0) as films:
        while True:
            films.write(bytes(4096))
    with pytest.raises(ProblemError) as caught:
        create_vault(small_disk / "store", PASSPHRASE, params=FLOOR)
    assert caught.value.code is ProblemCode.DISK_FULL


def test_a_read_only_medium_is_named(small_disk: Path) -> None:
    folder = small_disk / "store"
    keys = create_vault(folder, PASSPHRASE, params=FLOOR)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    async def story(database: Database) -> None:
        await database.write(Put("a"))

    with pytest.raises(ProblemError) as caught:
        in_database(folder, keys, story)
    assert caught.value.code is ProblemCode.FOLDER_NOT_WRITABLE
    with pytest.raises(ProblemError) as caught:
        unlock_vault(folder, PASSPHRASE)
    assert caught.value.code is ProblemCode.FOLDER_NOT_WRITABLE


def test_ballast_is_laid_only_where_there_is_ample_room(tmp_path: Path) -> None:
    assert not restore_ballast(tmp_path, 1 << 60)
    assert not (tmp_path / BALLAST).exists()
    assert restore_ballast(tmp_path, BALLAST_BYTES)
    content = (tmp_path / BALLAST).read_bytes()
    assert len(content) == BALLAST_BYTES
    assert content[:4096] != bytes(4096), "zeros may take no room"
    assert restore_ballast(tmp_path, BALLAST_BYTES)
    assert (tmp_path / BALLAST).read_bytes() == content
