"""What a push of 35 edits costs the server: CPU of the application and of PostgreSQL, by itself.

`python -m benchmarks.server_push [--json FILE]`. One worker's evening: 20 visits and 15 field
edits, decided and stored on a real PostgreSQL, and the answer made. HTTP and packing are not in it.
"""

import secrets
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg

from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.processes import Postgres
from gridcore.fields import Value
from gridcore.ids import (
    CommunityId,
    GroupId,
    RecordId,
    ReplicaId,
    ScopeId,
    UserId,
    derived_id,
    time_ordered_id,
)
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.changes import numbered
from gridcore.sync.edits import GENESIS, Create, Edit, Set, encode_edit
from gridcore.wire.messages import Request
from gridserver.actions.found_community import add_grids, found_community
from gridserver.actions.give_changes import give_changes
from gridserver.actions.take_edits import Pushed, take_edits
from gridserver.actions.write_as_server import write_as_server
from gridserver.config import Config
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.db.devices import Device
from gridserver.installation import Installation, open_installation

COMMUNITY, GRID = CommunityId("330106001001"), "330106001001101"
SCOPE = ScopeId(f"grid/{GRID}")
HOMES, VISITS, CHANGES = 3_000, 20, 15
_SPENT_BY = {"postgres": "CPU of PostgreSQL", "wall": "wall", "app": "CPU of the application"}
SAID = "上门走访，家中老人身体尚可，提醒冬季用电用气安全；子女周末回来，需要时联系网格员。"


def measure(options: Options) -> list[Figure]:
    """CPU and time of a push, on an installation of its own."""
    pushes = 60 if options.people is None else 5
    with tempfile.TemporaryDirectory() as folder:
        installation = open_installation(Config(data=Path(folder)))
        try:
            return _measure(installation, pushes, Postgres(Path(folder)))
        finally:
            installation.close()


def _measure(installation: Installation, pushes: int, postgres: Postgres) -> list[Figure]:
    """CPU milliseconds for each push, after a few to warm up."""
    device = _prepare(installation)
    replica = ReplicaId(secrets.token_hex(8))
    pushed = Pushed((), 0, GENESIS)
    cursors: dict[ScopeId, int] = {}
    bases: dict[RecordId, int] = {}
    took = {"postgres": 0.0, "wall": 0.0, "app": 0.0}
    warm_up = 10
    for number in range(pushes + warm_up):
        request, raws = _evening(number, replica, pushed, cursors, bases)
        before = postgres.cpu_s(), time.perf_counter(), time.process_time()
        outcome = take_edits(installation, device, request, raws)
        answer = give_changes(installation, device, request, outcome)
        spent, at = time.process_time(), time.perf_counter()
        after = postgres.cpu_s(), at, spent
        if not isinstance(outcome, Pushed) or any(each.code != "ok" for each in outcome.verdicts):
            raise RuntimeError("a push of the benchmark was not taken")
        pushed = outcome
        changed = outcome.verdicts[VISITS:]
        bases.update({_changed(number, count): each.seq for count, each in enumerate(changed)})
        cursors = _cursors(b"".join(answer.pieces))
        if number >= warm_up:
            for name, one, other in zip(took, before, after, strict=True):
                took[name] += other - one
    edits, floors = VISITS + CHANGES, _floor(installation, pushes, postgres)
    return [
        Figure(
            f"push of {edits} edits, {_SPENT_BY[name]}",
            1_000 * total / pushes,
            "ms",
            1_000 * floors[name] / pushes,
        )
        for name, total in took.items()
    ]


