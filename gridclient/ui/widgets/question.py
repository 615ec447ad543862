"""Asks before something that cannot be taken back with one key."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text


class Question(QDialog):
    """One question; the harmless answer has the keyboard."""

    def __init__(self, question: str, consequence: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(parent.window().windowTitle())  # the system keeps titles: nobody's name in them
        self.setAccessibleName(question)
        self._keep = QPushButton(self.tr("&Cancel"), self)
        self._do = primary_button(accept, self)
        self._keep.setDefault(True)
        self._do.setAutoDefault(False)
        self._keep.clicked.connect(self.reject)
        self._do.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(2 * RHYTHM)
        column.addWidget(Heading(question, self, wraps=True))
        column.addWidget(Text(consequence, self, wraps=True))
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 50)
        self._keep.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width: Qt reckons with another one for large letters."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


async def confirm(parent: QWidget, question: str, consequence: str, accept: str) -> bool:
    """Whether the user wants it; `consequence` says what happens, `accept` is the verb on the button."""
    return await ask(Question(question, consequence, accept, parent))
