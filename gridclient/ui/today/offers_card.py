"""What colleagues offer: accepted with one key, or declined with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.today import DuePerson
from gridclient.ui.today.today_words import offer_words, when_badge
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridcore.field_problems import problem

_FEW = 3
"""More stand behind these: one answers one after the other."""
_LONGEST = 200


class OffersCard(Card):
    """Takes no room while nobody offers anything."""

    accepted = Signal(object)
    declined = Signal(object, str)
    household_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heading = Strong("", self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(RHYTHM)
        self._more = Subtitle("", self)
        self.body.addWidget(self._heading)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._more)
        self._shown: Sequence[DuePerson] = ()
        self.lines: list[OfferLine] = []
        self.hide()

    def show_offers(self, offered: Sequence[DuePerson]) -> None:
        """These wait for an answer; what is being typed stays, and the keyboard with the same offer."""
        if [*offered] == [*self._shown]:
            return
        focused, self._shown = self.window().focusWidget(), offered
        had_focus = focused is not None and self.isAncestorOf(focused)
        before = {each.records: each for each in self.lines}
        for each in self.lines:
            self._lines.removeWidget(each)
            each.deleteLater()
        self.lines = [OfferLine(each, self, is_first=not at) for at, each in enumerate(offered[:_FEW])]
        for line in self.lines:
            self._lines.addWidget(line)
            line.accepted.connect(self.accepted)
            line.declined.connect(self.declined)
            line.household_asked.connect(self.household_asked)
        title = self.tr("Offered to you by colleagues: %n visit(s)", "", len(offered))
        self._heading.setText(title)
        self.setAccessibleName(title)
        rest = len(offered) - _FEW
        self._more.setText(self.tr("%n more after these", "", rest) if rest > 0 else "")
        self._more.setVisible(rest > 0)
        self.setVisible(bool(offered))
        stayed = [each.go_on(before[each.records], focused) for each in self.lines if each.records in before]
        if had_focus and self.lines and not any(stayed):
            self.lines[0].accept.setFocus(Qt.FocusReason.OtherFocusReason)


class OfferLine(QWidget):
    """One visit that somebody offers, with its two answers."""

    accepted = Signal(object)
    declined = Signal(object, str)
    household_asked = Signal(str)

    def __init__(self, due: DuePerson, parent: QWidget, *, is_first: bool) -> None:
        super().__init__(parent)
        self._due = due
        self.records = frozenset(each.record for each in due.offers if each.is_for_me)
        name = due.person.name
        self.household = QPushButton(self.tr("See the household"), self)
        self.decline = QPushButton(self.tr("Decl&ine…") if is_first else self.tr("Decline…"), self)
        self.decline.setAccessibleName(self.tr("Decline the visit to {name}").format(name=name))
        self.accept = primary_button(self.tr("&Accept") if is_first else self.tr("Accept"), self)
        self.accept.setAccessibleName(self.tr("Accept the visit to {name}").format(name=name))
        self.reason = TextField(self)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setInputMethodHints(NOT_LEARNED)
        self.reason.setAccessibleName(self.tr("Why not"))
        self.reason.setPlaceholderText(self.tr("Why not? Your colleague reads it."))
        self.problem = FieldProblemText("", self, wraps=True)
        self.back = QPushButton(self.tr("Cancel"), self)
        self.give = QPushButton(self.tr("Decline"), self)
        self._why = QWidget(self)
        self._lay_out()
        self.accept.clicked.connect(lambda: self.accepted.emit(due))
        self.household.clicked.connect(lambda: self.household_asked.emit(due.person.household))
        self.decline.clicked.connect(self._ask_why)
        self.reason.returnPressed.connect(self._give)
        self.give.clicked.connect(self._give)
        self.back.clicked.connect(self._leave)

    def go_on(self, before: OfferLine, focused: QWidget | None) -> bool:
        """Where the line stopped that showed the same offer before; whether the keyboard was there."""
        if not before._why.isHidden():
            self.reason.setText(before.reason.text())
            self._why.show()
        for mine, old in zip(self._stops(), before._stops(), strict=True):
            if old is focused:
                mine.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._why.isHidden():
            self._leave()
            return
        super().keyPressEvent(event)

    def _stops(self) -> tuple[QWidget, ...]:
        return self.household, self.decline, self.accept, self.reason, self.back, self.give

    def _ask_why(self) -> None:
        self.problem.hide()
        self._why.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        reason = self.reason.value()
        if isinstance(reason, str):
            self.declined.emit(self._due, reason)
            return
        self.problem.setText(problem_words(problem("reason", "required")))
        self.problem.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._why.hide()
        self.problem.hide()
        self.decline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        words, why = offer_words(self._due)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Strong(words, self, wraps=True))
        if why:
            told.addWidget(Subtitle(why, self, wraps=True))
        first.addWidget(Chip(when_badge(self._due), self), 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(told, 1)
        for each in (self.household, self.decline, self.accept):
            first.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self._why)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 1)
        row.addWidget(self.back)
        row.addWidget(self.give)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        column.addLayout(first)
        column.addWidget(self._why)
        column.addWidget(self.problem)
        self._why.hide()
        self.problem.hide()
