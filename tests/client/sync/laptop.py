"""A laptop with a real encrypted store, and a line to a server in memory that can be cut and repeated."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from gridclient.actions.records import Form, Records, Saved
from gridclient.db import listing, shown_rebuild
from gridclient.db.enrolments import keep_enrolment
from gridclient.db.identity import Identity
from gridclient.db.kdf import FLOOR
from gridclient.db.keys import Keys
from gridclient.db.listing import ShownRecord, Where
from gridclient.db.replicas import Replica
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ports import Ports
from gridclient.sync.filling import Filling
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Call, Reply
from gridcore.fields import Value
from gridcore.ids import DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.messages import decode_request
from tests.fakes.memory_past import differences
from tests.fakes.memory_server import COMMUNITY, MemoryServer

T = TypeVar("T")

PASSPHRASE = "taxi shanshui diandeng muzhuo"
START = datetime(2026, 10, 29, 8, 0, tzinfo=UTC)
RECONCILE = "/reconcile/"


@dataclass
class Clock:
    """Time that passes when a test says so, and randomness that repeats."""

    now: datetime = START
    drawn: int = 0
    seed: str = ""

    def draw(self, count: int) -> bytes:
        """So many bytes that were not drawn before."""
        self.drawn += 1
        return sha256(f"{self.seed} {self.drawn}".encode()).digest()[:count]

    @property
    def ports(self) -> Ports:
        """What the client sees of it."""
        return Ports(self._tick, self.draw)

    def _tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Line:
    """The way to the memory server. `cut_after` ends the next answer after so many lines."""

    server: MemoryServer
    cut_after: int | None = None
    lose_reply: bool = False
    requests: list[bytes] = field(default_factory=list)
    answers: list[list[bytes]] = field(default_factory=list)
    change: Callable[[list[bytes]], list[bytes]] = lambda lines: lines

    def send(self, call: Call, stop: Event) -> Reply:
        """Answer in memory."""
        if call.target.startswith(RECONCILE):
            return Reply(200, {}, self._lines(self._compared(call), None), lambda: None)
        if call.target != "/sync/v1":
            raise ProblemError(ProblemCode.SERVER_FAILED, status=404)
        self.requests.append(call.body)
        lines = self.change([line.rstrip(b"\n") for line in self.server.answer(call.body)])
        self.answers.append(lines)
        if self.lose_reply:
            self.lose_reply = False
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        cut, self.cut_after = self.cut_after, None
        return Reply(200, {}, self._lines(lines, cut), lambda: None)

    def _compared(self, call: Call) -> list[bytes]:
        scope = ScopeId(unquote(urlsplit(call.target).path).removeprefix(RECONCILE))
        asked = decode_request(self.requests[-1])
        return differences(self.server, asked.replica, scope, call.body) or []

    def _lines(self, lines: list[bytes], cut: int | None) -> Iterator[bytes]:
        for number, line in enumerate(lines):
            if number == cut:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
            yield line


@dataclass
class Laptop:
    """One replica: what its user does, in the words of the actions."""

    database: Database
    records: Records
    line: Line
    clock: Clock
    folder: Path

    async def create(self, kind: str, scope: str | None = None, /, **values: Value) -> RecordId:
        """Fill a new form and save it."""
        form = await self.records.open_form(kind)
        assert form is not None
        return await self.save(form, scope, **values)

    async def save(self, form: Form, scope: str | None = None, /, **values: Value) -> RecordId:
        """Save a form; it must be in order."""
        done = await self.records.save(form, values, scope=None if scope is None else ScopeId(scope))
        assert isinstance(done, Saved), done
        return done.record

    async def open(self, kind: str, record: RecordId) -> Form:
        """Open a form on what is shown now."""
        form = await self.records.open_form(kind, record)
        assert form is not None, "the record is not here"
        return form

    async def edit(self, kind: str, record: RecordId, /, **values: Value) -> None:
        """Open a form, change something, save."""
        await self.save(await self.open(kind, record), None, **values)

    async def sync(self) -> RoundEnd:
        """One round."""
        return await sync_round(self.database, self.line, self.clock.ports, Event())

    async def row(self, kind: str, record: RecordId) -> ShownRecord | None:
        """The record as lists show it."""
        return await self.database.read(lambda connection: listing.row(connection, kind, record))

    async def value(self, kind: str, record: RecordId, field_name: str) -> Value:
        """One shown value."""
        found = await self.row(kind, record)
        assert found is not None, "the record is not shown"
        return found.values[field_name]

    async def rows(self, kind: str, *where: Where) -> list[ShownRecord]:
        """What a list shows."""
        return await self.database.read(lambda connection: listing.rows(connection, kind, where))

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Look into the store."""
        return await self.database.read(fn)


@dataclass(frozen=True)
class EmptyStore:
    """A store that was made once, to be copied for each laptop; its key is that of all copies."""

    folder: Path
    keys: Keys


async def empty_store(folder: Path) -> EmptyStore:
    """Make a store with all its tables."""
    keys = create_vault(folder, PASSPHRASE, params=FLOOR)
    database = await opened(folder, keys)
    await database.close()
    return EmptyStore(folder, keys)


async def opened(folder: Path, keys: Keys) -> Database:
    """Open the store that is there, with every shown table whole."""
    database = await Database.open(folder, keys, ballast_bytes=4096)
    await database.write(shown_rebuild.prepare)
    await Filling(database).finish()
    return database


async def enrolled(
    empty: EmptyStore, folder: Path, server: MemoryServer, replica: ReplicaId, *, envelope_key: bytes = b""
) -> Laptop:
    """A new laptop of a replica that the server knows."""
    shutil.copytree(empty.folder, folder)
    database = await opened(folder, empty.keys)
    user = server.users[replica]
    known = Identity(
        user=user,
        user_name=str(user),
        community=COMMUNITY,
        device=DeviceId("device"),
        server_key=b"",
        envelope_key=envelope_key,
    )
    as_replica = Replica(replica, "", DeviceId("device"), UserId(user), b"key")
    await database.write(lambda c: keep_enrolment(c, "", "", as_replica, known, "2026-10-29T08:00:00Z"))
    clock = Clock(seed=str(replica))
    return Laptop(database, Records(database, COMMUNITY, clock.ports), Line(server), clock, folder)
