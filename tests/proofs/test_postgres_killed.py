"""PostgreSQL dies at each statement of a push, and the server goes on: it says so, and heals by itself."""

import asyncio
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode
from gridcore.wire.messages import encode_request
from gridcore.wire.packing import pack
from gridserver.app import build_app
from gridserver.db.engine import open_database
from gridserver.db.keys import create_keys, load_keys
from gridserver.db.migrations import upgrade
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.fakes.loopback import serving
from tests.proofs.desk import at_a_desk, on_server
from tests.proofs.disk import memory_folder
from tests.proofs.mortal_postgres import PATIENCE_S, Death, MortalPostgres
from tests.proofs.office import Office, behind
from tests.proofs.served import ServerProcess, Statements
from tests.proofs.test_bad_line import BrokenPromiseError
from tests.server.field import NOW, new_id, settle
from tests.server.field import Laptop as Sender

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes are forked and killed as Unix does it"
)

EVERYDAY, LONG = 8, 200
NEW_SERVER_EVERY = 5
"""Now and then the server is started anew as well, while PostgreSQL is away."""
MOST_REFUSALS = 1
"""Told to come again once PostgreSQL is back: the first request may meet a connection that broke."""


class DyingPostgres:
    """What the server works on. A laptop hears 503 with a time to come again, and nothing else."""

    tells = frozenset({ProblemCode.SERVER_BUSY})

    def __init__(self, postgres: MortalPostgres, process: ServerProcess, address: str) -> None:
        self._postgres, self._process, self._address = postgres, process, address
        self._deaths = cycle(Death)
        self._is_struck, self._is_dead, self._count = False, threading.Event(), 0

    def strike(self) -> None:
        """In another way each time."""
        self._is_struck = True
        try:
            self._postgres.die(next(self._deaths))
        finally:
            self._is_dead.set()

    def was_struck(self) -> bool:
        """Whether it died since it was mended; the laptop may hear of it before it is quite dead."""
        return self._is_struck and self._is_dead.wait(PATIENCE_S)

    def mend(self) -> None:
        """Start it; the server hears nothing of it, unless it is started anew as well."""
        self._count += 1
        if self._is_struck and not self._count % NEW_SERVER_EVERY:
            self._process.wait()
            self._process.start(self._address)
        self._is_struck = False
        self._is_dead.clear()
        self._postgres.start()


@pytest.fixture(scope="module")
def mortal() -> Iterator[MortalPostgres]:
    """Its data is in memory where that can be: each new start syncs every file."""
    with memory_folder() as folder:
        postgres = MortalPostgres(folder)
        try:
            yield postgres
        finally:
            postgres.stop()


@pytest.fixture
def installation(mortal: MortalPostgres, tmp_path: Path) -> Iterator[Installation]:
    """A community on it that nobody has worked in; its connections are proved before each use."""
    mortal.stop()
    mortal.settings = {}
    mortal.start()
    database = open_database(mortal.dsn, fresh_for_s=0)
    with database.write() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    upgrade(database)
    made = with_keys(database, create_keys(tmp_path / "server.keys"), clock=lambda: NOW)
    settle(made)
    yield made
    database.close()


async def opened_office(
    folder: Path, installation: Installation, postgres: MortalPostgres, variant: str, strikes: int
) -> None:
    """Let PostgreSQL die so many times, spread over all words that a push says to it."""
    keys = folder / "server.keys"
    assert load_keys(keys)
    statements, process = Statements(postgres.port), ServerProcess(keys)
    address = behind(postgres.dsn, statements)
    process.variant = variant
    process.start(address)
    try:
        async with at_a_desk(folder / "li", installation, process.url, "li") as desk:
            await build(Laptop(desk.session, None))  # type: ignore[arg-type]
            await desk.sync()
            victim = DyingPostgres(postgres, process, address)
            office = Office(installation, statements, victim, desk, MOST_REFUSALS)
            await office.play(strikes)
    finally:
        process.wait()
        statements.close()


@pytest.mark.timeout(300)
def test_a_postgres_that_dies_within_a_push_loses_no_receipt_and_the_server_heals_by_itself(
    tmp_path: Path, installation: Installation, mortal: MortalPostgres
) -> None:
    asyncio.run(opened_office(tmp_path, installation, mortal, "", EVERYDAY))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_postgres_that_dies_two_hundred_times_loses_and_doubles_nothing(
    tmp_path: Path, installation: Installation, mortal: MortalPostgres
) -> None:
    asyncio.run(opened_office(tmp_path, installation, mortal, "", LONG))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_six_laptops_that_push_while_it_dies_hear_only_to_come_again_and_each_edit_is_there_once(
    installation: Installation, mortal: MortalPostgres
) -> None:
    heard: Counter[int] = Counter()
    ended = threading.Event()

    def push(laptop: Sender) -> None:
        while not ended.is_set():
            laptop.create("quick_note", new_id("note"), {"said": "写"}, scope=ScopeId("user/li"))
            packed = pack(encode_request(laptop.request()))
            heard[laptop.call("POST", "/sync/v1", packed, {"Content-Encoding": "zstd"}).status_code] += 1
            ended.wait(0.05)

    with serving(build_app(installation)) as url:
        laptops = [Sender(installation, url, "li") for _ in range(6)]
        for each in laptops:
            each.sync()
        with ThreadPoolExecutor(len(laptops)) as pool:
            working = [pool.submit(push, each) for each in laptops]
            for death in [*Death] * 3:
                ended.wait(0.5)
                mortal.die(death)
                mortal.start()
            ended.set()
        for task in working:
            task.result()
        for each in laptops:
            each.sync()
            assert each.acked_n == each.n
            assert on_server(installation, each.replica) == [*range(1, each.n + 1)]
    assert heard.keys() == {200, 503}, heard


@pytest.mark.timeout(300)
def test_a_postgres_that_answers_before_its_log_is_written_is_found_out(
    tmp_path: Path, installation: Installation, mortal: MortalPostgres
) -> None:
    mortal.stop()
    mortal.settings = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    mortal.start()
    with pytest.raises(BrokenPromiseError, match="have a receipt"):
        asyncio.run(opened_office(tmp_path, installation, mortal, "", EVERYDAY))


@pytest.mark.timeout(300)
def test_a_pool_that_keeps_dead_connections_is_found_out(
    tmp_path: Path, installation: Installation, mortal: MortalPostgres
) -> None:
    with pytest.raises(BrokenPromiseError, match="after a new start"):
        asyncio.run(opened_office(tmp_path, installation, mortal, "careless", EVERYDAY))
