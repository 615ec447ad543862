"""A grid is split and merged while its worker is offline with unsent work: whole, and nothing is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from gridclient.actions.grid_changes import GridChanges, NewGrid, Wanted
from gridclient.actions.left_behind import LeftBehind
from gridclient.actions.regrouping import Regrouping
from gridclient.db.facts import save
from gridclient.db.listing import row
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.end_to_end.test_two_laptops import Laptop, enrolled
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import G1, GRID_1, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

NEW = f"{C}1001"
SUPERVISES = frozenset({Role.SUPERVISOR})
ON = NOW.date().isoformat()
STAYS, GOES, ALONG = "一号楼", "二号楼", "三号楼"


async def build(laptop: Laptop, name: str) -> Mapping[str, RecordId]:
    """A building with one flat, its household and a service point."""
    new, at = laptop.session.ports.new_id, laptop.session.ports.moment()
    made = {each: new() for each in ("building", "room", "household", "facility")}
    grp = GroupId(new())
    cells: dict[str, dict[str, Value]] = {
        "building": {"name": name},
        "room": {"place": {"building": made["building"], "unit": 1, "floor": 1, "room_number": "101"}},
        "household": {"room": made["room"], "address": f"{name}101"},
        "facility": {"name": f"{name}驿站", "facility_kind": "grid_station", "building": made["building"]},
    }
    edits = [
        Create(0, grp, made[kind], kind, held, scope=GRID_1 if kind in ("building", "facility") else None)
        for kind, held in cells.items()
    ]
    await laptop.session.database.write(partial(save, community=C, edits=edits, made_at=at))
    return made


async def told(laptop: Laptop, record: RecordId, name: str) -> Value:
    shown = await laptop.session.database.read(partial(row, kind="household", record=record))
    return None if shown is None else shown.values[name]


def scopes_on_server(installation: Installation, records: Mapping[str, RecordId]) -> set[str]:
    with installation.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT DISTINCT scope FROM record WHERE community_id = %s AND id = ANY(%s)",
            (C, list(records.values())),
        )
        return {each.scope for each in found}


def give(installation: Installation, user: str, grid: str) -> None:
    with installation.database.write() as connection:
        given = Assignment(UserId(user), Role.GRID_WORKER, grid)
        accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)


def changes_of(laptop: Laptop) -> GridChanges:
    return GridChanges(laptop.session.database, C, laptop.session.ports, SUPERVISES)


async def split(sun: Laptop, goes: Mapping[str, RecordId]) -> None:
    changes = changes_of(sun)
    wanted = Wanted(G1, [goes["building"]], NewGrid(NEW, "第三网格", "陈志强"), ON, keeps_workers=False)
    assert await changes.change(wanted) is None
    again = await changes.change(Wanted(G1, [goes["building"]], NEW, ON))
    assert again is not None
    assert again.code == "waits_to_move"


@pytest.mark.timeout(300)
def test_a_grid_is_split_while_its_worker_has_unsent_work_and_merged_again(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        chance = random.Random(7)
        li, sun, chen = [
            await enrolled(tmp_path / user, field, address, user, chance) for user in ("li", "sun", "chen")
        ]
        try:
            await li.sync()
            stays, goes = await build(li, STAYS), await build(li, GOES)
            for each in (li, sun, chen):
                await each.sync()
            await li.edit(stays["household"], "phone", "13900000001")
            await li.edit(goes["household"], "phone", "13900000002")
            await split(sun, goes)
            await sun.sync()
            await it_is_split(field, sun, stays, goes)
            await the_worker_loses_the_building_but_no_work(li, sun, stays, goes)
            give(field, "chen", NEW)
            await chen.sync()
            await chen.sync()
            assert await told(chen, goes["household"], "phone") == "13900000002"
            await they_are_merged_again(field, sun, stays, goes)
        finally:
            for each in (li, sun, chen):
                await each.session.close()

    asyncio.run(story())


async def it_is_split(
    field: Installation, sun: Laptop, stays: Mapping[str, RecordId], goes: Mapping[str, RecordId]
) -> None:
    """Flat, household and service point went along; the report about yesterday finds the old grid."""
    assert scopes_on_server(field, stays) == {GRID_1}
    assert scopes_on_server(field, goes) == {f"grid/{NEW}"}
    grids = {each.code: each for each in await changes_of(sun).grids()}
    assert (grids[NEW].name, grids[NEW].worker, grids[NEW].in_use_since) == ("第三网格", "陈志强", ON)
    assert (grids[NEW].buildings, grids[NEW].households, grids[NEW].is_here) == (1, 1, True)
    regrouping = Regrouping(sun.session.database, C, sun.session.ports, SUPERVISES)
    assert (await regrouping.grids_on("2025-12-31"))[goes["building"]] == G1
    assert (await regrouping.grids_on(ON))[goes["building"]] == NEW
    with field.database.snapshot() as connection:
        noted = connection.exec_driver_sql(
            "SELECT actor FROM audit WHERE community_id = %s AND action = 'found-grid' AND object = %s",
            (C, NEW),
        ).all()
    assert [each.actor for each in noted] == ["sun"]


async def the_worker_loses_the_building_but_no_work(
    li: Laptop, sun: Laptop, stays: Mapping[str, RecordId], goes: Mapping[str, RecordId]
) -> None:
    """What was typed for the building that left waits for the supervisor, who admits it."""
    await li.sync()
    await li.sync()
    assert await told(li, stays["household"], "phone") == "13900000001"
    assert await told(li, goes["household"], "phone") is None
    assert await told(li, goes["household"], "address") is None
    await sun.sync()
    left = LeftBehind(sun.session.database, C, sun.session.ports, sun.session.transport)
    works = await left.waiting()
    assert len(works) == 1
    await left.take_over(works)
    await sun.sync()
    await sun.sync()
    assert await told(sun, goes["household"], "phone") == "13900000002"


async def they_are_merged_again(
    field: Installation, sun: Laptop, stays: Mapping[str, RecordId], goes: Mapping[str, RecordId]
) -> None:
    changes = changes_of(sun)
    assert await changes.change(Wanted(NEW, (), G1, ON, ends=True, keeps_workers=False)) is None
    await sun.sync()
    await sun.sync()
    assert scopes_on_server(field, {**stays, "b": goes["building"], "h": goes["household"]}) == {GRID_1}
    grids = {each.code: each for each in await changes.grids()}
    assert (grids[NEW].ended_on, grids[NEW].buildings, grids[G1].buildings) == (ON, 0, 2)
    regrouping = Regrouping(sun.session.database, C, sun.session.ports, SUPERVISES)
    assert NEW not in await regrouping.grids()
    wrong = await changes.change(Wanted(G1, [stays["building"]], NEW, ON))
    assert wrong is not None
    assert wrong.code == "grid_ended"


@pytest.mark.timeout(300)
def test_a_worker_works_on_in_the_new_grid_and_nobody_else_hears_of_it(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        chance = random.Random(8)
        li, sun, chen = [
            await enrolled(tmp_path / user, field, address, user, chance) for user in ("li", "sun", "chen")
        ]
        try:
            await li.sync()
            goes = await build(li, ALONG)
            for each in (li, sun, chen):
                await each.sync()
            await li.edit(goes["household"], "phone", "13900000003")
            new = NewGrid(f"{C}1002", "第四网格")
            assert await changes_of(sun).change(Wanted(G1, [goes["building"]], new, ON)) is None
            for each in (sun, li, sun, li, chen):
                await each.sync()
            assert await told(li, goes["household"], "phone") == "13900000003"
            assert await told(sun, goes["household"], "phone") == "13900000003"
            await li.edit(goes["household"], "phone", "13900000004")
            await li.sync()
            await sun.sync()
            assert await told(sun, goes["household"], "phone") == "13900000004"
            left = LeftBehind(sun.session.database, C, sun.session.ports, sun.session.transport)
            assert not [each for each in await left.waiting() if each.author == "李建国"]
            assert await told(chen, goes["household"], "address") is None
        finally:
            for each in (li, sun, chen):
                await each.session.close()

    asyncio.run(story())
