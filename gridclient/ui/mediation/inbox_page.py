"""Disputes that were handed in, as mediators receive them: read one, take it on, or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.dispute_reports import ShownRecord, state_of
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.value_words import date_words
from gridclient.ui.mediation.choose_dialog import ask_choice
from gridclient.ui.mediation.report_view import ReportView
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language, words
from gridcore.codes.disputes import DECLINE_REASON
from gridcore.codes.mediation import DISPUTE_TYPE
from gridcore.ids import RecordId
from gridcore.shapes import text_of
from gridcore.workflows.dispute_report import DISPUTE_REPORT, HANDED_IN, TAKEN_ON


class AnswersDisputes(Protocol):
    """What the page asks (`gridclient.actions.dispute_reports.DisputeReports`)."""

    async def received(self) -> Sequence[ShownRecord]:
        """What was handed in."""

    async def take_on(self, report: RecordId, dispute_type: str) -> RecordId | None:
        """Begin a case with it."""

    async def take_on_known(self, report: RecordId) -> bool:
        """Take on what is in a case already."""

    async def decline(self, report: RecordId, reason: str) -> bool:
        """Say why not."""


class InboxPage(QWidget):
    """Emits `case_asked` with the case that was begun, `saved` and `told`."""

    case_asked = Signal(str)
    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(self, disputes: AnswersDisputes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._disputes = disputes
        self._rows: Sequence[ShownRecord] = ()
        self._open: ShownRecord | None = None
        self.header = PageHeader(self.tr("Disputes received"), "", self)
        empty = EmptyState(
            "scales",
            self.tr("No dispute was handed in."),
            self.tr("What workers hear of at the doors and hand in arrives here."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.id)
        self.table = RecordTable(self.list, self.tr("Disputes received"), empty, self)
        self.view = ReportView(self)
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(listed)
        self._stack.addWidget(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.table.opened.connect(self.read)
        self.view.taken.connect(self.take_on)
        self.view.known.connect(self.take_on_known)
        self.view.declined.connect(self.decline)
        self.view.left.connect(self.go_back)
        self.view.revealed.connect(self.revealed)

    def page_shown(self) -> None:
        """Read the list anew; a report that is open stays."""
        self.list.reload()

    def go_back(self) -> bool:
        """From a report to the list."""
        if self._open is None:
            return False
        self._leave()
        return True

    def read(self, row: ShownRecord) -> None:
        """Show a report."""
        self._open = row
        self._stack.setCurrentWidget(self.view)
        self.view.show_report(row)

    @async_slot(again="ignore")
    async def take_on(self) -> None:
        """Ask for the type of the dispute, where the report does not say it, and begin the case."""
        if self._open is None:
            return
        row = self._open
        kind = await ask_choice(
            self,
            words(DISPUTE_REPORT.steps[0].label),
            self.tr("The case is yours alone from now on. Which type of dispute is it?"),
            DISPUTE_TYPE,
            text_of(row.values, "dispute_type"),
        )
        if not kind:
            return
        case = await self._disputes.take_on(row.id, kind)
        self._answered()
        if case is not None:
            self.case_asked.emit(case)

    @async_slot(again="ignore")
    async def take_on_known(self) -> None:
        """Ask, and take on what needs no case of its own."""
        if self._open is None:
            return
        question = self.tr("Is this dispute in a case already?")
        consequence = self.tr("Whoever handed it in reads that it was taken on; no other case begins.")
        if await confirm(self, question, consequence, self.tr("&Yes, it is")):
            if await self._disputes.take_on_known(self._open.id):
                self.told.emit(self.tr("Answered; it will be sent."))
            self._answered()

    @async_slot(again="ignore")
    async def decline(self) -> None:
        """Ask why, by a list, and answer."""
        if self._open is None:
            return
        reason = await ask_choice(
            self,
            words(DISPUTE_REPORT.steps[1].label),
            self.tr("Whoever handed it in reads the reason, and nothing else."),
            DECLINE_REASON,
        )
        if reason and await self._disputes.decline(self._open.id, reason):
            self.told.emit(self.tr("Answered; it will be sent."))
        if reason:
            self._answered()

    def _answered(self) -> None:
        self._leave()
        self.saved.emit()

    def _leave(self) -> None:
        self._open = None
        self._stack.setCurrentIndex(0)
        self.list.reload()
        self.table.setFocus()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ShownRecord]:
        if offset == 0:
            self._rows = await self._disputes.received()
            waiting = sum(state_of(each) == HANDED_IN for each in self._rows)
            self.header.set_subtitle(self.tr("%n without an answer", "", waiting) if self._rows else "")
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[ShownRecord]]:
        return [
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=9),
            Column(self.tr("Heard on"), _day, width=9),
            Column(self.tr("Where"), lambda row: text_of(row.values, "place"), width=10, stretches=True),
            Column(self.tr("Type of dispute"), _type, width=9),
            Column(self.tr("Handed in by"), lambda row: text_of(row.values, "reported_by"), width=6),
        ]

    def _state(self, row: ShownRecord) -> Badge:
        state = state_of(row)
        word = words(DISPUTE_REPORT.states[state]) if state in DISPUTE_REPORT.states else state
        if row.waiting:
            return Badge(word, "waiting", "service")
        if state == TAKEN_ON:
            return Badge(word, "check", "ok")
        return Badge(word, "clock", "care") if state == HANDED_IN else Badge(word, "undo", "vacant")


def _day(row: ShownRecord) -> str:
    return date_words(text_of(row.values, "told_on"))


def _type(row: ShownRecord) -> str:
    kind = text_of(row.values, "dispute_type")
    return DISPUTE_TYPE.text(kind, language()) if kind else ""
