"""A folder that cannot be written, files of another sort or in use: it is explained, and nothing is lost."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from gridclient.db.connection import open_engine
from gridclient.db.folders import DATABASE, JOURNAL, LOCK
from gridclient.db.lock_file import StoreLock
from gridclient.db.threads import Database
from gridclient.db.vault import unlock_vault
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.test_threads import small_disk
from tests.client.sync.laptop import PASSPHRASE, Line
from tests.fakes.memory_server import MemoryServer
from tests.proofs.day import Day, faults
from tests.proofs.disk import memory_folder
from tests.proofs.watched import Begun, begin

__all__ = ["small_disk"]

STEPS = range(6)
EXPLAINED = {
    ProblemCode.FOLDER_NOT_WRITABLE,
    ProblemCode.DATABASE_MISSING,
    ProblemCode.DATABASE_DAMAGED,
    ProblemCode.DISK_FAILED,
    ProblemCode.FILE_DAMAGED,
}


async def worked(folder: Path) -> Begun:
    """A store with unsent work in it."""
    begun = await begin(folder, MemoryServer())
    database = await Database.open(folder, begun.keys, ballast_bytes=1)
    day = Day(database, folder, begun.base)
    for number in STEPS:
        assert await day.step(number, Line(MemoryServer()))
    await database.close()
    return begun


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[Path, Begun]]:
    with memory_folder() as place:
        yield place / "store", asyncio.run(worked(place / "store"))


async def all_there(folder: Path, begun: Begun) -> bool:
    database = await Database.open(folder, begun.keys, ballast_bytes=1)
    try:
        await database.check()
        return await database.read(lambda c: faults(c, folder, STEPS, STEPS)) == []
    finally:
        await database.close()


async def use(folder: Path, begun: Begun) -> ProblemCode | None:
    """Unlock, hold, open, save and attach, as a person does; how it was refused, if it was."""
    try:
        keys = unlock_vault(folder, PASSPHRASE)
        assert keys == begun.keys
        StoreLock(folder).release()
        database = await Database.open(folder, keys, ballast_bytes=1)
        try:
            day = Day(database, folder, begun.base)
            for number in (8, 10):
                await day.step(number, Line(MemoryServer()))
        finally:
            await database.close()
    except ProblemError as problem:
        return problem.code
    return None


def make_folder(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("instead", [make_folder, make_loop, make_empty])
@pytest.mark.parametrize(
    "name", [DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", JOURNAL, LOCK, "key", "blobs"]
)
def test_a_file_of_another_sort_is_explained_and_nothing_is_lost(
    model: tuple[Path, Begun], tmp_path: Path, name: str, instead: object
) -> None:
    folder, begun = tmp_path / "store", model[1]
    shutil.copytree(model[0], folder)
    away = tmp_path / "away"
    if (folder / name).exists():
        (folder / name).rename(away)
    assert callable(instead)
    instead(folder / name)
    code = asyncio.run(use(folder, begun))
    assert code is None or code in EXPLAINED
    if name == DATABASE:
        assert code is not None, "an empty store is not taken for the user's"
    if code is not None:
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink(missing_ok=True)
        if away.exists():
            away.rename(folder / name)
    if name != "blobs" or code is not None:
        assert asyncio.run(all_there(folder, begun))


def test_a_client_that_knows_no_errors_of_its_database_is_seen_to_fail(
    model: tuple[Path, Begun], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridclient.db.connection._PROBLEMS", {})
    with pytest.raises(dbapi2.OperationalError):
        test_a_file_of_another_sort_is_explained_and_nothing_is_lost(model, tmp_path, DATABASE, make_folder)


def test_a_disk_that_is_mounted_for_reading_is_explained(model: tuple[Path, Begun], small_disk: Path) -> None:
    folder, begun = small_disk / "store", model[1]
    shutil.copytree(model[0], folder)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert asyncio.run(use(folder, begun)) is ProblemCode.FOLDER_NOT_WRITABLE

    async def opened() -> None:
        with pytest.raises(ProblemError) as caught:
            await Database.open(folder, begun.keys, ballast_bytes=1)
        assert caught.value.code is ProblemCode.FOLDER_NOT_WRITABLE

    asyncio.run(opened())
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert asyncio.run(all_there(folder, begun))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_permission_is_explained(model: tuple[Path, Begun], tmp_path: Path) -> None:
    folder, begun = tmp_path / "store", model[1]
    shutil.copytree(model[0], folder)
    (folder / DATABASE).chmod(0o400)

    async def opened() -> ProblemCode | None:
        try:
            await (await Database.open(folder, begun.keys, ballast_bytes=1)).close()
        except ProblemError as problem:
            return problem.code
        return None

    assert asyncio.run(opened()) is ProblemCode.FOLDER_NOT_WRITABLE
    (folder / DATABASE).chmod(0o600)
    assert asyncio.run(all_there(folder, begun))


def test_a_database_that_another_program_holds_is_explained_and_saved_to_afterwards(
    model: tuple[Path, Begun], tmp_path: Path
) -> None:
    folder, begun = tmp_path / "store", model[1]
    shutil.copytree(model[0], folder)

    async def story() -> None:
        database = await Database.open(folder, begun.keys, ballast_bytes=1)
        day, line = Day(database, folder, begun.base), Line(MemoryServer())
        other = open_engine(folder / DATABASE, begun.keys)
        with other.connect() as holder, holder.begin():
            with pytest.raises(ProblemError) as caught:
                await day.step(8, line)
            assert caught.value.code is ProblemCode.DATABASE_BUSY
        other.dispose()
        assert await day.step(8, line)
        await database.close()

    asyncio.run(story())
    assert asyncio.run(all_there(folder, begun))