def _floor(installation: Installation, pushes: int, postgres: Postgres) -> dict[str, float]:
    """The same number of rows put into a bare table, one statement and one commit for each push."""
    rows = [(f"{SAID}{n}", '{"said": "' + SAID + '"}') for n in range(VISITS + CHANGES)]
    statement = "INSERT INTO floor (id, body) VALUES " + ", ".join(["(%s, %s)"] * len(rows))
    with installation.database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE floor (id text, body jsonb, at bigserial PRIMARY KEY)")
        dsn = connection.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as plain:
        before = postgres.cpu_s(), time.perf_counter(), time.process_time()
        for _ in range(pushes):
            plain.execute(statement.encode(), [value for row in rows for value in row])
            plain.commit()
        spent, at = time.process_time(), time.perf_counter()
        after = postgres.cpu_s(), at, spent
    return dict(zip(("postgres", "wall", "app"), map(float.__sub__, after, before), strict=True))


def _prepare(installation: Installation) -> Device:
    """A grid with homes, and a worker's laptop."""
    now = installation.clock()
    found_community(installation, COMMUNITY, "翠苑社区", by="console")
    add_grids(installation, COMMUNITY, {GRID: "第一网格"}, by="console")
    group = GroupId("homes")
    building = derived_id("building")
    homes: list[Edit] = [Create(0, group, building, "building", {"name": "3幢"}, scope=SCOPE)]
    for number in range(HOMES):
        room, place = derived_id("room", str(number)), {"building": building, "room_number": str(number)}
        homes.append(Create(0, group, room, "room", {"place": {**place}}, scope=SCOPE))
        cells: dict[str, Value] = {"room": room, "address": f"3幢{number}室"}
        homes.append(Create(0, group, _home(number), "household", cells, scope=SCOPE))
    write_as_server(installation, COMMUNITY, homes, by="console")
    key = secrets.token_bytes(32)
    with installation.database.write() as connection:
        accounts.create_user(connection, UserId("li"), COMMUNITY, "李建国", by="console", now=now)
        given = Assignment(UserId("li"), Role.GRID_WORKER, GRID)
        accounts.assign(connection, COMMUNITY, given, Validity(now.date()), by="console", now=now)
        code = devices.new_code(connection, UserId("li"), by="console", now=now)
        device = devices.enrol(connection, code, key, "laptop", now=now)
    if device is None:
        raise RuntimeError("the laptop of the benchmark was not enrolled")
    return device


def _home(number: int) -> RecordId:
    return derived_id("home", str(number))


def _changed(number: int, count: int) -> RecordId:
    return _home((number * CHANGES + count) % HOMES)


def _evening(
    number: int,
    replica: ReplicaId,
    pushed: Pushed,
    cursors: dict[ScopeId, int],
    bases: dict[RecordId, int],
) -> tuple[Request, list[msgspec.Raw]]:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    edits: list[Edit] = []
    for count in range(VISITS):
        cells: dict[str, Value] = {
            "household": _home((number * VISITS + count) % HOMES),
            "visited_on": "2026-03-02",
            "kind": "care",
            "way": "door",
            "met": True,
            "said": SAID,
            "worker": "李建国",
            "recorded_at": at,
            "approval": "draft",
        }
        visit = RecordId(time_ordered_id(number, secrets.token_bytes(10)))
        edits.append(Create(0, GroupId(visit), visit, "visit", cells, scope=SCOPE, at=at))
    for count in range(CHANGES):
        home = _changed(number, count)
        group = GroupId(derived_id("group", replica, str(number), str(count)))
        edits.append(Set(0, group, home, "phone", f"138{number:04}{count:04}", bases.get(home, 0), at=at))
    raws = [msgspec.Raw(encode_edit(numbered(each, pushed.n + n))) for n, each in enumerate(edits, start=1)]
    request = Request(
        proto=1,
        schema="bench",
        app="bench",
        community=COMMUNITY,
        replica=replica,
        epoch="",
        now=at,
        n_acked=pushed.n,
        chain=pushed.chain,
        scopes=cursors,
    )
    return request, raws


def _cursors(lines: bytes) -> dict[ScopeId, int]:
    commits = [msgspec.json.decode(line)["c"] for line in lines.splitlines() if line.startswith(b'{"c"')]
    return {ScopeId(each["scope"]): each["cursor"] for each in commits}


if __name__ == "__main__":
    run(__doc__, measure)
