"""What belongs to the file of a case beside its sessions: one list, in the order of the file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gridclient.actions.mediation import Case, Held
from gridclient.ui.mediation.case_cards import CaseCard
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.records import RECORD_TYPES

_DAYS: Mapping[str, str] = {
    "case_member": "until",
    "power_of_attorney": "given_on",
    "investigation": "held_on",
    "evidence": "dated_on",
    "case_helper": "",
    "case_extension": "asked_on",
    "performance_item": "due",
    "return_visit": "visited_on",
    "confirmation": "applied_on",
}
"""What the card lists, by the day that each kind shows."""
_NAMES: Mapping[str, str] = {
    "case_member": "user",
    "power_of_attorney": "agent",
    "investigation": "asked",
    "evidence": "title",
    "case_helper": "name",
    "confirmation": "court",
}
"""The field that tells records of a kind apart; what is sensitive is read in the form."""
_ENDING = ("case_member", "performance_item")
"""Their day is a last one."""
FILE_KINDS = tuple(_DAYS)


class FileCard(CaseCard):
    """Emits `part_asked` with the kind of a new record."""

    part_asked = Signal(str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.colleagues: Mapping[str, str] = {}
        """Names by account, as far as this computer knows them."""
        self.add = QPushButton(self.tr("Add to the fi&le"), self)
        self.add_button(self.add)
        menu = QMenu(self.add)
        for kind in FILE_KINDS:
            action = QAction(words(RECORD_TYPES[kind].label), menu)
            action.setData(kind)
            action.triggered.connect(lambda _=False, asked=kind: self.part_asked.emit(asked))
            menu.addAction(action)
        self.add.setMenu(menu)

    def show_case(self, case: Case) -> None:
        """Fill in what the file holds."""
        self.add.setVisible(case.may_add)
        held = [(kind, each) for kind in FILE_KINDS for each in case.records.of(kind)]
        grid = self.refill()
        for at, (kind, each) in enumerate(held):
            label, name = words(RECORD_TYPES[kind].label), self._name(kind, each, case.records.parties)
            grid.addWidget(Subtitle(label, self.inside), at, 0)
            grid.addWidget(Strong(name, self.inside, wraps=True), at, 1)
            grid.addWidget(Text(self._day(kind, each), self.inside), at, 2)
            told = self.tr("Open {name}").format(name=f"{label} {name}".strip())
            grid.addWidget(self.open_button(kind, each.record, self.tr("Open"), told), at, 3)
        grid.setColumnStretch(1, 1)
        if not held:
            empty = self.tr("Evidence, investigations, what is to be performed, return visits: nothing yet.")
            grid.addWidget(Subtitle(empty, self.inside, wraps=True), 0, 0, 1, 2)  # the stretched one as well

    def _name(self, kind: str, each: Held, parties: Sequence[Held]) -> str:
        if kind == "performance_item":
            found = next((party for party in parties if party.record == each.text("party")), None)
            return found.text("name") if found is not None else self.tr("nobody who is a party")
        if kind == "case_extension":
            return self.tr("%n day(s) more", "", int(str(each.values.get("days") or 0)))
        name = each.text(_NAMES.get(kind, ""))
        return self.colleagues.get(name, name) if kind == "case_member" else name

    def _day(self, kind: str, each: Held) -> str:
        held = each.text(_DAYS[kind])
        if not held:
            return ""
        day = day_words(datetime.date.fromisoformat(held))
        if kind not in _ENDING:
            return day
        done = bool(each.text("done_on"))
        return self.tr("done") if done else self.tr("until {day}").format(day=day)
