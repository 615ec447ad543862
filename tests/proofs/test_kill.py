"""The client is killed at any moment of its day, and while it takes an old store to the present version."""

import asyncio
import copy
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from gridclient.db import schema
from gridclient.db.connection import open_engine
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.folders import DATABASE
from gridclient.db.pending import unanswered
from gridclient.db.shown_rebuild import stale
from gridclient.db.threads import Database
from tests.client.sync.laptop import Line, opened
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.proofs.day import Acks, Act, Day, act, faults, heard, record_of
from tests.proofs.disk import memory_folder
from tests.proofs.lives import kill_one, moments
from tests.proofs.watched import Begun, begin

EVERYDAY, LONG, LONGEST_LIFE_S = 45, 1_000, 0.4
MIGRATIONS, LONG_MIGRATIONS, LONGEST_MIGRATION_S = 15, 300, 0.25
OLD_STEPS = 28


class Desk(NamedTuple):
    """A laptop's folder, what is known of it outside, and its server."""

    folder: Path
    acks: Path
    begun: Begun
    server: MemoryServer


@pytest.fixture
def desk() -> Iterator[Desk]:
    with memory_folder() as place:
        server = MemoryServer()
        begun = asyncio.run(begin(place / "store", server))
        yield Desk(place / "store", place / "day.ack", begun, server)


async def broken_promises(desk: Desk, *, last: int = 40) -> list[str]:
    """Open the store as the next process does, and look for all that was said; most of it was seen before."""
    tried, done = heard(desk.acks.read_bytes()) if desk.acks.exists() else ([], [])
    database = await Database.open(desk.folder, desk.begun.keys, ballast_bytes=1)
    try:
        await database.check()
        return await database.read(lambda c: faults(c, desk.folder, tried[-last:], done[-last:]))
    finally:
        await database.close()


async def reckoning(desk: Desk) -> None:
    """At last everything goes up: each step is on the server once, and both have the same records."""
    tried, done = heard(desk.acks.read_bytes())
    database = await opened(desk.folder, desk.begun.keys)
    day = Day(database, desk.folder, desk.begun.base)
    number = tried[-1] + 1
    while act(number) is not Act.SYNC:
        number += 1
    for _ in range(2):
        assert await day.step(number, Line(desk.server))
    assert await database.read(lambda c: faults(c, desk.folder, tried, done)) == []
    assert await database.read(lambda c: unanswered(c, COMMUNITY, -1)) == []
    states = await database.read(lambda c: {each.state for each in cursors(c, COMMUNITY).values()})
    assert states == {ScopeState.COMPLETE}
    await database.close()
    made = [record_of(number) for number in done if act(number) is not Act.SYNC]
    assert desk.server.stored.keys() >= {*made}
    log = [each.hash for each in desk.server.log[desk.begun.replica].values()]
    assert len(log) == len({*log}), "no edit arrived twice"


def longest_life_s(desk: Desk) -> float:
    """Long enough to do something on a machine that is slow or busy."""
    begun_s = time.monotonic()
    asyncio.run(broken_promises(desk))
    return max(LONGEST_LIFE_S, 4 * (time.monotonic() - begun_s))


def kill(desk: Desk, kills: int, seed: int, *weaknesses: str) -> list[str]:
    found = []
    for life_s in moments(seed, kills, longest_life_s(desk)):
        kill_one(desk.folder, desk.begun, desk.acks, desk.server, life_s, *weaknesses)
        found += asyncio.run(broken_promises(desk))
        if found:
            return found
    return found


@pytest.mark.timeout(300)
def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(desk: Desk) -> None:
    assert kill(desk, EVERYDAY, 20261122) == []
    asyncio.run(reckoning(desk))


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_thousand_kills_lose_nothing_that_was_acknowledged(desk: Desk) -> None:
    assert kill(desk, LONG, 20261123) == []
    asyncio.run(reckoning(desk))


def test_a_client_that_gathers_commits_is_seen_to_lose_work(desk: Desk) -> None:
    found = kill(desk, EVERYDAY, 20261122, "commit_in_tens")
    assert any("is absent" in each for each in found), "else the proof above shows nothing"


def make_old(desk: Desk) -> None:
    """The store as the first version had it, with work that was not sent, and nothing shown."""
    engine = open_engine(desk.folder / DATABASE, desk.begun.keys)
    with engine.begin() as connection:
        for table in (schema.blob, schema.blob_use, schema.sent_again, schema.gone_record):
            table.drop(connection)
        connection.exec_driver_sql("CREATE TABLE blob_queue (scope TEXT NOT NULL)")
        connection.exec_driver_sql("DELETE FROM shown_layout")
        connection.exec_driver_sql("PRAGMA user_version=1")
    engine.dispose()


async def work_of_the_old_version(desk: Desk, steps: Sequence[int]) -> None:
    database, acks = await opened(desk.folder, desk.begun.keys), Acks(desk.acks)
    day = Day(database, desk.folder, desk.begun.base)
    for number in steps:
        await day.work(number, number + 1, acks, Line(desk.server))
    acks.close()
    await database.close()


async def became_present(desk: Desk) -> bool:
    """Go on where the killed process was, and finish."""
    database = await opened(desk.folder, desk.begun.keys)
    try:
        found = await database.read(stale)
        return not found and await database.read(schema.version_of) == schema.version()
    finally:
        await database.close()


def migrate_and_kill(desk: Desk, kills: int, seed: int, *weaknesses: str) -> None:
    steps = [number for number in range(OLD_STEPS) if act(number) in (Act.NEW, Act.CHANGE)]
    asyncio.run(work_of_the_old_version(desk, steps))
    make_old(desk)
    old, said = desk.folder.with_name("old"), desk.acks.read_bytes()
    desk.folder.rename(old)
    for life_s in moments(seed, kills, LONGEST_MIGRATION_S):
        shutil.copytree(old, desk.folder)
        desk.acks.write_bytes(said)
        kill_one(desk.folder, desk.begun, desk.acks, copy.deepcopy(desk.server), life_s, *weaknesses)
        assert asyncio.run(became_present(desk))
        assert asyncio.run(broken_promises(desk)) == []
        shutil.rmtree(desk.folder)


def test_kills_while_a_store_is_brought_forward_lose_nothing(desk: Desk) -> None:
    migrate_and_kill(desk, MIGRATIONS, 20261122)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_three_hundred_kills_while_a_store_is_brought_forward_lose_nothing(desk: Desk) -> None:
    migrate_and_kill(desk, LONG_MIGRATIONS, 20261123)


def test_tables_that_count_as_whole_too_early_are_seen_to_miss_work(desk: Desk) -> None:
    with pytest.raises(AssertionError, match="is absent"):
        migrate_and_kill(desk, MIGRATIONS, 20261122, "note_before_filling")
