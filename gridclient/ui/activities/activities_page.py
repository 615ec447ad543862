"""Activities of the grid: noted in a line, listed by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.activities import ActivityLine, GridLacks
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language
from gridcore.codes.activities import ACTIVITY_KIND
from gridcore.ids import RecordId, ScopeId
from gridcore.monthly_duties import first_to_note


class ReadsActivities(Protocol):
    """What the page asks (`gridclient.actions.activities.Activities`)."""

    may_write: bool

    async def lines(self, offset: int, limit: int) -> tuple[Sequence[ActivityLine], int]:
        """Some of them."""

    async def lacking(self, day: date) -> Sequence[GridLacks]:
        """The user's grids, with what each lacks."""

    async def remove(self, record: RecordId) -> None:
        """It was noted by mistake."""

    async def restore(self, record: RecordId) -> None:
        """It was removed by mistake."""


class ActivitiesPage(FormPage):
    """One list; Enter opens the form, Delete removes. Shown with a `GridLacks` it begins what is lacking."""

    told = Signal(str, object)
    """What was done, and how it is taken back."""

    def __init__(
        self,
        activities: ReadsActivities,
        records: WritesRecords,
        today: Callable[[], date],
        worker: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._activities, self._worker = activities, worker
        self.header = PageHeader(self.tr("Activities"), "", self)
        self.grid = CalmComboBox(self)
        self.grid.setAccessibleName(self.tr("Grid"))
        self.grid.hide()
        self.remove_button = QPushButton(self.tr("Re&move"), self)
        self.header.add_control(self.grid)
        self.header.add_control(self.remove_button)
        self.new_button = self.header.set_primary(self.tr("&New activity"))
        empty = EmptyState(
            "flag",
            self.tr("No activity is noted yet."),
            self.tr("A talk, publicity, a service for everybody: one line each. Nobody who came is named."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Activities"), empty, self)
        for each in (self.new_button, self.remove_button):
            each.setVisible(activities.may_write)
        self._lay_out()
        self._choose(None)
        self.new_button.setEnabled(False)
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(self._choose)
        self.new_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        QShortcut(QKeySequence.StandardKey.Delete, self.table).activated.connect(self.remove)

    def open_record(self, argument: object) -> None:
        """Begin what a grid lacks, or show the list alone."""
        if isinstance(argument, GridLacks) and self._activities.may_write:
            self._begin(argument.scope, argument.name, first_to_note(argument.missing))

    @async_slot(again="restart")
    async def reload(self) -> None:
        """The user's grids, then the list."""
        chosen = self.grid.currentData()
        found = await self._activities.lacking(self._today())
        self.grid.clear()
        for each in found:
            self.grid.addItem(each.name, each.scope)
        self.grid.setCurrentIndex(max(self.grid.findData(chosen), 0 if found else -1))
        self.grid.setVisible(len(found) > 1 and self._activities.may_write)
        self.new_button.setEnabled(bool(found))
        self.list.reload()

    def add(self) -> None:
        """The form of a new activity of the chosen grid."""
        scope = self.grid.currentData()
        if scope is not None:
            self._begin(ScopeId(str(scope)), self.grid.currentText(), None)

    def edit(self) -> None:
        """The form of the current line."""
        row = self.table.current()
        if row is not None and self._activities.may_write:
            subtitle = " · ".join(filter(None, (row.grid, date_words(row.held_on))))
            self._open(FormAsked("grid_activity", self.tr("Change the activity"), subtitle, row.record))

    @async_slot(again="ignore")
    async def remove(self) -> None:
        """The current line goes; the toast brings it back."""
        row = self.table.current()
        if row is None or not self._activities.may_write:
            return
        await self._activities.remove(row.record)
        self.saved.emit()
        self.told.emit(self.tr("The activity is removed."), lambda: self._restore(row.record))
        self.list.reload()

    @async_slot
    async def _restore(self, record: RecordId) -> None:
        await self._activities.restore(record)
        self.saved.emit()
        self.list.reload()

    def _begin(self, scope: ScopeId, grid: str, kind: str | None) -> None:
        begun = {"held_on": self._today().isoformat(), "activity_kind": kind}
        self._open(
            FormAsked(
                "grid_activity",
                self.tr("New activity"),
                grid,
                prefill={name: value for name, value in begun.items() if value is not None},
                scope=scope,
                complete=lambda _: {"worker": self._worker},
            )
        )

    def _say(self, text: str) -> None:
        self.told.emit(text, None)

    def _choose(self, row: object) -> None:
        self.remove_button.setEnabled(row is not None)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ActivityLine]:
        return Page(*await self._activities.lines(offset, limit))

    def _columns(self) -> list[Column[ActivityLine]]:
        return [
            Column(self.tr("Day"), lambda row: date_words(row.held_on), width=8),
            Column(self.tr("Kind"), lambda row: ACTIVITY_KIND.text(row.kind, language()), width=6),
            Column(self.tr("What about, and where"), lambda row: row.what, width=20, stretches=True),
            Column(self.tr("How many came"), _came, width=7),
            Column(self.tr("Grid"), lambda row: row.grid, width=8),
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=7),
        ]

    def _state(self, row: ActivityLine) -> Badge:
        if row.is_disputed:
            return Badge(self.tr("Disputed"), "conflict", "care")
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        return Badge(self.tr("Noted"), "check", "ok")

    def _lay_out(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed, self)


def _came(row: ActivityLine) -> str:
    return "" if row.came is None else QLocale().toString(row.came)
