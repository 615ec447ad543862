"""A PostgreSQL of our own: shared, private, and back after a crash."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from gridserver.app import build
from gridserver.config import Config
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


def test_the_log_that_a_failure_names_says_why(tmp_path: Path) -> None:
    (tmp_path / "pgdata").mkdir()
    with pytest.raises(EmbeddedPostgresError, match=re.escape(str(tmp_path / "postgres.log"))):
        EmbeddedPostgres(tmp_path, durable=False).start()
    assert "pgdata" in (tmp_path / "postgres.log").read_text("utf-8")


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


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as Unix does it")
def test_one_that_was_killed_is_started_again_at_its_address_with_all_it_held(
    postgres: EmbeddedPostgres, folder: Path
) -> None:
    postgres.ensure_database("held")
    assert not postgres.mend()
    before = postgres.dsn()
    kill(folder)
    assert postgres.mend()
    assert postgres.dsn() == before
    assert not postgres.ensure_database("held")
    guest = EmbeddedPostgres(folder, durable=False)
    guest.start()
    assert not guest.stop(), "it is in use again"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as Unix does it")
def test_one_that_was_killed_can_be_left(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder, durable=False)
    postgres.start()
    kill(folder)
    assert not postgres.stop()
    assert not postgres.mend(), "it is not in use"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as Unix does it")
def test_a_server_starts_its_own_postgres_again(folder: Path) -> None:
    app = build(Config(data=folder.parent))
    database = app.state.waiters._database

    async def story() -> None:
        async with app.router.lifespan_context(app), asyncio.timeout(60):
            kill(folder.parent / "postgres")
            while True:
                with contextlib.suppress(OperationalError), database.look() as connection:
                    connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()
                    return
                await asyncio.sleep(0.05)

    asyncio.run(story())


def kill(folder: Path) -> None:
    """End the PostgreSQL of a folder as the kernel does that runs out of memory."""
    postmaster = psutil.Process(int((folder / "pgdata" / "postmaster.pid").read_text("utf-8").split()[0]))
    all_of_it = [postmaster, *postmaster.children()]
    postmaster.kill()
    psutil.wait_procs(all_of_it, timeout=60)


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
