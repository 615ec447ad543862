"""Asks what a new building is like: a tower with entrances, floors and flats, or a courtyard of houses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from gridclient.actions.new_buildings import NewBuilding
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.choice_fields import ChoiceField, Option, options_of
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.text_fields import NumberField, TextField
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.places import BUILDING_LAYOUT
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, record_type
from gridcore.new_buildings import TOWER, doors
from gridcore.records.places import Building

_FIELDS = record_type(Building).fields
_TEXTS = ("estate", "name")
_SIZES = ("units", "floors", "rooms_a_floor")


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
        self.grid = ChoiceField((), self)
        self.texts = {name: TextField(self) for name in _TEXTS}
        self.layout_kind = ChoiceField(options_of(BUILDING_LAYOUT, language()), self)
        self.layout_kind.set_value(TOWER)
        self.sizes = {name: NumberField(self) for name in _SIZES}
        self.houses = NumberField(self)
        self.preview = Subtitle("", self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        fields = self._form_of()
        advice = self.tr("Its doors are made with it; who lives behind them is entered at the door.")
        self.accept_button = self.lay_out(
            self.tr("New building"), advice, fields, self.preview, self._problem
        )
        self.accept_button.clicked.connect(self.save)
        self.layout_kind.edited.connect(self._tell)
        for each in (*self.sizes.values(), self.houses):
            each.edited.connect(self._tell)
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
            title = self._titles.get(wrong.field)
            told = problem_words(wrong)
            self._tell_problem(told if title is None else f"{title}: {told}")
            return
        self.made.emit()
        self.accept()

    def _form_of(self) -> QWidget:
        fields = QWidget(self)
        self._form = QFormLayout(fields)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._titles = {name: words(_FIELDS[name].label) for name in (*_TEXTS, "layout", *_SIZES)}
        self._titles |= {"houses": self.tr("Houses"), "grid": self.tr("Grid")}
        editors = {"grid": self.grid, **self.texts, "layout": self.layout_kind, **self.sizes}
        for name, editor in {**editors, "houses": self.houses}.items():
            editor.setAccessibleName(self._titles[name])
            self._form.addRow(Text(self._titles[name], fields), editor)
        return fields

    def _typed(self) -> NewBuilding:
        values: dict[str, Value] = {name: each.value() for name, each in self.texts.items()}
        values |= {"layout": self.layout_kind.value()}
        values |= {name: each.value() for name, each in self.sizes.items()}
        return NewBuilding(str(self.grid.value() or ""), values, self.houses.value())

    def _tell(self) -> None:
        """A courtyard has houses alone; which doors there will be."""
        new = self._typed()
        for each in self.sizes.values():
            self._form.setRowVisible(each, not new.is_courtyard)
        self._form.setRowVisible(self.houses, new.is_courtyard)
        found = [each.number for each in doors(new)]
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
