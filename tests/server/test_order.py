"""Whoever has read up to a number has read every smaller one, with two server processes and eight writers."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gridcore.wire.messages import encode_request
from gridserver.app import build_app
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.server.field import GRID_1, C, Laptop, MissedError
from tests.server.homes import Home, move_in
from tests.server.processes import field, free_port, keys, started

__all__ = ["field", "keys"]

WRITERS, PUSHES = 8, 25


@pytest.fixture(scope="module")
def home(field: Installation) -> Home:
    with serving(build_app(field)) as address:
        laptop = Laptop(field, address, "li")
        made = move_in(laptop, GRID_1)
        assert set(laptop.sync().codes) == {"ok"}
    return made


@pytest.fixture
def addresses(dsn: str, keys: Path, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Two processes of the server, with the bug that the test names, if any."""
    with started(dsn, keys, [free_port(), free_port()], request.param) as found:
        yield found


def write(laptop: Laptop, home: Home, addresses: list[str], seed: int) -> None:
    """Push visits, a few at a time, now through this process and now through that one."""
    chance = random.Random(seed)
    for _ in range(PUSHES):
        laptop.address = chance.choice(addresses)
        for _ in range(chance.randint(1, 5)):
            home.visit(laptop)
        if chance.random() < 0.2:
            laptop.exchange(encode_request(laptop.request()))
        assert set(laptop.sync().codes) == {"ok"}


def read(laptop: Laptop, addresses: list[str], done: threading.Event, seed: int) -> int:
    """Poll by cursor; an answer whose rows and digest differ raises. Returns the number of polls."""
    chance, polls = random.Random(seed), 0
    while not done.is_set():
        laptop.address = chance.choice(addresses)
        laptop.sync()
        polls += 1
    laptop.sync()
    return polls


def stress(field: Installation, addresses: list[str], home: Home) -> list[Laptop]:
    """Eight writers and two readers; the readers, when all is written and read."""
    writers = [Laptop(field, addresses[0], ("li", "zhang")[n % 2]) for n in range(WRITERS)]
    readers = [Laptop(field, address, "zhang") for address in addresses]
    for each in (*writers, *readers):
        each.sync()
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        reading = [pool.submit(read, each, addresses, done, n) for n, each in enumerate(readers)]
        writing = [pool.submit(write, each, home, addresses, n) for n, each in enumerate(writers)]
        try:
            for pushed in writing:
                pushed.result()
        finally:
            done.set()
        assert all(polls.result() > 0 for polls in reading)
    return readers


@pytest.mark.parametrize("addresses", ["last"], indirect=True)
def test_no_reader_misses_a_number(field: Installation, addresses: list[str], home: Home) -> None:
    readers = stress(field, addresses, home)
    fresh = Laptop(field, addresses[0], "li")
    fresh.sync()
    for each in readers:
        assert each.records[GRID_1] == fresh.records[GRID_1]
    with field.database.snapshot() as connection:
        numbers = connection.exec_driver_sql("SELECT seq FROM record WHERE community_id = %s", (C,))
        drawn = numbers.scalars().all()
        edits = connection.exec_driver_sql("SELECT count(*) FROM edit_log WHERE record LIKE 'visit%%'")
        visits = [record for record in fresh.records[GRID_1] if record.startswith("visit")]
        assert edits.scalar_one() == len(visits)
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("addresses", ["early"], indirect=True)
def test_a_number_that_is_taken_first_and_written_later_is_found_out(
    field: Installation, addresses: list[str], home: Home
) -> None:
    with pytest.raises(MissedError):
        stress(field, addresses, home)
