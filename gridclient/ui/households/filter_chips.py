"""Buttons that narrow a list: pressed ones hold together."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gridclient.ui.icons import LOOK_CHANGES, tint_button
from gridclient.ui.widgets.flow_layout import FlowLayout


class FilterChip(QPushButton):
    """A small button that stays pressed; then its symbol is a tick."""

    def __init__(self, name: str, text: str, symbol: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.name, self._symbol = name, symbol
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.toggled.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        if event.key() in steps:
            self.focusNextPrevChild(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_symbol"):
            self._draw()

    def _draw(self) -> None:
        if self.isChecked():
            tint_button(self, "check", "primary")
        else:
            tint_button(self, self._symbol, "muted")


class FilterChips(QWidget):
    """A row of chips that wraps; `changed` after any of them was pressed."""

    changed = Signal()

    def __init__(
        self, title: str, chips: Iterable[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """`chips`: name, words and symbol of each."""
        super().__init__(parent)
        self.setAccessibleName(title)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, gap=8, line_gap=6)
        self._chips = [FilterChip(name, text, symbol, self) for name, text, symbol in chips]
        for each in self._chips:
            row.addWidget(each)
            each.clicked.connect(self.changed)

    def chosen(self) -> frozenset[str]:
        """The names of the pressed chips."""
        return frozenset(each.name for each in self._chips if each.isChecked())

    def chip(self, name: str) -> FilterChip:
        """One chip. Raises StopIteration for a name that none has."""
        return next(each for each in self._chips if each.name == name)

    def clear(self) -> None:
        """Press none."""
        for each in self._chips:
            each.setChecked(False)
