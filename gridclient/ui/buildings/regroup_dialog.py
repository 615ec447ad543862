"""Asks to which grid a building goes, and since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from gridclient.actions.buildings import BuildingLine
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.texts import Text
from gridcore.dates import check_happened, tidy_date
from gridcore.field_problems import FieldProblem
from gridcore.ids import RecordId


class RegroupsBuildings(Protocol):
    """What the dialog asks (`gridclient.actions.regrouping.Regrouping`)."""

    may_regroup: bool

    async def grids(self) -> Mapping[str, str]:
        """The grids by code."""

    async def regroup(self, building: RecordId, to: str, on: str) -> FieldProblem | None:
        """Let the building go."""


class RegroupDialog(FormDialog):
    """Closes once the regrouping is saved, and tells so by `regrouped`."""

    regrouped = Signal()

    def __init__(
        self,
        regrouping: RegroupsBuildings,
        building: BuildingLine,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, letters=56)
        self._regrouping, self._building, self._today = regrouping, building, today
        self.grid = ChoiceField((), self)
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.set_value(today().isoformat())
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        fields = QWidget(self)
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        for words, editor in ((self.tr("Grid"), self.grid), (self.tr("Since"), self.day)):
            editor.setAccessibleName(words)
            form.addRow(Text(words, fields), editor)
        name = f"{building.estate}{building.name}"
        title = self.tr("{name} goes to another grid").format(name=name)
        advice = self.tr(
            "Its flats, households and people go along.\nReports about earlier days still find the old grid."
        )
        self.accept_button = self.lay_out(title, advice, fields, self._problem)
        self.accept_button.clicked.connect(self.save)
        self._fill()

    @async_slot
    async def _fill(self) -> None:
        grids = await self._regrouping.grids()
        self.grid.offer([Option(code, name) for code, name in grids.items()])

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save, unless something is missing or cannot be right."""
        to, day = self.grid.value(), self.day.value()
        if to is None:
            self._tell_problem(self.tr("Please choose a grid."))
            return
        wrong = check_happened(day, self._today())
        if wrong is None:
            wrong = await self._regrouping.regroup(self._building.id, str(to), str(day))
        if wrong is not None:
            self._tell_problem(problem_words(wrong))
            return
        self.regrouped.emit()
        self.accept()

    def _tell_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()
        self.make_room()
