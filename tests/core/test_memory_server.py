"""The server in memory keeps what every sync server promises."""

from dataclasses import dataclass, field

import pytest

from gridcore.ids import ReplicaId, ScopeId
from tests.core.sync_contract import SyncContract
from tests.fakes.memory_past import Backup, backed_up, differences, put_back
from tests.fakes.memory_server import MemoryServer


@dataclass
class Restorable(MemoryServer):
    """The server with its last backup beside it."""

    backups: list[Backup] = field(default_factory=list)

    def back_up(self) -> None:
        """Keep the database as it is."""
        self.backups = [backed_up(self)]

    def put_back(self) -> None:
        """Restore what was kept."""
        kept = self.backups
        put_back(self, kept[0])
        self.backups = kept

    def differences(self, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
        """The lines of the answer to a laptop that compares a scope."""
        return differences(self, replica, scope, body)


class TestMemoryServer(SyncContract):
    """The promises, kept in memory."""

    @pytest.fixture
    def server(self) -> Restorable:
        return Restorable()
