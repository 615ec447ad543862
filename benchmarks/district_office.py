"""A server with the stress pack in it: how it starts, tells its state, and serves a supervisor's laptop."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import Connection

from benchmarks.apart import apart
from benchmarks.figures import Figure, Spent, Watch
from benchmarks.laptops import Laptop
from benchmarks.office import ROOT, start_server
from benchmarks.processes import Postgres, cpu_s, ended_cpu_s
from gridcore.ids import CommunityId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.config import Config
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import open_installation

_BY, _MB = "benchmark", 1_000_000
_SUPERVISOR = UserId("district-supervisor")


@dataclass(frozen=True)
class Synced:
    """A first sync: what it took on the laptop, how many records came, and the memory after it."""

    spent: Spent
    records: int
    memory: int


def serving(config: Config, community: CommunityId, folder: Path) -> list[Figure]:
    """Start the server on what was loaded, ask how it stands, and let a supervisor's laptop read it all.

    The laptop's store is left in the folder.
    """
    with _postgres_stands(config):
        code, postgres = _code(config, community), Postgres(config.data)
        told = _status(config)
        watch = Watch()
        process, port = start_server(config, folder / "server.log")
        try:
            started, cpu, held = watch.spent().wall_s, cpu_s(process), process.memory_info().rss
            before, work = cpu_s(process), postgres.cpu_s()
            synced = apart(sync, folder / "laptop", f"http://127.0.0.1:{port}", code)
            served, worked = cpu_s(process) - before, postgres.cpu_s() - work
        finally:
            process.terminate()
            process.wait()
    return [
        Figure("district, how all communities stand, told by the server, CPU", told, "s"),
        Figure("district, server answers after", started, "s"),
        Figure("district, server answers, CPU", cpu, "s"),
        Figure("district, server's memory after its start", held / _MB, "MB"),
        Figure("a supervisor's community, records", synced.records, "records"),
        Figure("a supervisor's community, first sync, wall", synced.spent.wall_s, "s"),
        Figure("a supervisor's community, first sync, CPU of the laptop", synced.spent.cpu_s, "s"),
        Figure("a supervisor's community, first sync, CPU of the server", served, "s"),
        Figure("a supervisor's community, first sync, CPU of PostgreSQL", worked, "s"),
        Figure("a supervisor's community, first sync, memory after it", synced.memory / _MB, "MB"),
    ]


def sync(folder: Path, url: str, code: str) -> Synced:
    """A new laptop reads for the first time; to be called apart."""
    return asyncio.run(_sync(folder, url, code))


async def _sync(folder: Path, url: str, code: str) -> Synced:
    laptop = await Laptop.enrolled(folder, url, code)
    try:
        watch = Watch()
        await laptop.sync()
        spent = watch.spent()
        records = await laptop.session.database.read(_count)
        return Synced(spent, records, psutil.Process().memory_info().rss)
    finally:
        await laptop.session.close()


def _count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM confirmed").scalar_one())


@contextmanager
def _postgres_stands(config: Config) -> Iterator[None]:
    installation = open_installation(config)
    try:
        yield
    finally:
        installation.close()


def _code(config: Config, community: CommunityId) -> str:
    """A code for the laptop of somebody who supervises the community."""
    installation = open_installation(config)
    try:
        now = installation.clock()
        with installation.database.write() as connection:
            if accounts.user_of(connection, _SUPERVISOR) is None:
                accounts.create_user(connection, _SUPERVISOR, community, "周敏", by=_BY, now=now)
                given = Assignment(_SUPERVISOR, Role.SUPERVISOR, community)
                accounts.assign(connection, community, given, Validity(now.date()), by=_BY, now=now)
            return devices.new_code(connection, _SUPERVISOR, by=_BY, now=now)
    finally:
        installation.close()


def _status(config: Config) -> float:
    """CPU of the command that tells of every community."""
    before = ended_cpu_s()
    subprocess.run(
        [sys.executable, "-m", "gridserver", "--data", str(config.data), "status"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return ended_cpu_s() - before
