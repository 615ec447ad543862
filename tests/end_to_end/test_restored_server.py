"""The server's database burns and last night's backup is restored: every edit is there again, and once."""

import asyncio
import contextlib
import random
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from gridclient.actions.records import Saved
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.listing import row
from gridclient.db.numbering import numbers
from gridclient.db.pending import EditState, count_by_state
from gridclient.db.replicas import current_replica
from gridclient.db.went_back import count_again, gone_records
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.restored import JUMP
from gridserver.actions.restored import begin_anew, note_backup
from gridserver.app import build_app
from gridserver.db import counter
from gridserver.db.embedded import EmbeddedPostgres, _programs
from gridserver.db.engine import open_database
from gridserver.db.keys import ServerKeys, create_keys
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_two_laptops import BadLine, Laptop, build, enrolled
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, template
from tests.server.field import NOW, C, settle

__all__ = ["cluster", "template"]

FIELDS = ("phone", "remark")
NUMBER = "11010519491231002X"


@dataclass
class Server:
    """A server whose database can be dumped and put back."""

    cluster: EmbeddedPostgres
    keys: ServerKeys
    name: str
    dump: Path
    installation: Installation
    address: str = ""

    def open(self) -> Installation:
        self.installation = with_keys(
            open_database(self.cluster.dsn(self.name)), self.keys, clock=lambda: NOW
        )
        return self.installation

    def back_up(self) -> None:
        run("pg_dump", "-Fc", "-f", str(self.dump), self.cluster.dsn(self.name))

    def restore(self) -> None:
        """What an administrator does: the server stopped, the database made anew from the dump."""
        self.drop()
        self.cluster.ensure_database(self.name)
        run("pg_restore", "--no-owner", "-d", self.cluster.dsn(self.name), str(self.dump))
        self.open()

    def drop(self) -> None:
        self.installation.database.close()
        with psycopg.connect(self.cluster.dsn(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self.name}" WITH (FORCE)'.encode())

    def cells(self, record: RecordId) -> dict[str, Value]:
        with self.installation.database.snapshot() as connection:
            found = connection.exec_driver_sql(
                "SELECT cells FROM record WHERE community_id = %s AND id = %s", (C, record)
            ).scalar_one()
        return dict(found)

    def log(self) -> list[tuple[str, int]]:
        with self.installation.database.snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT replica, n FROM edit_log WHERE community_id = %s AND replica <> 'server'"
                " ORDER BY replica, n",
                (C,),
            )
            return [(row.replica, row.n) for row in rows]

    def count(self, kind: str) -> int:
        with self.installation.database.snapshot() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM record WHERE community_id = %s AND kind = %s", (C, kind)
            )
            return int(found.scalar_one())


def run(program: str, *arguments: str) -> None:
    subprocess.run([str(_programs() / program), *arguments], check=True, capture_output=True)


@pytest.fixture
def server(cluster: EmbeddedPostgres, template: str, tmp_path: Path) -> Iterator[Server]:
    name = f"burnt_{template}"
    cluster.ensure_database(name, template=template)
    keys = create_keys(tmp_path / "server.keys")
    installation = with_keys(open_database(cluster.dsn(name)), keys, clock=lambda: NOW)
    settle(installation)
    made = Server(cluster, keys, name, tmp_path / "dump", installation)
    yield made
    made.drop()


@contextlib.asynccontextmanager
async def two_laptops(server: Server, folder: Path) -> AsyncIterator[tuple[Laptop, Laptop]]:
    """Li and Zhang, on a line that is good."""
    made: list[Laptop] = []
    try:
        for user in ("li", "zhang"):
            chance = random.Random(user)
            laptop = await enrolled(folder / user, server.installation, server.address, user, chance)
            laptop.line.is_bad = False
            made.append(laptop)
        yield made[0], made[1]
    finally:
        for each in made:
            await each.session.close()


async def find(laptop: Laptop, address: str) -> None:
    """The server answers under another address now."""
    await laptop.session.use_server(address)
    laptop.line = BadLine(await laptop.session.transport(), random.Random(1))
    laptop.line.is_bad = False


async def baby(laptop: Laptop, home: RecordId) -> RecordId:
    form = await laptop.records.open_form("resident", None, {"household": home})
    assert form is not None
    done = await laptop.records.save(form, {"household": home, "name": "王小小", "status": "lives_here"})
    assert isinstance(done, Saved)
    return done.record


async def hand_in(laptop: Laptop, person: RecordId) -> None:
    """An identity number: Li may write it and never gets it back."""
    values: dict[str, Value] = {"resident": person, "document": "1", "document_number": NUMBER}
    form = await laptop.records.open_form("resident_identity", None, values)
    assert form is not None
    assert isinstance(await laptop.records.save(form, values), Saved)


