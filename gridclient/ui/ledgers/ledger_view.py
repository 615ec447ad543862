"""One ledger: what narrows it, what its rows amount to, the rows. It opens what it lists."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gridclient.actions.ledgers import (
    HOUSEHOLDS,
    KEY_PEOPLE,
    VISITS,
    CareWish,
    Column,
    ExportRow,
    LedgerPage,
    ListAsked,
    VisitCounts,
    VisitWish,
    Wish,
)
from gridclient.ui.async_slot import async_slot
from gridclient.ui.export.export_words import ledger_words
from gridclient.ui.ledgers.chip_filters import CareFilters, HouseholdFilters
from gridclient.ui.ledgers.ledger_words import cell_words, summary_words, width_of
from gridclient.ui.ledgers.visit_filters import VisitFilters
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.paged_rows import Column as ShownColumn
from gridclient.ui.widgets.paged_rows import Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import words

_SORTS = {
    HOUSEHOLDS: {"household.address": "address", "household.last_visit": "last_visit"},
    KEY_PEOPLE: {
        "resident.name": "name",
        "care_plan.level": "level",
        "household.address": "address",
        "visit.visited_on": "last",
        "visit.next_date": "next",
    },
    VISITS: {"visit.visited_on": "visited_on"},
}
_ADDRESS = "household.address"
_STRETCHED = frozenset({_ADDRESS, "visit.needs", "care_plan.needs"})


class ReadsLedgers(Protocol):
    """What a ledger asks (`gridclient.actions.ledgers.Ledgers`)."""

    def columns(self, ledger: str) -> Sequence[Column]:
        """What can be seen of it."""

    async def page(self, asked: ListAsked, offset: int, limit: int) -> LedgerPage:
        """Some rows."""

    async def counts(self, asked: ListAsked) -> VisitCounts | None:
        """What the visits of a ledger amount to."""

    async def rows_to_print(self, asked: ListAsked) -> Sequence[ExportRow] | None:
        """All rows, or None for too many."""

    async def columns_shown(self, ledger: str) -> frozenset[str]:
        """What the user likes to see."""

    async def show_columns(self, ledger: str, keys: Collection[str]) -> None:
        """Remember it."""

    async def workers(self) -> Sequence[str]:
        """Whose visits can be chosen."""


class LedgerView(QWidget):
    """Emits `opened` with a row."""

    opened = Signal(object)

    def __init__(
        self,
        ledger: str,
        ledgers: ReadsLedgers,
        clock: Callable[[], datetime.date],
        search: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ledger, self._ledgers, self._search = ledger, ledgers, search
        self.columns = ledgers.columns(ledger)
        self.shown: frozenset[str] = frozenset()
        self.filters: VisitFilters | CareFilters | HouseholdFilters
        if ledger == VISITS:
            self.filters = VisitFilters(clock, self)
        else:
            self.filters = CareFilters(self) if ledger == KEY_PEOPLE else HouseholdFilters(self)
        self.summary = Subtitle("", self, wraps=True)
        empty = EmptyState(
            "list", self.tr("Nothing fits."), self.tr("Try a longer period, or fewer filters."), self
        )
        made = [self._column(each) for each in self.columns]
        self.rows: PagedRows[ExportRow] = PagedRows(made, self._page, key=lambda row: row.key)
        self.table = RecordTable(self.rows, ledger_words(ledger), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        column.addWidget(self.filters)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        self.filters.changed.connect(self.search_again)
        self.table.opened.connect(self.opened)
        self._summed_up: tuple[ListAsked, int] | None = None
        self.rows.loaded.connect(self._tell_more)

    @async_slot(again="restart")
    async def read(self) -> None:
        """Read it anew, and which columns one likes to see."""
        self.shown = await self._ledgers.columns_shown(self.ledger)
        self.table.show_columns([each.key in self.shown for each in self.columns])
        self.rows.reload()

    def search_again(self) -> None:
        """From the first row: something else is asked for."""
        self.table.view.scrollToTop()
        self.rows.reload()

    def asked(self) -> ListAsked:
        """The list as it stands."""
        return ListAsked(self.ledger, self._wish(self.rows.sort_by))

    def columns_in_sight(self) -> list[Column]:
        """What the user sees of it."""
        return [each for each in self.columns if each.key in self.shown]

    def choose_columns(self, at: QPoint) -> None:
        """A menu of columns that stay chosen."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Columns"))
        for each in self.columns:
            action = QAction(words(each.label), menu)
            action.setCheckable(True)
            action.setChecked(each.key in self.shown)
            action.setEnabled(self.shown != {each.key})
            action.toggled.connect(partial(self.show_column, each.key))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    @async_slot
    async def show_column(self, key: str, is_shown: bool) -> None:
        """Show a column from now on, or no longer; one at least stays."""
        wanted = self.shown | {key} if is_shown else self.shown - {key}
        if not wanted:
            return
        self.shown = wanted
        self.table.show_columns([each.key in wanted for each in self.columns])
        await self._ledgers.show_columns(self.ledger, wanted)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ExportRow]:
        page = await self._ledgers.page(ListAsked(self.ledger, self._wish(sort)), offset, limit)
        if isinstance(self.filters, CareFilters):
            self.filters.show_counts(page.filters)
        return Page(page.rows, page.total)

    @async_slot(again="restart")
    async def _tell_more(self) -> None:
        """How many rows there are, then what nobody waits for: what they amount to, and whose they may be."""
        asked, total = self.asked(), self.rows.rowCount()
        rows = self.tr("%n row(s)", "", total)
        if (asked, total) != self._summed_up:
            self.summary.setText(summary_words(total, rows, None))
        self.summary.setText(summary_words(total, rows, await self._ledgers.counts(asked)))
        self._summed_up = asked, total
        if isinstance(self.filters, VisitFilters):
            self.filters.offer_workers(await self._ledgers.workers())

    def _wish(self, sort: Sort | None) -> Wish | CareWish | VisitWish:
        return self.filters.wish(self._search(), sort)

    def _column(self, column: Column) -> ShownColumn[ExportRow]:
        return ShownColumn(
            words(column.label),
            partial(cell_words, column),
            width=width_of(column),
            stretches=column.key in _STRETCHED,
            keeps_end=column.key == _ADDRESS,
            sort=_SORTS[self.ledger].get(column.key),
        )
