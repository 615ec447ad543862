"""A real server for a run: PostgreSQL with the workload in it, and the server's process on loopback.

Loading takes a minute, so the loaded database is kept in the system's folder for temporary files; each run
works on a copy of it.
"""

import getpass
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import requests

from benchmarks.apart import apart
from benchmarks.processes import Postgres, cpu_s
from benchmarks.workload import DAY, Workload
from gridcore.ids import CommunityId, GroupId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridserver.actions.found_community import found_community
from gridserver.actions.write_as_server import write_as_server
from gridserver.config import Config
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.installation import Installation, open_installation

ROOT = Path(__file__).resolve().parent.parent
LEADER = UserId("leader")
_BY = "benchmark"
_PATIENCE_S = 60
_MADE_FROM = (
    "demo/*.py",
    "gridcore/records/*.py",
    "gridserver/db/migrations/**/*.py",
    "gridserver/db/seal.py",
)


class Office:
    """PostgreSQL, the server and its accounts; use it as a context."""

    def __init__(self, workload: Workload) -> None:
        self._workload = workload
        self._family = f"loaded_{workload.people}_{workload.seed}_"
        self._loaded = self._family + _fingerprint()
        self._kept = Path(tempfile.gettempdir()) / f"gridclient-benchmarks-{getpass.getuser()}"
        self._postgres = EmbeddedPostgres(self._kept / "postgres")
        self._name = f"run_{os.getpid()}"
        self._process: psutil.Popen | None = None
        self._installation: Installation | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """Where laptops reach the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def community(self) -> CommunityId:
        """The community's code."""
        return CommunityId(json.loads(self._note.read_text("utf-8"))["community"])

    def __enter__(self) -> "Office":
        self._kept.mkdir(parents=True, exist_ok=True)
        self._postgres.start()
        try:
            if not self._note.exists():
                self._load()
            self._postgres.ensure_database(self._name, template=self._loaded)
            self._installation = open_installation(self._config(self._name))
            self._serve()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE_S)
        if self._installation is not None:
            self._installation.close()
        self._drop(self._name)
        self._postgres.stop()

    def enrolment_code(self) -> str:
        """A code for a laptop of somebody who supervises and visits the whole community."""
        assert self._installation is not None, "the office is open"
        with self._installation.database.write() as connection:
            return devices.new_code(connection, LEADER, by=_BY, now=self._installation.clock())

    def worker_code(self, user: str, grid: str) -> str:
        """A code for a laptop of a new grid worker of this grid."""
        assert self._installation is not None, "the office is open"
        now, worker = self._installation.clock(), UserId(user)
        with self._installation.database.write() as connection:
            accounts.create_user(connection, worker, self.community, "李建国", by=_BY, now=now)
            given = Assignment(worker, Role.GRID_WORKER, grid)
            accounts.assign(connection, self.community, given, Validity(now.date()), by=_BY, now=now)
            return devices.new_code(connection, worker, by=_BY, now=now)

    @property
    def config(self) -> Config:
        """How the server of this run was set up."""
        return self._config(self._name)

    def grids(self) -> list[str]:
        """The codes of the grids, the largest first."""
        with psycopg.connect(self.dsn) as connection:
            rows = connection.execute(
                "SELECT scope FROM scope_stat WHERE scope LIKE 'grid/%' ORDER BY rows DESC"
            )
            return [str(scope).partition("/")[2] for (scope,) in rows.fetchall()]

    @property
    def dsn(self) -> str:
        """The database of this run, for what is measured beside the server."""
        return self._postgres.dsn(self._name)

    def server_cpu_s(self) -> float:
        """CPU of the server's process until now."""
        assert self._process is not None, "the office is open"
        return cpu_s(self._process)

    def postgres_cpu_s(self) -> float:
        """CPU of PostgreSQL's processes until now."""
        return Postgres(self._kept).cpu_s()

    @property
    def _note(self) -> Path:
        return self._kept / f"{self._loaded}.json"

    def _config(self, database: str) -> Config:
        return Config(
            data=self._kept, dsn=self._postgres.dsn(database), key_file=self._kept / f"{self._loaded}.keys"
        )

    def _load(self) -> None:
        """Load the community under another name; it gets its own when it is whole."""
        sys.stderr.write("Loading the community, once …\n")
        self._drop_older()
        (self._kept / f"{self._loaded}.keys").unlink(missing_ok=True)
        part_name = f"part_{os.getpid()}"
        self._postgres.ensure_database(part_name)
        code = apart(_load, self._workload, self._config(part_name))
        with psycopg.connect(self._postgres.dsn(), autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{part_name}" RENAME TO "{self._loaded}"'.encode())
        self._note.write_text(json.dumps({"community": code}), "utf-8")

    def _drop_older(self) -> None:
        """What an older program has loaded of the same workload."""
        for note in self._kept.glob(f"{self._family}*.json"):
            note.unlink()
            self._drop(note.stem)

    def _drop(self, database: str) -> None:
        with psycopg.connect(self._postgres.dsn(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'.encode())

    def _serve(self) -> None:
        self._process, self.port = start_server(self._config(self._name), self._kept / "server.log")


def start_server(config: Config, log_file: Path) -> tuple[psutil.Popen, int]:
    """A server's process that answers, and its port. Raises RuntimeError where it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = {"DATA": config.data, "DSN": config.dsn, "KEY_FILE": config.keys_path, "PORT": port}
    with log_file.open("wb") as log:
        process = psutil.Popen(
            [sys.executable, "-m", "gridserver", "serve"],
            cwd=ROOT,
            env={**os.environ, **{f"GRIDSERVER_{name}": str(value) for name, value in told.items()}},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + _PATIENCE_S
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"the server did not start; its log is {log_file}")
        time.sleep(0.05)
    return process, port


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/openapi.json", timeout=1).ok
    except requests.RequestException:
        return False


def _fingerprint() -> str:
    """Of what the loaded database is made from: another program makes another."""
    told = hashlib.sha256(str(DAY).encode())
    for pattern in _MADE_FROM:
        for file in sorted(ROOT.glob(pattern)):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


def _load(workload: Workload, config: Config) -> CommunityId:
    """Write the community and the account of its leader into an empty database."""
    made = workload.make()
    code = CommunityId(made.code)
    installation = open_installation(config)
    try:
        found_community(installation, code, made.name, by=_BY)
        edits = [
            Create(0, GroupId(each.id), each.id, each.kind, each.cells, scope=each.scope)
            for each in made.records()
        ]
        verdicts = write_as_server(installation, code, edits, by=_BY)
        if any(each.code != "ok" for each in verdicts):
            raise RuntimeError("the server did not take the workload")
        with installation.database.write() as connection:
            now = installation.clock()
            accounts.create_user(connection, LEADER, code, "周敏", by=_BY, now=now)
            for role in (Role.SUPERVISOR, Role.GRID_WORKER):
                given = Assignment(LEADER, role, code)
                accounts.assign(connection, code, given, Validity(now.date()), by=_BY, now=now)
    finally:
        installation.close()
    return code
