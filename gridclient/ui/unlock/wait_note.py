"""How long the next passphrase must wait after wrong ones, counted down in sight."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.texts import Subtitle


class WaitNote(Subtitle):
    """Counts the seconds down; emits `over` when the next try may be made."""

    over = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, wraps=True)
        self.seconds = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._count_down)

    def begin(self, seconds: int) -> None:
        """Wait so long from now on; 0 is not at all."""
        self.seconds = seconds
        if seconds:
            self._clock.start()
            self._show()

    def _count_down(self) -> None:
        self.seconds = max(self.seconds - 1, 0)
        self._show()
        if not self.seconds:
            self._clock.stop()
            self.over.emit()

    def _show(self) -> None:
        text = self.tr("The next try is possible in %n second(s).", "", self.seconds) if self.seconds else ""
        self.setText(text)
