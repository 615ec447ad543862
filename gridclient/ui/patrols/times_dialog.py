"""Asks when a walk began and ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gridclient.actions.patrol_walks import TypedTimes
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Subtitle
from gridcore.dates import tidy_date
from gridcore.field_problems import FieldProblem

Save = Callable[[TypedTimes], Awaitable[Sequence[FieldProblem]]]
_LETTERS = 52


class TimesDialog(FormDialog):
    """Closes when the times were saved; what is wrong is told below the fields."""

    def __init__(self, title: str, advice: str, begun: TypedTimes, save: Save, parent: QWidget) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._save = save
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.start, self.end = TextField(self), TextField(self)
        self.day.setAccessibleName(self.tr("Day"))
        self.start.setAccessibleName(self.tr("Begun at"))
        self.end.setAccessibleName(self.tr("Ended at"))
        self.start.setPlaceholderText("8:30")
        self.end.setPlaceholderText("10:00")
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        self.accept_button = self.lay_out(
            *(title, advice),
            *(Subtitle(self.tr("Day"), self), self.day),
            *(Subtitle(self.tr("Begun at"), self), self.start),
            *(Subtitle(self.tr("Ended at"), self), self.end, self._problem),
        )
        self.day.set_value(begun.day)
        self.start.set_value(begun.start)
        self.end.set_value(begun.end)
        self.accept_button.clicked.connect(self.finish)
        for each in (self.day, self.start, self.end):
            each.edited.connect(self._problem.hide)
        (self.end if begun.start else self.start).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> TypedTimes:
        """What stands there."""
        return TypedTimes(self.day.value(), self.start.text(), self.end.text())

    @property
    def problem(self) -> str:
        """What is wrong, in words; empty where nothing is."""
        return "" if self._problem.isHidden() else self._problem.text()

    @async_slot(again="ignore")
    async def finish(self) -> None:
        """Save, and close unless something is wrong."""
        problems = await self._save(self.typed)
        if not problems:
            self.accept()
            return
        self._problem.setText(" ".join(dict.fromkeys(map(problem_words, problems))))
        self._problem.show()
        self.make_room()
        fields = {"day": self.day, "start": self.start, "end": self.end}
        fields[problems[0].field].setFocus(Qt.FocusReason.OtherFocusReason)
