"""Two laptops decide one conflict at once: they end alike, and the value that lost can be brought back."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

import gridclient.sync.apply as applying
from gridclient.actions.conflicts import Conflicts
from gridclient.db.confirmed import write_confirmed
from gridclient.db.history import history_of
from gridclient.db.listing import row
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.stored import Confirmed
from gridserver.installation import Installation
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.proofs.desk import Desk, at_a_desk
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

FIRST, LI, ZHANG = "13800000000", "13811111111", "13822222222"


async def phone(desk: Desk, home: RecordId) -> Value:
    shown = await desk.session.database.read(partial(row, kind="household", record=home))
    assert shown is not None
    return shown.values["phone"]


def conflicts(desk: Desk) -> Conflicts:
    roles = frozenset({Role.GRID_WORKER})
    return Conflicts(desk.session.database, C, desk.session.ports, roles)


async def decide(desk: Desk, value: str) -> None:
    """Let this value of the only open conflict stand."""
    [line] = await conflicts(desk).open_lines()
    await take(desk, line.conflict, value)


async def take(desk: Desk, conflict: RecordId, value: str) -> None:
    matter = await conflicts(desk).matter(conflict)
    assert matter is not None
    [choice] = [each for each in matter.choices if each.value == value]
    await conflicts(desk).take(matter, choice)


async def alike(installation: Installation, desks: Sequence[Desk], home: RecordId) -> tuple[Value, int]:
    """What both laptops and the server say: the phone, and how many conflicts are open."""
    for desk in (*desks, *desks):
        await desk.sync()
    with installation.database.snapshot() as connection:
        there = connection.exec_driver_sql(
            "SELECT cells->>'phone' FROM record WHERE community_id = %s AND id = %s", (C, home)
        ).scalar_one()
    shown = [await phone(each, home) for each in desks]
    assert shown == [there, there], "the laptops do not show what the server has"
    open_ = [len(await conflicts(each).open_lines()) for each in desks]
    assert open_[0] == open_[1], "one laptop thinks that it is decided"
    return there, open_[0]


async def story(folder: Path, installation: Installation, server: str) -> None:
    async with AsyncExitStack() as stack:
        li, zhang = desks = [
            await stack.enter_async_context(at_a_desk(folder / user, installation, server, user))
            for user in ("li", "zhang")
        ]
        home = (await build(Laptop(li.session, None)))[0]  # type: ignore[arg-type]
        await li.edit(home, "phone", FIRST)
        await alike(installation, desks, home)
        await li.edit(home, "phone", LI)
        await zhang.edit(home, "phone", ZHANG)
        assert await alike(installation, desks, home) == (ZHANG, 1)
        await decide(li, LI)
        await decide(zhang, ZHANG)
        assert await alike(installation, desks, home) == (LI, 1), "the second decision is shown, not lost"
        for desk in desks:  # now they agree, and say so at the same time
            await decide(desk, ZHANG)
        assert await alike(installation, desks, home) == (ZHANG, 0)
        for desk in desks:
            past = await desk.session.database.read(partial(history_of, record=home))
            [lost] = {str(each.value) for each in past if each.cell == "phone" and each.value == LI}
        await zhang.edit(home, "phone", lost)
        assert await alike(installation, desks, home) == (LI, 0), "the value that lost did not come back"


@pytest.mark.timeout(120)
def test_decisions_made_at_once_end_alike_and_a_lost_value_can_come_back(
    tmp_path: Path, field: Installation, address: str
) -> None:
    asyncio.run(story(tmp_path, field, address))


@pytest.mark.timeout(120)
def test_a_laptop_that_keeps_to_its_own_decision_is_found_out(
    tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stubborn(connection: Connection, come: Sequence[Confirmed]) -> None:
        write_confirmed(connection, [each for each in come if each.cells.get("phone") != LI])

    monkeypatch.setattr(applying, "write_confirmed", stubborn)
    with pytest.raises(AssertionError):
        asyncio.run(story(tmp_path, field, address))
