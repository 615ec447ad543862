"""Collects garbage in the thread of the windows alone: a little at a time, and as a whole when nobody works.

Python collects in whatever thread makes an object, for as long as it takes, and a widget that is destroyed
in another thread than its own ends the program.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gridclient.actions.uncollected import FEW, look, look_by_hand, young_objects

LOOK_MS = 200
MANY = 20_000
"""Some milliseconds."""
THOROUGHLY_AFTER_MS = 5 * 60_000
"""As the lists and pages of some minutes take a few megabytes."""


class Collector(QObject):
    """Works from `start` to `stop`. `is_quiet` tells whether a tenth of a second would be noticed now."""

    def __init__(
        self,
        is_quiet: Callable[[], bool],
        parent: QObject,
        *,
        thoroughly_after_ms: int = THOROUGHLY_AFTER_MS,
        few: int = FEW,
    ) -> None:
        super().__init__(parent)
        self._is_quiet, self._since_ms = is_quiet, 0
        self._thoroughly_after_ms, self._few = thoroughly_after_ms, few
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """From now on nobody else collects."""
        if not self._timer.isActive():
            look_by_hand(begins=True)
            self._timer.start()

    def stop(self) -> None:
        """Python collects by itself again."""
        if self._timer.isActive():
            self._timer.stop()
            look_by_hand(begins=False)

    def _look(self) -> None:
        self._since_ms += LOOK_MS
        if self._since_ms >= self._thoroughly_after_ms and self._is_quiet():
            self._since_ms = 0
            look(thoroughly=True, few=self._few)
        elif young_objects() >= MANY:
            look(thoroughly=False)
