"""The list of households: search as one types, narrow by chips, sort, open."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridclient.actions.export import ListAsked
from gridclient.actions.households import Chip, FoundHouseholds, HouseholdLine, SortName, Wish
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.filter_chips import FilterChips
from gridclient.ui.households.household_words import (
    kind_badge,
    last_visit_words,
    phone_words,
    sync_badge,
    whose_words,
)
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.search_field import SearchField

_SORTS: dict[str, SortName] = {"address": "address", "last_visit": "last_visit"}


class ReadsHouseholds(Protocol):
    """Reads the list (`gridclient.actions.households.Households`)."""

    async def count(self) -> int:
        """How many households there are."""

    async def page(self, wish: Wish, today: datetime.date, offset: int, limit: int) -> FoundHouseholds:
        """Some lines of what is wished for."""


class HouseholdsPage(QWidget):
    """Emits what it was asked for; the card, the chart and the visit form are other pages."""

    household_asked = Signal(str)
    visit_asked = Signal(str)
    """For a household."""
    registration_asked = Signal(str)
    """Of a household in a vacant room."""
    export_asked = Signal(object)
    """Of the list as it is shown: a `ListAsked`."""

    def __init__(
        self,
        households: ReadsHouseholds,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._households, self._clock = households, clock
        self._count = 0
        self.header = PageHeader(self.tr("Households"), "", self)
        self.search = SearchField(self.tr("Name, pinyin or initials, address, last digits of a phone"), self)
        self.search.fit_hint()
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header.add_control(self.search)
        self.export = QPushButton(self.tr("E&xport…"), self)
        self.export.setToolTip(self.tr("Save this list as an Excel file (Ctrl+E)"))
        self.header.add_control(self.export)
        self.record = self.header.set_primary(self.tr("Record a &visit"))
        self.record.setEnabled(False)
        self.chips = FilterChips(self.tr("Narrow the list"), self._offered(), self)
        self._empty = EmptyState("home", "", "", self)
        self.rows = PagedRows(self._columns(), self._page, key=_key)
        self.table = RecordTable(self.rows, self.tr("Households"), self._empty, self)
        self._lay_out()
        self._connect()

    def page_shown(self) -> None:
        """Read the list anew."""
        self.read_again()

    def open_record(self, argument: object) -> None:
        """Search for a text."""
        self.chips.clear()
        self.search.setText(str(argument))
        self.search.search_now()

    @async_slot(again="restart")
    async def read_again(self) -> None:
        """Read how many there are, then the list."""
        self._count = await self._households.count()
        self.rows.reload()

    def _ask_export(self) -> None:
        self.export_asked.emit(ListAsked("households", self._wish(self.rows.sort_by)))

    def _wish(self, sort: Sort | None) -> Wish:
        return Wish(
            text=self.search.text().strip(),
            chips=frozenset(Chip(each) for each in self.chips.chosen()),
            sort=None if sort is None else _SORTS[sort.name],
            descending=sort is not None and sort.descending,
        )

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[HouseholdLine]:
        found = await self._households.page(self._wish(sort), self._clock(), offset, limit)
        self._tell(found.total)
        return Page(found.lines, found.total)

    def _tell(self, total: int) -> None:
        """How many there are, and why there may be none."""
        is_narrow = bool(self.search.text().strip() or self.chips.chosen())
        told = self.tr("%n found", "", total) if is_narrow else self.tr("%n household(s)", "", total)
        self.header.set_subtitle(told.replace(str(total), QLocale().toString(total)))
        if is_narrow:
            self._empty.show_text(
                self.tr("No household fits."),
                self.tr("Try a part of the name, its pinyin initials or the house number, or fewer filters."),
                "search",
            )
        else:
            self._empty.show_text(
                self.tr("There are no households on this computer yet."),
                self.tr("They arrive when it is synced for the first time: F5."),
                "home",
            )

    def _columns(self) -> list[Column[HouseholdLine]]:
        return [
            Column(
                self.tr("Address"),
                lambda line: line.address,
                width=11,
                most=14,
                stretches=True,
                keeps_end=True,
                sort="address",
            ),
            Column(self.tr("Head"), whose_words, width=5, most=14),
            Column(self.tr("Kind"), lambda line: kind_badge(line).word, badge=kind_badge, width=4),
            Column(self.tr("People"), _people, width=2, is_number=True),
            Column(self.tr("Phone"), phone_words, width=6),
            Column(self.tr("Last visit"), last_visit_words, width=8, sort="last_visit"),
            Column(self.tr("Sync"), _sync_words, badge=sync_badge, width=3),
        ]

    def _offered(self) -> list[tuple[str, str, str]]:
        return [
            (Chip.CARE.value, self.tr("Care households"), "heart"),
            (Chip.RENTED.value, self.tr("Rented"), "key"),
            (Chip.VACANT.value, self.tr("Vacant"), "ring"),
            (Chip.LONG_UNVISITED.value, self.tr("Not visited for over 90 days"), "bar"),
            (Chip.WAITING.value, self.tr("Waiting to be sent"), "waiting"),
            (Chip.DISPUTED.value, self.tr("Needs a decision"), "conflict"),
            (Chip.NO_DOOR.value, self.tr("Came here, has no door yet"), "home"),
        ]

    def _open(self, line: HouseholdLine) -> None:
        if line.household is not None:
            self.household_asked.emit(line.household)
        elif line.room is not None:
            self.registration_asked.emit(line.room)

    def _ask_visit(self) -> None:
        line = self.table.current()
        if line is not None and line.household is not None:
            self.visit_asked.emit(line.household)

    def _choose(self, line: HouseholdLine | None) -> None:
        self.record.setEnabled(line is not None and line.household is not None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.table.take_keyboard)
        self.search.returnPressed.connect(self.table.take_keyboard)
        self.chips.changed.connect(self._search)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._choose)
        self.record.clicked.connect(self._ask_visit)
        self.export.clicked.connect(self._ask_export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._ask_export)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)

    def _search(self) -> None:
        self.table.view.scrollToTop()
        self.rows.reload()


def _key(line: HouseholdLine) -> str:
    return str(line.household or line.room)


def _people(line: HouseholdLine) -> str:
    return str(line.people) if line.household is not None else ""


def _sync_words(line: HouseholdLine) -> str:
    badge = sync_badge(line)
    return badge.word if badge is not None else ""
