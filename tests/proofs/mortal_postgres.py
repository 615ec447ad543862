"""A durable PostgreSQL at one address, which dies in each of the ways it can, and is started again."""

import contextlib
import enum
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import psutil
import psycopg

from gridserver.db.embedded import EmbeddedPostgres, EmbeddedPostgresError, _free_port

_DATABASE = "mortal"
PATIENCE_S = 60.0


class Death(enum.Enum):
    """How PostgreSQL goes. `BACKEND`: one of its processes is killed, so that it drops all and recovers."""

    IMMEDIATE = "pg_ctl stop -m immediate"
    POSTMASTER = "kill -9 of the postmaster"
    BACKEND = "kill -9 of a backend"
    FAST = "pg_ctl stop -m fast"


class MortalPostgres:
    """Its data under a folder; the tables are made by whoever opens it first."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, folder / "pgdata"
        self._embedded = EmbeddedPostgres(folder)
        self._embedded.start()
        self._embedded.ensure_database(_DATABASE)
        self._password = self._embedded._password()
        self._embedded.stop()
        self.port = _free_port()
        self.settings: Mapping[str, str] = {}

    @property
    def dsn(self) -> str:
        """Where it answers while it lives."""
        return f"postgresql://gridserver:{self._password}@127.0.0.1:{self.port}/{_DATABASE}"

    def start(self) -> None:
        """Start, or wait until it has recovered; returns when it answers."""
        end = time.monotonic() + PATIENCE_S
        while not self._answers():
            if time.monotonic() > end:
                raise TimeoutError("PostgreSQL did not come back")
            if self._postmaster() is None:
                settings = {"port": str(self.port), **self.settings}
                options = " ".join(f"-c {name}={value}" for name, value in settings.items())
                log = str(self._folder / "postgres.log")
                with contextlib.suppress(EmbeddedPostgresError):  # the dead one's processes are still going
                    self._embedded._run(
                        "pg_ctl", "start", "-D", str(self._data), "-l", log, "-o", options, "-w", "-s"
                    )
            time.sleep(0.05)

    def die(self, death: Death) -> None:
        """Go; returns when nobody writes any more, or nobody is told of it."""
        postmaster = self._postmaster()
        assert postmaster is not None
        match death:
            case Death.IMMEDIATE | Death.FAST:
                mode = death.value.split()[-1]
                self._embedded._run("pg_ctl", "stop", "-D", str(self._data), "-m", mode, "-w", "-s")
            case Death.POSTMASTER:
                children = postmaster.children()
                os.kill(postmaster.pid, signal.SIGKILL)
                psutil.wait_procs(children, timeout=PATIENCE_S)
            case Death.BACKEND:
                backends = [each for each in postmaster.children() if "127.0.0.1(" in _title(each)]
                busy = [each for each in backends if "idle in transaction" in _title(each)] or backends
                os.kill(busy[0].pid, signal.SIGKILL)
                psutil.wait_procs(backends, timeout=PATIENCE_S)

    def stop(self) -> None:
        """For good."""
        if self._postmaster() is not None:
            self.die(Death.IMMEDIATE)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.dsn, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _postmaster(self) -> psutil.Process | None:
        try:
            pid = int((self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
            process = psutil.Process(pid)
            return process if process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return None


def _title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
