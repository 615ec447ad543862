"""A dispute that was handed in, to be read: opening it is looking at it, and each look is logged."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.dispute_reports import REPORT, ShownRecord, state_of
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.value_words import masked_words, value_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import words
from gridcore.fields import Field
from gridcore.shapes import text_of
from gridcore.workflows.dispute_report import DISPUTE_REPORT, HANDED_IN, TAKEN_ON

_TOLD = ("told_on", "place", "told_by", "dispute_type", "said")


class ReportView(QWidget):
    """`revealed` names kind, record and field of what came into sight; the others are what was chosen."""

    left = Signal()
    taken = Signal()
    known = Signal()
    """It is in a case already."""
    declined = Signal()
    revealed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader(self.tr("Dispute handed in"), "", self)
        self.decline_button = QPushButton(self.tr("Do &not take it on…"), self)
        self.known_button = QPushButton(self.tr("It is in a &case already…"), self)
        self.header.add_control(self.known_button)
        self.header.add_control(self.decline_button)
        self.take_button = self.header.set_primary(self.tr("&Take it on…"))
        self.back_button = QPushButton(self.tr("&Back"), self)
        hint = self.tr("Taking it on begins a case with what is written here; nothing is typed twice.")
        self._hint = Text(hint, self, wraps=True)
        self._card = Card(self)
        self._rows: QWidget | None = None
        self.values: dict[str, RevealText] = {}
        """The personal values by field."""
        column = ScrollColumn(self)
        column.add(self._hint)
        column.add(self._card)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(RHYTHM)
        whole.addWidget(self.header)
        whole.addWidget(column, 1)
        whole.addLayout(buttons)
        self.take_button.clicked.connect(self.taken)
        self.known_button.clicked.connect(self.known)
        self.decline_button.clicked.connect(self.declined)
        self.back_button.clicked.connect(self.left)

    def show_report(self, report: ShownRecord) -> None:
        """Show what was handed in, for a while in the open, and the answers that its state allows."""
        by = self.tr("Handed in by {name}").format(name=text_of(report.values, "reported_by"))
        self.header.set_subtitle(by)
        state = state_of(report)
        may_take = DISPUTE_REPORT.step(state, TAKEN_ON) is not None
        self._hint.setVisible(may_take)
        self.take_button.setVisible(may_take)
        self.known_button.setVisible(may_take)
        self.decline_button.setVisible(state == HANDED_IN)
        if self._rows is not None:
            self._rows.deleteLater()
        self._rows, self.values = QWidget(self._card), {}
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(RHYTHM)
        grid.setColumnStretch(1, 1)
        for at, name in enumerate(_TOLD):
            title = Subtitle(words(REPORT.fields[name].label), self._rows)
            grid.addWidget(title, at, 0)
            grid.addWidget(self._value(report, REPORT.fields[name], self._rows), at, 1)
        self._card.body.addWidget(self._rows)
        buttons = (self.back_button, self.known_button, self.decline_button, self.take_button)
        tab_through(*self.values.values(), *buttons)
        for each in self.values.values():
            each.reveal()
        (self.take_button if may_take else self.back_button).setFocus()

    def _value(self, report: ShownRecord, field: Field, parent: QWidget) -> QWidget:
        value = report.values.get(field.name)
        plain = value_words(field, value)
        if not is_masked(field) or value in (None, ""):
            return Text(plain, parent, wraps=True)
        title = words(field.label)
        shown = RevealText(title, masked_words(field, value), lambda: plain, parent, wraps=True)
        shown.revealed.connect(lambda: self.revealed.emit(report.kind, report.id, field.name))
        self.values[field.name] = shown
        return shown
