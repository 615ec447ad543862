"""Key populations: the people with a care plan, who is next, and chips that count what they open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.export import ListAsked
from gridclient.actions.key_people import CareLine, CareWish, Filter, FoundPeople, SortName
from gridclient.ui.care.key_people_words import (
    last_words,
    level_words,
    line_badge,
    needs_words,
    phone_words,
    sync_badge,
    who_words,
)
from gridclient.ui.households.filter_chips import FilterChips
from gridclient.ui.today.today_words import unknown_badge
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState, Incomplete
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.words import language
from gridcore.codes.care import CARE_NEEDS

_SORTS: dict[str, SortName] = {
    "next": "next",
    "name": "name",
    "last": "last",
    "level": "level",
    "address": "address",
}

_BY_VISITS = frozenset({Filter.WAITING, Filter.TODAY, Filter.SOON, Filter.DOOR_CLOSED})
"""What follows from the visits that were made."""


class ReadsKeyPeople(Protocol):
    """Reads the list (`gridclient.actions.key_people.KeyPeople`)."""

    async def page(self, wish: CareWish, today: datetime.date, offset: int, limit: int) -> FoundPeople:
        """Some lines of what is wished for."""


class KeyPeoplePage(QWidget):
    """Emits what it was asked for; the person's care and the visit form are other pages."""

    person_asked = Signal(str)
    visit_asked = Signal(str, str)
    """For a household and one of its people."""
    export_asked = Signal(object)
    """Of the list as it is shown: a `ListAsked`."""

    def __init__(
        self, people: ReadsKeyPeople, clock: Callable[[], datetime.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._people, self._clock = people, clock
        self._is_arriving = False
        self.header = PageHeader(self.tr("Key populations"), "", self)
        self.search = SearchField(self.tr("Name, pinyin or initials, address, phone"), self)
        self.search.fit_hint()
        self.header.add_control(self.search)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self._titles = {name: text for name, text, _ in self._offered()}
        self.chips = FilterChips(self.tr("Narrow the list"), self._offered(), self)
        self.need = CalmComboBox(self)
        self.need.setAccessibleName(self.tr("Need"))
        self.need.addItem(self.tr("All needs"), "")
        self.export = QPushButton(self.tr("E&xport…"), self)
        self.export.setToolTip(self.tr("Save this list as an Excel file (Ctrl+E)"))
        self._empty = EmptyState("heart", "", "", self)
        self.clear = self._empty.add_action(self.tr("Show &everybody"))
        self.rows = PagedRows(self._columns(), self._page, key=_key)
        self.table = RecordTable(self.rows, self.tr("Key populations"), self._empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        narrow = QHBoxLayout()
        narrow.setSpacing(RHYTHM)
        narrow.addWidget(self.chips, 1)
        for each in (self.need, self.export):
            narrow.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(narrow)
        column.addWidget(self.table, 1)
        self._choose(None)
        self._connect()

    def page_shown(self) -> None:
        """Read the list anew."""
        self.rows.reload()

    def open_record(self, argument: object) -> None:
        """Press the chip of a filter that another page counts, and no other."""
        self._show_all()
        if isinstance(argument, Filter):
            self.chips.chip(argument.value).setChecked(True)
        self.rows.reload()

    def show_incomplete(self, why: Incomplete | None) -> None:
        """While visits arrive nobody is said to wait, or never to have been called on."""
        is_arriving = why is Incomplete.ARRIVING
        if is_arriving != self._is_arriving:
            self._is_arriving = is_arriving
            self.rows.reload()

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.table.take_keyboard)
        self.search.returnPressed.connect(self.table.take_keyboard)
        self.chips.changed.connect(self._search)
        self.need.activated.connect(self._search)
        self.clear.clicked.connect(self._clear)
        self.table.opened.connect(lambda line: self.person_asked.emit(line.person.planned.resident))
        self.table.chosen.connect(self._choose)
        self.record.clicked.connect(self._ask_visit)
        self.export.clicked.connect(self._ask_export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._ask_export)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)

    def _columns(self) -> list[Column[CareLine]]:
        who = Column[CareLine](
            self.tr("Name"), lambda line: who_words(line, self._clock()), width=6, most=8, sort="name"
        )
        return [
            who,
            Column(
                self.tr("Next contact"), lambda line: self._next(line).word, self._next, width=5, sort="next"
            ),
            Column(
                self.tr("Address"), _address, width=8, most=14, stretches=True, keeps_end=True, sort="address"
            ),
            Column(self.tr("Last contact"), self._last, width=8, sort="last"),
            Column(self.tr("Level"), level_words, width=8, sort="level"),
            Column(self.tr("Needs"), needs_words, width=7, stretches=True),
            Column(self.tr("Phone"), phone_words, width=6),
            Column(self.tr("Sync"), lambda line: sync_badge(line).word, sync_badge, width=3),
        ]

    def _offered(self) -> list[tuple[str, str, str]]:
        return [
            (Filter.WAITING.value, self.tr("Household waiting"), "clock"),
            (Filter.TODAY.value, self.tr("Today"), "calendar"),
            (Filter.SOON.value, self.tr("Within 7 days"), "calendar"),
            (Filter.TO_ASK.value, self.tr("Consent to be asked"), "hand"),
            (Filter.AWAITS_APPROVAL.value, self.tr("Waits for approval"), "review"),
            (Filter.DOOR_CLOSED.value, self.tr("Third refusal"), "hand"),
            (Filter.NO_VISITS.value, self.tr("No visits wanted"), "cross"),
            (Filter.REVIEW.value, self.tr("Review due"), "history"),
            (Filter.CLOSE.value, self.tr("Close care"), "heart"),
            (Filter.REGULAR.value, self.tr("Regular care"), "heart"),
            (Filter.GENERAL.value, self.tr("General care"), "heart"),
            (Filter.NO_LEVEL.value, self.tr("Without a level"), "ring"),
        ]

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[CareLine]:
        found = await self._people.page(self._wish(sort), self._clock(), offset, limit)
        self._tell(found)
        return Page(found.lines, found.total)

    def _ask_export(self) -> None:
        self.export_asked.emit(ListAsked("key_people", self._wish(self.rows.sort_by)))

    def _wish(self, sort: Sort | None) -> CareWish:
        return CareWish(
            text=self.search.text().strip(),
            filters=frozenset(Filter(each) for each in self.chips.chosen()),
            sort="next" if sort is None else _SORTS[sort.name],
            descending=sort is not None and sort.descending,
            need=str(self.need.currentData()),
        )

    def _tell(self, found: FoundPeople) -> None:
        """How many there are, what each chip would leave, and why there may be none."""
        is_narrow = bool(self.search.text().strip() or self.chips.chosen() or self.need.currentData())
        total = found.total
        told = self.tr("%n found", "", total) if is_narrow else self.tr("%n person(s)", "", total)
        self.header.set_subtitle(told.replace(str(total), QLocale().toString(total)))
        for each, count in found.counts.items():
            chip = self.chips.chip(each.value)
            is_known = not (self._is_arriving and each in _BY_VISITS)
            shown = QLocale().toString(count) if is_known else "…"
            chip.setText(f"{self._titles[each.value]} {shown}")
            chip.setEnabled((is_known and bool(count)) or chip.isChecked())
        self._offer_needs(found.needs)
        self.clear.setVisible(is_narrow)
        if is_narrow:
            self._empty.show_text(
                self.tr("Nobody fits."), self.tr("Try fewer filters, or a part of the name."), "search"
            )
        else:
            self._empty.show_text(
                self.tr("Nobody on this computer has a care plan."),
                self.tr("A care specialist begins one on the card of the household."),
                "heart",
            )

    def _next(self, line: CareLine) -> Badge:
        is_reckoned = line.due is not None or Filter.DOOR_CLOSED in line.filters
        return unknown_badge() if self._is_arriving and is_reckoned else line_badge(line)

    def _last(self, line: CareLine) -> str:
        return "…" if self._is_arriving else last_words(line)

    def _offer_needs(self, counts: Mapping[str, int]) -> None:
        """The needs that somebody has, in the order of their list, and the chosen one."""
        chosen = str(self.need.currentData())
        offered = [each.code for each in CARE_NEEDS if counts.get(each.code) or each.code == chosen]
        for at, code in enumerate(offered, start=1):
            if at == self.need.count():
                self.need.addItem("")
            count = QLocale().toString(counts.get(code, 0))
            self.need.setItemText(at, f"{CARE_NEEDS.text(code, language())} {count}")
            self.need.setItemData(at, code)
        while self.need.count() > len(offered) + 1:
            self.need.removeItem(self.need.count() - 1)
        self.need.setCurrentIndex(self.need.findData(chosen))

    def _show_all(self) -> None:
        self.chips.clear()
        self.search.clear()
        self.need.setCurrentIndex(0)

    def _clear(self) -> None:
        """Nothing narrows the list any more; one may type the next name."""
        self._show_all()
        self.search.setFocus()
        self._search()

    def _choose(self, line: CareLine | None) -> None:
        self.record.setEnabled(line is not None)

    def _ask_visit(self) -> None:
        line = self.table.current()
        if line is not None:
            self.visit_asked.emit(line.person.planned.household, line.person.planned.resident)

    def _search(self) -> None:
        self.table.view.scrollToTop()
        self.rows.reload()


def _key(line: CareLine) -> str:
    return line.person.planned.plan


def _address(line: CareLine) -> str:
    return line.person.planned.address
