"""Asks what becomes of a building: its estate, its name, its layout; and tells which doors come and go."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.building_form import Refused, Standing, door_changes
from gridclient.ui.async_slot import async_slot
from gridclient.ui.buildings.building_fields import BuildingFields
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import listed
from gridcore.ids import RecordId
from gridcore.new_buildings import NewBuilding

_MOST_HOMES = 8


class ChangesBuildings(Protocol):
    """What the form asks (`gridclient.actions.building_form.BuildingForms`)."""

    may_change: bool

    async def standing(self, building: RecordId) -> Standing | None:
        """The building as it stands."""

    async def change(self, seen: Standing, wanted: NewBuilding) -> Refused | None:
        """Save, or say why not."""


class BuildingForm(FormDialog):
    """Closes once the building is saved, and tells so by `changed`."""

    changed = Signal()

    def __init__(self, buildings: ChangesBuildings, standing: Standing, parent: QWidget) -> None:
        super().__init__(parent, letters=60)
        self._buildings, self._standing = buildings, standing
        self.fields = BuildingFields(self)
        self.preview = Subtitle("", self, wraps=True)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        title = self.tr("Change {name}").format(
            name=f"{standing.before.values.get('estate') or ''}{standing.before.values.get('name') or ''}"
        )
        advice = self.tr(
            "Doors follow the layout; those behind which a household is kept stay. Addresses that begin with"
            " the building's name follow it."
        )
        self.accept_button = self.lay_out(title, advice, self.fields, self.preview, self._problem)
        self.accept_button.clicked.connect(self.save)
        self.fields.show_building(standing.before)
        self.fields.edited.connect(self._tell)
        self._tell()

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save, unless something is missing or cannot be right."""
        refused = await self._buildings.change(self._standing, self._typed())
        if refused is not None:
            told = self.fields.problem_with_title(refused.problem, problem_words(refused.problem))
            homes = refused.homes[:_MOST_HOMES]
            if homes:
                more = len(refused.homes) - len(homes)
                told += "\n" + listed(homes)
                told += self.tr(" and %n more", "", more) if more else ""
            self._problem.setText(told)
            self._problem.show()
            self.make_room()
            return
        self.changed.emit()
        self.accept()

    def _typed(self) -> NewBuilding:
        return self.fields.typed(self._standing.grid)

    def _tell(self) -> None:
        """Which doors come and which go."""
        found = door_changes(self._standing, self._typed())
        parts = []
        if found.added:
            parts.append(self.tr("%n new door(s)", "", len(found.added)))
        if found.gone:
            parts.append(self.tr("%n door(s) go", "", len(found.gone)))
        if found.lived_in:
            parts.append(self.tr("%n of them with households", "", len(found.lived_in)))
        self.preview.setText(" · ".join(parts) or self.tr("The doors stay as they are."))
        self._problem.hide()
        self.make_room()
