"""Opening the encrypted database: pragmas in order, the key in no URL, log or repr, failures as problems.

The key comes from the authenticated key file, so a file that it does not open is damaged, not mistyped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from gridclient.db import schema
from gridclient.db.folders import make_private_file, problem_of_file
from gridclient.db.keys import Keys
from gridcore.problems import ProblemCode, ProblemError

_PRAGMAS = (
    "cipher_memory_security=OFF",  # docs/adr/0014: it costs much and hides nothing that Python does not keep
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged commits at a power cut
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "busy_timeout=5000",
    "cache_size=-32768",
    "journal_size_limit=16777216",
)
_PROBLEMS = {
    5: ProblemCode.DATABASE_BUSY,  # SQLITE_BUSY
    8: ProblemCode.FOLDER_NOT_WRITABLE,  # SQLITE_READONLY
    10: ProblemCode.DISK_FAILED,  # SQLITE_IOERR
    11: ProblemCode.DATABASE_DAMAGED,  # SQLITE_CORRUPT
    13: ProblemCode.DISK_FULL,  # SQLITE_FULL
    14: ProblemCode.FOLDER_NOT_WRITABLE,  # SQLITE_CANTOPEN
    26: ProblemCode.DATABASE_DAMAGED,  # SQLITE_NOTADB
}


def create_database(path: Path, keys: Keys) -> None:
    """Make an empty database of the present schema. Raises ProblemError: disk_full, folder_not_writable."""
    with problems_translated():
        make_private_file(path)
        engine = open_engine(path, keys)
        try:
            with engine.begin() as connection:
                schema.create(connection)
            checkpoint(engine)
        finally:
            engine.dispose()


def open_engine(path: Path, keys: Keys, *, query_only: bool = False) -> Engine:
    """An engine with one connection, for the one thread that first uses it.

    Every transaction of a writing engine takes the write lock at its beginning.
    """

    def connect() -> Any:
        return _connect(path, keys, query_only)

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=StaticPool, hide_parameters=True
    )
    begin = "BEGIN" if query_only else "BEGIN IMMEDIATE"

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_transaction)
    return engine


def _connect(path: Path, keys: Keys, query_only: bool) -> Any:
    if not path.exists():  # SQLite would silently make an empty one
        raise ProblemError(ProblemCode.DATABASE_MISSING)
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # SQLCipher writes to stderr otherwise
        connection.execute(f"""PRAGMA key="x'{keys.database.hex()}{keys.salt.hex()}'" """)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):  # a medium without shared memory
            raise ProblemError(ProblemCode.FOLDER_NOT_WRITABLE)
        connection.execute("SELECT count(*) FROM sqlite_master")
        if query_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            _refuse_read_only(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_read_only(connection: Any) -> None:
    """Where the file cannot be opened for writing SQLite opens it to read, and says so at the first save."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE refuse_read_only (x)")
    finally:
        connection.execute("ROLLBACK")


def checkpoint(engine: Engine) -> None:
    """Bring the write-ahead log into the database file and empty it, as far as no reader needs it."""
    _run_pragma(engine, "wal_checkpoint(TRUNCATE)")


def is_sound(engine: Engine) -> bool:
    """Whether every page carries its right MAC and the trees hold together.

    To be asked after a checkpoint: before it, torn pages that the log still covers raise false alarms.
    """
    try:
        if _run_pragma(engine, "cipher_integrity_check"):
            return False
        return [tuple(row) for row in _run_pragma(engine, "quick_check(1)")] == [("ok",)]
    except (DBAPIError, dbapi2.Error) as error:
        problem = problem_of(error)
        if problem is not None and problem.code is ProblemCode.DATABASE_DAMAGED:
            return False
        raise


def _run_pragma(engine: Engine, pragma: str) -> list[Any]:
    pooled = engine.raw_connection()  # outside a transaction
    try:
        cursor = pooled.cursor()
        cursor.execute(f"PRAGMA {pragma}")
        return list(cursor.fetchall())
    finally:
        pooled.close()


@contextmanager
def problems_translated() -> Iterator[None]:
    """The one place where failures of database and disk become problems; anything else is a bug and rises."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error


def problem_of(error: Exception) -> ProblemError | None:
    """The problem behind an error of the database driver, wrapped or not; None for a bug."""
    if isinstance(error, OSError):
        return problem_of_file(error)
    cause = error.orig if isinstance(error, DBAPIError) else error
    number = getattr(cause, "sqlite_errorcode", None)
    code = _PROBLEMS.get(number & 0xFF) if isinstance(number, int) else None
    return None if code is None else ProblemError(code)
