"""A filled store under a running window loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.ui.visits.store import Store, found, opened


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A new store with the places of the tests."""
    folder = tmp_path / "store"
    holder = opened(folder, found(folder))
    yield qloop.run_until_complete(holder.__aenter__())
    qloop.run_until_complete(holder.__aexit__(None, None, None))
