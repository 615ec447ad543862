"""Grids and buildings in the tree of divisions; from here a supervisor splits and merges grids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.places import BuildingPlace, PlaceTree
from gridclient.ui.async_slot import async_slot
from gridclient.ui.buildings.new_building_dialog import MakesBuildings, NewBuildingDialog
from gridclient.ui.places.grid_change_panel import ChangesGrids, GridChangePanel
from gridclient.ui.places.place_tree import PlaceRows
from gridclient.ui.places.planned_list import PlannedList
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.widgets.texts import Subtitle
from gridcore.dates import check_happened, tidy_date
from gridcore.grid_size import is_too_large
from gridcore.ids import RecordId

_DAY_LETTERS = 21


class ReadsPlaces(Protocol):
    """What the page asks (`gridclient.actions.places.Places`)."""

    async def tree(self, day: str | None = None) -> PlaceTree:
        """All but the buildings, as it was on an earlier day."""

    async def buildings(self, grid: str, day: str | None = None) -> Sequence[BuildingPlace]:
        """The buildings of a grid."""

    async def named(self, words: str) -> Mapping[str, Collection[RecordId]]:
        """The buildings that hold the words, by grid."""


class PlacesPage(QWidget):
    """The tree; over it at most the form that splits or merges the chosen grid."""

    building_asked = Signal(str)
    changed = Signal()
    """Grids were split or merged."""
    told = Signal(str)

    def __init__(
        self,
        places: ReadsPlaces,
        changes: ChangesGrids,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        buildings: MakesBuildings | None = None,
    ) -> None:
        """`buildings`: for those who enter new ones."""
        super().__init__(parent)
        self._buildings = buildings
        self._places, self._changes, self._today = places, changes, today
        self._tree: PlaceTree | None = None
        self.panel: GridChangePanel | None = None
        """The form that is open."""
        self.header = PageHeader(self.tr("Grids"), self.tr("They are being read."), self)
        self.search = SearchField(self.tr("Name, code or building"), self)
        self.search.fit_hint()
        self.day = DateField(lambda text: tidy_date(text).value, self)
        self.day.setAccessibleName(self.tr("As on"))
        self.day.setToolTip(self.tr("Shows the grids, and who lived there, as on an earlier day."))
        self.day.set_value(today().isoformat())
        self.day.setFixedWidth(self.day.fontMetrics().horizontalAdvance("0") * _DAY_LETTERS)
        for control in (self.search, Subtitle(self.tr("As on"), self), self.day):
            self.header.add_control(control)
        self.merge = QPushButton(self.tr("&Merge…"), self)
        self.header.add_control(self.merge)
        self.split = self.header.set_primary(self.tr("S&plit…"))
        for each in (self.merge, self.split):
            each.setVisible(changes.may_change)
        self.rows = PlaceRows(self)
        self.planned = PlannedList(self, may_change=changes.may_change)
        self.new_building = QPushButton(self.tr("New &building…"), self)
        self.new_building.setVisible(buildings is not None and buildings.may_make)
        self._lay_out()
        self.search.searched.connect(self.narrow)
        self.day.edited.connect(self.reload)
        self.search.left_downwards.connect(lambda: self.rows.setFocus(Qt.FocusReason.TabFocusReason))
        self.rows.buildings_asked.connect(self._fill)
        self.rows.building_asked.connect(self.building_asked)
        self.rows.grid_chosen.connect(self._enable)
        self.split.clicked.connect(lambda: self.ask(ends=False))
        self.merge.clicked.connect(lambda: self.ask(ends=True))
        self.new_building.clicked.connect(self.ask_building)
        self.planned.taken_back.connect(self.take_back)
        self._enable()

    def page_shown(self) -> None:
        """Read anew; an open form stays."""
        if self.panel is None:
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reload()

    def go_back(self) -> bool:
        """Leave an open form."""
        if self.panel is None:
            return False
        self.panel.leave()
        return True

    @async_slot(again="restart")
    async def reload(self) -> None:
        """The divisions and grids with their sizes."""
        day = self.earlier_day()
        planned = await self._changes.planned()
        self._tree = await self._places.tree(day)
        self.rows.show_tree(self._tree, day[:4] if day is not None else "")
        self.planned.show_plans(planned)
        self._say(self._tree)
        self._enable()
        if self.search.text().strip():
            await self._narrow(self.search.text())

    @async_slot(again="restart")
    async def narrow(self, words: str) -> None:
        """Only what holds the words."""
        await self._narrow(words)

    @async_slot(again="ignore")
    async def take_back(self, planned: str) -> None:
        """Give a plan up; the keyboard goes back to the grids."""
        await self._changes.take_back(RecordId(planned))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_saved(self.tr("The plan was taken back; nothing will change."))

    def earlier_day(self) -> str | None:
        """The day that is asked for (ISO), None for today and for what is no day."""
        day = self.day.value()
        is_past = check_happened(day, self._today()) is None and day != self._today().isoformat()
        return str(day) if is_past else None

    def ask(self, *, ends: bool) -> None:
        """The form that splits the chosen grid, or merges it into another one."""
        grid = self.rows.grid()
        if grid is None or self._tree is None:
            return
        panel = GridChangePanel(self._changes, self._tree.grids, grid, self._today, self, ends=ends)
        panel.finished.connect(self._finish)
        self.panel = panel
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)

    def ask_building(self) -> None:
        """What is the new building like?"""
        grid = self.rows.grid()
        if self._buildings is None:
            return
        dialog = NewBuildingDialog(self._buildings, None if grid is None else grid.code, self)
        dialog.made.connect(lambda: self._tell_saved(self.tr("Saved on this computer; it will be sent.")))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_saved(self, told: str) -> None:
        self.changed.emit()
        self.told.emit(told)
        self.reload()

    @async_slot
    async def _fill(self, grid: str) -> None:
        self.rows.show_buildings(grid, await self._places.buildings(grid, self.earlier_day()))

    async def _narrow(self, words: str) -> None:
        found = await self._places.named(words) if words.strip() else {}
        for grid in found:
            if not self.rows.has_buildings(grid):
                self.rows.show_buildings(grid, await self._places.buildings(grid, self.earlier_day()))
        self.rows.narrow(words, found)

    def _finish(self, told: str) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        if told:
            self._tell_saved(told)
        self.page_shown()

    def _enable(self) -> None:
        """What is empty has nothing to give; what ended gives the rest."""
        grid = self.rows.grid()
        is_ours = grid is not None and grid.is_here and self.earlier_day() is None
        self.merge.setEnabled(grid is not None and is_ours and (grid.ended_on is None or grid.buildings > 0))
        self.split.setEnabled(grid is not None and is_ours and grid.ended_on is None and grid.buildings > 1)

    def _say(self, tree: PlaceTree) -> None:
        standing = [each for each in tree.grids if each.ended_on is None]
        parts = [self.tr("%n grid(s)", "", len(standing))]
        large = sum(is_too_large(each.households, each.people) for each in standing)
        if large:
            parts.append(self.tr("%n too large", "", large))
        former = len(tree.grids) - len(standing)
        if former:
            parts.append(self.tr("%n former", "", former))
        self.header.set_subtitle(" · ".join(parts))

    def _lay_out(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        card = Card(listed, padding=5)
        card.setAccessibleName(self.tr("Grids"))
        card.body.addWidget(self.rows)
        column.addWidget(card, 1)
        column.addWidget(self.planned)
        column.addWidget(self.new_building, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(listed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
