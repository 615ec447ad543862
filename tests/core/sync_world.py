"""Laptops and a server in memory, and a bad line between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.core.sync_whole import Watched
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import MemoryServer


@dataclass
class World(Watched[MemoryClient]):
    """The laptops and the server; a planted bug lies in one of their classes."""

    server: MemoryServer = field(default_factory=MemoryServer)
    client_class: type[MemoryClient] = MemoryClient

    def __post_init__(self) -> None:
        """Everybody gets a laptop."""
        self.settle_in(self.client_class, lambda client: sync(client, self.server))

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
        self.check_lines(client, lines)
        client.receive(lines)
