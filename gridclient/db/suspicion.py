"""A mark beside a database that was found damaged: at the next opening every page is looked at first."""

import contextlib
from pathlib import Path

_MARK = "suspect"


def suspect(folder: Path) -> None:
    """Leave the mark; where the disk refuses, the damage will be met again."""
    with contextlib.suppress(OSError):
        (folder / _MARK).touch(mode=0o600)


def is_suspect(folder: Path) -> bool:
    """Whether damage was met."""
    return (folder / _MARK).exists()


def clear_suspicion(folder: Path) -> None:
    """Every page was found to be right, or another database took its place."""
    with contextlib.suppress(OSError):
        (folder / _MARK).unlink(missing_ok=True)
