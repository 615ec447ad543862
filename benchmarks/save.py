"""Saving a form on a laptop with the whole workload: on disk, fsync included, until the window goes on.

`python -m benchmarks.save [--people N] [--json FILE]`. The floor is a row of the same length put into plain
SQLite and committed with `synchronous=FULL`.
"""

import asyncio
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.day import some
from benchmarks.figures import Figure, p95
from benchmarks.floors import plain
from benchmarks.laptops import COMMUNITY, fill, opened, without_garbage
from benchmarks.workload import PEOPLE, Workload
from gridclient.actions.records import Records, Saved
from gridcore.fields import Values
from gridcore.ids import RecordId

_SAVES = 200
_BODY = "x" * 600
_VISIT: Values = {
    "visited_on": "2026-03-02",
    "kind": "care",
    "way": "door",
    "met": True,
    "said": "上门走访，老人身体尚可，提醒冬季用电用气安全。" * 5,
}


def measure(options: Options) -> list[Figure]:
    """All figures of saving."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(fill, folder / "store", Workload(options.people or PEOPLE, options.seed))
        return asyncio.run(_measure(folder))


async def _measure(folder: Path) -> list[Figure]:
    """Saves of both kinds and rows of the floor in turn, so that all meet the same disk."""
    session = await opened(folder / "store")
    connection = plain(folder / "floor.db")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)")
    changed: list[float] = []
    visited: list[float] = []
    floor: list[float] = []
    try:
        records = Records(session.database, COMMUNITY, session.ports, is_demo=True)
        people = await session.database.read(some("resident", _SAVES))
        homes = await session.database.read(some("household", _SAVES))
        with without_garbage():
            for count, (person, home) in enumerate(zip(people, homes, strict=True)):
                phone = {"phone": f"1387700{count:04}"}
                changed.append(await _save_ms(records, "resident", person, phone))
                visited.append(await _save_ms(records, "visit", None, {"household": home, **_VISIT}))
                floor.append(_insert_ms(connection))
    finally:
        await session.close()
        connection.close()
    return [
        figure
        for name, took in (("a changed field", changed), ("a visit", visited))
        for figure in (
            Figure(f"save of {name}, median", median(took), "ms", median(floor)),
            Figure(f"save of {name}, p95", p95(took), "ms", p95(floor)),
        )
    ]


async def _save_ms(records: Records, kind: str, record: RecordId | None, values: Values) -> float:
    form = await records.open_form(kind, record, values if record is None else None)
    assert form is not None, "the record is there"
    began = time.perf_counter()
    saved = await records.save(form, values)
    took = 1_000 * (time.perf_counter() - began)
    assert isinstance(saved, Saved), "the values are in order"
    return took


def _insert_ms(connection: sqlite3.Connection) -> float:
    began = time.perf_counter()
    with connection:
        connection.execute("INSERT INTO row (body) VALUES (?)", (_BODY,))
    return 1_000 * (time.perf_counter() - began)


if __name__ == "__main__":
    run(__doc__, measure)
