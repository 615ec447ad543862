"""A file that only takes up room: given up when the disk is full, so that typed text can still be saved."""

import contextlib
import os
import shutil
from pathlib import Path

from gridclient.db.folders import BALLAST

BALLAST_BYTES = 32 * 1024 * 1024
_CHUNK = 1024 * 1024
_NO_ROOM = 64 * 1024


def restore_ballast(folder: Path, size: int = BALLAST_BYTES) -> bool:
    """Lay the ballast if it is missing and there is ample room; whether it is there now."""
    path = folder / BALLAST
    with contextlib.suppress(OSError):
        if path.exists() and path.stat().st_size >= size:
            return True
        if shutil.disk_usage(folder).free < 4 * size:
            return False
        _fill(path, size)
        return True
    release_ballast(folder)
    return False


def _fill(path: Path, size: int) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for start in range(0, size, _CHUNK):
            # Zeros would take no room on a file system that compresses.
            file.write(os.urandom(min(_CHUNK, size - start)))
        file.flush()
        os.fsync(file.fileno())


def release_ballast(folder: Path) -> None:
    """Give the room back; nothing happens when it was given back before."""
    with contextlib.suppress(OSError):
        (folder / BALLAST).unlink(missing_ok=True)


def is_out_of_room(folder: Path) -> bool:
    """Whether so little is left that a failure of the disk is one of room, whatever it called itself."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free < _NO_ROOM
    return False
