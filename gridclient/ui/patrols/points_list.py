"""The list of points, in which the keyboard moves, changes and takes out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gridclient.actions.patrol_points import PointLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PointsList(QListWidget):
    """Alt+Up and Alt+Down move the current point, Enter or F2 changes its words, Delete takes it out."""

    moved = Signal(int)
    rename_asked = Signal()
    removal_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Points"))
        self.setWordWrap(True)

    @property
    def current(self) -> PointLine | None:
        """The point that the keyboard is on."""
        item = self.currentItem()
        found = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, PointLine) else None

    def show_lines(self, lines: Sequence[PointLine], at: int | None = None) -> None:
        """Show these, and rest where one was, or at a row."""
        kept = max(self.currentRow() if at is None else at, 0)
        self.clear()
        for each in lines:
            item = QListWidgetItem(f"{each.number}. {each.place}", self)
            item.setData(Qt.ItemDataRole.UserRole, each)
        self.setCurrentRow(min(kept, len(lines) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif key == Qt.Key.Key_F2 or key in _ENTER:
            self.rename_asked.emit()
        else:
            super().keyPressEvent(event)
