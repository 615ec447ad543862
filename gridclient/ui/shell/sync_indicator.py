"""The corner that says where the laptop stands with the server; pressing it opens the sync page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.ui.icons import LOOK_CHANGES, tint_button
from gridclient.ui.shell.sync_status import SyncState, SyncStatus, sync_badge

_USUAL = (SyncState.SYNCED, SyncState.WAITING, SyncState.SENDING, SyncState.OFFLINE)
_MANY = 99


class SyncIndicator(QPushButton):
    """Symbol and words; never blocks anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = SyncStatus(SyncState.OFFLINE)
        self.show_status(self._status)

    def show_status(self, status: SyncStatus) -> None:
        """Change what is said."""
        self._status = status
        badge = sync_badge(status)
        self.setText(badge.word)
        self.setAccessibleName(self.tr("Sync: {state}").format(state=badge.word))
        self.setToolTip(self.tr("Open the sync page"))
        self._draw()

    def usual_width(self) -> int:
        """What any state of a usual day needs, so that the page beside it stays where it is."""
        beside = self.sizeHint().width() - self._width_of(self.text())
        words = (sync_badge(SyncStatus(each, _MANY)).word for each in _USUAL)
        return beside + max(map(self._width_of, words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_status"):
            self._draw()

    def _width_of(self, text: str) -> int:
        """As a button measures its text: the sum of its letters may be a pixel less."""
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def _draw(self) -> None:
        badge = sync_badge(self._status)
        tint_button(self, self._status.state.value, badge.tint)
