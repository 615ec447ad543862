"""On the worst of lines each edit is on the server exactly once, and nobody is told so before it is true."""

import asyncio
import random
from contextlib import AsyncExitStack
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from gridclient.db.listing import row
from gridclient.db.numbering import numbers
from gridclient.db.pending import EditState
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.problems import ProblemError
from gridserver.installation import Installation
from tests.end_to_end.test_restored_server import WELL, stands
from tests.end_to_end.test_two_laptops import Laptop as Builder
from tests.end_to_end.test_two_laptops import build, value_for
from tests.proofs.bad_line import HARMS, BadLine, Harm
from tests.proofs.desk import Desk, at_a_desk, move_to, on_server, port_of, says_all_is_there
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

FIELDS = ("phone", "remark")
PATIENCE_S = 1.0
"""Of these laptops; a line that is stuck costs them so much."""
WORDS = (
    "SELECT n, record, verdict FROM edit_log WHERE community_id = :c AND replica = :r ORDER BY n",
    "SELECT id, cells FROM record WHERE community_id = :c AND kind = 'household'",
)


class BrokenPromiseError(AssertionError):
    """What was said, or shown, is not what is."""


class Story:
    """Two people of one grid, each behind a bad line of their own."""

    def __init__(self, installation: Installation, seed: int) -> None:
        self.installation, self.chance, self.numbers = installation, random.Random(seed), count(1)
        self.homes: list[RecordId] = []
        self.looks = 0

    async def work(self, desks: list[Desk], lines: list[BadLine], edits: int) -> None:
        """Edits, a few at a time, and a try to send them after each few."""
        for number in range(edits):
            desk = desks[number % 2]
            name = self.chance.choice(FIELDS)
            value: Value = value_for(name, self.chance, self.numbers)
            await desk.edit(self.chance.choice(self.homes), name, value)
            if self.chance.random() < 0.4:
                await self.look(desk)
        for line in lines:
            line.is_bad = False
        for desk in (*desks, *desks, *desks):
            await self.look(desk)

    async def look(self, desk: Desk) -> None:
        """A round; then what indicator and Sync page say is compared with the server's own log."""
        status = await desk.tried()
        saved, called_there = await desk.counts()
        there = on_server(self.installation, desk.replica)
        if there != [*range(1, len(there) + 1)]:
            raise BrokenPromiseError(f"the server has {there}")
        if called_there > len(there):
            raise BrokenPromiseError(f"{called_there} of {saved} were said to be there, {len(there)} are")
        if says_all_is_there(status):
            self.looks += 1
            if len(there) != saved:
                raise BrokenPromiseError(f"all {saved} were said to be there, {len(there)} are")

    async def check(self, desks: list[Desk]) -> None:
        """When the line is good again: nothing waits, each edit is there once, screens show the server."""
        with self.installation.database.snapshot() as connection:
            cells = {each.id: each.cells for each in connection.execute(text(WORDS[1]), {"c": C})}
            told = {
                each.replica: connection.execute(text(WORDS[0]), {"c": C, "r": each.replica}).all()
                for each in desks
            }
        for desk in desks:
            assert await desk.session.database.read(stands) == WELL
            state = await desk.session.database.read(partial(numbers, community=C))
            log = [each for each in told[desk.replica] if each.record in self.homes]
            assert len(log) >= len(desk.saved), "an edit is missing"
            assert (state.acked_n, state.acked_chain) == (state.next_n - 1, state.chain)
            assert [each.n for each in told[desk.replica]] == [*range(1, state.next_n)]
            for home in self.homes:
                shown = await desk.session.database.read(partial(row, kind="household", record=home))
                assert shown is not None
                for name in FIELDS:
                    assert shown.values[name] == cells[home].get(name), f"{name} is not what the server has"


async def played(
    folder: Path, installation: Installation, server: str, edits: int, seed: int, harms: tuple[Harm, ...]
) -> tuple[Story, list[BadLine]]:
    story = Story(installation, seed)
    lines = [BadLine(port_of(server), seed * 2 + each, harms) for each in range(2)]
    async with AsyncExitStack() as stack:
        desks = []
        for user, line in zip(("li", "zhang"), lines, strict=True):
            desk = await stack.enter_async_context(
                at_a_desk(folder / user, installation, server, user, seed=str(seed))
            )
            if not story.homes:
                story.homes = await build(Builder(desk.session, None))  # type: ignore[arg-type]
            desk.saved.clear()
            await desk.sync()
            desks.append(await move_to(desk, line.url, PATIENCE_S))
        try:
            await story.work(desks, lines, edits)
            await story.check(desks)
        finally:
            for line in lines:
                line.close()
    return story, lines


@pytest.mark.timeout(300)
def test_on_the_worst_of_lines_each_edit_is_there_once_and_never_said_to_be_before(
    tmp_path: Path, field: Installation, address: str
) -> None:
    story, lines = asyncio.run(played(tmp_path, field, address, 60, 1, HARMS))
    assert story.looks > 5, "the indicator never promised anything, so nothing was proven"
    done = lines[0].done + lines[1].done
    assert all(done[each] for each in HARMS), f"not all harms happened: {done}"


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(2, 7))
def test_six_thousand_edits_on_the_worst_of_lines_are_there_once(
    seed: int, tmp_path: Path, field: Installation, address: str
) -> None:
    story, lines = asyncio.run(played(tmp_path, field, address, 1_200, seed, HARMS))
    assert story.looks > 50, f"the indicator promised no more than {story.looks} times"
    done = lines[0].done + lines[1].done
    assert all(done[each] for each in HARMS), f"not all harms happened: {done}"


@pytest.mark.timeout(300)
def test_an_outbox_that_is_emptied_when_bytes_went_up_is_found_out(
    tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: what was sent counts as arrived, whatever the answer."""
    import gridclient.sync.runner as running

    async def trusting(database, transport, ports, stop, *, listener):  # type: ignore[no-untyped-def]
        try:
            return await sync_round(database, transport, ports, stop, listener=listener)
        except ProblemError:
            await database.write(_forget_waiting)
            raise

    monkeypatch.setattr(running, "sync_round", trusting)
    harms = (Harm.CUT_UP, Harm.SWALLOWED)
    with pytest.raises(BrokenPromiseError):
        asyncio.run(played(tmp_path, field, address, 30, 3, harms))


def _forget_waiting(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM pending_edit WHERE state = ?", (EditState.WAITING.value,))
