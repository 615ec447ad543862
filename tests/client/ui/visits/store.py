"""A real encrypted store with a building, four households and their visits, for tests of pages."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from gridclient.actions.records import Records
from gridclient.db import shown_rebuild
from gridclient.db.confirmed import write_confirmed
from gridclient.db.kdf import FLOOR
from gridclient.db.keys import Keys
from gridclient.db.pending import Pending, unanswered
from gridclient.db.replicas import Replica, add_replica
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ports import Ports
from gridcore.fields import Value
from gridcore.ids import CommunityId, DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.edits import Edit
from gridcore.sync.stored import Confirmed
from gridcore.work_calendar import WorkCalendar

COMMUNITY = CommunityId("370502001001")
GRID = ScopeId("grid/3705020010010101")
WORKER, COLLEAGUE, SUPERVISOR = "李网格员", "王海霞", "陈书记"
USER = UserId("u1")
MINE, THEIRS = ReplicaId("r-mine"), ReplicaId("r-theirs")
PASSPHRASE = "taxi shanshui diandeng muzhuo"
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TODAY = "2026-11-22"
WORKER_ROLES = frozenset({Role.GRID_WORKER})
SUPERVISOR_ROLES = frozenset({Role.SUPERVISOR})
Cells = dict[str, Value]


def ports(now: datetime = NOW) -> Ports:
    """A clock that stands still and ids that repeat."""
    return Ports(lambda: now, Random(20261122).randbytes)


def person(number: int, household: int, name: str) -> tuple[str, str, Cells]:
    """A resident."""
    return "resident", f"p{number}", {"household": f"h{household}", "name": name, "status": "lives_here"}


def home(number: int, door: str, last_visit: str | None = None) -> tuple[str, str, Cells]:
    """A household of building 12."""
    cells: Cells = {"room": f"m{number}", "address": f"春晓苑12号楼3单元{door}", "phone": "13800138000"}
    return "household", f"h{number}", cells | ({"last_visit": last_visit} if last_visit else {})


def visit(number: str, household: str, resident: str, **cells: Value) -> tuple[str, str, Cells]:
    """A visit that the server knows."""
    made: Cells = {
        "household": household,
        "resident": resident,
        "visited_on": "2026-10-20",
        "kind": "care",
        "way": "door",
        "met": True,
        "needs": ["medicine_reminder"],
        "said": "老人身体状况良好，燃气灶软管老化，已联系物业更换。",
        "follow_up": "none",
        "worker": WORKER,
        "recorded_at": "2026-10-20T02:00:00Z",
        "approval": "approved",
    }
    return "visit", number, made | cells


PLACES: tuple[tuple[str, str, Cells], ...] = (
    ("building", "b12", {"name": "12号楼", "estate": "春晓苑", "layout": "tower", "tour_order": 1}),
    home(1, "0503", "2026-10-20"),
    home(2, "0602"),
    home(3, "1101"),
    person(1, 1, "张桂英"),
    person(2, 1, "张明"),
    person(3, 2, "李建国"),
    person(4, 3, "欧阳文娟"),
    (
        "care_plan",
        "c1",
        {
            "resident": "p1",
            "frequency": "monthly",
            "way": "door",
            "needs": ["medicine_reminder", "chat"],
            "consent": "granted",
            "starts_on": "2026-01-20",
        },
    ),
    visit("v0", "h1", "p1"),
)


@dataclass
class Store:
    """An open store, and what every action is built from."""

    database: Database
    ports: Ports = field(default_factory=ports)
    work: WorkCalendar = field(default_factory=WorkCalendar)

    @property
    def records(self) -> Records:
        """What every form saves with."""
        return Records(self.database, COMMUNITY, self.ports)

    async def receive(self, records: Iterable[tuple[str, str, Mapping[str, Value]]], seq: int = 10) -> None:
        """The server's word about records: kind, id and cells."""

        def write(connection: Connection) -> None:
            known = [confirmed(kind, each, cells, seq) for kind, each, cells in records]
            write_confirmed(connection, known)
            refresh(connection, [each.id for each in known])

        await self.database.write(write)

    async def edits(self) -> list[Edit]:
        """What waits to be sent."""
        return [each.edit for each in await self.pending()]

    async def pending(self) -> list[Pending]:
        """What waits to be sent, with its place."""
        return await self.database.read(lambda connection: unanswered(connection, COMMUNITY, 1_000))


def confirmed(kind: str, record: str, cells: Mapping[str, Value], seq: int) -> Confirmed:
    """A record as the server tells it; groups by their cell."""
    whole = {**RECORD_TYPES[kind].cells_of(cells)}
    return Confirmed(RecordId(record), kind, GRID, whole, {}, seq)


def found(folder: Path) -> Keys:
    """A new store's folder, filled; returns its keys."""
    filled, keys = _filled()
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    return keys


@cache
def _filled() -> tuple[Path, Keys]:
    """A store with the places, made once: keys and tables take longer than most tests."""
    folder = Path(tempfile.mkdtemp()) / "store"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    keys = create_vault(folder, PASSPHRASE, params=FLOOR)

    async def fill() -> None:
        async with opened(folder, keys) as store:
            await store.database.write(_begin)
            await store.receive(PLACES)

    with ThreadPoolExecutor(1) as apart:  # a loop may run here
        apart.submit(lambda: asyncio.run(fill())).result()
    return folder, keys


@asynccontextmanager
async def opened(folder: Path, keys: Keys) -> AsyncIterator[Store]:
    """The store of a folder, closed at the end."""
    database = await Database.open(folder, keys, ballast_bytes=1024)
    try:
        yield Store(database)
    finally:
        await database.close()


def _begin(connection: Connection) -> None:
    for kind in shown_rebuild.prepare(connection):
        after: int | None = 0
        while after is not None:
            after = shown_rebuild.fill(connection, kind, after)
        shown_rebuild.finish(connection, kind)
    add_replica(connection, Replica(MINE, "", DeviceId("d1"), USER, b"key"), "2026-01-01T00:00:00Z")


async def in_store(folder: Path, story: Callable[[Store], Awaitable[None]]) -> None:
    """A new store, in which the story happens."""
    async with opened(folder, found(folder)) as store:
        await story(store)
