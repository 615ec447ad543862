"""Actions are tested on laptops with real stores, which sync with a server in memory."""

from tests.client.sync.conftest import store, tell

__all__ = ["store", "tell"]
