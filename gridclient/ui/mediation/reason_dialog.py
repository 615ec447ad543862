"""Asks why, before a step that needs a reason."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.personal_text import NOT_LEARNED, LongText
from gridclient.ui.widgets.texts import Heading, Text


class ReasonDialog(QDialog):
    """A reason of a few words; without one the step is not taken."""

    def __init__(self, step: str, parent: QWidget, advice: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(step)
        self.setAccessibleName(step)
        self.text = LongText(self)
        self.text.setAccessibleName(self.tr("Reason"))
        self.text.setInputMethodHints(NOT_LEARNED)
        self._cancel = QPushButton(self.tr("&Cancel"), self)
        self.accept_button = primary_button(step, self)
        self.accept_button.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.accept_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(Heading(step, self, wraps=True))
        told = advice or self.tr("Please write down the reason; it goes into the file.")
        column.addWidget(Text(told, self, wraps=True))
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 60)
        self.text.textChanged.connect(self._look)
        self._cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Wrapped words tell their height only for a width: make room for them."""
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
        super().showEvent(event)

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.text.toPlainText().strip()))


async def ask_reason(parent: QWidget, step: str, advice: str = "") -> str | None:
    """The reason, or None when the step is given up; `advice` says who reads it."""
    dialog = ReasonDialog(step, parent, advice)
    said = ""

    def note() -> None:
        nonlocal said
        said = dialog.text.toPlainText().strip()

    dialog.accepted.connect(note)
    return said if await ask(dialog) else None
