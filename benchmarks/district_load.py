"""Loads the stress pack into an office of its own, by the two commands that an office has for it.

`gridserver import-tree` founds the divisions and grids, then `gridserver import-roster` takes one workbook
a community, as their offices send them. Each command is a process of its own; PostgreSQL stands. What was
loaded is noted after each community, so that a broken-off load goes on where it was.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

from benchmarks.office import ROOT
from benchmarks.processes import Postgres, ended_cpu_s
from benchmarks.workload import DAY
from demo.community import Community
from demo.district import COMMUNITIES, district, write_tree
from demo.roster_file import write_roster
from gridserver.config import Config
from gridserver.installation import Installation, open_installation

_SAMPLE_S = 0.5
_NOTE = "loaded.json"
_MANY = 6_000
"""No community has fewer people; a pack of less, which only tries the benchmark, has the tree of one."""


class Took(msgspec.Struct, frozen=True):
    """What one command took: of the clock, of CPU, and the most memory of it and of PostgreSQL, in bytes."""

    name: str
    people: int
    wall_s: float
    cpu_s: float
    postgres_cpu_s: float
    memory: int
    postgres_memory: int
    database: int
    """Bytes of the database after it."""


def config_of(folder: Path) -> Config:
    """How the server of a loaded folder is set up."""
    return Config(data=folder / "server")


def load(folder: Path, people: int | None, seed: int) -> list[Took]:
    """Load the tree, then so many people, or all; what the folder holds already is not loaded again."""
    folder.mkdir(parents=True, exist_ok=True)
    noted = folder / _NOTE
    done = msgspec.json.decode(noted.read_bytes(), type=list[Took]) if noted.exists() else []
    config = config_of(folder)
    installation = open_installation(config)
    try:
        if not done:
            file = folder / "tree.xlsx"
            grids = write_tree(file, COMMUNITIES if people is None or people >= _MANY else 1)
            words = ["import-tree", str(file)]
            done.append(_command(installation, config, f"tree of {grids:,} grids", 0, words))
        for made, file in _rosters(folder, people, seed, len(done)):
            words = ["import-roster", str(file), "--community", made.code, "--rows", "0"]
            done.append(_command(installation, config, made.code, made.people, words))
            noted.write_bytes(msgspec.json.encode(done))
            sys.stderr.write(f"{len(done) - 1} communities, {sum(each.people for each in done):,} people\n")
    finally:
        installation.close()
    return done


def _rosters(folder: Path, people: int | None, seed: int, first: int) -> Iterator[tuple[Community, Path]]:
    """The communities from this one on with their workbooks, the next written while one is imported."""

    def written(number: int, made: Community) -> tuple[Community, Path]:
        file = folder / f"roster{number % 2}.xlsx"
        write_roster(file, made)
        return made, file

    with ThreadPoolExecutor(1) as aside:
        ahead: Future[tuple[Community, Path]] | None = None
        for number, made in enumerate(district(people, seed, today=DAY), start=1):
            if number < first:
                continue
            ready, ahead = ahead, aside.submit(written, number, made)
            if ready is not None:
                yield ready.result()
        if ahead is not None:
            yield ahead.result()


def _command(
    installation: Installation, config: Config, name: str, people: int, words: Sequence[str]
) -> Took:
    """Run one command of the server beside PostgreSQL, and look at both meanwhile."""
    postgres = Postgres(config.data)
    before, work_before, began = ended_cpu_s(), postgres.cpu_s(), time.perf_counter()
    process = psutil.Popen(
        [sys.executable, "-m", "gridserver", "--data", str(config.data), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    memory = most = 0
    while process.poll() is None:
        with suppress(psutil.Error):
            memory = max(memory, process.memory_info().rss)
        most = max(most, postgres.memory())
        with suppress(psutil.TimeoutExpired):
            process.wait(_SAMPLE_S)
    wall, cpu = time.perf_counter() - began, ended_cpu_s() - before
    if process.returncode:
        raise RuntimeError(f"{words[0]} failed: {process.stdout.read()}")
    with installation.database.snapshot() as connection:
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
    return Took(name, people, wall, cpu, postgres.cpu_s() - work_before, memory, most, int(size))
