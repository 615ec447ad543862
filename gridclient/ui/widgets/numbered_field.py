"""One of a few by its digit, for tables that are filled in with the keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.choice_fields import Option, RadioField


class NumberedField(RadioField):
    """The keys 1, 2, 3 … choose; `chosen` goes on from there."""

    chosen = Signal()

    def __init__(self, words: Mapping[str, str], parent: QWidget) -> None:
        """`words` by value; each begins with its digit."""
        self._values = tuple(words)
        super().__init__([Option(value, text) for value, text in words.items()], parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        if not 0 <= at < len(self._values):
            super().keyPressEvent(event)
            return
        self.set_value(self._values[at])
        self.edited.emit()
        self.chosen.emit()
