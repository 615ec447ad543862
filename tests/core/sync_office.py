"""The office in which a sync server makes its promises: people, laptops, and what they do."""

from typing import Protocol

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.roles import Role
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY

GRID = "grid/grid-1"
OTHER_GRID = "grid/grid-2"


class SyncServer(Protocol):
    """What a contract test needs of a server."""

    def enrol(self, user: str, *roles: tuple[Role, str]) -> ReplicaId:
        """A laptop of a user, who gets these roles at these places."""

    def assign(self, user: str, role: Role, place: str) -> None:
        """Give a user a role at a place."""

    def revoke(self, user: str, role: Role, place: str) -> None:
        """Take the role away again."""

    def answer(self, body: bytes) -> list[bytes]:
        """The lines of the answer to a request."""


def worker(server: SyncServer, user: str, *grids: str) -> MemoryClient:
    """A grid worker's laptop."""
    return MemoryClient(server.enrol(user, *((Role.GRID_WORKER, each) for each in grids or ("grid-1",))))


def supervisor(server: SyncServer) -> MemoryClient:
    """The supervisor's laptop."""
    return MemoryClient(server.enrol("sue", (Role.SUPERVISOR, COMMUNITY)))


def mediator(server: SyncServer, user: str = "mia") -> MemoryClient:
    """A mediator's laptop."""
    return MemoryClient(server.enrol(user, (Role.MEDIATOR, COMMUNITY)))


def household(client: MemoryClient, **cells: Value) -> RecordId:
    """A building with a room with a household."""
    building = client.create("building", GRID, name="一号楼")
    room = client.create("room", GRID, building=building, room_number="101")
    return client.create("household", GRID, None, room=room, address="幸福里1号", **cells)


def visit(client: MemoryClient, said: str = "甲。乙。丙。") -> RecordId:
    """A visit to a new household."""
    return client.create("visit", GRID, household=household(client), visited_on="2026-03-01", said=said)


def all_sync(server: SyncServer, *clients: MemoryClient) -> None:
    """Everybody pushes, then everybody hears of the others."""
    for client in (*clients, *clients):
        sync(client, server)
    for client in clients:
        assert not client.pending
        for scope in client.scopes:
            assert client.digests[scope] == client.own_digest(scope), (client.replica, scope)


def facts(client: MemoryClient) -> dict[RecordId, object]:
    """What the laptop knows of the grid."""
    return {k: (v.seq, v.cells) for k, v in client.confirmed.items() if v.scope == GRID}


def codes(client: MemoryClient) -> list[str]:
    """The verdicts on everything that the laptop has saved."""
    return [client.answers[n].code.value for n in sorted(client.answers)]


def open_conflicts(client: MemoryClient) -> list[RecordId]:
    """The conflicts that wait for a person."""
    return [each for each in client.visible("conflict") if client.shown(each).cells["progress"] == "open"]
