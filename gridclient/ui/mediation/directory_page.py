"""Who advises the community in law, and where it mediates: one list, the form of each, and the notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.mediation_directory import ADVISER, ROOM, DirectoryLine
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language, words
from gridcore.papers.filled_paper import Paper
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES


class ReadsDirectory(Protocol):
    """What the page asks (`gridclient.actions.mediation_directory.MediationDirectory`)."""

    may_write: bool

    async def lines(self) -> Sequence[DirectoryLine]:
        """The advisers, then the rooms."""

    async def notice(self) -> Paper | None:
        """The notice of whoever advises today."""


class DirectoryPage(FormPage):
    """One list of both; Enter opens the form for who may write, and for nobody else."""

    history_asked = Signal(object)
    """The `HistoryOf` an adviser or a room."""

    def __init__(
        self,
        directory: ReadsDirectory,
        records: WritesRecords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._directory = directory
        self._rows: Sequence[DirectoryLine] = ()
        self.header = PageHeader(self.tr("Mediation directory"), "", self)
        self.past = history_button(self, self._ask_history)
        self.past.setEnabled(False)
        self.notice = PaperButton(self.tr("Notice of the legal adviser"), {"": self.make_notice}, self)
        self.room_button = QPushButton(self.tr("Ne&w room"), self)
        for each in (self.past, self.notice, self.room_button):
            self.header.add_control(each)
        self.adviser_button = self.header.set_primary(self.tr("&New adviser"))
        for button in (self.room_button, self.adviser_button):
            button.setVisible(directory.may_write)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Mediation directory"), self._empty(), self)
        self._lay_out()
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(lambda row: self.past.setEnabled(row is not None))
        self.notice.told.connect(self.told)
        self.adviser_button.clicked.connect(lambda: self.add(ADVISER))
        self.room_button.clicked.connect(lambda: self.add(ROOM))

    def add(self, kind: str) -> None:
        """The form of a new adviser or a new room."""
        title = self.tr("New adviser") if kind == ADVISER else self.tr("New room")
        begun = {"since": self._today().isoformat()} if kind == ADVISER else {}
        self._open(FormAsked(kind, title, "", prefill=begun, told=self._hint(kind), scope=COMMUNITY_SCOPE))

    def edit(self) -> None:
        """The form of the current line."""
        row = self.table.current()
        if row is not None and self._directory.may_write:
            title = self.tr("Edit the adviser") if row.kind == ADVISER else self.tr("Edit the room")
            self._open(FormAsked(row.kind, title, row.name, row.record))

    async def make_notice(self) -> Paper | None:
        """The notice; where nobody advises, a word about that."""
        paper = await self._directory.notice()
        if paper is None:
            self.told.emit(self.tr("Nobody advises the community today: enter the adviser first."))
        return paper

    def _hint(self, kind: str) -> str:
        if kind == ROOM:
            return self.tr("The only open room stands in the record of a new session by itself.")
        return self.tr("All of it is printed on the public notice: enter the phones of the office alone.")

    def _ask_history(self) -> None:
        row = self.table.current()
        if row is not None:
            self.history_asked.emit(HistoryOf(row.kind, row.record))

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[DirectoryLine]:
        if offset == 0:
            self._rows = await self._directory.lines()
            open_now = [each.kind for each in self._rows if each.is_there(self._today().isoformat())]
            counts = (
                self.tr("%n legal adviser(s)", "", open_now.count(ADVISER)),
                self.tr("%n mediation room(s)", "", open_now.count(ROOM)),
            )
            self.header.set_subtitle(" · ".join(counts) if self._rows else "")
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[DirectoryLine]]:
        kind_width = 6 if language() == "zh" else 9
        return [
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=7),
            Column(self.tr("Kind"), lambda row: words(RECORD_TYPES[row.kind].label), width=kind_width),
            Column(self.tr("Name"), lambda row: row.name, width=6, stretches=True),
            Column(self.tr("Firm or address"), lambda row: row.where, width=9, stretches=True),
            Column(self.tr("Phone"), lambda row: row.phone, width=7),
            Column(self.tr("Complaints"), lambda row: row.complaint_phone, width=7),
            Column(self.tr("Licence or hours"), lambda row: row.more, width=10),
        ]

    def _state(self, row: DirectoryLine) -> Badge:
        day = self._today().isoformat()
        if row.is_disputed:
            return Badge(self.tr("Disputed"), "conflict", "care")
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        if row.is_over(day):
            told = self.tr("Former") if row.kind == ADVISER else self.tr("Closed")
            return Badge(told, "ring", "vacant")
        if not row.is_there(day):
            return Badge(self.tr("To come"), "calendar", "vacant")
        return Badge(self.tr("In office") if row.kind == ADVISER else self.tr("Open"), "check", "ok")

    def _empty(self) -> EmptyState:
        advice = (
            self.tr("Enter the lawyer of the community and the rooms in which it mediates.")
            if self._directory.may_write
            else self.tr("The supervisor enters them; they arrive with the next sync.")
        )
        return EmptyState("scales", self.tr("No adviser and no room is noted yet."), advice, self)

    def _lay_out(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed, self)
