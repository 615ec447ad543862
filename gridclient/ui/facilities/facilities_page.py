"""What is there for everybody in a grid, and whether the grid has grown too large for one worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.facilities import FacilityLine, GridHere
from gridclient.ui.async_slot import async_slot
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox, Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language
from gridcore.codes.places import FACILITY_KIND
from gridcore.grid_size import MOST_HOUSEHOLDS, MOST_PEOPLE, is_too_large
from gridcore.ids import RecordId, ScopeId


class ReadsFacilities(Protocol):
    """What the page asks (`gridclient.actions.facilities.Facilities`)."""

    may_write: bool

    async def lines(self) -> Sequence[FacilityLine]:
        """Every facility."""

    async def grids(self) -> Sequence[GridHere]:
        """The grids with their sizes."""

    async def buildings(self, scope: ScopeId) -> Sequence[tuple[RecordId, str]]:
        """The buildings of a grid."""


class FacilitiesPage(FormPage):
    """The facilities of one grid at a time, and the form of one."""

    history_asked = Signal(object)
    """The `HistoryOf` a facility."""
    import_asked = Signal()
    """A list of facilities is to be imported."""

    def __init__(
        self,
        facilities: ReadsFacilities,
        records: WritesRecords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._facilities = facilities
        self._grids: Sequence[GridHere] = ()
        self._rows: Sequence[FacilityLine] = ()
        self._wanted: RecordId | None = None
        self.header = PageHeader(self.tr("Facilities"), "", self)
        self.grid = CalmComboBox(self)
        self.grid.setAccessibleName(self.tr("Grid"))
        self._chip = Chip(Badge(""), self)
        self._chip.hide()
        self.header.add_control(self.grid)
        self.past = history_button(self, self._ask_history)
        self.past.setEnabled(False)
        self.header.add_control(self.past)
        self.import_button = QPushButton(self.tr("Import a &list"), self)
        self.import_button.hide()
        self.header.add_control(self.import_button)
        self.new_button = self.header.set_primary(self.tr("&New facility"))
        self.new_button.setVisible(facilities.may_write)
        empty = EmptyState(
            "pin",
            self.tr("No facility is noted in this grid."),
            self.tr("Service points, canteens, clinics and meeting places belong here."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Facilities"), empty, self)
        self._lay_out()
        self.grid.activated.connect(self.list.reload)
        self.list.loaded.connect(self._mark_wanted)
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(lambda row: self.past.setEnabled(row is not None))
        self.new_button.clicked.connect(self.add)
        self.import_button.clicked.connect(self.import_asked)

    def offer_import(self) -> None:
        """Show the way to the import, for whoever may go there."""
        self.import_button.show()

    def open_record(self, argument: object) -> None:
        """Go to a facility, given by its id, when the page is shown."""
        self._wanted = RecordId(str(argument))

    @async_slot(again="restart")
    async def reload(self) -> None:
        """The grids, then the list of the chosen one."""
        chosen = self.grid.currentData()
        lines = await self._facilities.lines() if self._wanted is not None else ()
        chosen = next((each.scope for each in lines if each.record == self._wanted), chosen)
        self._grids = await self._facilities.grids()
        self.grid.clear()
        for each in self._grids:
            self.grid.addItem(each.name, each.scope)
        self.grid.setCurrentIndex(max(self.grid.findData(chosen), 0 if self._grids else -1))
        self.grid.setVisible(len(self._grids) > 1)
        self.new_button.setEnabled(bool(self._grids))
        self.list.reload()

    @async_slot(again="ignore")
    async def add(self) -> None:
        """The form of a new facility of the chosen grid."""
        scope = self._scope()
        if scope is not None:
            title, links = self.tr("New facility"), await self._links(scope)
            self._open(FormAsked("facility", title, "", links=links, scope=scope))

    @async_slot(again="ignore")
    async def edit(self) -> None:
        """The form of the current facility."""
        row = self.table.current()
        if row is not None and self._facilities.may_write:
            title, links = self.tr("Edit the facility"), await self._links(row.scope)
            self._open(FormAsked("facility", title, row.name, row.record, links=links))

    def _mark_wanted(self) -> None:
        """Put the keyboard on the facility that was asked for."""
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    def _ask_history(self) -> None:
        row = self.table.current()
        if row is not None:
            self.history_asked.emit(HistoryOf("facility", row.record))

    async def _links(self, scope: ScopeId) -> dict[str, list[Option]]:
        found = await self._facilities.buildings(scope)
        return {"building": [Option(each, name) for each, name in found]} if found else {}

    def _scope(self) -> ScopeId | None:
        held = self.grid.currentData()
        return None if held is None else ScopeId(str(held))

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[FacilityLine]:
        if offset == 0:
            scope = self._scope()
            self._rows = [each for each in await self._facilities.lines() if each.scope == scope]
            self._tell_size()
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _tell_size(self) -> None:
        """How many live in the grid, and whether that is more than one worker can know."""
        grid = next((each for each in self._grids if each.scope == self._scope()), None)
        parts = [] if len(self._grids) > 1 or grid is None else [grid.name]
        if grid is not None:
            parts.append(self.tr("%n household(s)", "", grid.households))
            parts.append(self.tr("%n person(s)", "", grid.people))
        self.header.set_subtitle(" · ".join(parts))
        is_large = grid is not None and is_too_large(grid.households, grid.people)
        if is_large:
            told = self.tr("Too large: more than {households} households or {people} people")
            self._chip.show_badge(
                Badge(told.format(households=MOST_HOUSEHOLDS, people=MOST_PEOPLE), "warning", "service")
            )
        self._chip.setVisible(is_large)

    def _columns(self) -> list[Column[FacilityLine]]:
        return [
            Column(self.tr("Name"), lambda row: row.name, width=10, stretches=True),
            Column(self.tr("Kind"), lambda row: FACILITY_KIND.text(row.kind, language()), width=6, most=8),
            Column(self.tr("Address"), lambda row: row.place, width=10, keeps_end=True),
            Column(self.tr("Opening hours"), lambda row: row.hours, width=10, most=14),
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=4),
        ]

    def _state(self, row: FacilityLine) -> Badge:
        if row.is_disputed:
            return Badge(self.tr("Disputed"), "conflict", "care")
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        if row.closed_on is not None and row.closed_on <= self._today().isoformat():
            return Badge(self.tr("Closed"), "ring", "vacant")
        return Badge(self.tr("Open"), "check", "ok")

    def _lay_out(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed, self)
