"""The server is killed at each statement of a push: no receipt without a row, and nothing twice after."""

import asyncio
import sys
from pathlib import Path

import pytest

from gridcore.problems import ProblemCode
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys, load_keys
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.proofs.desk import at_a_desk, port_of
from tests.proofs.office import Office, behind
from tests.proofs.served import ServerProcess, Statements
from tests.proofs.test_bad_line import BrokenPromiseError
from tests.server.conftest import cluster, database, dsn, template
from tests.server.field import NOW, settle

__all__ = ["cluster", "database", "dsn", "template"]
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes are forked and killed as Unix does it"
)

EVERYDAY, LONG = 15, 200


class DyingServer:
    """The process that answers; a laptop finds nobody there until it begins again."""

    tells = frozenset({ProblemCode.SERVER_UNREACHABLE})

    def __init__(self, process: ServerProcess, address: str) -> None:
        self._process, self._address = process, address
        self.strike = process.kill
        self.was_struck = process.was_killed

    def mend(self) -> None:
        """Begin again, behind the line to PostgreSQL."""
        self._process.wait()
        self._process.start(self._address)


async def opened_office(
    folder: Path, installation: Installation, keys: Path, address: str, variant: str, kills: int
) -> None:
    """Kill the server so many times, spread over all words that a push says to PostgreSQL."""
    statements = Statements(port_of(address))
    process = ServerProcess(keys)
    process.start(address)
    try:
        async with at_a_desk(folder / "li", installation, process.url, "li") as desk:
            await build(Laptop(desk.session, None))  # type: ignore[arg-type]
            await desk.sync()
            process.variant = variant
            victim = DyingServer(process, behind(address, statements))
            victim.mend()
            await Office(installation, statements, victim, desk).play(kills)
    finally:
        process.wait()
        statements.close()


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
