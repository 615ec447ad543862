"""Saving a visit in the client's own window, with 100,000 people on the laptop.

`python -m benchmarks.visit_save [--people N] [--runs N] [--json FILE]`. From Ctrl+S until the visit is on the
disk and the window has turned to the next page and takes keys again; and how long it took none meanwhile.
"""

import asyncio
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.day import some
from benchmarks.figures import Figure, p95
from benchmarks.laptops import fill, opened
from benchmarks.workload import MANY, PEOPLE, Workload
from gridcore.ids import RecordId

_VISITS = 20
"""Of each run."""
_WORDS = {
    "free": "window on the next page",
    "held": "longest that it took no key",
    "own": "longest that its thread computed",
    "thread": "CPU of its thread",
    "process": "CPU of the process",
}


def measure(options: Options) -> list[Figure]:
    """All figures; where few people are wanted, with as many as there are in a small workload."""
    workload = Workload(options.people or PEOPLE, options.seed)
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "store"
        apart(fill, store, workload, many=0 if options.people else MANY)
        homes = asyncio.run(_homes(store, _VISITS * options.runs))
        found: dict[str, list[float]] = defaultdict(list)
        for what, value in told("benchmarks.visit_save_window", str(store), *homes):
            found[what].append(1_000 * float(value))
    title = f"{options.people or MANY:,} people, a visit saved"
    return [
        figure
        for what, words in _WORDS.items()
        for figure in (
            Figure(f"{title}, {words}, median", median(found[what]), "ms"),
            Figure(f"{title}, {words}, p95", p95(found[what]), "ms"),
        )
    ]


async def _homes(store: Path, count: int) -> list[RecordId]:
    session = await opened(store)
    try:
        return await session.database.read(some("household", count))
    finally:
        await session.close()


if __name__ == "__main__":
    run(__doc__, measure)
