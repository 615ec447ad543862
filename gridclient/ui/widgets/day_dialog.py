"""Asks on which day something happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridcore.dates import check_happened, tidy_date

Judge = Callable[[str], str]
"""Says in words why a day (ISO) until today cannot be right; nothing where it can."""


class DayDialog(FormDialog):
    """A day, today until another one is typed; a wrong one is told beside it."""

    def __init__(self, event: str, advice: str, today: date, judge: Judge, parent: QWidget) -> None:
        super().__init__(parent, letters=52)
        self._today, self._judge = today, judge
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.setAccessibleName(self.tr("Day"))
        self.day.set_value(today.isoformat())
        self._problem = FieldProblemText("", self, wraps=True)
        self.accept_button = self.lay_out(event, advice, self.day, self._problem)
        self._problem.hide()
        self.day.edited.connect(self._problem.hide)
        self.accept_button.clicked.connect(self.accept)

    def accept(self) -> None:
        """Close, unless the day cannot be right."""
        day = self.day.value()
        fault = check_happened(day, self._today)
        wrong = problem_words(fault) if fault is not None else self._judge(str(day))
        if not wrong:
            super().accept()
            return
        self._problem.setText(wrong)
        self._problem.show()
        self.make_room()
        self.day.setFocus()


async def ask_day(parent: QWidget, event: str, advice: str, today: date, judge: Judge) -> str | None:
    """The day (ISO), or None when it is given up."""
    dialog = DayDialog(event, advice, today, judge, parent)
    found: list[str] = []
    dialog.accepted.connect(lambda: found.append(str(dialog.day.value())))
    return found[0] if await ask(dialog) else None