def stands(connection: Connection) -> tuple[set[ScopeState], int, int, int]:
    """How the scopes are, what waits, what is aside, and what is to be sent again."""
    states = count_by_state(connection, C)
    found = {each.state for each in cursors(connection, C).values()}
    return (
        found,
        states.get(EditState.WAITING, 0),
        states.get(EditState.ASIDE, 0),
        count_again(connection, C),
    )


WELL = ({ScopeState.COMPLETE}, 0, 0, 0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", ["li", "zhang"])
def test_after_a_restore_every_edit_is_there_once_and_every_value_as_it_was(
    first: str, server: Server, tmp_path: Path
) -> None:
    async def story() -> None:
        with serving(build_app(server.installation)) as server.address:
            async with two_laptops(server, tmp_path) as (li, zhang):
                homes = (await build_and_read(li, zhang))[:4]
                server.back_up()
                note_backup(server.installation, NOW + timedelta(hours=1))
                born = await work(li, zhang, homes)
                assert (await li.session.database.read(lambda c: numbers(c, C))).safe_n > 0
                before = {each: server.cells(each) for each in (*homes, born)}
                log, identities = server.log(), server.count("resident_identity")
                assert identities == 1
                await li.edit(homes[0], "phone", "13800009999")  # not yet sent when the server burns
                server.restore()
                assert len(server.log()) < len(log)
                begin_anew(server.installation, by="console")
                with serving(build_app(server.installation)) as address:
                    for each in (li, zhang):
                        await find(each, address)
                    order = (li, zhang) if first == "li" else (zhang, li)
                    for each in (*order, *order, *order):
                        await each.sync()
                    replica = await li.session.database.read(current_replica)
                    assert replica is not None
                    assert server.log() == sorted([*log, (replica.id, log_end(log, replica.id) + 1)])
                    after = {each: server.cells(each) for each in before}
                    before[homes[0]]["phone"] = "13800009999"
                    assert after == before
                    assert server.count("resident_identity") == identities
                    assert server.count("conflict") == 0
                    for each in (li, zhang):
                        assert await each.session.database.read(stands) == WELL
                        assert await each.session.database.read(gone_records) == []
                        shown = await each.session.database.read(partial(row, kind="resident", record=born))
                        assert shown is not None
                        assert shown.values["name"] == "王小小二"

    asyncio.run(story())


def log_end(log: list[tuple[str, int]], replica: str) -> int:
    return max(n for each, n in log if each == replica)


async def build_and_read(li: Laptop, zhang: Laptop) -> list[RecordId]:
    await li.sync()
    homes = await build(li)
    for each in (li, zhang):
        await each.sync()
    return homes


async def work(li: Laptop, zhang: Laptop, homes: list[RecordId]) -> RecordId:
    """A day after the backup: each sees what the other did before going on with it."""
    for number, home in enumerate(homes):
        for day, laptop in enumerate((li, zhang, li, zhang)):
            await laptop.sync()
            await laptop.edit(home, FIELDS[(number + day) % 2], f"1380000{number}{day}00"[:11])
            await laptop.sync()
    born = await baby(li, homes[1])
    await hand_in(li, born)
    await li.sync()
    await zhang.sync()
    form = await zhang.records.open_form("resident", born)
    assert form is not None
    await zhang.records.save(form, {"name": "王小小二"})
    for each in (zhang, li, zhang):
        await each.sync()
    return born


@pytest.mark.timeout(300)
def test_what_nobody_can_bring_back_is_set_aside_and_not_deleted(server: Server, tmp_path: Path) -> None:
    """Li's laptop is lost in the same fire: what Zhang only read stays with Zhang, out of sight."""

    async def story() -> None:
        with serving(build_app(server.installation)) as server.address:
            async with two_laptops(server, tmp_path) as (li, zhang):
                homes = await build_and_read(li, zhang)
                server.back_up()
                born = await baby(li, homes[0])
                await li.sync()
                await zhang.sync()
                shown = await zhang.session.database.read(partial(row, kind="resident", record=born))
                assert shown is not None
                server.restore()
                begin_anew(server.installation, by="console")
                with serving(build_app(server.installation)) as address:
                    await find(zhang, address)
                    await zhang.sync()
                    assert await zhang.session.database.read(stands) == WELL
                    shown = await zhang.session.database.read(partial(row, kind="resident", record=born))
                    assert shown is None
                    assert await zhang.session.database.read(gone_records) == [born]
                    with server.installation.database.snapshot() as connection:
                        reading = counter.read(connection, C)
                    assert reading is not None
                    assert reading.seq >= JUMP
                    await find(li, address)
                    await li.sync()
                    await zhang.sync()
                    shown = await zhang.session.database.read(partial(row, kind="resident", record=born))
                    assert shown is not None
                    assert await zhang.session.database.read(stands) == WELL

    asyncio.run(story())
