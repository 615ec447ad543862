"""Paints the rows of a list that are in sight, straight from the model's rows.

Qt would ask the model and a delegate about every cell, in some fifteen calls each, and while records arrive
every one of them waits for its turn with the threads that take them in. So a frame is painted with few calls,
and what a cell says is asked and laid out once.
"""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QTableView

from gridclient.ui.icons import clear_picture
from gridclient.ui.tokens import Tokens, as_colour, shown_tokens
from gridclient.ui.widgets.badge import Badge, badge_size, paint_badge
from gridclient.ui.widgets.laid_out import laid_out
from gridclient.ui.widgets.paged_rows import PagedRows, Row

CELL_PADDING = 11
_WAITING = "…"
_MOST_KEPT = 4_000
_Cell = Badge | str


class RowPainter(QObject, Generic[Row]):
    """For a table view of `PagedRows` whose rows are of one height."""

    needs_room = Signal(int, int)
    """A column, and the width that a badge in it asks for."""

    def __init__(self, rows: PagedRows[Row], view: QTableView) -> None:
        super().__init__(view)
        self._rows, self._view = rows, view
        self._tokens, self._font = shown_tokens(), view.font()
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._texts: dict[tuple[str, int, bool], tuple[QStaticText, QSize]] = {}
        self._scale = view.devicePixelRatioF()
        self._badges: dict[Badge, QPixmap] = {}
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing shines through
        rows.modelReset.connect(self._forget)
        rows.dataChanged.connect(self._forget)

    def paint(self, painter: QPainter, dirty: QRect) -> None:
        """Paint what stands in this part of the view."""
        self._begin_frame()
        painter.setFont(self._font)
        painter.fillRect(dirty, as_colour(self._tokens.surface))
        view, count = self._view, self._rows.rowCount()
        first = view.rowAt(dirty.top())
        columns = self._columns(dirty)
        if first < 0 or not columns:
            return
        last = view.rowAt(dirty.bottom())
        top, height = view.rowViewportPosition(first), view.rowHeight(first)
        chosen = {each.row() for each in view.selectionModel().selectedRows()}
        for number in range(first, (last if last >= 0 else count - 1) + 1):
            self._paint_row(painter, columns, number, top, height, is_selected=number in chosen)
            top += height

    def width_of(self, at: int) -> int:
        """How wide a column is in which every row in sight has room."""
        view, count = self._view, self._rows.rowCount()
        last = view.rowAt(view.viewport().height() - 1)
        rows = range(max(view.rowAt(0), 0), (last if last >= 0 else count - 1) + 1)
        widths = [self._width(cell) for number in rows if (cell := self._read(number, at))]
        return max(widths, default=0) + 2 * CELL_PADDING

    def _begin_frame(self) -> None:
        """Scheme and font stay the same until it is painted."""
        tokens, font, scale = shown_tokens(), self._view.font(), self._view.devicePixelRatioF()
        if font != self._font or len(self._texts) > _MOST_KEPT:
            self._texts.clear()
        if (tokens, font, scale) != (self._tokens, self._font, self._scale):
            self._tokens, self._font, self._scale = tokens, font, scale
            self._badges.clear()
        if len(self._cells) > _MOST_KEPT:
            self._cells.clear()

    def _columns(self, dirty: QRect) -> list[tuple[int, int, int]]:
        """The columns of this part: which, where its words begin, how much room they have."""
        view, found = self._view, []
        for at in range(len(self._rows.columns)):
            left, width = view.columnViewportPosition(at), view.columnWidth(at)
            if width and left <= dirty.right() and left + width > dirty.left():
                found.append((at, left + CELL_PADDING, width - 2 * CELL_PADDING))
        return found

    def _paint_row(
        self,
        painter: QPainter,
        columns: list[tuple[int, int, int]],
        number: int,
        top: int,
        height: int,
        *,
        is_selected: bool,
    ) -> None:
        tokens = self._tokens
        begin = columns[0][1] - CELL_PADDING
        end = columns[-1][1] + columns[-1][2] + CELL_PADDING
        ground = as_colour(_ground(tokens, number, is_selected=is_selected))
        painter.fillRect(begin, top, end - begin, height, ground)
        if is_selected and columns[0][0] == 0 and self._view.hasFocus():
            painter.fillRect(begin, top, 3, height, as_colour(tokens.primary))
        is_here = self._rows.row(number) is not None
        painter.setPen(as_colour(tokens.text if is_here else tokens.muted))
        for at, left, width in columns:
            cell = self._cells.get((number, at)) or self._read(number, at) or _WAITING
            if isinstance(cell, Badge):
                picture = self._badges.get(cell) or self._draw(cell)
                if picture.width() > width * self._scale:
                    self.needs_room.emit(at, self._width(cell) + 2 * CELL_PADDING)
                tall = round(picture.height() / self._scale)
                painter.drawPixmap(left, top + (height - 1) // 2 - tall // 2, picture)
                continue
            column = self._rows.columns[at]
            wanted = (cell, width, column.keeps_end)
            shown, size = self._texts.get(wanted) or self._lay_out(*wanted)
            indent = width - size.width() if column.is_number else 0
            painter.drawStaticText(left + indent, top + (height - size.height()) // 2, shown)

    def _read(self, number: int, at: int) -> _Cell:
        """What a cell says; nothing while its row is on its way."""
        row, column = self._rows.row(number), self._rows.columns[at]
        if row is None:
            return ""
        badge = column.badge(row) if column.badge is not None else None
        cell = column.text(row) or " " if badge is None else badge
        self._cells[number, at] = cell
        return cell

    def _width(self, cell: _Cell) -> int:
        metrics = self._view.fontMetrics()
        if isinstance(cell, Badge):
            return badge_size(cell, metrics).width()
        return metrics.horizontalAdvance(cell)

    def _draw(self, badge: Badge) -> QPixmap:
        """A badge, drawn once for all cells that show it."""
        picture = clear_picture(badge_size(badge, QFontMetrics(self._font)), self._scale)
        painter = QPainter(picture)
        painter.setFont(self._font)
        paint_badge(painter, QPoint(0, 0), badge, self._tokens)
        painter.end()
        self._badges[badge] = picture
        return picture

    def _lay_out(self, text: str, width: int, keeps_end: bool) -> tuple[QStaticText, QSize]:
        found = laid_out(text, self._font, width, keeps_end=keeps_end)
        self._texts[text, width, keeps_end] = found
        return found

    def _forget(self) -> None:
        self._cells.clear()


def row_height(view: QTableView) -> int:
    """Lines with room to breathe."""
    return view.fontMetrics().height() + 18


def _ground(tokens: Tokens, row: int, *, is_selected: bool) -> str:
    if is_selected:
        return tokens.selected
    return tokens.sunken if row % 2 else tokens.surface
