"""The program is killed while somebody types, saves and attaches: what was saved or typed is there."""

import asyncio
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from gridclient.db.keys import Keys
from gridclient.db.threads import Database
from tests.client.ui.visits.store import found, opened
from tests.proofs.disk import memory_folder
from tests.proofs.lives import moments
from tests.proofs.typing_log import ATTACHING, SAVING, KillLog
from tests.proofs.typist import KEPT_AFTER, Line, Typing, faults, heard, kill_one, seen

EVERYDAY, LONG, LONGEST_LIFE_S = 3, 501, 3.2
LONGEST_ACT_S = 0.08
"""So long after it began to attach or to save the program is killed at last."""


@pytest.fixture
def desk() -> Iterator[Typing]:
    with memory_folder() as place:
        folder = place / "store"
        keys = found(folder)
        asyncio.run(_fill(folder, keys))
        yield Typing(folder, keys, place / "typed.ack")


async def _fill(folder: Path, keys: Keys) -> None:
    async with opened(folder, keys):
        pass


async def broken_promises(desk: Typing, lines: list[Line]) -> list[str]:
    """Open the store as the next process does, and look for all that was saved and typed."""
    database = await Database.open(desk.folder, desk.keys, ballast_bytes=1)
    try:
        await database.check()
        return await database.read(lambda connection: faults(connection, desk.folder, lines))
    finally:
        await database.close()


def kill(desk: Typing, kills: int, seed: int, log: KillLog | None = None) -> list[str]:
    for life, life_s in enumerate(moments(seed, kills, LONGEST_LIFE_S)):
        aim = (None, "attaching", "saving")[life % 3]
        kill_one(desk, life, partial(_wait, desk, life, life_s, aim), is_brief=aim is not None)
        lines = [each for each in heard(desk.acks) if each.life == life]
        broken = asyncio.run(broken_promises(desk, lines))
        if log is not None:
            log.killed(life, lines, broken)
        if broken:
            return broken
    return asyncio.run(broken_promises(desk, [each for each in heard(desk.acks) if each.what == "saved"]))


def _wait(desk: Typing, life: int, life_s: float, aim: str | None) -> None:
    """Until anywhere in a life, or until some moment after an act of it began."""
    if aim is not None:
        seen(desk, life, aim)
        life_s *= LONGEST_ACT_S / LONGEST_LIFE_S
    time.sleep(life_s)


@pytest.mark.timeout(300)
def test_who_is_killed_while_typing_loses_nothing_saved_and_no_text_of_two_seconds(desk: Typing) -> None:
    assert kill(desk, EVERYDAY, 20261122) == []
    assert {"key", "beat", "attaching", "saving"} <= {each.what for each in heard(desk.acks)}


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("seed", [20261123, 20261124])
def test_a_thousand_kills_while_typing_lose_nothing(desk: Typing, seed: int) -> None:
    log = KillLog(f"typing-{seed}")
    try:
        assert kill(desk, LONG, seed, log) == []
    finally:
        log.close()
    assert sum(each.what == "saved" for each in heard(desk.acks)) > LONG // 10, "it gets to saving"
    assert {"while typing a visit", ATTACHING, SAVING} <= log.moments.keys(), "it is killed at each of them"


@pytest.mark.timeout(300)
def test_a_program_that_waits_for_a_pause_is_seen_to_lose_what_was_typed(desk: Typing) -> None:

    def has_lived_long() -> None:
        while not any(each.beat >= KEPT_AFTER + 10 for each in heard(desk.acks)):
            time.sleep(0.05)

    kill_one(desk, 0, has_lived_long, weak=True)
    broken = asyncio.run(broken_promises(desk, heard(desk.acks)))
    assert any("two seconds before the end is gone" in each for each in broken), (
        "else the proof shows nothing"
    )
