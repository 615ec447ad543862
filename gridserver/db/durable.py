"""Files that are there as a whole or not at all, whatever stops the machine."""

import os
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


def write_durably(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write beside the place, then rename, with both made durable; only the owner may read it, by default."""
    half_written = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(half_written, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _BINARY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half_written.replace(path)
    except BaseException:
        half_written.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # NTFS journals names, and a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
