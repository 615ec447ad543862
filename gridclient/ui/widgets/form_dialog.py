"""A small dialog: a heading, a word of advice, some fields, cancel, and one button that goes on."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text


class FormDialog(QDialog):
    """Who derives from it makes the fields, and then calls `lay_out`."""

    def __init__(self, parent: QWidget, *, letters: int) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        self._column.setSpacing(RHYTHM)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * letters)

    def lay_out(self, title: str, advice: str, *fields: QWidget, accept: str | None = None) -> QPushButton:
        """What it is about, the fields, and the buttons; the one that goes on is given back."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        cancel = QPushButton(self.tr("&Cancel"), self)
        cancel.clicked.connect(self.reject)
        accept_button = primary_button(self.tr("&Save") if accept is None else accept, self)
        accept_button.setDefault(True)  # else Enter in a field would press the first button: Cancel
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(accept_button)
        self._column.addWidget(Heading(title, self, wraps=True))
        self._column.addWidget(Text(advice, self, wraps=True))
        for each in fields:
            self._column.addWidget(each)
        self._column.addLayout(buttons)
        return accept_button

    def showEvent(self, event: QShowEvent) -> None:
        self.make_room()
        super().showEvent(event)

    def make_room(self) -> None:
        """Wrapped words tell their height only for a width: call this when what is said has changed."""
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
