"""What one recorded: what came back first, drafts that wait, and the way to a new visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.export import ListAsked
from gridclient.actions.visits import DraftLine, FoundDoor, VisitAsked, VisitLine, VisitPage
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.shell.command_palette import Command, CommandPalette
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import NOT_HERE, day_words, language, words
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND
from gridcore.papers.filled_paper import Paper
from gridcore.workflows.approval import APPROVED, RETURNED, VISIT_APPROVAL

Row = DraftLine | VisitLine


class ListsVisits(Protocol):
    """What the list asks (`gridclient.actions.visits.Visits`)."""

    async def lines(self, offset: int, limit: int) -> VisitPage:
        """What one recorded."""

    async def drafts(self) -> Sequence[DraftLine]:
        """What is unsaved."""

    async def find(self, text: str) -> Sequence[FoundDoor]:
        """Households for a new visit."""


class MakesReports(Protocol):
    """Counts a month (`gridclient.actions.month_reports.MonthReports`)."""

    async def this_month(self) -> Paper:
        """The month so far."""

    async def last_month(self) -> Paper:
        """The month before."""


class VisitsPage(QWidget):
    """Emits `visit_asked` with a `VisitAsked`, `told` with a notice; the others lead on."""

    visit_asked = Signal(object)
    notes_asked = Signal()
    tour_asked = Signal()
    told = Signal(str)
    export_asked = Signal(object)
    """Of the visits that one recorded: a `ListAsked`."""

    def __init__(self, visits: ListsVisits, reports: MakesReports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visits = visits
        self._drafts: Sequence[DraftLine] = ()
        self.header = PageHeader(self.tr("Visits"), "", self)
        months = {self.tr("&This month"): reports.this_month, self.tr("&Last month"): reports.last_month}
        self.report = PaperButton(self.tr("Month report"), months, self)
        self.report.answer_keys_of(self)
        self.report.told.connect(self.told)
        self.header.add_control(self.report)
        self.notes_button = QPushButton(self.tr("Quick &notes"), self)
        self.tour_button = QPushButton(self.tr("Enter a &tour"), self)
        self.header.add_control(self.notes_button)
        self.header.add_control(self.tour_button)
        self.export = QPushButton(self.tr("E&xport…"), self)
        self.export.setToolTip(self.tr("Save this list as an Excel file (Ctrl+E)"))
        self.header.add_control(self.export)
        self.record_button = self.header.set_primary(self.tr("Record a &visit"))
        empty = EmptyState(
            "visit",
            self.tr("You have recorded no visit yet."),
            self.tr("Choose a household, or open Today to see who waits."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=_record)
        self.table = RecordTable(self.list, self.tr("Visits"), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)
        self.notes_button.clicked.connect(self.notes_asked)
        self.tour_button.clicked.connect(self.tour_asked)
        self.record_button.clicked.connect(self.choose_household)
        self.export.clicked.connect(self._ask_export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._ask_export)

    def page_shown(self) -> None:
        """Read the list anew."""
        self.list.reload()

    def _ask_export(self) -> None:
        self.export_asked.emit(ListAsked("visits"))

    def choose_household(self) -> None:
        """Search the household of a new visit."""
        palette = CommandPalette(self._found, self)
        palette.finished.connect(palette.deleteLater)
        palette.open()

    async def _found(self, text: str) -> Sequence[Command]:
        return [door_command(each, self._ask) for each in await self._visits.find(text)]

    def _ask(self, door: FoundDoor) -> None:
        self.visit_asked.emit(VisitAsked(door.household, door.resident))

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Row]:
        if offset == 0:
            self._drafts = await self._visits.drafts()
        left = len(self._drafts)
        rows: list[Row] = list(self._drafts[offset : offset + limit])
        begin = max(offset - left, 0)
        page = await self._visits.lines(begin, limit - len(rows))
        self.header.set_subtitle(self._summary(page.total))
        return Page([*rows, *page.lines], left + page.total)

    def _summary(self, total: int) -> str:
        parts = [self.tr("%n recorded", "", total)]
        if self._drafts:
            parts.append(self.tr("%n draft(s)", "", len(self._drafts)))
        return " · ".join(parts)

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(self.tr("Date"), self._day, width=8),
            Column(self.tr("Who"), _who, width=5, most=14),
            Column(self.tr("Where"), self._where, width=8, most=14, stretches=True, keeps_end=True),
            Column(self.tr("Kind"), self._kind, width=6, most=12),
            Column(self.tr("Follow-up"), self._follow_up, width=5, most=8),
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=5),
        ]

    def _day(self, row: Row) -> str:
        return day_words(date.fromisoformat(row.visited_on)) if isinstance(row, VisitLine) else ""

    def _where(self, row: Row) -> str:
        return row.address or self.tr("no longer on this computer")

    def _kind(self, row: Row) -> str:
        if isinstance(row, DraftLine) or not row.kind:
            return ""
        kind = VISIT_KIND.text(row.kind, language())
        return self.tr("{kind}, nobody met").format(kind=kind) if row.is_met is False else kind

    def _follow_up(self, row: Row) -> str:
        if isinstance(row, DraftLine) or row.follow_up in (None, "none"):
            return ""
        return FOLLOW_UP.text(row.follow_up or "", language())

    def _state(self, row: Row) -> Badge:
        if isinstance(row, DraftLine):
            return Badge(self.tr("Unsaved draft"), "pencil", "service")
        if row.is_disputed:
            return Badge(self.tr("Needs a decision"), "conflict", "care")
        state = VISIT_APPROVAL.states.get(row.approval)
        word = words(state) if state is not None else row.approval
        if row.approval == RETURNED:
            return Badge(word, "undo", "care")
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        return Badge(word, "check", "ok") if row.approval == APPROVED else Badge(word, "review", "rented")

    def _open(self, row: object) -> None:
        if isinstance(row, VisitLine):
            self.visit_asked.emit(VisitAsked(visit=row.visit))
        elif isinstance(row, DraftLine):
            asked = VisitAsked(draft=row.record) if row.is_new else VisitAsked(visit=row.record)
            self.visit_asked.emit(asked)


def _who(row: Row) -> str:
    is_elsewhere = isinstance(row, VisitLine) and row.is_elsewhere
    return words(NOT_HERE) if is_elsewhere else row.name


def _record(row: Row) -> str:
    return f"draft/{row.record}" if isinstance(row, DraftLine) else row.visit


def door_command(door: FoundDoor, choose: Callable[[FoundDoor], None]) -> Command:
    """A found household in the list of a search."""
    if door.name:
        return Command(door.name, lambda: choose(door), door.address, "person")
    return Command(door.address, lambda: choose(door), "", "home")
