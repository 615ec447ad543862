"""Sync of the workload W over HTTP: first sync, a day, nothing to do, and two devices that meet.

`python -m benchmarks.sync [--people N] [--seed S] [--runs N] [--json FILE]`
"""

import asyncio
import tempfile
from pathlib import Path

from benchmarks.command import Options, run
from benchmarks.day import day, nothing_to_do
from benchmarks.figures import Figure
from benchmarks.first_sync import first_sync
from benchmarks.laptops import Laptop
from benchmarks.merge import merge
from benchmarks.office import Office
from benchmarks.workload import PEOPLE, Workload


def measure(options: Options) -> list[Figure]:
    """All figures of sync."""
    workload = Workload(options.people or PEOPLE, options.seed)
    with Office(workload) as office, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(office, workload, options.runs, Path(folder)))


async def _measure(office: Office, workload: Workload, runs: int, folder: Path) -> list[Figure]:
    is_whole = workload.people == PEOPLE
    figures = first_sync(office, folder, runs, with_slow_line=is_whole)
    one, other = [
        await Laptop.enrolled(folder / name, office.url, office.enrolment_code()) for name in ("one", "other")
    ]
    try:
        for each in (one, other):
            await each.sync()
        figures += await merge(one, other, workload)
        figures += await day(office, one, other, workload, runs, folder)
        figures += await nothing_to_do(office, one)
    finally:
        for each in (one, other):
            await each.session.close()
    return figures


if __name__ == "__main__":
    run(__doc__, measure)
