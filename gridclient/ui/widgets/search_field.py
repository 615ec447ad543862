"""A field that searches while typing stops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gridclient.ui.icons import LOOK_CHANGES, icon

_PAUSE_MS = 150


class SearchField(QLineEdit):
    """Emits `searched` with the text when typing stops, at once on Enter; Escape clears it first."""

    searched = Signal(str)
    left_downwards = Signal()
    """Arrow down was pressed: go on in what was found."""

    def __init__(self, hint: str, parent: QWidget | None = None, *, pause_ms: int = _PAUSE_MS) -> None:
        """`pause_ms` 0 searches at each key: where a search is quick and gives way to the next one."""
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        # Made here, as in DateField: of those that Qt makes, PySide may find the wrapper of a dead one.
        self._glass = QAction(icon("search", "muted"), hint, self)
        self._clear = QAction(icon("cross", "muted"), self.tr("Clear the search"), self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._said = ""
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self.search_now)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self.search_now)

    def fit_hint(self) -> None:
        """Take as much room as the hint needs."""
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.placeholderText()) + 64)

    def search_now(self) -> None:
        """Do not wait for typing to stop."""
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_clear"):
            self._glass.setIcon(icon("search", "muted"))
            self._clear.setIcon(icon("cross", "muted"))

    def _wait(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()
