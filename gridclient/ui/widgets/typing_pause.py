"""When what is typed is kept: at the first pause, and at the latest soon after the first key."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

LONGEST_MS = 1_000
"""Who types without a pause is kept so long after the first key, too: no typed text gets 2 seconds old."""


class TypingPause(QTimer):
    """`timeout` when nothing was typed for a while, or something has waited for long; `typed` at each key."""

    def __init__(self, parent: QObject, pause_ms: int) -> None:
        super().__init__(parent, singleShot=True)
        self._pause_ms = pause_ms
        self._waits = QElapsedTimer()

    def typed(self) -> None:
        """Something was typed."""
        if not self.isActive():
            self._waits.start()
        left_ms = LONGEST_MS - self._waits.elapsed()
        self.start(max(0, min(self._pause_ms, left_ms)))
