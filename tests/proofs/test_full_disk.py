"""A disk that is full in any of a day's flows: the problem is clear, typed text stays, ballast makes room."""

import asyncio
import contextlib
import copy
import shutil
from collections.abc import Awaitable
from pathlib import Path

import pytest

from gridclient.actions.records import Records, Saved
from gridclient.db.folders import BALLAST
from gridclient.db.kdf import FLOOR
from gridclient.db.threads import Database
from gridclient.db.vault import change_passphrase, unlock_vault
from gridcore.fields import Value
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.test_threads import small_disk
from tests.client.sync.laptop import PASSPHRASE, Line, opened
from tests.fakes.memory_server import COMMUNITY
from tests.proofs.conftest import Model
from tests.proofs.day import Act, Day, act, faults, ports

__all__ = ["small_disk"]

BALLAST_BYTES = 256 * 1024
ANOTHER = "huayuan qiaoliang shujia zhongbiao"


def fill(disk: Path) -> None:
    """Somebody's films take all the room that is left."""
    with contextlib.suppress(OSError), (disk / "films").open("ab", buffering=0) as films:
        while True:
            films.write(bytes(4096))
    with contextlib.suppress(OSError), (disk / "films").open("ab", buffering=0) as films:
        while True:
            films.write(b"x")


async def refusal(call: Awaitable[object]) -> ProblemCode | None:
    """How the world refused, if it did."""
    try:
        await call
    except ProblemError as problem:
        return problem.code
    return None


async def until_refused(day: Day, first: int, line: Line) -> int:
    """Repeat a step on a disk that is full until it is refused; the number that was refused."""
    for number in range(first, first + 8 * 400, 8):
        code = await refusal(day.step(number, line))
        if code is not None:
            assert code is ProblemCode.DISK_FULL
            return number
    raise AssertionError("a full disk refused nothing")


async def flow_on_full_disk(disk: Path, model: Model, what: Act) -> None:
    store = disk / "store"
    shutil.copytree(model.folder, store)
    first = next(number for number in range(8) if act(number) is what)
    database = await Database.open(store, model.begun.keys, ballast_bytes=BALLAST_BYTES)
    day, line = Day(database, store, model.begun.base), Line(copy.deepcopy(model.server))
    try:
        for number in (8, 9, 12, 14):
            await day.step(number, line)  # for the round to carry
        fill(disk)
        refused = await until_refused(day, first, line)
        if what is Act.VISIT:  # the ballast is for text: a photo waits until there is room
            (disk / "films").unlink()
        else:
            assert not (store / BALLAST).exists()
        assert await day.step(refused, line), "there is room to finish"
        steps = [*range(first, refused + 1, 8)]
        assert await database.read(lambda c: faults(c, store, steps, steps)) == []
    finally:
        await database.close()
    (disk / "films").unlink(missing_ok=True)
    database = await opened(store, model.begun.keys)
    await database.check()
    assert await database.read(lambda c: faults(c, store, steps, steps)) == []
    await database.close()


@pytest.mark.parametrize("what", [Act.NEW, Act.VISIT])
def test_a_flow_on_a_full_disk_is_refused_clearly_and_finishes_in_the_ballasts_room(
    small_disk: Path, model: Model, what: Act
) -> None:
    asyncio.run(flow_on_full_disk(small_disk, model, what))


def test_text_that_was_typed_stays_though_its_save_is_refused(small_disk: Path, model: Model) -> None:
    store = small_disk / "store"
    shutil.copytree(model.folder, store)
    typed: dict[str, Value] = {"remark": "门口谈了一会儿。"}

    async def story() -> None:
        database = await Database.open(store, model.begun.keys, ballast_bytes=BALLAST_BYTES)
        day, line = Day(database, store, model.begun.base), Line(model.server)
        records = Records(database, COMMUNITY, ports(1))
        form = await records.open_form("household", model.begun.home)
        assert form is not None
        await records.keep_draft(form, typed)
        for first in (0, 4_000):  # the second time there is no ballast
            fill(small_disk)
            await until_refused(day, first, line)
        assert await refusal(records.save(form, typed)) is ProblemCode.DISK_FULL
        again = await records.open_form("household", model.begun.home)
        assert again is not None
        assert again.typed == typed
        (small_disk / "films").unlink()
        assert isinstance(await records.save(again, typed), Saved)
        await database.close()

    asyncio.run(story())


def test_a_store_opens_on_a_full_disk_with_the_room_of_its_ballast(small_disk: Path, model: Model) -> None:
    store = small_disk / "store"
    shutil.copytree(model.folder, store)
    (store / BALLAST).write_bytes(bytes(BALLAST_BYTES))
    fill(small_disk)
    assert unlock_vault(store, PASSPHRASE) == model.begun.keys
    with pytest.raises(ProblemError) as caught:
        change_passphrase(store, PASSPHRASE, ANOTHER, params=FLOOR)
    assert caught.value.code is ProblemCode.DISK_FULL
    assert unlock_vault(store, PASSPHRASE) == model.begun.keys

    async def story() -> None:
        codes = [await refusal(Database.open(store, model.begun.keys, ballast_bytes=BALLAST_BYTES))]
        assert codes == [ProblemCode.DISK_FULL]
        database = await Database.open(store, model.begun.keys, ballast_bytes=BALLAST_BYTES)
        assert await Day(database, store, model.begun.base).step(0, Line(model.server))
        await database.close()

    asyncio.run(story())
