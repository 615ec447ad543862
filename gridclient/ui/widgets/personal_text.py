"""Fields for personal values: no input method learns them, and what is copied is the mask."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gridclient.ui.masks import mask

NOT_LEARNED = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
NUMBER_NOT_LEARNED = NOT_LEARNED | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhPreferLatin
"""Hidden text switches Chinese input off on some systems, so it is for numbers alone."""


class PersonalLine(QLineEdit):
    """One line. While `is_personal`, copying, cutting and selecting give the mask to the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_personal = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copies, cuts = (
            event.matches(QKeySequence.StandardKey.Copy),
            event.matches(QKeySequence.StandardKey.Cut),
        )
        if not self.is_personal or not (copies or cuts):
            super().keyPressEvent(event)
            return
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(mask(self.text()))
            if cuts and not self.isReadOnly():
                self.del_()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.is_personal:
            super().contextMenuEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if self.is_personal and self.hasSelectedText() and clipboard.supportsSelection():
            clipboard.setText(mask(self.text()), clipboard.Mode.Selection)


class LongText(QPlainTextEdit):
    """Some paragraphs; Tab leaves the field. While `is_personal`, copying gives the mask."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(parent)
        self.is_personal = False
        self._lines = lines
        self.setTabChangesFocus(True)
        self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        if not self.is_personal:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(mask(self.toPlainText()))
        return data

    def _fit(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + 20)
