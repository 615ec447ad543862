"""Guard for the pin of PySide6: 6.12.0 on Linux and Python 3.11 gives back a reference to None too often.

After some tens of thousands of repaints the process aborts with "Fatal Python error: none_dealloc".
"""

import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

CALLS = 2_000
NOISE = 200


class EmptyCells(QAbstractTableModel):
    """A table whose every answer is None, as most roles of a real one are."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return None


def test_qt_gives_back_no_reference_to_none_that_it_does_not_hold(qapp: QApplication) -> None:
    source = EmptyCells()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(source)
    cell = proxy.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        proxy.data(cell, Qt.ItemDataRole.DecorationRole)
    assert before - sys.getrefcount(None) < NOISE
