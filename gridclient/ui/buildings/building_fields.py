"""What a building is like: a tower with entrances, floors and flats, or a courtyard of houses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from gridclient.ui.widgets.choice_fields import ChoiceField, options_of
from gridclient.ui.widgets.text_fields import NumberField, TextField
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import language, words
from gridcore.codes.places import BUILDING_LAYOUT
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, record_type
from gridcore.new_buildings import TOWER, NewBuilding
from gridcore.records.places import Building

_FIELDS = record_type(Building).fields
_TEXTS = ("estate", "name")
_SIZES = ("units", "floors", "rooms_a_floor")


class BuildingFields(QWidget):
    """A courtyard has houses alone; the grid is asked of a new building only."""

    edited = Signal()
    """The layout, or a count."""

    def __init__(self, parent: QWidget, *, asks_grid: bool = False) -> None:
        super().__init__(parent)
        self.grid = ChoiceField((), self)
        self.texts = {name: TextField(self) for name in _TEXTS}
        self.layout_kind = ChoiceField(options_of(BUILDING_LAYOUT, language()), self)
        self.layout_kind.set_value(TOWER)
        self.sizes = {name: NumberField(self) for name in _SIZES}
        self.houses = NumberField(self)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._titles = {name: words(_FIELDS[name].label) for name in (*_TEXTS, "layout", *_SIZES)}
        self._titles |= {"houses": self.tr("Houses"), "grid": self.tr("Grid")}
        editors: dict[str, QWidget] = {"grid": self.grid, **self.texts, "layout": self.layout_kind}
        editors |= {**self.sizes, "houses": self.houses}
        for name, editor in editors.items():
            editor.setAccessibleName(self._titles[name])
            self._form.addRow(Text(self._titles[name], self), editor)
        self._form.setRowVisible(self.grid, asks_grid)
        self.layout_kind.edited.connect(self._tell)
        for count in (*self.sizes.values(), self.houses):
            count.edited.connect(self._tell)
        self._show_what_fits()

    def show_building(self, building: NewBuilding) -> None:
        """Fill them in."""
        for name, field in self.texts.items():
            field.set_value(building.values.get(name))
        self.layout_kind.set_value(building.values.get("layout"))
        for name, count in self.sizes.items():
            count.set_value(building.values.get(name))
        self.houses.set_value(building.houses)
        self._tell()

    def typed(self, grid: str) -> NewBuilding:
        """What they say."""
        values: dict[str, Value] = {name: each.value() for name, each in self.texts.items()}
        values |= {"layout": self.layout_kind.value()}
        values |= {name: each.value() for name, each in self.sizes.items()}
        return NewBuilding(grid, values, self.houses.value())

    def problem_with_title(self, wrong: FieldProblem, told: str) -> str:
        """What is wrong, after the title of the field that it is about."""
        title = self._titles.get(wrong.field)
        return told if title is None else f"{title}: {told}"

    def _tell(self) -> None:
        self._show_what_fits()
        self.edited.emit()

    def _show_what_fits(self) -> None:
        is_courtyard = self.typed("").is_courtyard
        for each in self.sizes.values():
            self._form.setRowVisible(each, not is_courtyard)
        self._form.setRowVisible(self.houses, is_courtyard)
