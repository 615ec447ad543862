"""The one way to PostgreSQL: a pool, a transaction that writes, and a snapshot that reads."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

_POOL_SIZE = 8
_LONGEST_WAIT_S = 10
_FRESH_FOR_S = 5.0
_GONE_AFTER_S = 15
_RESTS_SINCE = "rests_since"


class Database:
    """A PostgreSQL database, shared by the threads of one server process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._looking = engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction at READ COMMITTED; it commits at the end, or rolls back if anything is raised."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only transaction at REPEATABLE READ: all of its reads see one moment."""
        with self._reading.begin() as connection:
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """No transaction: for one SELECT, which sees one moment by itself and costs half as much.

        What SQLAlchemy believes to begin and to end says nothing to PostgreSQL; but where the end fails, it
        learns that all resting connections broke.
        """
        with self._looking.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back to the operating system."""
        self._engine.dispose()


def open_database(
    dsn: str,
    *,
    through_pgbouncer: bool = False,
    fresh_for_s: float = _FRESH_FOR_S,
    gone_after_s: int = _GONE_AFTER_S,
) -> Database:
    """A pool of connections to `postgresql://user:password@host:port/name`.

    A connection that rested for longer than `fresh_for_s` is tried out before it is used; one whose other end
    acknowledged nothing for `gone_after_s` is dead. What the address says about that itself has precedence.

    PgBouncer in transaction mode hands a statement prepared on one connection to another; behind it nothing
    is prepared. Parameters never appear in messages, because they are record values.
    """
    url = sa.make_url(dsn).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(
        url,
        pool_size=_POOL_SIZE,
        max_overflow=0,
        pool_timeout=_LONGEST_WAIT_S,
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
        connect_args={
            "prepare_threshold": None if through_pgbouncer else 5,
            "application_name": "gridserver",
            **{name: value for name, value in _patience(gone_after_s).items() if name not in url.query},
        },
    )
    _prove_what_rested(engine, fresh_for_s)
    return Database(engine)


def _patience(gone_after_s: int) -> dict[str, int]:
    """A machine that vanished closes nothing: by themselves, systems wait for it for minutes to hours.

    What is on the line must be acknowledged, and a line on which nothing is gets asked.
    """
    return {
        "connect_timeout": min(_LONGEST_WAIT_S, gone_after_s),
        "tcp_user_timeout": gone_after_s * 1_000,
        "keepalives_idle": max(1, gone_after_s // 3),
        "keepalives_interval": max(1, gone_after_s // 3),
        "keepalives_count": 2,
    }


def _prove_what_rested(engine: Engine, fresh_for_s: float) -> None:
    """PostgreSQL may have been started anew; to ask before each use would cost two questions a request."""

    @sa.event.listens_for(engine, "checkin")
    def rest(_: object, resting: ConnectionPoolEntry) -> None:
        resting.info[_RESTS_SINCE] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def prove(driver: DBAPIConnection, resting: ConnectionPoolEntry, _: object) -> None:
        since = resting.info.get(_RESTS_SINCE)
        if since is None or time.monotonic() - since < fresh_for_s:
            return
        try:
            engine.dialect.do_ping(driver)
        except psycopg.Error as error:
            raise sa.exc.DisconnectionError from error


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")
