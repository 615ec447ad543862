"""A long job: how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Subtitle


class ProgressPanel(Card):
    """Shows a job that takes long. `cancelled` asks it to stop; the panel waits for `finish`."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Strong(title, self)
        self._detail = Subtitle("", self, wraps=True)
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setAccessibleName(title)
        self._cancel = QPushButton(self.tr("&Cancel"), self)
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(2 * RHYTHM)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.body.addWidget(self._title)
        self.body.addLayout(row)
        self.body.addWidget(self._detail)
        self.hide()

    def start(self, title: str = "") -> None:
        """Show the panel before the first figure is known."""
        if title:
            self._title.setText(title)
            self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._detail.clear()
        self._cancel.setEnabled(True)
        self.show()

    def show_progress(self, done: int, total: int, detail: str = "") -> None:
        """How far the job is; a total of zero means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._detail.setText(detail)

    def stop_offering(self) -> None:
        """From here on the job can only be finished."""
        self._cancel.setEnabled(False)

    def finish(self) -> None:
        """Take the panel away."""
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._detail.setText(self.tr("Stopping. What is done stays done."))
        self.cancelled.emit()
