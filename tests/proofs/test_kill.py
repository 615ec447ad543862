"""The client is killed at any moment of its day."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from tests.client.sync.laptop import Line, opened
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.proofs.day import Act, Day, act, faults, heard, record_of
from tests.proofs.disk import memory_folder
from tests.proofs.lives import kill_one, moments
from tests.proofs.watched import Begun, begin

EVERYDAY, LONG, LONGEST_LIFE_S = 45, 1_000, 0.4


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
    made = [record_of(number) for number in done if act(number) not in (Act.SYNC, Act.DRAFT)]
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
