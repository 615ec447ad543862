"""The port: what a platform's watch tells, and how states become events."""

import enum
from collections.abc import Callable

from PySide6.QtWidgets import QWidget


class Sign(enum.StrEnum):
    """Why the client locks without being asked."""

    SLEEP = "sleep"
    LID = "lid"
    SCREEN_LOCK = "screen lock"
    OTHER_USER = "other user"


Told = Callable[[Sign], None]
"""Hears a sign, on the thread of the windows."""


class Turn:
    """Tells when a state becomes true that was known to be false.

    A lid that is shut when the watch begins belongs to a laptop on a dock: only shutting it counts.
    """

    def __init__(self) -> None:
        self._is_true: bool | None = None

    def turns(self, is_true: bool) -> bool:
        """Whether the state has just become true."""
        was, self._is_true = self._is_true, is_true
        return is_true and was is False


def watch_nothing(window: QWidget, told: Told) -> object:
    """A platform that gives no signs."""
    return None
