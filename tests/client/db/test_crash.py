"""A process that is killed at any point: what it acknowledged is there, and the store is free."""

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from gridclient.db.keys import Keys
from gridclient.db.lock_file import StoreLock
from gridclient.db.schema import pending_edit
from gridclient.db.threads import Database
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.conftest import in_database
from tests.client.db.crashing import ROWS_A_WRITE, context, hold_the_lock, write_until_killed

KILLS = 50
PATIENCE_S = 60


def groups(connection: Connection) -> dict[int, int]:
    rows = connection.execute(select(pending_edit.c.grp, func.count()).group_by(pending_edit.c.grp))
    return {int(group): number for group, number in rows}


def killed(work: Callable[..., None], folder: Path, keys: Keys, first: int, acknowledged: int) -> list[int]:
    """The numbers that a child acknowledged before it was killed."""
    ours, theirs = context().Pipe(duplex=False)
    child = context().Process(target=work, args=(folder, keys, first, theirs))
    child.start()
    theirs.close()
    acks = []
    with contextlib.suppress(EOFError):
        while True:
            assert ours.poll(PATIENCE_S), "the child neither writes nor ends"
            acks.append(ours.recv())
            if len(acks) == acknowledged:
                child.kill()
    child.join(PATIENCE_S)
    ours.close()
    child.close()
    return acks


def test_kills_at_random_points_lose_nothing_that_was_acknowledged(folder: Path, keys: Keys) -> None:
    chance = random.Random(20261029)

    async def read(database: Database) -> dict[int, int]:
        await database.check()
        return await database.read(groups)

    acknowledged: list[int] = []
    for _ in range(KILLS):
        found = in_database(folder, keys, read)
        first = max(found, default=-1) + 1
        acknowledged += killed(write_until_killed, folder, keys, first, chance.randrange(1, 40))
    found = in_database(folder, keys, read)
    assert set(acknowledged) <= found.keys()
    assert set(found.values()) == {ROWS_A_WRITE}, "a group is there whole or not at all"
    assert len(found) - len(acknowledged) <= KILLS, "at most one commit a kill was not yet acknowledged"


def test_a_store_is_open_in_one_process_and_free_after_that_is_killed(folder: Path, keys: Keys) -> None:
    ours, theirs = context().Pipe()
    child = context().Process(target=hold_the_lock, args=(folder, theirs))
    child.start()
    assert ours.poll(PATIENCE_S)
    ours.recv()
    with pytest.raises(ProblemError) as caught:
        StoreLock(folder)
    assert caught.value.code is ProblemCode.ALREADY_OPEN
    child.kill()
    child.join(PATIENCE_S)
    StoreLock(folder).release()


def test_the_lock_can_be_handed_on(folder: Path, keys: Keys) -> None:
    first = StoreLock(folder)
    with pytest.raises(ProblemError):
        StoreLock(folder)
    first.release()
    StoreLock(folder).release()
