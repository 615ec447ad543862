"""One day: visits, corrections and new residents go up, what others did comes down; then nothing to do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import requests
from sqlalchemy import Connection

from benchmarks.figures import Figure, Spent, Watch, middle, timed
from benchmarks.floors import packed, plain
from benchmarks.laptops import Laptop
from benchmarks.line import Line
from benchmarks.office import Office
from benchmarks.workload import DAY, Workload
from gridclient.actions.records import Saved
from gridcore.fields import Values
from gridcore.ids import RecordId

_SAID = (
    "上门走访，老人身体尚可，血压偏高按时服药；提醒冬季用电用气安全，查看燃气软管未见老化；"
    "子女在外务工，周末回来，留了联系电话；楼道灯已报修，邻居反映夜间有噪声，已记下并约定下周回访。"
    "老人说社区食堂的饭菜比以前好，希望周末也能送餐；另外想问居家养老补贴何时发放，答应问清后电话告知"
)
_QUIET_ROUNDS = 20


@dataclass(frozen=True)
class Cost:
    """What a round cost: by the clock, and on the wire."""

    spent: Spent
    requests: int
    bytes: int


async def day(
    office: Office, worker: Laptop, other: Laptop, workload: Workload, runs: int, folder: Path
) -> list[Figure]:
    """Some days one after the other over a line that counts, and the last one over a slow line."""
    costs: list[Cost] = []
    values: list[int] = []
    with Line(office.port) as line:
        for number in range(runs):
            values.append(packed([[*each.values()] for each in await work(worker, other, workload, number)]))
            costs.append(await measured(worker, line))
    with Line(office.port, is_slow=True) as line:
        await work(worker, other, workload, runs)
        slow = await measured(worker, line)
    rows = sum(workload.of_day(each) for each in (200, 150, 10, 150))
    floor = middle([_floor(rows, folder / f"day{number}.db") for number in range(runs)])
    ours = middle([each.spent for each in costs])
    return [
        Figure("day, wall", ours.wall_s, "s", floor.wall_s),
        Figure("day, CPU of the laptop", ours.cpu_s, "s", floor.cpu_s),
        Figure("day, requests", max(each.requests for each in costs), "requests", 1),
        Figure("day, bytes on the wire", median(each.bytes for each in costs), "B", median(values)),
        Figure("day on a line of 4 Mbit/s and 60 ms", slow.spent.wall_s, "s"),
    ]


async def nothing_to_do(office: Office, laptop: Laptop) -> list[Figure]:
    """A sync with nothing to do; its floor is an answer that needs neither rights nor database."""
    with Line(office.port) as line:
        await measured(laptop, line)  # what the round before left to say
        one = await measured(laptop, line)
        asked = [await measured(laptop, line) for _ in range(3)]
    await laptop.session.use_server(office.url)
    before = office.server_cpu_s(), office.postgres_cpu_s()
    quiet = [await _round(laptop) for _ in range(_QUIET_ROUNDS)]
    server, postgres = office.server_cpu_s() - before[0], office.postgres_cpu_s() - before[1]
    before_floor = office.server_cpu_s()
    walls = [timed(lambda: requests.get(f"{office.url}/openapi.json", timeout=5)) for _ in quiet]
    floor = office.server_cpu_s() - before_floor
    return [
        Figure("nothing to do, requests", max(each.requests for each in (one, *asked)), "requests", 1),
        Figure("nothing to do, bytes with headers", median(each.bytes for each in (one, *asked)), "B"),
        Figure("nothing to do, wall", 1_000 * middle(quiet).wall_s, "ms", 1_000 * middle(walls).wall_s),
        Figure("nothing to do, CPU of the laptop", 1_000 * middle(quiet).cpu_s, "ms"),
        Figure(
            "nothing to do, CPU of the server",
            1_000 * server / _QUIET_ROUNDS,
            "ms",
            1_000 * floor / _QUIET_ROUNDS,
        ),
        Figure("nothing to do, CPU of PostgreSQL", 1_000 * postgres / _QUIET_ROUNDS, "ms"),
    ]


async def measured(laptop: Laptop, line: Line) -> Cost:
    """One round over a line."""
    await laptop.session.use_server(line.url)
    line.forget()
    spent = await _round(laptop)
    return Cost(spent, line.requests, line.bytes)


async def change(laptop: Laptop, kind: str, record: RecordId | None, values: Values) -> None:
    """Save a form as a person does; a new one without a record. Raises RuntimeError when it is not saved."""
    form = await laptop.records.open_form(kind, record, values if record is None else None)
    assert form is not None, "what is to be changed is there"
    if not isinstance(saved := await laptop.records.save(form, values), Saved):
        raise RuntimeError(f"a {kind} of the benchmark was not saved: {saved.problems}")


async def work(worker: Laptop, other: Laptop, workload: Workload, number: int) -> list[Values]:
    """A day offline, while somebody else's edits arrive at the server; what was saved, in both directions."""
    saved: list[Values] = []
    visits, edits, arrivals = (workload.of_day(each) for each in (200, 150, 10))
    read = worker.session.database.read
    homes = await read(some("household", visits, number * visits))
    people = await read(some("resident", 2 * edits, 2 * number * edits))
    for count, home in enumerate(homes):
        saved.append(visit(worker, home, count))
        await change(worker, "visit", None, saved[-1])
    for count, person in enumerate(people[:edits]):
        saved.append({"phone": f"138{number:04}{count:04}"})
        await change(worker, "resident", person, saved[-1])
    for count, home in enumerate(homes[:arrivals]):
        name = "王" + "安宁康乐福寿喜庆吉祥"[count % 10]
        saved.append({"household": home, "name": name, "sex": "2", "status": "lives_here"})
        await change(worker, "resident", None, saved[-1])
    for count, person in enumerate(people[edits:]):
        saved.append({"phone": f"139{number:04}{count:04}"})
        await change(other, "resident", person, saved[-1])
    await other.sync()
    return saved


def some(kind: str, count: int, skip: int = 0) -> Callable[[Connection], list[RecordId]]:
    """Reads some records of a kind, in the order of their ids; from the beginning again where they end."""

    def read(connection: Connection) -> list[RecordId]:
        rows = connection.exec_driver_sql(
            "SELECT id FROM confirmed WHERE kind = ? AND removed = 0 ORDER BY id", (kind,)
        ).all()
        return [RecordId(rows[(skip + place) % len(rows)][0]) for place in range(count)]

    return read


async def _round(laptop: Laptop) -> Spent:
    watch = Watch()
    await laptop.sync()
    return watch.spent()


def visit(laptop: Laptop, home: RecordId, count: int) -> Values:
    """A visit as it is typed, with a text of usual length that differs from the one before."""
    start = count % len(_SAID)
    return {
        "household": home,
        "visited_on": DAY.isoformat(),
        "kind": "care",
        "way": "door",
        "met": True,
        "said": _SAID[start:] + _SAID[:start],
        "worker": "周敏",
        "recorded_at": laptop.session.ports.moment(),
    }


def _floor(rows: int, file: Path) -> Spent:
    """As many rows put into plain SQLite with one commit."""
    connection = plain(file)
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)")

    def work() -> None:
        with connection:
            connection.executemany("INSERT INTO row (body) VALUES (?)", [(_SAID,)] * rows)

    spent = timed(work)
    connection.close()
    return spent
