"""The buildings of a grid by estate, of which some are chosen to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from gridclient.actions.grid_changes import BuildingSize
from gridclient.ui.places.row_tree import RowTree
from gridcore.ids import RecordId

_ID = Qt.ItemDataRole.UserRole
_LINES = 7


class BuildingChoice(RowTree):
    """A tick before an estate takes all its buildings."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((1, 2), parent)
        self.set_titles(self.tr("Building"), self.tr("Households"), self.tr("People"))
        self.setAccessibleName(self.tr("Buildings that go"))
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES * 3 // 2)
        self.itemChanged.connect(self._tell)

    def offer(self, buildings: Sequence[BuildingSize]) -> None:
        """Show these; none is chosen."""
        self.blockSignals(True)
        self.clear()
        in_order = sorted(buildings, key=lambda each: each.estate)
        for estate, members in groupby(in_order, key=lambda each: each.estate):
            top = QTreeWidgetItem(self, [estate or self.tr("Other addresses")])
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for each in members:
                self._add(top, each)
            top.setCheckState(0, Qt.CheckState.Unchecked)
            top.setExpanded(True)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)

    def ids(self) -> frozenset[RecordId]:
        """The buildings that are chosen."""
        chosen = [each for each in self._buildings() if each.checkState(0) is Qt.CheckState.Checked]
        return frozenset(RecordId(str(each.data(0, _ID))) for each in chosen)

    def choose(self, building: RecordId) -> None:
        """Tick one."""
        for each in self._buildings():
            if each.data(0, _ID) == building:
                each.setCheckState(0, Qt.CheckState.Checked)

    def _buildings(self) -> Iterator[QTreeWidgetItem]:
        return (each for each in self.items() if each.parent() is not None)

    def _add(self, top: QTreeWidgetItem, size: BuildingSize) -> None:
        item = self.item_of([size.name, str(size.households), str(size.people)])
        top.addChild(item)
        item.setData(0, _ID, size.id)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        if size.is_on_its_way:
            item.setText(0, self.tr("{name} (on its way to another grid)").format(name=size.name))
            item.setDisabled(True)

    def _tell(self, _: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.chosen.emit()
