"""A split that was planned happens on its day, room by room, with the last year as it was."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.grid_changes import GridChanges, NewGrid, Wanted
from gridclient.actions.records import Records, Saved
from gridclient.actions.regrouping import Regrouping
from gridclient.actions.session import Session
from gridclient.db.facts import save
from gridclient.db.kdf import FLOOR
from gridclient.db.listing import row
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.sync.edits import Create
from gridserver.actions import carry_out_plans
from gridserver.app import build_app
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.end_to_end.test_split_grid import NEW, SUPERVISES, scopes_on_server
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, field, template
from tests.server.field import G1, GRID_1, NOW, C

__all__ = ["cluster", "database", "dsn", "field", "template"]

DAY = NOW + timedelta(days=3)
ROOMS = 3


@dataclass
class Clock:
    """Everybody's."""

    now: datetime = NOW


@dataclass
class Laptop:
    """Somebody's, on a good line."""

    session: Session

    async def sync(self) -> None:
        await sync_round(self.session.database, await self.session.transport(), self.session.ports, Event())

    async def told(self, home: RecordId, name: str) -> Value:
        shown = await self.session.database.read(partial(row, kind="household", record=home))
        return None if shown is None else shown.values[name]

    async def edit(self, home: RecordId, phone: str) -> None:
        records = Records(self.session.database, C, self.session.ports)
        form = await records.open_form("household", home)
        assert form is not None
        assert isinstance(await records.save(form, {"phone": phone}), Saved)


async def enrolled(folder: Path, server: Installation, address: str, user: str, clock: Clock) -> Laptop:
    with server.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    ports = Ports(lambda: clock.now, os.urandom)
    session = await Session.create(folder, PASSPHRASE, ports, params=FLOOR)
    await session.show_all()
    await session.enrol(address, code, f"laptop of {user}")
    laptop = Laptop(session)
    await laptop.sync()
    return laptop


async def tower(laptop: Laptop, name: str) -> Mapping[str, RecordId]:
    """A building with flats and their households."""
    new, at = laptop.session.ports.new_id, laptop.session.ports.moment()
    made, grp = {"building": new()}, GroupId(new())
    edits = [Create(0, grp, made["building"], "building", {"name": name}, scope=GRID_1, at=at)]
    for number in range(ROOMS):
        room, home = made[f"room{number}"], made[f"home{number}"] = new(), new()
        place: Value = {"building": made["building"], "unit": 1, "floor": number, "room_number": "1"}
        edits.append(Create(0, grp, room, "room", {"place": place}, at=at))
        edits.append(Create(0, grp, home, "household", {"room": room, "address": f"{name}{number}"}, at=at))
    await laptop.session.database.write(partial(save, community=C, edits=edits, made_at=at))
    return made


def moved_by_the_plan(server: Installation) -> set[str]:
    """The records that the plan moved by an edit of their own."""
    with server.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT record FROM edit_log WHERE community_id = %s AND \"do\" = 'move'", (C,)
        )
        return {each.record for each in found}


async def grids_of(sun: Laptop, day: datetime) -> Mapping[RecordId, str | None]:
    """In which grid each building was on a day, as reports ask."""
    regrouping = Regrouping(sun.session.database, C, sun.session.ports, SUPERVISES)
    return await regrouping.grids_on(day.date().isoformat())


@pytest.mark.timeout(300)
def test_a_planned_split_is_done_on_its_day_room_by_room_and_the_last_year_stays_as_it_was(
    tmp_path: Path, field: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry_out_plans, "_MANY_RECORDS", 2)  # these three flats are a large tower
    clock = Clock()
    server = replace(field, clock=lambda: clock.now)

    async def story(address: str) -> None:
        async with AsyncExitStack() as stack:
            laptops = []
            for user in ("li", "sun"):
                laptops.append(await enrolled(tmp_path / user, server, address, user, clock))
                stack.push_async_callback(laptops[-1].session.close)
            li, sun = laptops
            stays, goes = await tower(li, "一号楼"), await tower(li, "二号楼")
            for each in (li, sun):
                await each.sync()
            changes = GridChanges(sun.session.database, C, sun.session.ports, SUPERVISES)
            founded = NewGrid(NEW, "第三网格", "陈志强")
            wanted = Wanted(G1, [goes["building"]], founded, DAY.date().isoformat())
            assert await changes.change(wanted) is None
            await sun.sync()
            assert [each.plan.on for each in await changes.planned()] == [DAY.date().isoformat()]
            assert scopes_on_server(server, goes) == {GRID_1}, "its day has not come"

            await li.edit(goes["home1"], "13900000002")
            clock.now = DAY
            for each in (sun, li, sun, li):
                await each.sync()
            assert scopes_on_server(server, goes) == {f"grid/{NEW}"}, "every flat went, and its household"
            assert scopes_on_server(server, stays) == {GRID_1}
            assert moved_by_the_plan(server) >= {goes[f"room{each}"] for each in range(ROOMS)}
            assert not await changes.planned()
            for each in (sun, li):
                assert await each.told(goes["home1"], "phone") == "13900000002", "work on its way went along"
                assert await each.told(goes["home2"], "address") == "二号楼2"
            assert (await grids_of(sun, DAY))[goes["building"]] == NEW
            for before in (DAY - timedelta(days=1), DAY - timedelta(days=365)):
                assert (await grids_of(sun, before))[goes["building"]] == G1
            assert (await grids_of(sun, DAY))[stays["building"]] == G1

    with serving(build_app(server)) as address:
        asyncio.run(story(address))
