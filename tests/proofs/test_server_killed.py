"""The server is killed at each statement of a push: no receipt without a row, and nothing twice after."""

import asyncio
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from gridclient.actions.records import Saved
from gridcore.ids import ScopeId
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys, load_keys
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.proofs.desk import Desk, at_a_desk, on_server, port_of
from tests.proofs.served import ServerProcess, Statements
from tests.proofs.test_bad_line import BrokenPromiseError
from tests.server.conftest import cluster, database, dsn, template
from tests.server.field import NOW, C, settle

__all__ = ["cluster", "database", "dsn", "template"]
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes are forked and killed as Unix does it"
)

NEVER = 1_000_000
EVERYDAY, LONG = 15, 200


@dataclass
class Office:
    """A server that is killed now and then, and one laptop that goes on working with it."""

    installation: Installation
    process: ServerProcess
    statements: Statements
    dsn: str
    desk: Desk
    numbers: Iterator[int] = field(default_factory=count)
    notes: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Begin again, behind the line to PostgreSQL."""
        self.process.start(re.sub(r":\d+/", f":{self.statements.port}/", self.dsn))

    async def write(self) -> None:
        """A new note and a change of it, in two groups."""
        said = f"第{next(self.numbers)}件"
        form = await self.desk.records.open_form("quick_note")
        assert form is not None
        saved = await self.desk.records.save(form, {"said": said}, scope=ScopeId("user/li"))
        assert isinstance(saved, Saved)
        form = await self.desk.records.open_form("quick_note", saved.record)
        assert form is not None
        assert isinstance(await self.desk.records.save(form, {"said": f"{said}，已办"}), Saved)
        self.notes.append(f"{said}，已办")

    async def killed_at(self, at: int, *, after: bool) -> bool:
        """Work, send, die at this word; look; begin again, send, look again. Whether it died."""
        await self.write()
        self.statements.arm(at, self.process.kill, after=after)
        await self.desk.tried()
        was_killed = self.process.was_killed()
        await self.look()
        self.statements.arm(NEVER, self.process.kill, after=False)
        self.process.wait()
        self.start()
        await self.arrive()
        return was_killed

    async def arrive(self) -> None:
        """Everything gets through, once."""
        status = await self.desk.tried()
        if status.problem is not None or status.waiting:
            raise BrokenPromiseError(f"after a new start: {status}")
        await self.look()
        with self.installation.database.snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT cells->>'said' AS said FROM record WHERE community_id = %s AND kind = 'quick_note'"
                " AND state = 'present' ORDER BY seq",
                (C,),
            )
            there = sorted(row.said for row in rows)
            conflicts = connection.exec_driver_sql("SELECT count(*) FROM record WHERE kind = 'conflict'")
            assert conflicts.scalar_one() == 0
        if there != sorted(self.notes):
            raise BrokenPromiseError(f"{len(self.notes)} notes were written, the server has {len(there)}")

    async def look(self) -> None:
        """No receipt without a row, no row twice, no gap."""
        saved, called_there = await self.desk.counts()
        there = on_server(self.installation, self.desk.replica)
        if there != [*range(1, len(there) + 1)] or not called_there <= len(there) <= saved:
            raise BrokenPromiseError(f"{called_there} of {saved} have a receipt; on the server are {there}")


async def opened_office(
    folder: Path, installation: Installation, keys: Path, address: str, variant: str, kills: int
) -> Office:
    """Kill the server so many times, spread over all words that a push says to PostgreSQL."""
    statements = Statements(port_of(address))
    process = ServerProcess(keys)
    process.start(address)
    try:
        async with at_a_desk(folder / "li", installation, process.url, "li") as desk:
            await build(Laptop(desk.session, None))  # type: ignore[arg-type]
            await desk.sync()
            process.wait()
            process.variant = variant
            office = Office(installation, process, statements, address, desk)
            office.start()
            await played(office, kills)
            return office
    finally:
        process.wait()
        statements.close()


async def played(office: Office, kills: int) -> None:
    """Measure a push, then kill at words of it in turn, before and after, and at each commit both ways."""
    await office.write()
    await office.arrive()
    office.statements.arm(NEVER, office.process.kill, after=False)
    await office.write()
    await office.arrive()
    words, commits = office.statements.said, office.statements.commits
    assert words > 8
    assert commits
    places = [(commit, after) for commit in commits for after in (False, True)]
    step = max(1, 2 * words // max(1, kills - len(places)))
    spread = [(1 + at // 2, at % 2 == 1) for at in range(0, 2 * words, step | 1)]
    while len(places) < kills:
        places += spread[: kills - len(places)]
    killed = [await office.killed_at(at, after=after) for at, after in places]
    assert sum(killed) > 0.8 * kills, "most of the time nobody was killed"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "server.keys"
    create_keys(path)
    return path


@pytest.fixture
def installation(database: Database, keys: Path) -> Installation:
    made = with_keys(database, load_keys(keys), clock=lambda: NOW)
    with database.write() as connection:
        names = connection.exec_driver_sql(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        ).scalar_one()
        connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
    settle(made)
    return made


@pytest.mark.timeout(300)
def test_a_server_killed_within_a_push_gave_no_receipt_for_nothing_and_takes_nothing_twice(
    tmp_path: Path, installation: Installation, keys: Path, dsn: str
) -> None:
    asyncio.run(opened_office(tmp_path, installation, keys, dsn, "", EVERYDAY))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_server_killed_two_hundred_times_loses_and_doubles_nothing(
    tmp_path: Path, installation: Installation, keys: Path, dsn: str
) -> None:
    asyncio.run(opened_office(tmp_path, installation, keys, dsn, "", LONG))


@pytest.mark.timeout(300)
def test_a_server_that_answers_before_it_commits_is_found_out(
    tmp_path: Path, installation: Installation, keys: Path, dsn: str
) -> None:
    with pytest.raises(BrokenPromiseError):
        asyncio.run(opened_office(tmp_path, installation, keys, dsn, "late", EVERYDAY))
