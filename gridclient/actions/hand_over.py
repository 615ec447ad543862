"""Handing over by a file on a stick, where there is no line: one file to the office, one back."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from threading import Event

from gridclient.db.folders import write_durably
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.bundle import read_bundle, write_bundle
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.bundles import ENDING, LARGEST_FILE


class HandOver:
    """Writes what waits, and reads the answer. `between_rounds` holds the ordinary sync, where one runs."""

    def __init__(self, database: Database, ports: Ports, person: str) -> None:
        self._database, self._ports, self._person = database, ports, person
        self.between_rounds: Callable[[], AbstractAsyncContextManager[None]] = contextlib.nullcontext

    def suggested_name(self) -> str:
        """A file name that tells the office whose it is and of when."""
        moment = self._ports.now().astimezone()
        told = "".join(each for each in self._person if each.isalnum())
        return f"{told}-{moment:%Y%m%d-%H%M}{ENDING}"

    async def write(self, path: Path) -> int:
        """Write the file for the office; returns how many edits are in it.

        Raises ProblemError: not_enrolled, bundle_…, disk_full, folder_not_writable.
        """
        written = await write_bundle(self._database, self._ports)
        await asyncio.to_thread(write_durably, path, written.file)
        return written.edits

    async def read(self, path: Path) -> int:
        """Take in the office's answer; how many records came.

        Raises ProblemError: bundle_…, revoked, and as a round does.
        """
        file = await asyncio.to_thread(_read, path)
        async with self.between_rounds():
            end = await read_bundle(self._database, self._ports, file, Event())
        if end.is_revoked:
            raise ProblemError(ProblemCode.REVOKED)
        if end.parting is not None:
            raise ProblemError(ProblemCode.BUNDLE_OLD)
        return end.received


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ProblemError(ProblemCode.BUNDLE_DAMAGED) from error
