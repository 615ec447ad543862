"""The log of a server whose database is away: it tells what happened, not how often somebody asked."""

from dataclasses import replace

import psycopg
import pytest
import sqlalchemy as sa

from gridserver.app import build_app
from gridserver.db.engine import Database, open_database
from gridserver.http.outage import Outage
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.fakes.vanishing import vanishing
from tests.server.field import Laptop


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(each.levelname, each.getMessage()) for each in caplog.records if each.name == "gridserver"]


def behind(dsn: str, port: int) -> Database:
    return open_database(sa.make_url(dsn).set(port=port).render_as_string(hide_password=False))


def test_however_many_ask_in_an_outage_one_line_tells_of_it_and_one_that_it_is_over(
    field: Installation, dsn: str, caplog: pytest.LogCaptureFixture
) -> None:
    onwards = sa.make_url(dsn).port
    assert onwards is not None
    with vanishing(onwards) as before:
        far = behind(dsn, before.port)
        app = build_app(replace(field, database=far))
    app.state.outage.calm_s = 0.0
    with serving(app) as address:
        li = Laptop(field, address, "li")
        for _ in range(5):
            assert li.get("/v1/me").status_code == 503
        [(level, line)] = said(caplog)
        assert level == "ERROR"
        assert line.startswith("the database does not do its part: me: OperationalError at ")
        with vanishing(onwards, port=before.port):
            for _ in range(3):
                assert li.get("/v1/me").status_code == 200
            assert [level for level, _ in said(caplog)] == ["ERROR", "WARNING"]
            assert said(caplog)[1][1].startswith("the database is back: 5 failures in ")
        assert li.get("/v1/me").status_code == 503
        assert [level for level, _ in said(caplog)] == ["ERROR", "WARNING", "ERROR"], "another outage"
    far.close()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """The present second."""
        return self.now


def test_a_long_outage_is_counted_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    outage = Outage(clock)
    for _ in range(1_000):
        outage.failed("sync", psycopg.OperationalError("王小明"))
        clock.now += 0.25
    outage.went_well()
    assert [level for level, _ in said(caplog)] == ["ERROR"] * 5, "it failed a moment ago: not yet"
    clock.now += 10
    outage.went_well()
    outage.went_well()
    assert said(caplog)[1:] == [
        ("ERROR", "the database is still away: 241 failures in 60 s"),
        ("ERROR", "the database is still away: 481 failures in 120 s"),
        ("ERROR", "the database is still away: 721 failures in 180 s"),
        ("ERROR", "the database is still away: 961 failures in 240 s"),
        ("WARNING", "the database is back: 1000 failures in 260 s"),
    ]
    assert "王小明" not in str(said(caplog))


def test_a_database_that_fails_every_other_request_is_not_called_back_each_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    outage = Outage(clock)
    for _ in range(100):
        outage.failed("sync", psycopg.OperationalError())
        outage.went_well()
        clock.now += 0.1
    assert len(said(caplog)) == 1
