"""A worker's store with a few households, under the loop of the windows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.ui.visits.store import Store, found, opened


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A new store with a building, three households, four people, a care plan and a visit."""
    folder = tmp_path / "store"
    holder = opened(folder, found(folder))
    yield qloop.run_until_complete(holder.__aenter__())
    qloop.run_until_complete(holder.__aexit__(None, None, None))
