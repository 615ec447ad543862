"""What an administrator tells the server about its backups: that one succeeded, and that one was restored."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from gridserver.actions.restored import begin_anew, note_backup
from gridserver.installation import Installation

Command = Callable[[Installation, argparse.Namespace], None]


class Add(Protocol):
    """Adds a command with its name and what it is good for."""

    def __call__(self, name: str, command: Command, text: str, /) -> argparse.ArgumentParser:
        """Returns its parser."""


def add_backups(add: Add, by: str, say: Callable[[str], None]) -> None:
    """Add both commands; `by` is who the audit names."""
    text = "tell that a backup succeeded, so that laptops know what is in it"
    each = add("backed-up", lambda installation, told: say(_backed_up(installation, told.begun)), text)
    each.add_argument(
        "begun", metavar="BEGUN", type=_moment, help="when it began, such as 2026-03-01T02:00:00+08:00"
    )
    text = "tell that the database was restored from a backup, before the server runs again"
    add("restored", lambda installation, told: say(_restored(installation, by)), text)


def _backed_up(installation: Installation, begun: datetime) -> str:
    raised = note_backup(installation, begun)
    return f"{raised} laptops have more in a backup than before; each hears of it when it syncs."


def _restored(installation: Installation, by: str) -> str:
    found = begin_anew(installation, by=by)
    return f"{len(found)} communities begin anew. Their laptops send again what the backup did not have."


def _moment(text: str) -> datetime:
    """A time with its zone. Raises ValueError for any other text: the day of a backup has two nights."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
