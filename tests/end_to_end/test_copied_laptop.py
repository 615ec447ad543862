"""A laptop's folder is copied, or put back from last week: both go on, and each edit is there once."""

import asyncio
import random
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.session import Session
from gridclient.db.listing import row
from gridclient.db.replicas import current_replica
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridcore.ids import RecordId, ReplicaId
from gridserver.db.audit import first_broken
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.end_to_end.test_restored_server import WELL, stands
from tests.end_to_end.test_two_laptops import BadLine, Laptop, build, enrolled
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]


async def opened(folder: Path, seed: str) -> Laptop:
    """The store of a folder, with randomness of its own: a copy draws other ids than its model."""
    ports = Ports(lambda: NOW, random.Random(seed).randbytes)
    session = await Session.unlock(folder, PASSPHRASE, ports)
    await session.show_all()
    laptop = Laptop(session, BadLine(await session.transport(), random.Random(seed)))
    laptop.line.is_bad = False
    return laptop


async def replica_of(laptop: Laptop) -> ReplicaId:
    found = await laptop.session.database.read(current_replica)
    assert found is not None
    return found.id


def log_of(installation: Installation, replica: ReplicaId) -> list[int]:
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "SELECT n FROM edit_log WHERE community_id = %s AND replica = %s ORDER BY n", (C, replica)
        )
        return [n for (n,) in rows]


def phones(installation: Installation, homes: list[RecordId]) -> list[object]:
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, cells->>'phone' AS phone FROM record WHERE community_id = %s AND id = ANY(%s)",
            (C, homes),
        )
        found = {row.id: row.phone for row in rows}
    return [found[each] for each in homes]


@dataclass
class Copies:
    """One folder in two places, with the households that both know."""

    one: Laptop
    two: Laptop
    homes: list[RecordId]


async def copied(folder: Path, installation: Installation, server: str) -> Copies:
    first = await enrolled(folder / "one", installation, server, "li", random.Random(7))
    first.line.is_bad = False
    await first.sync()
    homes = await build(first)
    await first.sync()
    await first.edit(homes[0], "remark", "还没有发送。")
    await first.session.close()
    shutil.copytree(folder / "one", folder / "two")
    return Copies(await opened(folder / "one", "one"), await opened(folder / "two", "two"), homes)


@pytest.mark.timeout(300)
def test_a_copied_laptop_becomes_another_replica_and_nothing_of_either_is_lost(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        found = await copied(tmp_path, field, address)
        one, two, homes = found.one, found.two, found.homes
        try:
            before = await replica_of(one)
            await one.edit(homes[1], "phone", "13800000001")
            await two.edit(homes[2], "phone", "13800000002")
            await one.sync()
            end = await sync_round(two.session.database, two.line, two.session.ports, Event())
            assert end.parted is not None
            assert end.parted.mark == "fork"
            for each in (one, two, one):
                await each.sync()
            assert await replica_of(one) == before
            assert await replica_of(two) != before
            assert phones(field, homes[1:3]) == ["13800000001", "13800000002"]
            for each in (one, two):
                log = log_of(field, await replica_of(each))
                assert log == [*range(1, len(log) + 1)]
                assert await each.session.database.read(stands) == WELL
                for home, phone in zip(homes[1:3], ("13800000001", "13800000002"), strict=True):
                    shown = await each.session.database.read(partial(row, kind="household", record=home))
                    assert shown is not None
                    assert shown.values["phone"] == phone
            with field.database.snapshot() as connection:
                told = connection.exec_driver_sql(
                    "SELECT object FROM audit WHERE community_id = %s AND action = 'fork'", (C,)
                ).all()
                assert [each.object for each in told] == [before]
                assert first_broken(connection, C) is None
        finally:
            for each in (one, two):
                await each.session.close()

    asyncio.run(story())


@pytest.mark.timeout(300)
def test_a_store_that_was_put_back_from_earlier_goes_on_as_a_new_replica(
    tmp_path: Path, field: Installation, address: str
) -> None:
    """Without its journal: with it, what the server has of later edits is known again."""

    async def story() -> None:
        found = await copied(tmp_path, field, address)
        one, old, homes = found.one, found.two, found.homes
        try:
            await one.edit(homes[3], "phone", "13800000003")
            await one.sync()
            await one.session.close()
            await old.edit(homes[4], "phone", "13800000004")
            await old.sync()
            assert phones(field, homes[3:5]) == ["13800000003", "13800000004"]
            assert await old.session.database.read(stands) == WELL
        finally:
            await old.session.close()

    asyncio.run(story())
