"""A long list that answers while it loads, opens with Enter, and says why it is empty."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.paged_rows import PagedRows, Row
from gridclient.ui.widgets.row_painter import CELL_PADDING, RowPainter, row_height


class RowsView(QTableView, Generic[Row]):
    """One line a row; arrow keys move by rows, Tab leaves the list."""

    entered_row = Signal(int)
    font_changed = Signal()
    """The letters have another size; a parent hears of its own before the view has it."""
    needs_room = Signal(int, int)
    """A column, and the width that a badge in it asks for."""

    def __init__(self, rows: PagedRows[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self._painter = RowPainter(rows, self)
        self._painter.needs_room.connect(self.needs_room)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.font_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def sizeHintForColumn(self, column: int) -> int:
        return self._painter.width_of(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class RecordTable(Card, Generic[Row]):
    """The card with the list. `opened` carries the row that Enter or a double click chose.

    `goes_on` is for lists that are worked through: where the current row is gone, the one after it is next.
    """

    opened = Signal(object)
    chosen = Signal(object)
    """The current row after it changed, None when there is none."""

    def __init__(
        self,
        rows: PagedRows[Row],
        title: str,
        empty: EmptyState,
        parent: QWidget | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        super().__init__(parent, padding=5)
        self.setAccessibleName(title)
        self.rows = rows
        self._stack = QStackedWidget(self)  # their parent from the first: who moves is styled once more
        self.view = RowsView(rows, self._stack)
        self.view.setAccessibleName(title)
        self._waiting = EmptyState("clock", self.tr("The list is being read."), "", self._stack)
        self._empty = empty
        for each in (self.view, self._waiting, empty):
            self._stack.addWidget(each)
        self._stack.setCurrentWidget(self._waiting)
        self.body.addWidget(self._stack)
        self._goes_on = goes_on
        self._rests: QWidget | None = None
        self._kept: list[Hashable] = []
        self._kept_scroll = 0
        self._is_sized = False
        rows.setParent(self)
        self._room: dict[int, int] = {}
        self._given: dict[int, int] = {}
        self.view.needs_room.connect(self._widen, Qt.ConnectionType.QueuedConnection)
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self._size_columns()
        self.view.font_changed.connect(self._measure_anew)
        rows.modelAboutToBeReset.connect(self._remember)
        rows.loaded.connect(self._show)
        self.view.entered_row.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.view.verticalScrollBar().valueChanged.connect(self._tell_visible)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)

    def current(self) -> Row | None:
        """The row that the keyboard is on."""
        index = self.view.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def select(self, key: Hashable) -> bool:
        """Go to a row; False when it has not been read."""
        number = self.rows.number_of(key)
        if number is None:
            return False
        self.view.setCurrentIndex(self.rows.index(number, 0))
        return True

    def take_keyboard(self) -> None:
        """Go on with the keyboard in the rows, if there are any."""
        if self.view.isVisible():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def await_keyboard(self) -> None:
        """Take the keyboard when there are rows, unless it was moved by then."""
        self._rests = self.window().focusWidget()
        self.take_keyboard()

    def show_columns(self, shown: Sequence[bool]) -> None:
        """Which of the columns are in sight."""
        for at, is_shown in enumerate(shown):
            self.view.setColumnHidden(at, not is_shown)
        self._size_anew()

    def show_empty(self, why: str, advice: str = "") -> None:
        """What an empty list says from now on."""
        self._empty.show_text(why, advice)

    def _widen(self, column: int, width: int) -> None:
        """Show a badge whole; once for each, so that who makes the column narrower may."""
        if width > self._room.get(column, 0):
            self._room[column] = width
            self._size_anew()

    def _measure_anew(self) -> None:
        self._room.clear()
        self._size_anew()

    def _size_anew(self) -> None:
        self._is_sized = False
        self._size_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()
        self._tell_visible()

    def _size_columns(self) -> None:
        """Columns take what they ask for; those that stretch take what is left, if anything is."""
        self.view.verticalHeader().setDefaultSectionSize(row_height(self.view))
        header = self.view.horizontalHeader()
        header.setMinimumSectionSize(32)
        character = self.view.fontMetrics().horizontalAdvance("中")
        widths = [
            max(max(column.width, len(column.title)) * character + 2 * CELL_PADDING, self._room.get(at, 0))
            for at, column in enumerate(self.rows.columns)
        ]
        shown = [at for at in range(len(widths)) if not header.isSectionHidden(at)]
        room = self._stack.width() - sum(widths[at] for at in shown)
        has_room = room >= 0
        for at in sorted(shown, key=lambda each: not self.rows.columns[each].stretches):
            more = min(self.rows.columns[at].most * character + 2 * CELL_PADDING - widths[at], room)
            widths[at] += max(more, 0)
            room -= max(more, 0)
        for at, column in enumerate(self.rows.columns):
            stretches = column.stretches and has_room
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            is_untouched = not stretches and self.view.columnWidth(at) == self._given.get(at)
            if header.sectionResizeMode(at) != mode or is_untouched or not self._is_sized:
                header.setSectionResizeMode(at, mode)
                self.view.setColumnWidth(at, widths[at])
                self._given[at] = widths[at]
        self._is_sized = True

    def _remember(self) -> None:
        at = self.view.currentIndex()
        numbers = range(at.row(), at.row() + (2 if self._goes_on else 1)) if at.isValid() else ()
        rows = [self.rows.row(each) for each in numbers]
        self._kept = [self.rows.key(each) for each in rows if each is not None]
        self._kept_scroll = self.view.verticalScrollBar().value()

    def _show(self) -> None:
        has_rows = self.rows.rowCount() > 0
        self._stack.setCurrentWidget(self.view if has_rows else self._empty)
        if not has_rows:  # whoever waits for rows waits on: a first sync brings them
            self.chosen.emit(None)
            return
        rests, self._rests = self._rests, None
        any(map(self.select, self._kept))
        self.view.verticalScrollBar().setValue(self._kept_scroll)
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.rows.index(0, 0))
        if rests is not None and rests is self.window().focusWidget():
            self.take_keyboard()  # after that: Qt would make a row current without marking it

    def _tell_visible(self) -> None:
        first = max(self.view.rowAt(0), 0)
        shown = self.view.viewport().height() // max(row_height(self.view), 1)
        self.rows.set_visible(first, first + shown)

    def _open(self, number: int) -> None:
        row = self.rows.row(number)
        if row is not None:
            self.opened.emit(row)

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(current.row()) if current.isValid() else None)

    def _sort(self, section: int) -> None:
        name = self.rows.columns[section].sort
        if name is None:
            return
        before = self.rows.sort_by
        down = before is not None and before.name == name and not before.descending
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header = self.view.horizontalHeader()
        header.setSortIndicator(section, order)
        header.setSortIndicatorShown(True)
        self.rows.sort(section, order)
