"""The tree of places as rows: divisions, grids, and under each grid its buildings once they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from gridclient.actions.grid_changes import GridLine
from gridclient.actions.places import BuildingPlace, PlaceTree
from gridclient.ui.icons import icon
from gridclient.ui.places.row_tree import RowTree
from gridclient.ui.words import day_words, language
from gridcore.codes.places import DISTRICT_LEVEL
from gridcore.grid_size import is_too_large
from gridcore.ids import RecordId

_KEY, _GRID = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_NUMBERS = (2, 3, 4, 5)
_VISITS, _STATE = 5, 6


class PlaceRows(RowTree):
    """Grids are opened by the arrow keys; Enter on a building asks for it."""

    buildings_asked = Signal(str)
    """Of a grid, by its code: it was opened, and they are not here yet."""
    building_asked = Signal(str)
    grid_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_NUMBERS, parent)
        self.setAccessibleName(self.tr("Divisions, grids and buildings"))
        titles = (self.tr("Name"), self.tr("Code"), self.tr("Buildings"), self.tr("Households"))
        self.set_titles(*titles, self.tr("People"), self.tr("Visits"), self.tr("State"))
        self._grids: dict[str, QTreeWidgetItem] = {}
        self._lines: Mapping[str, GridLine] = {}
        self.itemExpanded.connect(self._ask)
        self.itemDoubleClicked.connect(lambda item, _: self._open(item))
        self.currentItemChanged.connect(lambda *_: self.grid_chosen.emit())

    def show_tree(self, tree: PlaceTree, visits_in: str = "") -> None:
        """Show it anew, with the same grid chosen; with the visits of a year where one is named."""
        chosen = self.grid()
        self.setColumnHidden(_VISITS, not visits_in)
        self.headerItem().setText(_VISITS, self.tr("Visits in {year}").format(year=visits_in))
        self.clear()
        self._lines = {each.code: each for each in tree.grids}
        above: QTreeWidget | QTreeWidgetItem = self
        for each in tree.divisions:
            level = DISTRICT_LEVEL.text(each.level, language())
            above = self._item(above, [each.name, each.code, "", "", "", "", level])
            above.setExpanded(True)
        self._grids = {each.code: self._grid_item(each, tree) for each in tree.grids}
        if isinstance(above, QTreeWidgetItem):
            above.addChildren(list(self._grids.values()))
        if self._grids:
            wanted = chosen.code if chosen is not None else ""
            self.setCurrentItem(self._grids.get(wanted, next(iter(self._grids.values()))))

    def grid(self) -> GridLine | None:
        """The grid that is chosen, or in which the chosen building lies."""
        item = self.currentItem()
        while item is not None:
            code = item.data(0, _GRID)
            if code is not None:
                return self._lines[code]
            item = item.parent()
        return None

    def choose_grid(self, code: str) -> None:
        """Go to a grid."""
        if code in self._grids:
            self.setCurrentItem(self._grids[code])

    def show_buildings(self, grid: str, places: Sequence[BuildingPlace]) -> None:
        """Fill in what was asked for."""
        item = self._grids.get(grid)
        if item is None:
            return
        item.takeChildren()
        for each in places:
            size = each.size
            texts = [size.words, "", "", str(size.households), str(size.people), "", self._since(each)]
            self._item(item, texts, key=size.id)
        if not places:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator)

    def narrow(self, words: str, buildings: Mapping[str, Collection[RecordId]]) -> int:
        """Only grids that hold the words in name, code or worker, or a building that does; how many."""
        wanted, shown = "".join(words.lower().split()), 0
        for code, item in self._grids.items():
            line = self._lines[code]
            told = "".join(f"{line.name} {line.code} {line.worker}".lower().split())
            hits = buildings.get(code, ())
            fits = wanted in told
            item.setHidden(bool(wanted) and not fits and not hits)
            shown += not item.isHidden()
            for child in filter(None, map(item.child, range(item.childCount()))):
                child.setHidden(bool(wanted) and not fits and child.data(0, _KEY) not in hits)
            if wanted and hits and not fits:
                item.setExpanded(True)
        return shown

    def has_buildings(self, grid: str) -> bool:
        """Whether they were filled in."""
        item = self._grids.get(grid)
        return item is not None and item.childCount() > 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
            return
        super().keyPressEvent(event)

    def _open(self, item: QTreeWidgetItem) -> None:
        building = item.data(0, _KEY)
        if building is not None:
            self.building_asked.emit(str(building))
        else:
            item.setExpanded(not item.isExpanded())

    def _ask(self, item: QTreeWidgetItem) -> None:
        code = item.data(0, _GRID)
        if code is not None and not item.childCount():
            self.buildings_asked.emit(code)

    def _grid_item(self, line: GridLine, tree: PlaceTree) -> QTreeWidgetItem:
        counts = (line.buildings, line.households, line.people, tree.visits.get(line.code, 0))
        sizes = [str(each) for each in counts]
        shown = sizes if line.is_here else ["—"] * 4
        item = self.item_of([line.name, line.code, *shown, self._state(line)])
        item.setData(0, _GRID, line.code)
        is_large = is_too_large(line.households, line.people)
        if is_large or line.ended_on is not None:
            item.setIcon(_STATE, icon("warning" if is_large else "history", "muted"))
        if line.buildings:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _item(
        self, above: QTreeWidget | QTreeWidgetItem, texts: list[str], key: str | None = None
    ) -> QTreeWidgetItem:
        item = self.item_of(texts)
        if isinstance(above, QTreeWidgetItem):
            above.addChild(item)
        else:
            above.addTopLevelItem(item)
        item.setData(0, _KEY, key)
        return item

    def _state(self, line: GridLine) -> str:
        parts = []
        if line.ended_on is not None:
            parts.append(self.tr("Former, until {day}").format(day=_day(line.ended_on)))
            if line.buildings:
                parts.append(self.tr("buildings were left here"))
        elif line.in_use_since is not None:
            parts.append(self.tr("Since {day}").format(day=_day(line.in_use_since)))
        if is_too_large(line.households, line.people):
            parts.insert(0, self.tr("Too large"))
        return " · ".join(parts)

    def _since(self, place: BuildingPlace) -> str:
        if place.size.is_on_its_way:
            return self.tr("On its way to another grid")
        if place.since is None or not place.former:
            return ""
        before = self._lines.get(place.former[-1].grid)
        name = before.name if before is not None else place.former[-1].grid
        return self.tr("Since {day}; before in {grid}").format(day=_day(place.since), grid=name)


def _day(day: str) -> str:
    return day_words(date.fromisoformat(day))
