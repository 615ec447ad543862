"""The filled store of the visits' tests."""

from tests.client.ui.visits.conftest import store

__all__ = ["store"]
