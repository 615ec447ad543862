"""The memory of a laptop while 500,000 records arrive, and through a long day with them.

`python -m benchmarks.memory [--records N] [--people N] [--json FILE]`. The server's community gets more
visits; a laptop reads everything for the first time, then works: visits and corrections, a round, a look at
Today and at the list of households, over and over. The floor is the same process early in the work.
"""

import asyncio
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
from sqlalchemy import Connection

from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.day import change, some, visit
from benchmarks.figures import Figure
from benchmarks.laptops import Laptop
from benchmarks.many_records import add_visits
from benchmarks.office import Office
from benchmarks.workload import DAY, PEOPLE, Workload
from gridclient.actions.households import Households, Wish
from gridclient.db.today import planned_people
from gridclient.sync.round_end import Listener, RoundEnd

_RECORDS, _FEW = 500_000, 6_000
_TURNS, _A_TURN = 40, 10
_EARLY = 10
_SAMPLE_S = 0.05
_MB = 1_000_000


@dataclass(frozen=True)
class Told:
    """Records in the store, and bytes of memory: before, by records received, after each turn of the day."""

    records: int
    before: int
    arriving: list[tuple[int, int]]
    turns: list[int]


def measure(options: Options) -> list[Figure]:
    """All figures of memory."""
    wanted = options.records or (_RECORDS if options.people is None else _FEW)
    with (
        Office(Workload(options.people or PEOPLE, options.seed)) as office,
        tempfile.TemporaryDirectory() as name,
    ):
        apart(add_visits, office.config, office.community, wanted)
        turns = _TURNS if options.people is None else 4
        told = apart(work, Path(name) / "store", office.url, office.enrolment_code(), turns)
    early = max(rss for received, rss in told.arriving if received <= told.records // _EARLY)
    half = len(told.turns) // 2
    return [
        Figure("memory, records in the store", told.records, "records", wanted),
        Figure("memory before the first sync", told.before / _MB, "MB"),
        Figure(
            "memory in a first sync, most, beside the most in its first tenth",
            *(max(rss for _, rss in told.arriving) / _MB, "MB", early / _MB),
        ),
        Figure("memory in a first sync, last", told.arriving[-1][1] / _MB, "MB", early / _MB),
        Figure(
            "memory in a long day, most of its second half beside its first",
            *(max(told.turns[half:]) / _MB, "MB", max(told.turns[:half]) / _MB),
        ),
    ]


def work(folder: Path, url: str, code: str, turns: int) -> Told:
    """Sync for the first time, then work, in a process of its own."""
    return asyncio.run(_work(folder, url, code, turns))


async def _work(folder: Path, url: str, code: str, turns: int) -> Told:
    laptop = await Laptop.enrolled(folder, url, code)
    process = psutil.Process()
    before, reached = process.memory_info().rss, [0]
    arriving: list[tuple[int, int]] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(_SAMPLE_S):
            arriving.append((reached[0], process.memory_info().rss))

    def note(end: RoundEnd) -> None:
        reached[0] = end.received

    sampling = threading.Thread(target=sample)
    sampling.start()
    try:
        await laptop.sync(listener=Listener(progress=note))
    finally:
        over.set()
        sampling.join()
    records = await laptop.session.database.read(_count)
    after = [await _turn(laptop, number, process) for number in range(turns)]
    await laptop.session.close()
    return Told(records, before, arriving, after)


async def _turn(laptop: Laptop, number: int, process: psutil.Process) -> int:
    """Some work, a round, and a look at what is due and at the households."""
    database = laptop.session.database
    for count, home in enumerate(await database.read(some("household", _A_TURN, number * _A_TURN))):
        await change(laptop, "visit", None, visit(laptop, home, count))
    for count, person in enumerate(await database.read(some("resident", _A_TURN, number * _A_TURN))):
        await change(laptop, "resident", person, {"phone": f"139{number:04}{count:04}"})
    await laptop.sync()
    await database.read(partial(planned_people, today=DAY.isoformat()))
    await Households(database).page(Wish(), DAY, 0, 100)
    return int(process.memory_info().rss)


def _count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM confirmed").scalar_one())


if __name__ == "__main__":
    run(__doc__, measure)
