"""The one way to PostgreSQL: a pool, a transaction that writes, and a snapshot that reads."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

_POOL_SIZE = 8
_LONGEST_WAIT_S = 10


class Database:
    """A PostgreSQL database, shared by the threads of one server process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction at READ COMMITTED; it commits at the end, or rolls back if anything is raised."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only transaction at REPEATABLE READ: all of its reads see one moment."""
        reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with reading.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back to the operating system."""
        self._engine.dispose()


def open_database(dsn: str, *, through_pgbouncer: bool = False) -> Database:
    """A pool of connections to `postgresql://user:password@host:port/name`.

    PgBouncer in transaction mode hands a statement prepared on one connection to another; behind it nothing
    is prepared. Parameters never appear in messages, because they are record values.
    """
    url = sa.make_url(dsn).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(
        url,
        pool_size=_POOL_SIZE,
        max_overflow=0,
        pool_timeout=_LONGEST_WAIT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
        connect_args={
            "prepare_threshold": None if through_pgbouncer else 5,
            "connect_timeout": _LONGEST_WAIT_S,
            "application_name": "gridserver",
        },
    )
    return Database(engine)


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")
