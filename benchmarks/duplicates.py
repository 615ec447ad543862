"""Who is recorded twice: searched over the workload's 11,108 people and over 100,000, and while one types.

`python -m benchmarks.duplicates [--people N] [--json FILE]`. The floor of the search is a grouping of the
same names and dates of birth in plain SQLite, which finds the easiest pairs alone.
"""

import asyncio
import sqlite3
import time
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from benchmarks.apart import over_stores
from benchmarks.command import Options, run
from benchmarks.figures import Figure, Spent, Watch, p95, timed
from benchmarks.floors import plain
from benchmarks.laptops import COMMUNITY, opened
from gridclient.actions.duplicates import Duplicates
from gridcore.ids import RecordId
from gridcore.roles import Role

_ASKED = 40
_BEAT_S = 0.005
_PEOPLE = "SELECT id, name, coalesce(birth_date, ''), household FROM shown_resident WHERE removed = 0"
_People = list[tuple[str, str, str, str]]


def measure(options: Options) -> list[Figure]:
    """All figures of the search for duplicates."""
    return over_stores(options, _measure)


async def _measure(folder: Path, people: int) -> list[Figure]:
    session = await opened(folder / "store")
    try:
        duplicates = Duplicates(session.database, COMMUNITY, session.ports, frozenset({Role.GRID_WORKER}))
        listed = await session.database.read(_listed)
        floor = _floor(folder / "floor.db", listed)
        turns, stop = list[float](), asyncio.Event()
        beating = asyncio.create_task(_beat(turns, stop))
        watch = Watch()
        found = await duplicates.find(lambda _, __: True)
        spent = watch.spent()
        stop.set()
        await beating
        if found is None:
            raise RuntimeError("nobody stopped the search")
        typed = [await _typed(duplicates, each) for each in listed[:: max(len(listed) // _ASKED, 1)]]
    finally:
        await session.close()
    title = f"duplicates among {people:,} people"
    return [
        Figure(f"{title}, CPU", spent.cpu_s, "s", floor.cpu_s),
        Figure(f"{title}, wall", spent.wall_s, "s", floor.wall_s),
        Figure(f"{title}, CPU of the loop in its longest turn", 1_000 * max(turns), "ms"),
        Figure(f"{title}, pairs", len(found.lines), "pairs"),
        Figure(f"{title}, while one types, median", median(typed), "ms"),
        Figure(f"{title}, while one types, p95", p95(typed), "ms"),
    ]


def _listed(connection: Connection) -> _People:
    return [tuple(each) for each in connection.exec_driver_sql(_PEOPLE).all()]


async def _beat(turns: list[float], stop: asyncio.Event) -> None:
    """What the loop's own thread worked between two beats: so long nobody's key was heard."""
    while not stop.is_set():
        before = time.thread_time()
        await asyncio.sleep(_BEAT_S)
        turns.append(time.thread_time() - before)


async def _typed(duplicates: Duplicates, person: tuple[str, str, str, str]) -> float:
    """Milliseconds until somebody who is typed in once more is named."""
    _, name, born, household = person
    watch = Watch()
    await duplicates.alike(
        RecordId("new"), {"name": name, "birth_date": born, "household": household, "identity_tail": "123X"}
    )
    return 1_000 * watch.spent().wall_s


def _floor(file: Path, listed: _People) -> Spent:
    connection = plain(file)
    try:
        with connection:
            connection.execute("CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, born TEXT, home TEXT)")
            connection.executemany("INSERT INTO person VALUES (?, ?, ?, ?)", listed)
        return timed(partial(_group, connection))
    finally:
        connection.close()


def _group(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT name, born FROM person GROUP BY name, born HAVING count(*) > 1").fetchall()


if __name__ == "__main__":
    run(__doc__, measure)
