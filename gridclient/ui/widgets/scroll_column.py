"""A column of cards that scrolls when the window is low."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM


class ScrollColumn(QScrollArea):
    """Put cards in with `add`; the keyboard scrolls along with the focus."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = RHYTHM) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def add(self, card: QWidget) -> None:
        """Below the cards that are there."""
        self._column.insertWidget(self._column.count() - 1, card)


class Place:
    """Where somebody is on a page whose column is built anew: how far down, and on which control."""

    def __init__(self, page: QWidget, column: ScrollColumn | None) -> None:
        self._page, focused = page, page.focusWidget()
        self._name = focused.accessibleName() if focused is not None else ""
        self._at = column.verticalScrollBar().value() if column is not None else 0

    def return_to(self, column: ScrollColumn) -> bool:
        """Go there again; whether the control is still there."""
        column.verticalScrollBar().setValue(self._at)
        controls = column.findChildren(QWidget) if self._name and self._page.isVisible() else []
        again = next((each for each in controls if each.accessibleName() == self._name), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        return again is not None
