"""The first sync of the whole community into an empty encrypted store on disk."""

import shutil
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Spent, Watch, middle
from benchmarks.floors import all_rows, decode_and_insert, decode_and_insert_all, packed_values, records_in
from benchmarks.laptops import Laptop, without_garbage
from benchmarks.line import BYTES_A_SECOND, ROUND_TRIP_S, Line
from benchmarks.office import Office
from gridclient.sync.round_end import Listener


async def first_sync(office: Office, folder: Path, runs: int, *, with_slow_line: bool) -> list[Figure]:
    """Its figures. The first laptop is not timed: for it the server packs, and the bytes are counted."""
    lines: list[bytes] = []
    with Line(office.port) as line:
        before = office.server_cpu_s(), office.postgres_cpu_s()
        tables = await _counted(office, folder / "counted", line, lines)
        packing = office.server_cpu_s() - before[0], office.postgres_cpu_s() - before[1]
    spent, shown, server = [], [], []
    for number in range(runs):
        cpu = office.server_cpu_s(), office.postgres_cpu_s()
        took, first = await _timed(office, folder / f"timed{number}")
        spent.append(took)
        shown.append(first)
        server.append((office.server_cpu_s() - cpu[0], office.postgres_cpu_s() - cpu[1]))
    with without_garbage():
        rows = [decode_and_insert(lines, folder / f"floor{number}.db") for number in range(runs)]
        every = [
            decode_and_insert_all(lines, tables, folder / f"floor-all{number}.db") for number in range(runs)
        ]
    ours, row_floor, full_floor = middle(spent), middle(rows), middle(every)
    requests = float(line.requests)
    figures = [
        Figure("first sync, records", len(lines), "records"),
        Figure("first sync, wall, beside one plain row a record", ours.wall_s, "s", row_floor.wall_s),
        Figure("first sync, CPU, beside one plain row a record", ours.cpu_s, "s", row_floor.cpu_s),
        Figure("first sync, wall, beside the same rows in all tables", ours.wall_s, "s", full_floor.wall_s),
        Figure("first sync, CPU, beside the same rows in all tables", ours.cpu_s, "s", full_floor.cpu_s),
        Figure("first sync, until Today can be used", median(shown), "s"),
        Figure("first sync, bytes on the wire", line.bytes, "B", packed_values(lines)),
        Figure("first sync, requests", requests, "requests"),
        Figure("first sync, CPU of the server", median(each[0] for each in server), "s"),
        Figure("first sync, CPU of PostgreSQL", median(each[1] for each in server), "s"),
        Figure("first laptop's sync, CPU of the server that packs", packing[0], "s"),
        Figure("first laptop's sync, CPU of PostgreSQL", packing[1], "s"),
    ]
    if with_slow_line:
        figures.append(await _over_slow_line(office, folder / "slow", line))
    return figures


async def _counted(
    office: Office, folder: Path, line: Line, lines: list[bytes]
) -> dict[str, list[tuple[object, ...]]]:
    """Sync over a line that counts; the lines with records, and all that the store then holds."""
    laptop = await Laptop.enrolled(folder, office)
    await laptop.session.use_server(line.url)
    heard: list[bytes] = []
    await laptop.sync(heard=heard)
    lines += records_in(heard)
    tables = await laptop.session.database.read(all_rows)
    await laptop.session.close()
    shutil.rmtree(folder)
    return tables


async def _timed(office: Office, folder: Path) -> tuple[Spent, float]:
    laptop = await Laptop.enrolled(folder, office)
    shown: list[float] = []

    async def note() -> None:
        shown.append(time.perf_counter())

    with without_garbage():
        began, watch = time.perf_counter(), Watch()
        await laptop.sync(listener=Listener(shown=note))
        spent = watch.spent()
    await laptop.session.close()
    shutil.rmtree(folder)
    return spent, (shown[0] if shown else time.perf_counter()) - began


async def _over_slow_line(office: Office, folder: Path, counted: Line) -> Figure:
    """Beside the time that the same bytes and round trips alone take on such a line."""
    laptop = await Laptop.enrolled(folder, office)
    with Line(office.port, is_slow=True) as line:
        await laptop.session.use_server(line.url)
        watch = Watch()
        await laptop.sync()
        spent = watch.spent()
    await laptop.session.close()
    floor = counted.bytes / BYTES_A_SECOND + 2 * ROUND_TRIP_S * counted.requests
    return Figure("first sync on a line of 4 Mbit/s and 60 ms", spent.wall_s, "s", floor)
