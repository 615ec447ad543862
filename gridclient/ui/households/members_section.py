"""Who lives in the household: name, relation, age, and the phone behind its mask."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.household_card import Card, ShownRecord, age_on
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import CardAsks, Rule, Section
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.people import RELATION, RESIDENT_STATUS, SEX
from gridcore.fields import record_type
from gridcore.masking import mask_value
from gridcore.records.people import Resident

_RESIDENT = record_type(Resident)
_HEAD = "02"


class MembersSection(Section):
    """One row a member, with what can be done about it."""

    def __init__(self, card: Card, today: date, asks: CardAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._today, self._asks = card, today, asks
        title = self.tr("Members: %n", "", len(card.living))
        self.set_heading(title)
        if card.may.add_resident:
            add = QPushButton(self.tr("&Add a resident"), self)
            add.clicked.connect(asks.resident_added)
            self.head.addWidget(add)
        if not card.members:
            self.body.addWidget(Subtitle(self.tr("Nobody is registered here yet."), self, wraps=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * RHYTHM)
        self._grid.setVerticalSpacing(RHYTHM // 2)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        for at, member in enumerate(card.members):
            self._add(at, member)

    def _add(self, at: int, member: ShownRecord) -> None:
        if at:
            self._grid.addWidget(Rule(self), 2 * at - 1, 0, 1, 4)
        name = str(member.values.get("name") or "—")
        self._grid.addWidget(self._who(name, member), 2 * at, 0)
        self._grid.addWidget(self._phone(name, member), 2 * at, 1)
        if self._card.may.edit_resident:
            edit = IconButton("pencil", self.tr("Edit {name}").format(name=name), self)
            edit.clicked.connect(lambda: self._asks.resident_edited.emit(member.id))
            self._grid.addWidget(edit, 2 * at, 2)
        if self._card.may.remove_resident:
            remove = IconButton("cross", self.tr("Remove {name}").format(name=name), self)
            remove.clicked.connect(lambda: self._asks.resident_removed.emit(member.id))
            self._grid.addWidget(remove, 2 * at, 3)

    def _who(self, name: str, member: ShownRecord) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(Strong(name, holder))
        row.addWidget(Subtitle(" · ".join(self._details(member)), holder))
        for badge in self._badges(member):
            row.addWidget(Chip(badge, holder))
        row.addStretch(1)
        return holder

    def _details(self, member: ShownRecord) -> list[str]:
        values = member.values
        relation, sex = values.get("relation"), values.get("sex")
        found = []
        if member.id == self._card.household.values.get("head") or relation == _HEAD:
            found.append(self.tr("head"))
        elif isinstance(relation, str):
            found.append(RELATION.text(relation, language()))
        if isinstance(sex, str):
            found.append(SEX.text(sex, language()))
        age = age_on(values.get("birth_date"), self._today)
        if age is not None:
            found.append(self.tr("%n year(s) old", "", age))
        return found

    def _badges(self, member: ShownRecord) -> list[Badge]:
        found = []
        status = member.values.get("status")
        if isinstance(status, str) and status != "lives_here":
            found.append(Badge(RESIDENT_STATUS.text(status, language()), None, "vacant"))
        if any(plan.values.get("resident") == member.id for plan in self._card.running_plans(self._today)):
            found.append(Badge(self.tr("Care plan"), "heart", "care"))
        if member.disputed:
            found.append(Badge(self.tr("Needs a decision"), "conflict", "care"))
        elif member.waiting:
            found.append(Badge(self.tr("Waiting"), "waiting", "service"))
        return found

    def _phone(self, name: str, member: ShownRecord) -> QWidget:
        phone, declared = member.values.get("phone"), _RESIDENT.fields["phone"]
        if not isinstance(phone, str):
            return Text("—", self)
        title = f"{words(declared.label)} {name}"
        shown = RevealText(title, mask_value(declared, phone), lambda: phone, self)
        shown.revealed.connect(lambda: self._asks.revealed.emit("resident", member.id, "phone"))
        self._grid.setAlignment(shown, Qt.AlignmentFlag.AlignVCenter)
        return shown
