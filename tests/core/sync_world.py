"""Laptops and a server in memory, and a bad line between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.wire.messages import RecordLine, decode_line
from tests.core.sync_people import People, Saved
from tests.core.sync_whole import Happened, check_request
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY, MemoryServer

__all__ = ["Saved", "World"]


@dataclass
class World(People[MemoryClient]):
    """The laptops and the server; a planted bug lies in one of their classes."""

    server: MemoryServer = field(default_factory=MemoryServer)
    client_class: type[MemoryClient] = MemoryClient
    hung: dict[RecordId, tuple[int, list[tuple[RecordId, str]]]] = field(default_factory=dict)
    """What hung on a record when it was merged, and how long the log was then."""

    def __post_init__(self) -> None:
        """Everybody gets a laptop; nobody erases alone, so there is a second supervisor."""
        self.settle_in(self.client_class, lambda client: sync(client, self.server))
        self.clients.append(self.client_class(self.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))))
        sync(self.clients[-1], self.server)

    def deliver(self, request: bytes) -> list[bytes]:
        """The server answers; what it did to whole records is looked at."""
        before, earlier = dict(self.server.stored), list(self.server.entries)
        lines = super().deliver(request)
        entries = self.server.entries[len(earlier) :]
        check_request(self.hung, Happened(before, self.server.stored, entries, earlier))
        return lines

    def sync(self, client: MemoryClient, fate: str, cut: int) -> None:
        """One round; what the line does to it."""
        request = client.request()
        match fate:
            case "request lost":
                return
            case "late":
                self.late.append(request)
            case "answer lost":
                self.deliver(request)
            case "cut":
                lines = self.deliver(request)
                self.receive(client, lines[: cut % (len(lines) + 1)])
            case "repeated":
                self.deliver(request)
                self.receive(client, self.deliver(request))
            case _:
                self.receive(client, self.deliver(request))

    def receive(self, client: MemoryClient, lines: Sequence[bytes]) -> None:
        """The laptop applies what came; no line may speak of what its user does not follow."""
        scopes = self.server.scopes(self.server.users[client.replica])
        for line in map(decode_line, lines):
            if isinstance(line, RecordLine):
                assert self.server.stored[line.id].scope in scopes, "a record of a foreign scope was sent"
        client.receive(lines)

    def come_to_rest(self) -> None:
        """The line is good again: every laptop syncs twice."""
        for request in self.late:
            self.deliver(request)
        self.late = []
        for _ in range(2):
            for client in self.clients:
                self.receive(client, self.deliver(client.request()))
