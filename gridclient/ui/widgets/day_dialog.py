"""Asks on which day something happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text
from gridcore.dates import tidy_date
from gridcore.shapes import is_date

Judge = Callable[[str], str]
"""Says in words why a day (ISO) cannot be right; nothing where it can."""


class DayDialog(QDialog):
    """A day, today until another one is typed; a wrong one is told beside it."""

    def __init__(self, event: str, advice: str, today: date, judge: Judge, parent: QWidget) -> None:
        super().__init__(parent)
        self._judge = judge
        self.setWindowTitle(event)
        self.setAccessibleName(event)
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.setAccessibleName(self.tr("Day"))
        self.day.set_value(today.isoformat())
        self._problem = FieldProblemText("", self, wraps=True)
        cancel = QPushButton(self.tr("&Cancel"), self)
        self.accept_button = primary_button(self.tr("&Save"), self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(Heading(event, self, wraps=True))
        column.addWidget(Text(advice, self, wraps=True))
        column.addWidget(self.day)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 52)
        self._problem.hide()
        self.day.edited.connect(self._problem.hide)
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Wrapped words tell their height only for a width: make room for them."""
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
        super().showEvent(event)

    def accept(self) -> None:
        """Close, unless the day cannot be right."""
        day = self.day.value()
        wrong = self.tr("This is not a date. Please write it like 1956-03-04.")
        if isinstance(day, str) and is_date(day):
            wrong = self._judge(day)
        if not wrong:
            super().accept()
            return
        self._problem.setText(wrong)
        self._problem.show()
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
        self.day.setFocus()


async def ask_day(parent: QWidget, event: str, advice: str, today: date, judge: Judge) -> str | None:
    """The day (ISO), or None when it is given up."""
    dialog = DayDialog(event, advice, today, judge, parent)
    found: list[str] = []
    dialog.accepted.connect(lambda: found.append(str(dialog.day.value())))
    return found[0] if await ask(dialog) else None
