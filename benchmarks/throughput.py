"""Edits and records a second that a server takes and gives, with several laptops at once, for its CPU.

`python -m benchmarks.throughput [--people N] [--json FILE]`. Workers read their grid from the feed, then push
evenings of 35 edits, all at once, over HTTP and signed. Beside it, on as many connections, the same edits are
put into a bare table by COPY, and the same records read by SELECT.
"""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

import msgspec
import psycopg

from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import Laptop
from benchmarks.office import Office
from benchmarks.server_push import CHANGES, SAID, VISITS
from benchmarks.workload import PEOPLE, Workload
from gridclient.sync.round import read_opening
from gridclient.sync.transport import Call, Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId, derived_id, time_ordered_id
from gridcore.sync.changes import numbered
from gridcore.sync.edits import GENESIS, Create, Edit, Set, encode_edit
from gridcore.wire.messages import Commit, Head, Mark, RecordLine, Request, decode_line, encode_request

_LAPTOPS, _EVENINGS, _OFTEN = 8, 12, 5
_AT = "2026-03-02T18:00:00Z"


@dataclass(frozen=True)
class Spent:
    """What something took: by the clock, of PostgreSQL's CPU, and of the CPU of what stands before it."""

    rows: int
    wall_s: float
    postgres_s: float
    before_s: float

    def figures(self, what: str, floor: "Spent") -> list[Figure]:
        """Rows a second of each."""
        return [
            Figure(f"{what}, a second of {name}", *_beside(self, floor, spent_s))
            for name, spent_s in (
                ("both CPUs", lambda spent: spent.postgres_s + spent.before_s),
                ("the server's CPU", lambda spent: spent.before_s),
                ("PostgreSQL's CPU", lambda spent: spent.postgres_s),
                ("the clock", lambda spent: spent.wall_s),
            )
        ]


@dataclass
class Worker:
    """A laptop without its store: signs, sends, and remembers what it must to be understood."""

    transport: Transport
    request: Request
    grid: ScopeId
    homes: list[tuple[RecordId, int]] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    pulled: int = 0

    def hear_scopes(self) -> None:
        """Ask for nothing but the names of the scopes."""
        self.ask([])
        self.request = msgspec.structs.replace(self.request, limit_bytes=8_000_000)
        self.homes, self.pulled = [], 0

    def pull(self) -> None:
        """Read everything from the feed."""
        while self.ask([]):
            pass

    def push(self, evening: int) -> None:
        """Send the work of one evening. Raises RuntimeError when it was not taken as it is."""
        edits = [numbered(each, self.request.n_acked + n) for n, each in enumerate(self._evening(evening), 1)]
        self.sent += [encode_edit(each) for each in edits]
        self.ask(edits)

    def ask(self, edits: list[Edit]) -> bool:
        """One request; whether the server has more."""
        body = encode_request(msgspec.structs.replace(self.request, edits=edits))
        reply = self.transport.send(Call("POST", "/sync/v1", body), Event())
        has_more = False
        try:
            for line in reply.lines:
                match decode_line(line):
                    case Mark(h=Head() as head):
                        self._take(head)
                    case Mark(c=Commit() as commit):
                        if self.request.limit_bytes > 1:
                            self.request.scopes[commit.scope] = commit.cursor
                        has_more |= commit.more
                    case RecordLine(kind=kind, id=record, seq=seq):
                        self.pulled += 1
                        self.homes += [(record, seq)] if kind == "household" and not edits else []
                    case _:
                        raise RuntimeError("the server of the benchmark answered something else")
        finally:
            reply.close()
        return has_more

    def _take(self, head: Head) -> None:
        if any(each.code != "ok" for each in head.verdicts):
            codes = sorted({each.code for each in head.verdicts})
            raise RuntimeError(f"a push of the benchmark was not taken: {codes}")
        self.request = msgspec.structs.replace(
            self.request, epoch=head.epoch, n_acked=head.n_acked, chain=head.chain
        )
        for scope in head.scopes:
            self.request.scopes.setdefault(scope, 0)

    def _evening(self, number: int) -> list[Edit]:
        mine = self.request.replica
        edits: list[Edit] = []
        for count in range(VISITS):
            home, _ = self.homes[(number * VISITS + count) % len(self.homes)]
            visit = RecordId(time_ordered_id(number, secrets.token_bytes(10)))
            cells: dict[str, Value] = {
                **{"household": home, "visited_on": "2026-03-02", "kind": "care", "way": "door"},
                **{"met": True, "said": SAID, "worker": "李建国", "recorded_at": _AT, "approval": "draft"},
            }
            edits.append(Create(0, GroupId(visit), visit, "visit", cells, scope=self.grid, at=_AT))
        for count in range(CHANGES):
            home, seq = self.homes[(number * CHANGES + count) % len(self.homes)]
            group = GroupId(derived_id("group", mine, str(number), str(count)))
            edits.append(Set(0, group, home, "phone", f"199{number:04}{count:04}", seq, at=_AT))
        return edits


