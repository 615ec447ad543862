"""The first sync of the whole community into an empty encrypted store on disk."""

import asyncio
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.apart import apart
from benchmarks.figures import Figure, Spent, Watch, middle
from benchmarks.floors import all_rows, decode_and_insert, decode_and_insert_all, packed_values, records_in
from benchmarks.laptops import Laptop
from benchmarks.line import BYTES_A_SECOND, ROUND_TRIP_S, Line
from benchmarks.office import Office
from gridclient.sync.round_end import Listener

_MB = 1_000_000


@dataclass(frozen=True)
class Counted:
    """What came in a first sync, and the floors of taking it in."""

    records: int
    packed_values: int
    a_row_each: list[Spent]
    all_tables: list[Spent]


@dataclass(frozen=True)
class Timed:
    """A first sync: what it took, when Today could be used, and the bytes of memory before and after."""

    spent: Spent
    shown_s: float
    memory: tuple[int, int]


def first_sync(office: Office, folder: Path, runs: int, *, with_slow_line: bool) -> list[Figure]:
    """Its figures. The first laptop is not timed: for it the server packs, and the bytes are counted."""
    before = _cpu_s(office)
    with Line(office.port) as line:
        counted = apart(count, folder / "counted", office.url, office.enrolment_code(), line.url, runs)
    packing = _since(office, before)
    timed: list[Timed] = []
    served: list[tuple[float, float]] = []
    for number in range(runs):
        before = _cpu_s(office)
        timed.append(apart(take, folder / f"timed{number}", office.url, office.enrolment_code(), ""))
        served.append(_since(office, before))
    ours = middle([each.spent for each in timed])
    plain, full = middle(counted.a_row_each), middle(counted.all_tables)
    memory = [median(each.memory[place] for each in timed) / _MB for place in (0, 1)]
    figures = [
        Figure("first sync, records", counted.records, "records"),
        Figure("first sync, wall, beside one plain row a record", ours.wall_s, "s", plain.wall_s),
        Figure("first sync, CPU, beside one plain row a record", ours.cpu_s, "s", plain.cpu_s),
        Figure("first sync, wall, beside the plain rows of all tables", ours.wall_s, "s", full.wall_s),
        Figure("first sync, CPU, beside the plain rows of all tables", ours.cpu_s, "s", full.cpu_s),
        Figure("first sync, until Today can be used", median(each.shown_s for each in timed), "s"),
        Figure("first sync, bytes on the wire", line.bytes, "B", counted.packed_values),
        Figure("first sync, requests", line.requests, "requests"),
        Figure("first sync, memory of the process after it", memory[1], "MB", memory[0]),
        Figure("first sync, CPU of the server", median(each[0] for each in served), "s"),
        Figure("first sync, CPU of PostgreSQL", median(each[1] for each in served), "s"),
        Figure("first laptop's sync, CPU of the server that packs", packing[0], "s"),
        Figure("first laptop's sync, CPU of PostgreSQL", packing[1], "s"),
    ]
    if with_slow_line:
        with Line(office.port, is_slow=True) as slow:
            took = apart(take, folder / "slow", office.url, office.enrolment_code(), slow.url)
        floor = line.bytes / BYTES_A_SECOND + 2 * ROUND_TRIP_S * line.requests
        figures.append(Figure("first sync on a line of 4 Mbit/s and 60 ms", took.spent.wall_s, "s", floor))
    return figures


def count(folder: Path, url: str, code: str, line: str, runs: int) -> Counted:
    """Sync over a line that counts; then take the same in without encryption, in a database of its own."""
    lines, tables = asyncio.run(_heard(folder, url, code, line))
    rows = [decode_and_insert(lines, folder / f"rows{number}.db") for number in range(runs)]
    every = [decode_and_insert_all(lines, tables, folder / f"every{number}.db") for number in range(runs)]
    shutil.rmtree(folder)
    return Counted(len(lines), packed_values(lines), rows, every)


def take(folder: Path, url: str, code: str, line: str) -> Timed:
    """Enrol a laptop and sync it, over `line` where one is named."""
    timed = asyncio.run(_take(folder, url, code, line))
    shutil.rmtree(folder)
    return timed


async def _heard(
    folder: Path, url: str, code: str, line: str
) -> tuple[list[bytes], dict[str, list[tuple[object, ...]]]]:
    """The lines with records, and all that the store then holds."""
    laptop = await Laptop.enrolled(folder, url, code)
    await laptop.session.use_server(line)
    heard: list[bytes] = []
    await laptop.sync(heard=heard)
    tables = await laptop.session.database.read(all_rows)
    await laptop.session.close()
    return records_in(heard), tables


async def _take(folder: Path, url: str, code: str, line: str) -> Timed:
    laptop = await Laptop.enrolled(folder, url, code)
    await laptop.session.use_server(line or url)
    shown: list[float] = []

    async def note() -> None:
        shown.append(time.perf_counter())

    memory = psutil.Process().memory_info().rss
    began, watch = time.perf_counter(), Watch()
    await laptop.sync(listener=Listener(shown=note))
    spent = watch.spent()
    after = psutil.Process().memory_info().rss
    await laptop.session.close()
    return Timed(spent, (shown[0] - began) if shown else spent.wall_s, (memory, after))


def _cpu_s(office: Office) -> tuple[float, float]:
    return office.server_cpu_s(), office.postgres_cpu_s()


def _since(office: Office, before: tuple[float, float]) -> tuple[float, float]:
    server, postgres = _cpu_s(office)
    return server - before[0], postgres - before[1]
