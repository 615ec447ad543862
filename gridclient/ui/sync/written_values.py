"""What a refused edit wanted to write: to be read off, or written again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gridclient.actions.sync_status import RefusedEdit
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.value_words import is_hidden, masked_words, value_words
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import words
from gridcore.fields import Field, FieldKind, Value
from gridcore.records import RECORD_TYPES

_LEFT_OUT = (FieldKind.LINK, FieldKind.DETAIL, FieldKind.MOMENT)
"""Ids tell nobody anything."""


class WrittenValues(QWidget):
    """Titles and values; `revealed` names the field of a personal one that came into sight."""

    revealed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2 * RHYTHM, 0, 0, RHYTHM)
        self._grid.setHorizontalSpacing(2 * RHYTHM)
        self._grid.setColumnStretch(1, 1)

    def add(self, field: Field, value: Value) -> None:
        """One more value; a personal one behind its mask."""
        at, title = self._grid.rowCount(), words(field.label)
        self.count += 1
        self._grid.addWidget(Subtitle(title, self), at, 0, Qt.AlignmentFlag.AlignTop)
        if not is_hidden(field):
            self._grid.addWidget(Text(value_words(field, value), self, wraps=True), at, 1)
            return
        plain = value_words(field, value)
        shown = RevealText(title, masked_words(field, value), lambda: plain, self, wraps=True)
        shown.revealed.connect(lambda: self.revealed.emit(field.name))
        self._grid.addWidget(shown, at, 1)


def written_values(edit: RefusedEdit, parent: QWidget) -> WrittenValues:
    """The values of a refused edit, in the order of its kind's fields; none of a kind nobody can name."""
    shown = WrittenValues(parent)
    declared = RECORD_TYPES.get(edit.kind)
    for field in declared.fields.values() if declared is not None else ():
        value = edit.values.get(field.name)
        if value not in (None, "", []) and field.kind not in _LEFT_OUT:
            shown.add(field, value)
    return shown
