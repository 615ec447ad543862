"""A laptop with its encrypted store, its runner and its indicator, at a server behind whatever line."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from gridclient.actions.records import Records, Saved
from gridclient.actions.session import Session
from gridclient.actions.sync_status import SyncStatus
from gridclient.db.kdf import FLOOR
from gridclient.db.replicas import current_replica
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import Status, SyncState
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, UserId
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.server.field import NOW, C


@dataclass
class Hurried:
    """The same line for somebody with less patience; the promise that it keeps is of any length."""

    line: Transport
    deadline_s: float

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask."""
        return self.line.send(replace(call, deadline_s=self.deadline_s), stop)


@dataclass
class Desk:
    """Somebody who works, and whose indicator is looked at."""

    session: Session
    records: Records
    replica: ReplicaId
    line: Transport
    runner: SyncRunner
    saved: list[tuple[RecordId, str, Value]]
    told: list[Status]

    async def edit(self, home: RecordId, name: str, value: Value) -> None:
        """Change a field of a household."""
        form = await self.records.open_form("household", home)
        assert form is not None
        assert isinstance(await self.records.save(form, {name: value}), Saved)
        self.saved.append((home, name, value))

    async def sync(self) -> RoundEnd:
        """One round. Raises ProblemError as it does."""
        return await sync_round(self.session.database, self.line, self.session.ports, Event())

    async def tried(self) -> Status:
        """One round of the runner, whatever comes of it; what the indicator says then."""
        await self.runner._round()
        return self.runner.status

    async def counts(self) -> tuple[int, int]:
        """How many edits were saved, and how many of them the Sync page calls on the server."""
        seen = await SyncStatus(self.session.database, C).overview()
        return seen.saved, seen.on_server


@asynccontextmanager
async def at_a_desk(
    folder: Path,
    installation: Installation,
    server: str,
    user: str,
    *,
    seed: str = "",
    patience_s: float = 30,
    now: Callable[[], datetime] = lambda: NOW,
) -> AsyncIterator[Desk]:
    """Enrol a new laptop over a good line and read everything once."""
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=now())
    ports = Ports(now, random.Random(f"{folder.parent.name} {folder.name} {seed}").randbytes)
    session = await Session.create(folder, PASSPHRASE, ports, params=FLOOR)
    try:
        await session.show_all()
        await session.enrol(server, code, f"laptop of {user}")
        desk = await seated(session, await replica_in(session), patience_s)
        await desk.sync()
        yield desk
    finally:
        await session.close()


async def move_to(desk: Desk, server: str, patience_s: float = 30) -> Desk:
    """The same laptop, at another line."""
    await desk.session.use_server(server)
    return replace(
        await seated(desk.session, desk.replica, patience_s), saved=desk.saved, records=desk.records
    )


async def seated(session: Session, replica: ReplicaId, patience_s: float) -> Desk:
    """A laptop at the line that its store names."""
    line, told = Hurried(await session.transport(), patience_s), list[Status]()
    runner = SyncRunner(session.database, line, session.ports, told=told.append)
    records = Records(session.database, C, session.ports)
    return Desk(session, records, replica, line, runner, [], told)


async def replica_in(session: Session) -> ReplicaId:
    """The replica that a store is."""
    found = await session.database.read(current_replica)
    assert found is not None
    return found.id


def on_server(installation: Installation, replica: ReplicaId) -> list[int]:
    """The numbers of a replica's edits that the server has, in order."""
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "SELECT n FROM edit_log WHERE community_id = %s AND replica = %s ORDER BY n", (C, replica)
        )
        return [row.n for row in rows]


def says_all_is_there(status: Status) -> bool:
    """Whether the indicator promises that nothing waits."""
    return status.waiting == 0 and status.state in (SyncState.ON_SERVER, SyncState.NEEDS_YOU)


def port_of(address: str) -> int:
    """The port of a loopback address."""
    port = urlsplit(address).port
    assert port is not None
    return port
