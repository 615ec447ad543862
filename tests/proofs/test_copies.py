"""Two programs on one store, and two laptops with one copied folder: one yields, and nothing is lost."""

import asyncio
import random
import shutil
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from gridcore.ids import RecordId
from gridcore.problems import ProblemCode
from gridserver.installation import Installation
from tests.client.db.crashing import context
from tests.end_to_end.test_copied_laptop import log_of, opened, phones, replica_of
from tests.end_to_end.test_restored_server import WELL, stands
from tests.end_to_end.test_two_laptops import Laptop, build, enrolled
from tests.proofs.lives import race
from tests.server.conftest import address, cluster, database, dsn, field, template

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

RACES, LONG_RACES, RUNNERS = 8, 100, 4
COPIES, LONG_COPIES = 2, 100
PATIENCE_S = 60


def holders(store: Path, *weaknesses: str) -> int:
    """Start several programs on a store at once; how many held it. The others were told that it is open."""
    ours, children = [], []
    for _ in range(RUNNERS):
        pipe, theirs = context().Pipe()
        child = context().Process(target=race, args=(store, theirs, weaknesses))
        child.start()
        theirs.close()
        ours.append(pipe)
        children.append(child)
    try:
        said = [heard(each) for each in ours]
        assert said == ["ready"] * RUNNERS
        for each in ours:
            each.send("go")
        told = [heard(each) for each in ours]
    finally:
        for runner in children:
            runner.kill()
            runner.join(PATIENCE_S)
    assert {*told} <= {None, ProblemCode.ALREADY_OPEN}
    return told.count(None)


def heard(pipe: Pipe) -> object:
    assert pipe.poll(PATIENCE_S)
    return pipe.recv()


def test_of_programs_that_start_at_once_one_holds_the_store(tmp_path: Path) -> None:
    assert [holders(tmp_path) for _ in range(RACES)] == [1] * RACES


@pytest.mark.long
@pytest.mark.timeout(600)
def test_of_programs_that_start_at_once_one_holds_the_store_each_of_a_hundred_times(tmp_path: Path) -> None:
    assert [holders(tmp_path) for _ in range(LONG_RACES)] == [1] * LONG_RACES


def test_programs_that_lock_nothing_are_seen_to_hold_a_store_together(tmp_path: Path) -> None:
    assert holders(tmp_path, "lock_nothing") == RUNNERS, "else the proof above shows nothing"


async def go_apart(one: Laptop, two: Laptop, homes: list[RecordId], chance: random.Random) -> list[str]:
    """Each of two copies says something about a household of its own, and both sync; what each said."""
    laptops = [(one, homes[1], str(chance.randrange(10**7))), (two, homes[2], str(chance.randrange(10**7)))]
    chance.shuffle(laptops)
    said = {home: f"1380{number:0>7}" for _, home, number in laptops}
    for laptop, home, _ in laptops:
        await laptop.edit(home, "phone", said[home])
        if chance.random() < 0.5:
            await laptop.sync()
    for laptop, _, _ in laptops * 2:
        await laptop.sync()
    return [said[home] for home in homes[1:3]]


async def copy_and_go_on(folder: Path, installation: Installation, server: str, copies: int) -> None:
    """Copy a laptop's folder again and again; each copy is noticed, and what both said is there."""
    first = await enrolled(folder / "one", installation, server, "li", random.Random(7))
    first.line.is_bad = False
    await first.sync()
    homes = await build(first)
    await first.sync()
    await first.session.close()
    for number in range(copies):
        chance = random.Random(number)
        before = await opened(folder / "one", f"before {number}")
        await before.edit(homes[0], "remark", f"第{number}次，还没有发送。")
        await before.session.close()
        shutil.copytree(folder / "one", folder / "two")
        one, two = (
            await opened(folder / "one", f"one {number}"),
            await opened(folder / "two", f"two {number}"),
        )
        try:
            said = await go_apart(one, two, homes, chance)
            assert phones(installation, homes[1:3]) == said
            replicas = {await replica_of(one), await replica_of(two)}
            assert len(replicas) == 2, "the copy was noticed"
            for each in (one, two):
                assert await each.session.database.read(stands) == WELL
                log = log_of(installation, await replica_of(each))
                assert log == [*range(1, len(log) + 1)]
        finally:
            for each in (one, two):
                await each.session.close()
        shutil.rmtree(folder / "two")


@pytest.mark.timeout(300)
def test_copies_of_a_laptop_are_noticed_and_lose_nothing(
    tmp_path: Path, field: Installation, address: str
) -> None:
    asyncio.run(copy_and_go_on(tmp_path, field, address, COPIES))


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_hundred_copies_of_a_laptop_are_noticed_and_lose_nothing(
    tmp_path: Path, field: Installation, address: str
) -> None:
    asyncio.run(copy_and_go_on(tmp_path, field, address, LONG_COPIES))


@pytest.mark.timeout(300)
def test_a_copy_that_stays_the_same_replica_is_seen_to_lose_work(
    tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridclient.sync.parting.succeed", lambda connection, new, at, told: None)
    with pytest.raises((AssertionError, KeyError)):  # other values, or none at all
        asyncio.run(copy_and_go_on(tmp_path, field, address, 1))
