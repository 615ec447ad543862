"""One piece of left-behind work: whose it is, why it waits, and on demand what it says beside what stands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.left_behind import LeftWork, NamedEdit, ParkedShown, ParkedValue
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.value_words import (
    field_title,
    is_hidden,
    masked_words,
    time_words,
    value_words,
)
from gridclient.ui.review.left_work_words import kind_words, offline_words, reason_words, title_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.form_row import FieldNote
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import listed, words
from gridcore.fields import Field, FieldKind, Value, label
from gridcore.problems import ProblemError
from gridcore.records import RECORD_TYPES

LOOK_KEY = "V"

_LEFT_OUT = (FieldKind.LINK, FieldKind.DETAIL)
"""Ids tell nobody anything."""
_DONE = {
    "create": label("LeftWork", "new"),
    "remove": label("LeftWork", "taken away"),
    "restore": label("LeftWork", "brought back"),
    "move": label("LeftWork", "moved to another grid"),
    "resolve": label("LeftWork", "a conflict decided"),
}


class LeftWorkView(QWidget):
    """Emits `look_asked`, and `revealed` with kind, record and field of a personal value in sight."""

    look_asked = Signal()
    revealed = Signal(str, str, str)

    def __init__(self, work: LeftWork, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        card = self._card = Card(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        card.body.addWidget(Heading(title_words(work), card, wraps=True))
        told = self.tr("{author} · {device} · received {moment}").format(
            author=work.author, device=work.device or "—", moment=time_words(work.received, now)
        )
        card.body.addWidget(Subtitle(told, card, wraps=True))
        card.body.addWidget(Text(reason_words(work.reason), card, wraps=True))
        self._said = QWidget(card)
        self._lines = QVBoxLayout(self._said)
        self._lines.setContentsMargins(0, RHYTHM, 0, 0)
        card.body.addWidget(self._said)
        for each in work.edits:
            self._add_line(each.kind, self._named(each), strong=False)
        self.button = QPushButton(self.tr("Show what it says ({key})").format(key=LOOK_KEY), card)
        self.button.clicked.connect(self.look_asked)
        advice = self.tr("It is fetched from the server for this look alone, and the look is noted.")
        self._note = FieldNote(advice, card, wraps=True)
        card.body.addWidget(self._note)
        card.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_values(self, shown: ParkedShown) -> None:
        """What the server told: old beside new, personal values behind their mask."""
        self._clear()
        for each in shown.edits:
            self._add_line(each.kind, self._done(each.do), strong=True)
            if each.withheld:
                text = self.tr("Only those who work there may see these values.")
                self._lines.addWidget(Text(text, self._said, wraps=True))
            elif each.cells:
                self._lines.addWidget(self._table(each))
        self._note.hide()
        self.button.hide()

    def show_problem(self, problem: ProblemError) -> None:
        """Why the values cannot be shown; one may ask again."""
        self._note.setText(offline_words(problem))
        self._note.show()

    def controls(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        shown = (each.focusProxy() for each in self._said.findChildren(RevealText))
        return [self.button, *(each for each in shown if each is not None)]

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_line(self, kind: str, told: str, *, strong: bool) -> None:
        text = " · ".join(each for each in (kind_words(kind), told) if each)
        kind_of_text = Strong if strong else Text
        self._lines.addWidget(kind_of_text(text, self._said, wraps=True))

    def _named(self, edit: NamedEdit) -> str:
        declared = RECORD_TYPES.get(edit.kind)
        known = [each for each in edit.cells if declared is not None and each in declared.cells]
        fields = listed(field_title(edit.kind, each) for each in known if not self._is_id(edit.kind, each))
        return " · ".join(each for each in (self._done(edit.do), fields) if each)

    def _done(self, do: str) -> str:
        return words(_DONE[do]) if do in _DONE else ""

    def _is_id(self, kind: str, cell: str) -> bool:
        return all(each.kind in _LEFT_OUT for each in RECORD_TYPES[kind].cells[cell].fields)

    def _table(self, edit: ParkedValue) -> QWidget:
        table = QWidget(self._said)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, RHYTHM)
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Subtitle(self.tr("Left behind"), table), 0, 1)
        grid.addWidget(Subtitle(self.tr("Stands now"), table), 0, 2)
        declared = RECORD_TYPES.get(edit.kind)
        for field in declared.fields.values() if declared is not None else ():
            if field.cell not in edit.cells or field.kind in _LEFT_OUT:
                continue
            at = grid.rowCount()
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Subtitle(words(field.label), table, wraps=True), at, 0, top)
            grid.addWidget(self._value(edit, field, _of(field, edit.cells), edit.do, table), at, 1, top)
            grid.addWidget(self._value(edit, field, _of(field, edit.now), "", table), at, 2, top)
        return table

    def _value(self, edit: ParkedValue, field: Field, value: Value, do: str, parent: QWidget) -> QWidget:
        sign = {"add": "+ ", "drop": "− "}.get(do, "")
        if value in (None, "", []):
            return Text("—", parent)
        if not is_hidden(field):
            return Text(sign + value_words(field, value), parent, wraps=True)
        plain = value_words(field, value)
        shown = RevealText(words(field.label), masked_words(field, value), lambda: plain, parent, wraps=True)
        shown.revealed.connect(lambda: self.revealed.emit(edit.kind, edit.record, field.name))
        return shown


def _of(field: Field, cells: dict[str, Value]) -> Value:
    held = cells.get(field.cell)
    if field.group is None:
        return held
    return held.get(field.name) if isinstance(held, dict) else None
