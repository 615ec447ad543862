"""Where a store lies on the disk, private to its user, and how its small files are replaced without a gap."""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

import platformdirs

from gridcore.problems import ProblemCode, ProblemError

DATABASE = "store.db"
JOURNAL = "journal"
BALLAST = "ballast"
KEY_COPIES = ("key", "key.copy")
DISCARDABLE_COPIES = ("discardable", "discardable.copy")
ATTEMPTS = "attempts"
LOCK = "lock"

_NEW_FILE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}


def default_folder() -> Path:
    """The store of the person who is logged in to this computer."""
    return Path(platformdirs.user_data_dir("Gridclient", appauthor=False, roaming=False)) / "store"


def vault_exists(folder: Path) -> bool:
    """Whether a store was founded here; true as well when its key file is damaged."""
    return any((folder / name).exists() for name in KEY_COPIES)


def prepare_folder(folder: Path) -> None:
    """Make the folder if it is missing, and take everybody else's permission to it away.

    Raises ProblemError: folder_not_private when it belongs to another user, folder_not_writable.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":  # there the profile's inherited access list keeps others out
            _make_private(folder)
    except OSError as error:
        raise problem_of_file(error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ProblemError(ProblemCode.FOLDER_NOT_WRITABLE)


def _make_private(folder: Path) -> None:
    if sys.platform != "win32":
        if folder.stat().st_uid != os.geteuid():
            raise ProblemError(ProblemCode.FOLDER_NOT_PRIVATE)
        if stat.S_IMODE(folder.stat().st_mode) != 0o700:
            folder.chmod(0o700)
        for path in folder.iterdir():
            if path.is_file() and not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) != 0o600:
                path.chmod(0o600)


def make_private_file(path: Path) -> None:
    """Create an empty file that only its user may read; one that exists stays as it is."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def set_aside_database(folder: Path) -> None:
    """Give an existing database, with its log and its journal, another name: none is ever deleted."""
    found, journal = folder / DATABASE, folder / JOURNAL
    number = 1
    while (aside := folder / f"{DATABASE}.aside{number}").exists():
        number += 1
    if journal.exists():
        journal.rename(folder / f"{JOURNAL}.aside{number}")
    if not found.exists():
        return
    log = folder / f"{DATABASE}-wal"
    if log.exists():
        log.rename(folder / f"{aside.name}-wal")
    (folder / f"{DATABASE}-shm").unlink(missing_ok=True)  # SQLite makes it again
    found.rename(aside)


def write_durably(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace a small file as a whole: after a crash it holds the old bytes or the new ones.

    Only its owner may read it, by default. Raises ProblemError: disk_full, folder_not_writable, disk_failed.
    """
    half_written = path.with_name(path.name + ".new")
    try:
        with contextlib.suppress(FileNotFoundError):
            half_written.unlink()
        descriptor = os.open(half_written, _NEW_FILE, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half_written.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise problem_of_file(error) from error


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable: without this a replaced file may come back after a power cut."""
    if sys.platform == "win32":  # NTFS journals names, and a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def problem_of_file(error: OSError) -> ProblemError:
    """The problem behind a failed call on a file or folder of the store."""
    if error.errno in _FULL:
        return ProblemError(ProblemCode.DISK_FULL)
    if error.errno in _REFUSED:
        return ProblemError(ProblemCode.FOLDER_NOT_WRITABLE)
    return ProblemError(ProblemCode.DISK_FAILED)
