"""The server in memory keeps what every sync server promises."""

import pytest

from tests.core.sync_contract import SyncContract, SyncServer
from tests.fakes.memory_server import MemoryServer


class TestMemoryServer(SyncContract):
    """The promises, kept in memory."""

    @pytest.fixture
    def server(self) -> SyncServer:
        return MemoryServer()