def measure(options: Options) -> list[Figure]:
    """All figures, of one installation."""
    evenings = _EVENINGS if options.people is None else 2
    workload = Workload(options.people or PEOPLE, options.seed)
    with Office(workload) as office, tempfile.TemporaryDirectory() as folder:
        grids = office.grids()
        workers = [
            asyncio.run(_worker(office, Path(folder) / str(number), grids[number % len(grids)], number))
            for number in range(_LAPTOPS)
        ]
        for each in workers:
            each.hear_scopes()
        pulled = _served(office, workers, Worker.pull, lambda worker: worker.pulled)
        for number, each in enumerate(workers):
            each.homes = each.homes[number :: len(workers)]  # two of one grid do not meet
        pushed = _served(office, workers, lambda each: _push_all(each, evenings), lambda each: len(each.sent))
        return [
            *pushed.figures(f"push of {len(workers)} laptops, edits", _copied(office, workers)),
            *pulled.figures(f"pull of {len(workers)} laptops, records", _selected(office, workers)),
        ]


async def _worker(office: Office, folder: Path, grid: str, number: int) -> Worker:
    code = office.worker_code(f"worker{number}", grid)
    laptop = await Laptop.enrolled(folder, office.url, code)
    opening = await laptop.session.database.read(read_opening)
    transport: Transport = await laptop.session.transport()
    await laptop.session.close()
    request = Request(
        *(1, "bench", "bench", opening.identity.community, opening.replica.id, "", _AT, 0, GENESIS, {}),
        limit_bytes=1,
    )
    return Worker(transport, request, ScopeId(f"grid/{grid}"))


def _push_all(worker: Worker, evenings: int) -> None:
    for number in range(evenings):
        worker.push(number)


def _served(
    office: Office, workers: Sequence[Worker], work: Callable[[Worker], None], rows: Callable[[Worker], int]
) -> Spent:
    """What the server and PostgreSQL spend while all workers do something at once."""
    before = office.server_cpu_s(), office.postgres_cpu_s(), time.perf_counter()
    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(work, workers))
    wall = time.perf_counter() - before[2]
    postgres, server = office.postgres_cpu_s() - before[1], office.server_cpu_s() - before[0]
    return Spent(sum(map(rows, workers)), wall, postgres, server)


def _copied(office: Office, workers: Sequence[Worker]) -> Spent:
    """The same edits by COPY, a commit for as many as came in one request."""
    with psycopg.connect(office.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE floor (place text, body jsonb)")
    return _bare(office, [partial(_copy, office.dsn, each) for each in workers])


def _copy(dsn: str, worker: Worker) -> int:
    step = VISITS + CHANGES
    with psycopg.connect(dsn) as connection:
        for _ in range(_OFTEN):
            for first in range(0, len(worker.sent), step):
                with connection.cursor().copy("COPY floor (place, body) FROM STDIN") as copy:
                    for body in worker.sent[first : first + step]:
                        copy.write_row((worker.grid, body.decode()))
                connection.commit()
    return _OFTEN * len(worker.sent)


def _selected(office: Office, workers: Sequence[Worker]) -> Spent:
    """The same records by SELECT."""
    return _bare(office, [partial(_select, office.dsn, each) for each in workers])


def _select(dsn: str, worker: Worker) -> int:
    found = 0
    with psycopg.connect(dsn) as connection:
        for _ in range(_OFTEN):
            rows = connection.execute(
                "SELECT id, kind, seq, cells::text, vers::text FROM record"
                " WHERE community_id = %s AND scope = %s",
                (worker.request.community, worker.grid),
            )
            found += len(rows.fetchall())
    return found


def _bare(office: Office, work: Sequence[Callable[[], int]]) -> Spent:
    before = office.postgres_cpu_s(), time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(len(work)) as pool:
        rows = sum(each.result() for each in [pool.submit(one) for one in work])
    wall, mine = time.perf_counter() - before[2], time.process_time() - before[1]
    return Spent(rows, wall, office.postgres_cpu_s() - before[0], mine)


def _beside(ours: Spent, floor: Spent, of: Callable[[Spent], float]) -> tuple[float, str, float]:
    return ours.rows / max(of(ours), 0.01), "a second", floor.rows / max(of(floor), 0.01)


if __name__ == "__main__":
    run(__doc__, measure)
