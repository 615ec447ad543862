"""A PostgreSQL of our own: shared, private, and back after a crash."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gridserver.db.embedded import EmbeddedPostgres, EmbeddedPostgresError

SECRET = "330106199001011234"
LEFT_BEHIND = """
import os, signal, sys
from pathlib import Path
from gridserver.db.embedded import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1]), durable=False).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gridserver-embedded-") as made:
        yield Path(made) / "of a small office"


@pytest.fixture
def postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    started = EmbeddedPostgres(folder, durable=False)
    started.start()
    yield started
    started.stop()


def test_the_data_are_there_after_a_restart(folder: Path) -> None:
    for expected in (True, False):
        postgres = EmbeddedPostgres(folder, durable=False)
        postgres.start()
        assert postgres.ensure_database("kept") is expected
        assert postgres.stop()


def test_the_server_runs_until_its_last_user_leaves(postgres: EmbeddedPostgres, folder: Path) -> None:
    second = EmbeddedPostgres(folder, durable=False)
    second.start()
    assert second.dsn() == postgres.dsn()
    assert not postgres.stop()
    with psycopg.connect(second.dsn()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert second.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(second.dsn(), connect_timeout=5)


def test_starting_and_stopping_twice_does_no_harm(postgres: EmbeddedPostgres) -> None:
    before = postgres.dsn()
    postgres.start()
    assert postgres.dsn() == before
    assert postgres.stop()
    assert not postgres.stop()


def test_a_server_left_behind_by_a_killed_process_is_taken_over(folder: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", LEFT_BEHIND, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    heir = EmbeddedPostgres(folder, durable=False)
    heir.start()
    assert heir.stop()


def test_nobody_gets_in_without_the_password(postgres: EmbeddedPostgres) -> None:
    parts = psycopg.conninfo.conninfo_to_dict(postgres.dsn())
    password = str(parts.pop("password"))
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(psycopg.conninfo.make_conninfo("", **parts))
    assert password not in repr(postgres)


def test_only_this_machine_can_connect(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.dsn()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)


def test_the_log_holds_no_values(postgres: EmbeddedPostgres, folder: Path) -> None:
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE held (number TEXT PRIMARY KEY)")
        connection.execute("INSERT INTO held VALUES (%s)", [SECRET])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(f"INSERT INTO held VALUES ('{SECRET}')".encode())
    log = (folder / "postgres.log").read_text("utf-8")
    assert "duplicate key" in log
    assert SECRET not in log


def test_chinese_is_stored_as_utf8_and_sorted_by_code_point(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.dsn()) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SELECT '丁' < '乙'").fetchone() == (True,)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="accounts of this kind are not those of Windows")
def test_others_cannot_read_the_data(postgres: EmbeddedPostgres, folder: Path) -> None:
    assert (folder / "pgdata").stat().st_mode & 0o077 == 0
    assert (folder / "postgres.log").stat().st_mode & 0o077 == 0


def test_a_damaged_cluster_is_reported_and_left_alone(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder, durable=False)
    version = folder / "pgdata" / "PG_VERSION"
    kept = version.read_bytes()
    version.write_text("9\n", "ascii")
    try:
        with pytest.raises(EmbeddedPostgresError, match=r"postgres\.log"):
            postgres.start()
    finally:
        version.write_bytes(kept)
    postgres.start()
    assert postgres.stop()
