"""A founded store in a temporary folder, with the cheapest derivation that is allowed."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from gridclient.db.kdf import FLOOR
from gridclient.db.keys import Keys
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault

T = TypeVar("T")

PASSPHRASE = "taxi shanshui diandeng muzhuo"
BALLAST = 256 * 1024


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def keys(folder: Path) -> Keys:
    return create_vault(folder, PASSPHRASE, params=FLOOR)


def in_database(folder: Path, keys: Keys, story: Callable[[Database], Awaitable[T]]) -> T:
    """Open the store, let the story happen, close it."""

    async def told() -> T:
        database = await Database.open(folder, keys, ballast_bytes=BALLAST)
        try:
            return await story(database)
        finally:
            await database.close()

    return asyncio.run(told())
