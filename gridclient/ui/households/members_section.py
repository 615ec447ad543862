"""Who lives in the household: name, relation, age, how to reach them, and the phones behind their masks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.household_card import Card, ShownRecord, age_on
from gridclient.ui.households.member_events import member_menu
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import CardAsks, Rule, Section
from gridclient.ui.households.value_words import date_words, value_words
from gridclient.ui.icons import IconButton, IconSign
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.people import RELATION, RESIDENT_STATUS, SEX
from gridcore.field_problems import PROBLEMS, FieldProblem
from gridcore.fields import label
from gridcore.masking import mask_value
from gridcore.records import RECORD_TYPES

_RESIDENT, _NUMBER = RECORD_TYPES["resident"], RECORD_TYPES["phone_number"]
_HEAD = "02"
_ODD = {"two_heads": label("MembersSection", "This household has more than one head. Please choose one.")}
"""What is told of all members at once, in place of what is told of one."""


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
        for odd in card.oddities:
            self._tell(odd)
        for member in card.members:
            self._add(member)

    def _tell(self, odd: FieldProblem) -> None:
        """What cannot be right among the members, for a person to mend."""
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(IconSign("warning", "service", holder))
        text = words(_ODD.get(odd.code, PROBLEMS[odd.code])).format(**odd.params)
        row.addWidget(Text(text, holder, wraps=True), 1)
        self.body.insertWidget(self.body.count() - 1, holder)

    def _add(self, member: ShownRecord) -> None:
        at = self._grid.rowCount()
        if at > 1:
            self._grid.addWidget(Rule(self), at, 0, 1, 5)
        at += 1
        name = str(member.values.get("name") or "—")
        self._grid.addWidget(self._who(name, member), at, 0)
        self._grid.addWidget(self._phone(name, "resident", member), at, 1)
        if self._card.may.edit_resident:
            edit = IconButton("pencil", self.tr("Edit {name}").format(name=name), self)
            edit.clicked.connect(lambda: self._asks.resident_edited.emit(member.id))
            self._grid.addWidget(edit, at, 2)
        if self._card.may.edit_resident or self._card.may.remove_resident or self._card.may.record_visit:
            more = IconButton("more", self.tr("More about {name}").format(name=name), self)
            more.clicked.connect(lambda: self._show_menu(member, more))
            self._grid.addWidget(more, at, 3)
        told = " · ".join(self._reached(member))
        if told:
            self._grid.addWidget(Subtitle(told, self, wraps=True), at + 1, 0, 1, 4)
        for line, number in enumerate(self._card.phones_of(member.id), start=at + 2):
            self._add_number(line, name, number)

    def _show_menu(self, member: ShownRecord, button: QWidget) -> None:
        menu = member_menu(self._card, member, self._asks.event_told.emit, self)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _reached(self, member: ShownRecord) -> list[str]:
        """Since when, and how to reach the person."""
        values, found = member.values, []
        for name, text in (
            ("moved_in_on", self.tr("here since {day}")),
            ("moved_out_on", self.tr("moved out {day}")),
        ):
            if isinstance(day := values.get(name), str):
                found.append(text.format(day=date_words(day)))
        if isinstance(code := values.get("came_from"), str):
            place = self._card.came_from.get(code, code)
            found.append(self.tr("came from another community: {place}").format(place=place))
        if isinstance(died := values.get("died_on"), str):
            found.append(self.tr("died in {year}").format(year=died[:4]))
        for name in ("contact_preference", "language"):
            if values.get(name):
                found.append(value_words(_RESIDENT.fields[name], values[name]))
        return found

    def _add_number(self, at: int, name: str, number: ShownRecord) -> None:
        """One of the further numbers: whose, what kind, and the number behind its mask."""
        fields = [_NUMBER.fields[each] for each in ("owner", "phone_kind", "remark")]
        told = [value_words(each, v) for each in fields if (v := number.values.get(each.name))]
        self._grid.addWidget(Subtitle(" · ".join(told) or words(_NUMBER.label), self, wraps=True), at, 0)
        self._grid.addWidget(self._phone(name, "phone_number", number), at, 1)
        if self._card.may.edit_resident:
            edit = IconButton("pencil", self.tr("Edit a phone number of {name}").format(name=name), self)
            edit.clicked.connect(lambda: self._asks.event_told.emit("edit", number.id))
            self._grid.addWidget(edit, at, 2)
        if self._card.may.remove_resident:
            remove = IconButton("cross", self.tr("Remove a phone number of {name}").format(name=name), self)
            remove.clicked.connect(lambda: self._asks.event_told.emit("remove", number.id))
            self._grid.addWidget(remove, at, 3)

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
        died = values.get("died_on")
        age = age_on(
            values.get("birth_date"), date.fromisoformat(died) if isinstance(died, str) else self._today
        )
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

    def _phone(self, name: str, kind: str, record: ShownRecord) -> QWidget:
        phone, declared = record.values.get("phone"), RECORD_TYPES[kind].fields["phone"]
        if not isinstance(phone, str):
            return Text("—", self)
        title = f"{words(declared.label)} {name}"
        shown = RevealText(title, mask_value(declared, phone), lambda: phone, self)
        shown.revealed.connect(lambda: self._asks.revealed.emit(kind, record.id, "phone"))
        self._grid.setAlignment(shown, Qt.AlignmentFlag.AlignVCenter)
        return shown
