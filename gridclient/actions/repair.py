"""Repairing a damaged store: what comes back, a new database under the same keys, and the opened store."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

from gridclient.actions.session import Session
from gridclient.db.keys import Keys
from gridclient.db.lock_file import StoreLock
from gridclient.db.repair import Spared, make_whole, spared
from gridclient.ports import Ports

__all__ = ["Repair", "Spared"]


class Repair:
    """The repair of one store. It needs no network: what the server has comes with the next sync."""

    def __init__(self, folder: Path, keys: Keys, ports: Ports) -> None:
        self._folder, self._keys, self._ports = folder, keys, ports
        self._given_up = Event()

    async def look(self) -> Spared:
        """What the journal brings back. Raises ProblemError as the disk does."""
        return await asyncio.to_thread(spared, self._folder, self._keys)

    async def repair(self, told: Callable[[int], None]) -> Session | None:
        """Put a new database in the place of the damaged one and open it; None when it was given up.

        `told` hears how many steps are done. Raises ProblemError: already_open, disk_full, disk_failed,
        folder_not_writable; then it may be tried again.
        """
        lock = StoreLock(self._folder)
        try:
            if not await asyncio.to_thread(self._make_whole):
                return None
        finally:
            lock.release()
            self._given_up.clear()
        told(1)
        session = await Session.open(self._folder, self._keys, self._ports)
        told(2)
        return session

    def give_up(self) -> None:
        """Stop, as long as nothing was changed."""
        self._given_up.set()

    def _make_whole(self) -> bool:
        day, at = self._ports.today(), self._ports.moment()
        return make_whole(self._folder, self._keys, day, at, lambda: not self._given_up.is_set())
