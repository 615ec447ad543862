"""A real laptop at a real server: encrypted store, HTTP, actions; it remembers each byte that it was sent."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from gridclient.actions.agreement_paper import AgreementPaper
from gridclient.actions.mediation import Mediation
from gridclient.actions.records import Records
from gridclient.db.enrolments import keep_enrolment
from gridclient.db.identity import Identity
from gridclient.db.replicas import Replica
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.sync.transport import Call, DeviceKey, HttpTransport, Reply, Transport
from gridcore.ids import CommunityId, ReplicaId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridcore.wire.signing import device_id_of
from gridserver.db import devices
from gridserver.installation import Installation
from tests.fakes.new_store import new_store


@dataclass
class _Listening:
    """A line that notes what comes down. `cut_after` ends the next answer after so many lines."""

    line: Transport
    heard: bytearray = field(default_factory=bytearray)
    cut_after: int | None = None

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask, and note each line of the answer."""
        reply = self.line.send(call, stop)
        cut, self.cut_after = self.cut_after, None
        return Reply(reply.status, reply.headers, self._noted(reply.lines, cut), reply.close)

    def _noted(self, lines: Iterator[bytes], cut: int | None) -> Iterator[bytes]:
        for number, line in enumerate(lines):
            if number == cut:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
            self.heard += line
            yield line


@dataclass
class Seat:
    """Somebody at a laptop."""

    database: Database
    ports: Ports
    mediation: Mediation
    papers: AgreementPaper
    line: _Listening

    async def sync(self) -> None:
        """One round, after which the laptop has what the server has."""
        end = await sync_round(self.database, self.line, self.ports, Event())
        assert end.parting is None
        assert not end.differing

    async def knows(self, canary: str) -> list[str]:
        """Where a word is on this laptop: in what ever came down the line, or in a table."""
        found = ["line"] if canary.encode() in self.line.heard else []
        return found + await self.database.read(lambda connection: _tables_with(connection, canary))

    async def holds(self, canary: str) -> list[str]:
        """The tables in which a word is now."""
        return await self.database.read(lambda connection: _tables_with(connection, canary))


@asynccontextmanager
async def seated(
    folder: Path, installation: Installation, address: str, user: str, role: Role, community: CommunityId
) -> AsyncIterator[Seat]:
    """Enrol a new laptop for a user."""
    now, key, own = installation.clock(), Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    device = device_id_of(public)
    with installation.database.write() as server:
        code = devices.new_code(server, UserId(user), by="console", now=now)
        sealed_to = own.public_key().public_bytes_raw()
        held = devices.enrol(server, code, public, f"of {user}", now=now, envelope_key=sealed_to)
        assert held is not None
    ports = Ports(lambda: now, secrets.token_bytes)
    database = await new_store(folder)
    known = Identity(
        user=UserId(user),
        user_name=user,
        community=community,
        device=device,
        server_key=installation.receipt_key.public_key().public_bytes_raw(),
        envelope_key=installation.envelope_key.public_key().public_bytes_raw(),
        own_envelope_key=own.private_bytes_raw(),
    )
    name = ReplicaId(f"{user}-{secrets.token_hex(4)}")
    replica = Replica(name, "", device, UserId(user), key.private_bytes_raw())
    await database.write(lambda c: keep_enrolment(c, address, "", replica, known, ports.moment()))
    line = HttpTransport(
        address,
        DeviceKey(device, key.sign),
        now=now.timestamp,
        new_nonce=lambda: secrets.token_urlsafe(16),
    )
    records = Records(database, community, ports)
    try:
        yield Seat(
            database,
            ports,
            Mediation(database, records, ports, community, mediator=user, roles=frozenset({role})),
            AgreementPaper(database, ports, community),
            _Listening(line),
        )
    finally:
        await database.close()


def _tables_with(connection: Connection, canary: str) -> list[str]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).scalars()
    found = []
    for name in names.all():
        rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        if any(canary.encode() in _bytes(value) for row in rows for value in row):
            found.append(str(name))
    return found


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
