"""Laptops of a run: encrypted stores on disk, enrolled over HTTP, or filled as a first sync leaves them."""

import asyncio
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from benchmarks.workload import Workload, of_many_people
from demo.community import NewRecord, community_code
from gridclient.actions.records import Records
from gridclient.actions.session import Session
from gridclient.db.confirmed import write_confirmed
from gridclient.db.enrolments import keep_enrolment
from gridclient.db.identity import Identity
from gridclient.db.kdf import FLOOR, KdfParams
from gridclient.db.replicas import Replica
from gridclient.db.shown_rebuild import begin_bulk
from gridclient.ports import of_this_machine
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import NOBODY, Listener, RoundEnd
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.ids import CommunityId, DeviceId, ReplicaId, UserId
from gridcore.roles import Role
from gridcore.sync.stored import Confirmed
from gridcore.wire.enrolment import Duty

PASSPHRASE = "wangge demo 2026"
NOT_ON_LAPTOPS = frozenset({"resident_identity", "care_reason"})
COMMUNITY = CommunityId(community_code(1))
_PART = 5_000


@dataclass
class Laptop:
    """An enrolled store with the actions that edit records."""

    session: Session
    records: Records

    @classmethod
    async def enrolled(cls, folder: Path, url: str, code: str) -> "Laptop":
        """A new store of the community's leader, still without a record."""
        session = await Session.create(folder, PASSPHRASE, of_this_machine(), params=FLOOR)
        await session.show_all()  # as the runner begins: only whole tables take much without their indexes
        me = await session.enrol(url, code, folder.name)
        return cls(session, Records(session.database, me.community, session.ports, is_demo=True))

    @classmethod
    async def unlocked(cls, folder: Path) -> "Laptop":
        """A store that was enrolled before."""
        session = await opened(folder)
        me = await session.me()
        assert me is not None, "it is enrolled"
        return cls(session, Records(session.database, me.community, session.ports, is_demo=True))

    async def sync(self, *, listener: Listener = NOBODY, heard: list[bytes] | None = None) -> RoundEnd:
        """One round, as the window's timer makes it; `heard` gets every line of the answers."""
        transport: Transport = await self.session.transport()
        if heard is not None:
            transport = _Hearing(transport, heard)
        ports = self.session.ports
        end = await sync_round(self.session.database, transport, ports, Event(), listener=listener)
        if end.parting is not None or end.differing:
            raise RuntimeError("laptop and server do not agree")
        return end


@dataclass
class _Hearing:
    """A transport that also keeps the lines that it hands on."""

    transport: Transport
    heard: list[bytes] = field(repr=False)

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask, as the transport does."""
        reply = self.transport.send(call, stop)
        return Reply(reply.status, reply.headers, self._kept(reply.lines), reply.close)

    def _kept(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.heard.append(bytes(line))
            yield line


def fill(folder: Path, workload: Workload, *, many: int = 0, params: KdfParams | None = FLOOR) -> None:
    """Make a worker's store that holds the workload, or so `many` people, without a server.

    Without `params` the key derivation is made as dear as this machine bears. To be called apart.
    """
    records = of_many_people(many, workload.seed) if many else workload.make().records()
    asyncio.run(_filled(folder, records, params))


def fill_with(folder: Path, records: Iterable[NewRecord], role: Role) -> None:
    """Make a store that holds these records, of somebody with a role in the community."""
    asyncio.run(_filled(folder, records, FLOOR, role))


async def opened(folder: Path) -> Session:
    """A store that was filled."""
    return await Session.unlock(folder, PASSPHRASE, of_this_machine())


async def _filled(
    folder: Path,
    records: Iterable[NewRecord],
    params: KdfParams | None,
    role: Role = Role.GRID_WORKER,
) -> None:
    session = await Session.create(folder, PASSPHRASE, of_this_machine(), params=params)
    await session.database.write(partial(_enrol, role=role))
    await session.show_all()
    await session.database.write(_expect_many)
    part: list[Confirmed] = []
    for seq, each in enumerate(records, start=1):
        if each.kind not in NOT_ON_LAPTOPS:
            part.append(Confirmed(each.id, each.kind, each.scope, dict(each.cells), {}, seq))
        if len(part) == _PART:
            await session.database.write(partial(write_confirmed, records=part))
            part = []
    await session.database.write(partial(write_confirmed, records=part))
    await session.show_all()
    await session.close()


def _enrol(connection: Connection, role: Role) -> None:
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    device, user = DeviceId("benchmark"), UserId("worker")
    known = Identity(
        user=user,
        user_name="李建国",
        community=COMMUNITY,
        device=device,
        server_key=b"",
        duties=(Duty(role, COMMUNITY),),
    )
    replica = Replica(ReplicaId("benchmark"), "", device, user, key)
    keep_enrolment(connection, "http://127.0.0.1:9", "", replica, known, "2026-03-02T08:00:00Z")


def _expect_many(connection: Connection) -> None:
    """As before a first sync, with more memory than a laptop gives: nobody measures how the store is made."""
    begin_bulk(connection)
    connection.exec_driver_sql("PRAGMA cache_size=-1000000")


@contextmanager
def without_garbage() -> Iterator[None]:
    """What the benchmark itself holds does not slow the collector down while a laptop is measured."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
