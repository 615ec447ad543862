"""A laptop that was away for half a year meets a server that has forgotten what left its grid meanwhile."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.records import Saved
from gridclient.db.confirmed import rows_of_scope
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.facts import save
from gridclient.db.listing import row
from gridclient.db.pending import EditState, count_by_state
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.ids import GroupId, RecordId
from gridcore.sync.edits import Move
from gridserver.actions.compact import compact
from gridserver.installation import Installation
from tests.end_to_end.test_two_laptops import BadLine, Laptop, build, enrolled
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, GRID_2, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]


class Asked(BadLine):
    """A good line that notes where it was asked."""

    def __init__(self, below: Transport) -> None:
        super().__init__(below, random.Random(1))
        self.is_bad = False
        self.targets: list[str] = []

    def send(self, call: Call, stop: Event) -> Reply:
        self.targets.append(call.target.partition("?")[0])
        return super().send(call, stop)


@asynccontextmanager
async def people(folder: Path, installation: Installation, address: str) -> AsyncIterator[list[Laptop]]:
    """Li, who stays away, and Sun, who supervises both grids."""
    made: list[Laptop] = []
    try:
        for user in ("li", "sun"):
            laptop = await enrolled(folder / user, installation, address, user, random.Random(user))
            laptop.line = Asked(await laptop.session.transport())
            made.append(laptop)
        yield made
    finally:
        for each in made:
            await each.session.close()


async def building_of(laptop: Laptop, home: RecordId) -> RecordId:
    shown = await laptop.session.database.read(partial(row, kind="household", record=home))
    assert shown is not None
    room = await laptop.session.database.read(
        partial(row, kind="room", record=RecordId(str(shown.values["room"])))
    )
    assert room is not None
    return RecordId(str(room.values["building"]))


async def phone(laptop: Laptop, home: RecordId) -> object:
    shown = await laptop.session.database.read(partial(row, kind="household", record=home))
    return None if shown is None else shown.values["phone"]


def let_half_a_year_pass(installation: Installation, user: str) -> None:
    with installation.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE acked SET last_seen = last_seen - INTERVAL '181 days' WHERE user_id = %s", (user,)
        )


@pytest.mark.timeout(120)
def test_a_laptop_that_was_away_compares_and_loses_nothing_of_its_own(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with people(tmp_path, field, address) as (li, sun):
            await li.sync()
            moves, stays = (await build(li))[0], (await build(li))[0]
            for each in (li, sun, li):
                await each.sync()
            await li.edit(stays, "phone", "13800000001")
            await li.edit(moves, "phone", "13800000002")
            await move_away(sun, moves)
            await sun.edit(stays, "remark", "搬了。")
            await sun.sync()
            let_half_a_year_pass(field, "li")
            # Sun's own cursor is told with the next edit; until then nothing is dropped.
            await sun.edit(stays, "remark", "又搬了。")
            await sun.sync()
            [here] = [each for each in compact(field) if each.community == C]
            assert here.dropped >= 3

            assert isinstance(li.line, Asked)
            li.line.targets.clear()
            await li.sync()
            assert f"/reconcile/{GRID_1}" in li.line.targets
            assert not any(each.startswith("/snapshot") for each in li.line.targets), "it was not wiped"
            assert await phone(li, stays) == "13800000001"
            assert await phone(li, moves) is None
            await sun.sync()
            assert await phone(sun, stays) == "13800000001"
            await the_same(field, li, sun)
            states = await li.session.database.read(lambda c: count_by_state(c, C))
            assert (states.get(EditState.WAITING, 0), states.get(EditState.ASIDE, 0)) == (0, 1)

            li.line.targets.clear()
            form = await li.records.open_form("household", stays)
            assert form is not None
            assert isinstance(await li.records.save(form, {"phone": "13800000003"}), Saved)
            await li.sync()
            assert set(li.line.targets) == {"/sync/v1"}, "it compares once"

    asyncio.run(story())


async def move_away(laptop: Laptop, home: RecordId) -> None:
    edit = Move(0, GroupId(laptop.session.ports.new_id()), await building_of(laptop, home), GRID_2)
    await laptop.session.database.write(
        partial(save, community=C, edits=[edit], made_at=laptop.session.ports.moment())
    )
    await laptop.sync()


async def the_same(installation: Installation, *laptops: Laptop) -> None:
    """Every scope on every laptop is what the server has, by digest and by record."""
    for laptop in laptops:
        followed = await laptop.session.database.read(lambda c: cursors(c, C))
        assert {each.state for each in followed.values()} == {ScopeState.COMPLETE}
        here = await laptop.session.database.read(partial(rows_of_scope, scope=GRID_1))
        with installation.database.snapshot() as connection:
            there = connection.exec_driver_sql(
                "SELECT id, seq FROM record WHERE community_id = %s AND scope = %s AND state = 'present'",
                (C, GRID_1),
            ).all()
        assert sorted(here) == sorted((each.id, each.seq) for each in there)


@pytest.mark.timeout(120)
def test_who_is_told_to_compare_does_so_whatever_the_digest_says(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with people(tmp_path, field, address) as (li, sun):
            await li.sync()
            home = (await build(li))[0]
            for each in (li, sun, li):
                await each.sync()
            await sun.edit(home, "phone", "13800000004")
            await sun.sync()
            with field.database.write() as connection:
                connection.exec_driver_sql("UPDATE scope_stat SET floor = last WHERE scope = %s", (GRID_1,))
            assert isinstance(li.line, Asked)
            li.line.targets.clear()
            await li.sync()
            assert li.line.targets.count(f"/reconcile/{GRID_1}") == 1
            assert await phone(li, home) == "13800000004"
            await the_same(field, li, sun)

    asyncio.run(story())
