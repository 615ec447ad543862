"""One process for each store. The lock belongs to the process: however it ends, the store is free again."""

import os
import sys
from pathlib import Path

from gridclient.db.folders import LOCK, problem_of_file
from gridcore.problems import ProblemCode, ProblemError


class StoreLock:
    """The lock of one store, held from the constructor to `release`.

    Raises ProblemError: already_open, folder_not_writable.
    """

    def __init__(self, folder: Path) -> None:
        try:
            # The file stays when the lock goes: without it two processes could lock two files of one name.
            self._descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise problem_of_file(error) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise ProblemError(ProblemCode.ALREADY_OPEN) from error

    def release(self) -> None:
        """Give the store to the next process; to be called once."""
        _unlock(self._descriptor)
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
