"""The ledger of visits over 100,000 of them, in the client's own window.

`python -m benchmarks.ledgers [--people N] [--runs N] [--json FILE]`. From asking for all visits until their
first rows are painted, and until it stands above them what they amount to; then the last page of them, and
the page once more. The floor counts and reads the same rows as they lie.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import fill, opened
from benchmarks.workload import DAY, Workload
from gridclient.db.confirmed import write_confirmed
from gridclient.db.shown import refresh
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.sync.stored import Confirmed

VISITS = 100_000
WORKER = "李建国"
"""Whose laptop it is (`benchmarks.laptops`)."""
_PEOPLE = 2_000
"""Of whose households the visits are: a laptop follows a few grids."""
_PART, _STEP, _OPENINGS = 5_000, 7_919, 9
_MEASURED = ("opens", "counts", "last page", "opens once more")
_KINDS = ("care", "contact", "return", "call", "safety")
_COUNT = "SELECT kind, count(*) FROM shown_visit WHERE removed = 0 AND worker = ? GROUP BY kind"
_ROWS = (
    "SELECT v.id, v.visited_on, h.address FROM shown_visit v JOIN shown_household h ON h.id = v.household"
    " WHERE v.removed = 0 AND v.worker = ? ORDER BY v.visited_on DESC, v.id DESC LIMIT 100"
)


def measure(options: Options) -> list[Figure]:
    """All figures of the ledger."""
    workload = Workload(options.people or _PEOPLE, options.seed)
    visits = VISITS if options.people is None else 10 * options.people
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        apart(fill, folder, workload)
        floor = apart(add_and_read, folder, visits)
        runs = [_watched(folder, visits) for _ in range(options.runs)]
    title = f"ledger of {visits:,} visits"
    return [
        Figure(f"{title}, {what}", median(each for found in runs for each in found[what]), "ms", floor)
        for what in (f"{each}{cpu}" for each in _MEASURED for cpu in ("", ", CPU"))
    ]


def add_and_read(folder: Path, visits: int) -> float:
    """Add so many visits; milliseconds of counting and reading them as they lie."""
    return asyncio.run(_add_and_read(folder, visits))


async def _add_and_read(folder: Path, visits: int) -> float:
    session = await opened(folder)
    try:
        homes = await session.database.read(_homes)
        for first in range(0, visits, _PART):
            part = list(_made(homes, range(first, min(first + _PART, visits))))
            await session.database.write(partial(_write, visits=part))
        return median([await session.database.read(_read_rows) for _ in range(_OPENINGS)])
    finally:
        await session.close()


def _homes(connection: Connection) -> list[tuple[RecordId, ScopeId]]:
    rows = connection.exec_driver_sql("SELECT id, scope FROM shown_household ORDER BY id").all()
    return [(RecordId(home), ScopeId(scope)) for home, scope in rows]


def _made(homes: list[tuple[RecordId, ScopeId]], numbers: range) -> Iterator[Confirmed]:
    for number in numbers:
        home, scope = homes[number * _STEP % len(homes)]
        day = DAY.fromordinal(DAY.toordinal() - number % 1_800)
        cells: dict[str, Value] = {
            **{"household": home, "visited_on": day.isoformat(), "kind": _KINDS[number % len(_KINDS)]},
            **{"way": "door", "met": number % 9 > 0, "follow_up": "none", "worker": WORKER},
            **{"recorded_at": f"{day.isoformat()}T08:00:00Z", "approval": "approved"},
        }
        yield Confirmed(derived_id("ledger", str(number)), "visit", scope, cells, {}, number + 1)


def _write(connection: Connection, visits: list[Confirmed]) -> None:
    write_confirmed(connection, visits)
    refresh(connection, [each.id for each in visits])


def _read_rows(connection: Connection) -> float:
    began = time.perf_counter()
    connection.exec_driver_sql(_COUNT, (WORKER,)).all()
    connection.exec_driver_sql(_ROWS, (WORKER,)).all()
    return 1_000 * (time.perf_counter() - began)


def _watched(folder: Path, visits: int) -> dict[str, list[float]]:
    """Times in a fresh process, by what was measured."""
    found: dict[str, list[float]] = {}
    for name, clock, cpu in told("benchmarks.ledgers_window", str(folder), str(visits), str(_OPENINGS)):
        what = name.replace("-", " ")
        found.setdefault(what, []).append(float(clock))
        found.setdefault(f"{what}, CPU", []).append(float(cpu))
    return found


if __name__ == "__main__":
    run(__doc__, measure)
