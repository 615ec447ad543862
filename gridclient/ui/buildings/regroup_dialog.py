"""Asks to which grid a building goes, and since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.buildings import BuildingLine
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text
from gridcore.dates import tidy_date
from gridcore.field_problems import FieldProblem
from gridcore.ids import RecordId
from gridcore.shapes import is_date


class RegroupsBuildings(Protocol):
    """What the dialog asks (`gridclient.actions.regrouping.Regrouping`)."""

    may_regroup: bool

    async def grids(self) -> Mapping[str, str]:
        """The grids by code."""

    async def regroup(self, building: RecordId, to: str, on: str) -> FieldProblem | None:
        """Let the building go."""


class RegroupDialog(QDialog):
    """Closes once the regrouping is saved, and tells so by `regrouped`."""

    regrouped = Signal()

    def __init__(
        self,
        regrouping: RegroupsBuildings,
        building: BuildingLine,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._regrouping, self._building, self._today = regrouping, building, today
        name = f"{building.estate}{building.name}"
        title = self.tr("{name} goes to another grid").format(name=name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.grid = ChoiceField((), self)
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.set_value(today().isoformat())
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        advice = self.tr(
            "Its flats, households and people go along. Reports about earlier days still find the old grid."
        )
        form = QFormLayout()
        for words, editor in ((self.tr("Grid"), self.grid), (self.tr("Since"), self.day)):
            editor.setAccessibleName(words)
            form.addRow(Text(words, self), editor)
        cancel = QPushButton(self.tr("&Cancel"), self)
        self.accept_button = primary_button(self.tr("&Save"), self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(Heading(title, self, wraps=True))
        column.addWidget(Text(advice, self, wraps=True))
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 56)
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.save)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Wrapped words tell their height only for a width: make room for them."""
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
        super().showEvent(event)

    @async_slot
    async def _fill(self) -> None:
        grids = await self._regrouping.grids()
        self.grid.offer([Option(code, name) for code, name in grids.items()])

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save, unless something is missing or cannot be right."""
        to, day = self.grid.value(), self.day.value()
        if to is None:
            self._tell(self.tr("Please choose a grid."))
        elif not isinstance(day, str) or not is_date(day):
            self._tell(self.tr("This is not a date. Please write it like 1956-03-04."))
        elif day > self._today().isoformat():
            self._tell(self.tr("This day has not come yet."))
        else:
            wrong = await self._regrouping.regroup(self._building.id, str(to), day)
            if wrong is not None:
                self._tell(problem_words(wrong))
                return
            self.regrouped.emit()
            self.accept()

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()
        self.setMinimumHeight(self._column.totalHeightForWidth(self.minimumWidth()))
