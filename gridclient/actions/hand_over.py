"""Handing over by a file on a stick, where there is no line: one file to the office, one back."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import to_carry
from gridclient.db.folders import write_durably
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync import bundle, bundle_files
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.bundles import ENDING, LARGEST_FILE
from gridcore.wire.carried import MOST_CARRIED

__all__ = ["MOST_CARRIED", "HandOver", "Luggage", "TakenIn", "Written"]

_MAY_BE_CARRIED = 0o666
"""As far as the user's other files: it is sealed for the office, where people have accounts of their own."""


@dataclass(frozen=True)
class Luggage:
    """How many attachments wait to go along, how large they are together, and how many may come back."""

    files: int
    size: int
    wanted: int = 0


@dataclass(frozen=True)
class Written:
    """What is in a file: edits, attachments; how many attachments are left for the next one, and how many
    this one asks for."""

    edits: int
    files: int
    left: int
    wanted: int = 0


@dataclass(frozen=True)
class TakenIn:
    """What came with an answer: records, and attachments that had been asked for."""

    records: int
    files: int = 0


class HandOver:
    """Writes what waits, and reads the answer. `between_rounds` holds the ordinary sync, where one runs."""

    def __init__(self, database: Database, ports: Ports, person: str, folder: BlobFolder) -> None:
        self._database, self._ports, self._person, self._folder = database, ports, person, folder
        self.between_rounds: Callable[[], AbstractAsyncContextManager[None]] = contextlib.nullcontext

    def suggested_name(self) -> str:
        """A file name that tells the office whose it is and of when."""
        moment = self._ports.now().astimezone()
        told = "".join(each for each in self._person if each.isalnum())
        return f"{told}-{moment:%Y%m%d-%H%M}{ENDING}"

    async def luggage(self) -> Luggage:
        """The photos and papers that are saved here and not yet on the server, and those to be fetched."""
        waiting, missing = await self._database.read(to_carry)
        return Luggage(len(waiting), sum(each.size for each in waiting), len(missing))

    async def write(self, path: Path, most_bytes: int = 0) -> Written:
        """Write the file for the office, with attachments of at most so many bytes each way; what is in it.

        Raises ProblemError: not_enrolled, bundle_…, disk_full, folder_not_writable.
        """
        along = bundle_files.Luggage(self._folder, most_bytes)
        written = await bundle.write_bundle(self._database, self._ports, along)
        await asyncio.to_thread(partial(write_durably, path, written.file, mode=_MAY_BE_CARRIED))
        return Written(written.edits, written.files, written.left, written.wanted)

    async def read(self, path: Path) -> TakenIn:
        """Take in the office's answer; what came.

        Raises ProblemError: bundle_…, revoked, disk_…, and as a round does.
        """
        file = await asyncio.to_thread(_read, path)
        async with self.between_rounds():
            end = await bundle.read_bundle(self._database, self._ports, file, Event(), self._folder)
        if end.is_revoked:
            raise ProblemError(ProblemCode.REVOKED)
        if end.parting is not None:
            raise ProblemError(ProblemCode.BUNDLE_OLD)
        return TakenIn(end.received, end.files)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ProblemError(ProblemCode.BUNDLE_DAMAGED) from error
