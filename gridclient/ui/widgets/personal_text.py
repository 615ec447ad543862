"""Fields for personal values: no input method learns them, and what is copied is the mask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

NOT_LEARNED = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
NUMBER_NOT_LEARNED = NOT_LEARNED | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhPreferLatin
"""Hidden text switches Chinese input off on some systems, so it is for numbers alone."""


class PersonalLine(QLineEdit):
    """One line. With `mask_of`, copying, cutting and selecting give the mask to the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mask_of: Callable[[str], str] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copies, cuts = (
            event.matches(QKeySequence.StandardKey.Copy),
            event.matches(QKeySequence.StandardKey.Cut),
        )
        if self.mask_of is None or not (copies or cuts):
            super().keyPressEvent(event)
            return
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.mask_of(self.text()))
            if cuts and not self.isReadOnly():
                self.del_()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.mask_of is None:
            super().contextMenuEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if self.mask_of is not None and self.hasSelectedText() and clipboard.supportsSelection():
            clipboard.setText(self.mask_of(self.text()), clipboard.Mode.Selection)


class LongText(QPlainTextEdit):
    """Some paragraphs; Tab leaves the field. With `mask_of`, copying gives the mask."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(parent)
        self.mask_of: Callable[[str], str] | None = None
        self._lines = lines
        self.setTabChangesFocus(True)
        self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        if self.mask_of is None:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(self.mask_of(self.toPlainText()))
        return data

    def _fit(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + 20)
