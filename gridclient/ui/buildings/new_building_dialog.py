"""Asks what a new building is like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.new_buildings import NewBuilding
from gridclient.ui.async_slot import async_slot
from gridclient.ui.buildings.building_fields import BuildingFields
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.texts import Subtitle
from gridcore.field_problems import FieldProblem
from gridcore.new_buildings import doors


class MakesBuildings(Protocol):
    """What the dialog asks (`gridclient.actions.new_buildings.NewBuildings`)."""

    may_make: bool

    async def grids(self) -> Mapping[str, str]:
        """The grids by code."""

    async def make(self, new: NewBuilding) -> FieldProblem | None:
        """Make it, or say why not."""


class NewBuildingDialog(FormDialog):
    """Closes once the building is saved, and tells so by `made`."""

    made = Signal()

    def __init__(self, buildings: MakesBuildings, grid: str | None, parent: QWidget) -> None:
        super().__init__(parent, letters=60)
        self._buildings, self._wanted = buildings, grid
        self.fields = BuildingFields(self, asks_grid=True)
        self.grid = self.fields.grid
        self.preview = Subtitle("", self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        advice = self.tr("Its doors are made with it; who lives behind them is entered at the door.")
        self.accept_button = self.lay_out(
            self.tr("New building"), advice, self.fields, self.preview, self._problem
        )
        self.accept_button.clicked.connect(self.save)
        self.fields.edited.connect(self._tell)
        self._tell()
        self._fill()

    @async_slot
    async def _fill(self) -> None:
        grids = await self._buildings.grids()
        self.grid.offer([Option(code, name) for code, name in grids.items()])
        only = next(iter(grids)) if len(grids) == 1 else None
        self.grid.set_value(self._wanted if self._wanted in grids else only)

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save, unless something is missing or cannot be right."""
        if self.grid.value() is None:
            self._tell_problem(self.tr("Please choose a grid."))
            return
        wrong = await self._buildings.make(self._typed())
        if wrong is not None:
            self._tell_problem(self.fields.problem_with_title(wrong, problem_words(wrong)))
            return
        self.made.emit()
        self.accept()

    def _typed(self) -> NewBuilding:
        return self.fields.typed(str(self.grid.value() or ""))

    def _tell(self) -> None:
        """Which doors there will be."""
        found = [each.number for each in doors(self._typed())]
        text = self.tr("{count} doors: {first} to {last}")
        self.preview.setText(
            text.format(count=len(found), first=found[0], last=found[-1])
            if found
            else self.tr("No doors yet")
        )
        self.make_room()

    def _tell_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()
        self.make_room()
