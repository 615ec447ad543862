"""Saving a form on a laptop with the whole workload: on disk, fsync included, until the window goes on.

`python -m benchmarks.save [--people N] [--json FILE]`. The floor is a row of the same length put into plain
SQLite and committed with `synchronous=FULL`.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.command import Options, run
from benchmarks.day import some
from benchmarks.figures import Figure, p95
from benchmarks.floors import plain
from benchmarks.laptops import filled, without_garbage
from benchmarks.workload import PEOPLE, Workload
from gridclient.actions.records import Records, Saved
from gridcore.fields import Values
from gridcore.ids import CommunityId

_SAVES = 200
_BODY = "x" * 600


def measure(options: Options) -> list[Figure]:
    """All figures of saving."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Workload(options.people or PEOPLE, options.seed), Path(folder)))


async def _measure(workload: Workload, folder: Path) -> list[Figure]:
    made = workload.make()
    community = CommunityId(made.code)
    session = await filled(folder / "store", community, made.records())
    del made
    try:
        records = Records(session.database, community, session.ports, is_demo=True)
        people = await session.database.read(some("resident", _SAVES))
        homes = await session.database.read(some("household", _SAVES))
        changed, visited = [], []
        with without_garbage():
            for count, person in enumerate(people):
                form = await records.open_form("resident", person)
                assert form is not None, "the resident is there"
                began = time.perf_counter()
                saved = await records.save(form, {"phone": f"1387700{count:04}"})
                changed.append(1_000 * (time.perf_counter() - began))
                assert isinstance(saved, Saved), "the change is in order"
            for home in homes:
                values: Values = {
                    "household": home,
                    "visited_on": "2026-03-02",
                    "kind": "care",
                    "way": "door",
                    "met": True,
                    "said": "上门走访，老人身体尚可，提醒冬季用电用气安全。" * 5,
                }
                form = await records.open_form("visit", prefill=values)
                assert form is not None, "a new form always opens"
                began = time.perf_counter()
                saved = await records.save(form, values)
                visited.append(1_000 * (time.perf_counter() - began))
                assert isinstance(saved, Saved), "the visit is in order"
    finally:
        await session.close()
    floor = _floor(folder / "floor.db")
    return [
        figure
        for name, took in (("a changed field", changed), ("a visit", visited))
        for figure in (
            Figure(f"save of {name}, median", median(took), "ms", median(floor)),
            Figure(f"save of {name}, p95", p95(took), "ms", p95(floor)),
        )
    ]


def _floor(file: Path) -> list[float]:
    connection = plain(file)
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)")
    took = []
    for _ in range(_SAVES):
        began = time.perf_counter()
        with connection:
            connection.execute("INSERT INTO row (body) VALUES (?)", (_BODY,))
        took.append(1_000 * (time.perf_counter() - began))
    connection.close()
    return took


if __name__ == "__main__":
    run(__doc__, measure)
