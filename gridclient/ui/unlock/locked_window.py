"""What is left in sight while a first download goes on behind a locked screen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton

from gridclient.ui.unlock.unlock_window import FrontWindow
from gridclient.ui.widgets.texts import Subtitle

MOST_MINUTES = 30


class LockedWindow(FrontWindow):
    """Says that it is locked. No way leads back from here: what it emits ends the process."""

    unlock_asked = Signal()
    time_is_over = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("Locked"),
            self.tr(
                "The first download goes on; it ends by itself, and so does this page. "
                "Then your passphrase opens the records."
            ),
        )
        self._received = Subtitle("", self, wraps=True)
        self.button = QPushButton(self.tr("&Unlock now"), self)
        self.button.setAccessibleDescription(
            self.tr("Interrupts the download; it goes on when you have unlocked.")
        )
        self.fill(
            self._received, Subtitle(self.button.accessibleDescription(), self, wraps=True), self.button
        )
        self.button.clicked.connect(self.unlock_asked)
        self.limit = QTimer(self, singleShot=True, interval=MOST_MINUTES * 60_000)
        self.limit.timeout.connect(self.time_is_over)
        self.limit.start()
        self.button.setFocus()

    def show_received(self, records: int) -> None:
        """How far the download is."""
        self._received.setText(self.tr("%n record(s) so far.", "", records) if records else "")
