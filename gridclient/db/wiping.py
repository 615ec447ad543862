"""Gives up the store of a laptop that is taken out of service: the keys first, then everything else.

Whoever cuts the power in between gains nothing: without its keys the rest is noise; the next start goes on.
"""

import contextlib
import os
import shutil
from pathlib import Path

from gridclient.db.folders import DISCARDABLE_COPIES, KEY_COPIES, LOCK, sync_folder, write_durably

_BEGUN = "given-up"


def wipe(folder: Path) -> None:
    """Destroy the keys, then delete what they opened. The store must be closed; its lock stays held."""
    write_durably(folder / _BEGUN, b"")
    for name in (*KEY_COPIES, *DISCARDABLE_COPIES):
        _overwrite(folder / name)
    sync_folder(folder)
    for path in sorted(folder.iterdir()):
        if path.name in (LOCK, _BEGUN):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # held open by a scanner; without the keys it is noise
                path.unlink()
    (folder / _BEGUN).unlink()
    sync_folder(folder)


def finish_wiping(folder: Path) -> None:
    """Go on with what was cut."""
    if (folder / _BEGUN).exists():
        wipe(folder)


def _overwrite(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
