"""A tree whose current row is seen to have the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from gridclient.ui.tokens import shown_tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_RING = 2
_MEASURED = 60
"""So many rows tell how wide a column is: of thousands that would take longer than all the rest."""


class RowTree(QTreeWidget):
    """The first column takes the room that the others leave; numbers stand at the right."""

    def __init__(self, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def set_titles(self, *titles: str) -> None:
        """Name the columns; call it once."""
        self.setHeaderLabels(titles)
        self._align(self.headerItem())
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(_MEASURED)

    def item_of(self, texts: Sequence[str]) -> QTreeWidgetItem:
        """A row that stands nowhere yet."""
        item = QTreeWidgetItem(list(texts))
        self._align(item)
        return item

    def items(self) -> Iterator[QTreeWidgetItem]:
        """All rows from top to bottom."""
        at = QTreeWidgetItemIterator(self)
        while (item := at.value()) is not None:
            yield item
            at += 1

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().drawRow(painter, options, index)
        current = self.currentIndex()
        if self.hasFocus() and index.row() == current.row() and index.parent() == current.parent():
            painter.save()
            painter.setPen(QPen(QColor(shown_tokens().primary), _RING))
            painter.drawRect(QRectF(options.rect).adjusted(1, 1, -1, -1))
            painter.restore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _align(self, item: QTreeWidgetItem) -> None:
        for at in self._numbers:
            item.setTextAlignment(at, _RIGHT)
