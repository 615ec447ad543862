"""Opening Today with 2,000 visits due, in the client's own window.

`python -m benchmarks.today [--people N] [--runs N] [--json FILE]`. From the key that asks for the page until
its rows are painted, the reading of the store included; the first time until the first doors are, and until
all are there and counted. The floor reads the same plans and last visits as plain rows.
"""

import asyncio
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import Connection

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure, p95
from benchmarks.laptops import fill, opened
from benchmarks.workload import DAY, PEOPLE, Workload
from gridclient.db.confirmed import write_confirmed
from gridclient.db.shown import refresh
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.sync.stored import Confirmed

DUE = 2_000
_OPENINGS = 15
_PARTS = "", ", CPU", ", CPU of the window's thread"
_ROWS = (
    "SELECT p.id, p.frequency, p.starts_on, r.name, h.address FROM shown_care_plan p"
    " JOIN shown_resident r ON r.id = p.resident JOIN shown_household h ON h.id = r.household"
)
_WITHOUT = (
    "SELECT r.id, c.scope FROM shown_resident r JOIN confirmed c ON c.id = r.id WHERE r.status = 'lives_here'"
    " AND NOT EXISTS (SELECT 1 FROM shown_care_plan p WHERE p.resident = r.id) ORDER BY r.id LIMIT ?"
)


def measure(options: Options) -> list[Figure]:
    """All figures of Today."""
    workload = Workload(options.people or PEOPLE, options.seed)
    due = DUE if options.people is None else min(DUE, options.people // 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        apart(fill, folder, workload)
        floor = apart(plan_and_read, folder, due)
        runs = [_opened(folder, due) for _ in range(options.runs)]
    title = f"Today opens with {due:,} visits due"
    figures = []
    for at, cpu in enumerate(_PARTS):
        first, whole = ([each[0][begin + at] for each in runs] for begin in (0, len(_PARTS)))
        anew, kept = ([line[at] for each in runs for line in each[begin::2]] for begin in (1, 2))
        figures += [
            Figure(f"{title}, first time, first rows{cpu}", median(first), "ms", floor),
            Figure(f"{title}, first time, all counted{cpu}", median(whole), "ms", floor),
            Figure(f"{title}, nothing saved since, median{cpu}", median(kept), "ms", floor),
            Figure(f"{title}, a visit saved since, median{cpu}", median(anew), "ms", floor),
            Figure(f"{title}, a visit saved since, p95{cpu}", p95(anew), "ms", floor),
        ]
    return figures


def plan_and_read(folder: Path, due: int) -> float:
    """Give so many people a plan that waits; milliseconds of reading the same rows as they lie."""
    return asyncio.run(_plan_and_read(folder, due))


async def _plan_and_read(folder: Path, due: int) -> float:
    session = await opened(folder)
    try:
        await session.database.write(partial(_plan, due=due))
        return median([await session.database.read(_read_rows) for _ in range(_OPENINGS)])
    finally:
        await session.close()


def _plan(connection: Connection, due: int) -> None:
    chance = Random(due)
    rows = connection.exec_driver_sql(_WITHOUT, (due,)).all()
    made = [
        _waiting_plan(RecordId(resident), ScopeId(scope), chance.choice(("weekly", "monthly", "quarterly")))
        for resident, scope in rows
    ]
    write_confirmed(connection, made)
    refresh(connection, [each.id for each in made])


def _waiting_plan(resident: RecordId, scope: ScopeId, frequency: str) -> Confirmed:
    """A plan whose first visit waits since long."""
    cells: dict[str, Value] = {
        "resident": resident,
        "frequency": frequency,
        "level": "regular",
        "way": "door",
        "consent": "granted",
        "starts_on": DAY.replace(year=DAY.year - 1).isoformat(),
        "needs": ["chat"],
    }
    return Confirmed(derived_id("benchmark", resident), "care_plan", scope, cells, {}, 1)


def _read_rows(connection: Connection) -> float:
    began = time.perf_counter()
    connection.exec_driver_sql(_ROWS).all()
    return 1_000 * (time.perf_counter() - began)


def _opened(folder: Path, due: int) -> list[list[float]]:
    """Some openings in a fresh process. Raises RuntimeError when the page stayed empty."""
    lines = told("benchmarks.today_window", str(folder), str(due), str(_OPENINGS))
    if len(lines) <= 1:
        raise RuntimeError("Today was opened once")
    return [[float(each) for each in line] for line in lines]


if __name__ == "__main__":
    run(__doc__, measure)
