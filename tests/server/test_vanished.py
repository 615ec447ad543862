"""PostgreSQL on another machine, which vanishes: nobody closes its connections."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from gridcore.problems import ProblemCode
from gridcore.wire.envelope import decode_refusal
from gridserver.app import build_app
from gridserver.db.engine import Database, open_database
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.fakes.vanishing import Vanishing, vanishing
from tests.server.field import Laptop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone can make a connection deaf")

_GIVES_UP_S = 2
_FAR_LATER_S = 600
_SLEEPING = sa.text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE :q AND state = 'active'")


@pytest.fixture
def machine(dsn: str) -> Iterator[Vanishing]:
    """A machine between the server and PostgreSQL."""
    port = sa.make_url(dsn).port
    assert port is not None
    with vanishing(port) as found:
        yield found


@pytest.fixture
def far(dsn: str, machine: Vanishing) -> Iterator[Database]:
    """The database behind that machine."""
    url = sa.make_url(dsn).set(port=machine.port)
    opened = open_database(url.render_as_string(hide_password=False), gone_after_s=_GIVES_UP_S)
    yield opened
    opened.close()


@pytest.mark.timeout(120)
def test_a_request_to_a_database_that_vanished_ends_as_in_any_outage(
    field: Installation, far: Database, machine: Vanishing
) -> None:
    with serving(build_app(replace(field, database=far))) as address:
        li = Laptop(field, address, "li")
        assert li.get("/v1/me").status_code == 200
        machine.vanish()
        for _ in range(2):  # at a dead connection, then at none
            answer = li.get("/v1/me")
            refusal = decode_refusal(answer.content)
            assert (answer.status_code, refusal.code) == (503, ProblemCode.SERVER_BUSY)
            assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.timeout(120)
def test_an_answer_that_can_never_come_is_not_waited_for(
    database: Database, far: Database, machine: Vanishing
) -> None:
    """The question had arrived: nothing of ours is on the line, and only asking finds it dead."""
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(_sleep_there, far)
        with database.look() as connection:
            while not connection.execute(_SLEEPING, {"q": "SELECT pg_sleep%"}).scalar_one():
                time.sleep(0.01)
        machine.vanish()
        with pytest.raises(sa.exc.OperationalError):
            asking.result()
    with database.look() as connection:
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE :q"),
            {"q": "SELECT pg_sleep%"},
        )


def _sleep_there(far: Database) -> None:
    with far.look() as connection:
        connection.execute(sa.text("SELECT pg_sleep(:s)"), {"s": _FAR_LATER_S})
