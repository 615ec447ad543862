"""The chart on screen: arrow keys go from door to door, Enter opens, digits jump to a number."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from gridclient.actions.buildings import Chart, Flat
from gridclient.ui.buildings.chart_model import ChartModel
from gridclient.ui.buildings.door_painter import DoorPainter, least_width, most_width, row_height
from gridcore.ids import RecordId

_LIST = 2
"""A list of houses, which has one column, is so many times as wide as a door of a tower may be."""


class ChartView(QTableView):
    """`opened`: the door that Enter or a click chose. `visit_asked`: V on a door. Both carry the flat."""

    opened = Signal(object)
    visit_asked = Signal(object)
    chosen = Signal(object)
    """The flat that the keyboard is on, None when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("People and houses"))
        self._model = ChartModel(self)
        self._typed, self._since_typing = "", QElapsedTimer()
        self.setModel(self._model)
        self._doors = DoorPainter(self._model, self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(24)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.selectionModel().currentChanged.connect(self._choose)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._model.chart

    def current(self) -> Flat | None:
        """The flat that the keyboard is on."""
        return self._model.flat(self.currentIndex())

    def show_chart(self, chart: Chart | None) -> None:
        """Show a building; of the same one the keyboard stays on its door."""
        before, scroll = self.current(), self.verticalScrollBar().value()
        self._model.show_chart(chart)
        is_courtyard = chart is None or chart.is_courtyard
        self.horizontalHeader().setVisible(not is_courtyard)
        self.verticalHeader().setVisible(not is_courtyard)
        self._fit()
        kept = self._model.index_of_room(before.room) if before is not None else QModelIndex()
        self.setCurrentIndex(kept if kept.isValid() else self._model.first())
        self.verticalScrollBar().setValue(scroll if kept.isValid() else 0)
        self.chosen.emit(self.current())

    def select_household(self, household: RecordId) -> bool:
        """Go to the door of a household; False when it is not in this building."""
        return self._go_to(self._model.index_of_household(household))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        flat = self.current()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if flat is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(flat)
        elif flat is not None and plain and event.key() == Qt.Key.Key_V:
            self.visit_asked.emit(flat)
        elif plain and event.text().isdecimal():
            self._jump(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        flat = self._model.flat(self.indexAt(event.position().toPoint()))
        if flat is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(flat)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._doors.paint(painter, event.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_model"):
            self._fit()

    def _fit(self) -> None:
        """Doors share the width as far as they stay readable; then the chart scrolls."""
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        columns = self._model.columnCount()
        if columns:
            share = self.viewport().width() // columns
            is_list = self.chart is not None and self.chart.is_courtyard
            most = most_width(self) * (_LIST if is_list else 1)
            self.horizontalHeader().setDefaultSectionSize(min(max(share, least_width(self)), most))

    def _jump(self, digit: str) -> None:
        patience = QApplication.keyboardInputInterval()
        is_late = not self._since_typing.isValid() or self._since_typing.elapsed() > patience
        self._typed = digit if is_late else self._typed + digit
        self._since_typing.start()
        self._go_to(self._model.index_of_number(self._typed))

    def _go_to(self, index: QModelIndex) -> bool:
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        self.chosen.emit(self._model.flat(current))
