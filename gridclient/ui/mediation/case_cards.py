"""The cards of a case: application, parties, sessions. What is sensitive is read in the forms."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.mediation import CASE, PARTY, SESSION, Case
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.masked_field import masked_value
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.mediation import PARTY_ROLE
from gridcore.fields import Field, FieldKind, Value, record_type
from gridcore.records.mediation import MediationCase, Party

_SHOWN = ("dispute_type", "source", "applied_on", "accepted_on", "mediator")
_REASONS = ("reason", "remark")
_CASE, _PARTY = record_type(MediationCase), record_type(Party)
_ROLES = ("applicant", "respondent")


class CaseCard(Card):
    """A card that is filled anew whenever the case was read. Emits `form_asked` with kind and record id."""

    form_asked = Signal(str, str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.inside = QWidget(self)
        self._head = QHBoxLayout()
        self._head.setSpacing(RHYTHM)
        self._head.addWidget(Heading(heading, self))
        self._head.addStretch(1)
        self.body.addLayout(self._head)
        self.body.addWidget(self.inside)
        self._buttons: list[QWidget] = []

    @property
    def parts(self) -> list[QWidget]:
        """In the order of the keyboard: the buttons beside the heading, then what is filled in."""
        return [*self._buttons, self.inside]

    def add_button(self, button: QPushButton) -> None:
        """Beside the heading."""
        self._buttons.append(button)
        self._head.addWidget(button)

    def refill(self) -> QGridLayout:
        """An empty grid in place of what was shown."""
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM)
        self.body.replaceWidget(self.inside, fresh)
        self.inside.hide()
        self.inside.deleteLater()
        self.inside = fresh
        return grid

    def open_button(self, kind: str, record: str, text: str, name: str) -> QPushButton:
        """A button that asks for the form of a record; `name` tells it from its like."""
        button = QPushButton(text, self.inside)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.form_asked.emit(kind, record))
        return button


class ApplicationCard(CaseCard):
    """What the case is about, as far as it is not sensitive."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.open = QPushButton(self.tr("Fac&ts and requests"), self)
        self.add_button(self.open)
        self._record = ""
        self.open.clicked.connect(lambda: self.form_asked.emit(CASE, self._record))

    def show_case(self, case: Case) -> None:
        """Fill in the case."""
        held = case.records.case
        self._record = held.record
        grid = self.refill()
        for name in (*_SHOWN, *_REASONS):
            shown = _value_words(_CASE.fields[name], held.values.get(name))
            if not shown:
                continue
            row, column = divmod(grid.count() // 2, 2)
            grid.addWidget(Subtitle(words(_CASE.fields[name].label), self.inside), row, 2 * column, _TOP)
            grid.addWidget(Text(shown, self.inside, wraps=True), row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)


class PartiesCard(CaseCard):
    """Who stands on which side. Emits `party_asked` with the side of a new party, `revealed` to be logged."""

    party_asked = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        texts = (self.tr("Add an &applicant"), self.tr("Add a re&spondent"))
        self.add = {role: QPushButton(text, self) for role, text in zip(_ROLES, texts, strict=True)}
        for role, button in self.add.items():
            self.add_button(button)
            button.clicked.connect(lambda _=False, side=role: self.party_asked.emit(side))

    def show_case(self, case: Case) -> None:
        """Fill in the parties."""
        for button in self.add.values():
            button.setVisible(case.may_write)
        grid = self.refill()
        for at, each in enumerate(case.records.parties):
            name = each.text("name")
            side = PARTY_ROLE.text(each.text("role"), language())
            grid.addWidget(Chip(Badge(side, "person"), self.inside), at, 0)
            grid.addWidget(Strong(name, self.inside), at, 1)
            if each.text("phone"):
                phone = masked_value(_PARTY.fields["phone"], each.text("phone"), self.inside)
                phone.revealed.connect(lambda it=each.record: self.revealed.emit(PARTY, it, "phone"))
                grid.addWidget(phone, at, 2)
            told = self.tr("Open {name}").format(name=name)
            grid.addWidget(self.open_button(PARTY, each.record, self.tr("Open"), told), at, 3)
        grid.setColumnStretch(1, 1)
        if not case.records.parties:
            grid.addWidget(Subtitle(self.tr("Nobody is named yet."), self.inside), 0, 0)


class SessionsCard(CaseCard):
    """The sessions that were held. Emits `session_asked` for a new one."""

    session_asked = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.add = QPushButton(self.tr("&Record a session"), self)
        self.add_button(self.add)
        self.add.clicked.connect(self.session_asked)

    def show_case(self, case: Case) -> None:
        """Fill in the sessions."""
        self.add.setVisible(case.may_write)
        grid = self.refill()
        for at, each in enumerate(case.records.sessions):
            held_on = each.text("held_on")
            day = date_words(held_on) or "—"
            grid.addWidget(Strong(day, self.inside), at, 0)
            grid.addWidget(Text(each.text("place"), self.inside, wraps=True), at, 1)
            told = self.tr("Open the session of {day}").format(day=day)
            grid.addWidget(self.open_button(SESSION, each.record, self.tr("Open"), told), at, 2)
        grid.setColumnStretch(1, 1)
        if not case.records.sessions:
            grid.addWidget(Subtitle(self.tr("No session is on record yet."), self.inside), 0, 0)


_TOP = Qt.AlignmentFlag.AlignTop


def _value_words(field: Field, value: Value) -> str:
    if not isinstance(value, str) or not value:
        return ""
    if field.kind is FieldKind.DATE:
        return date_words(value)
    return field.codes.text(value, language()) if field.codes is not None else value
