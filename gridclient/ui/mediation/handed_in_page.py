"""The disputes that one handed in: what was answered, and the form of a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.dispute_reports import REPORT, DisputeAsked, HandedInDispute, NewReport
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language
from gridcore.codes.disputes import DECLINE_REASON, DISPUTE_ANSWER
from gridcore.workflows.dispute_report import HANDED_IN, NOT_TAKEN_ON, TAKEN_ON


class HandsInDisputes(Protocol):
    """What the page asks (`gridclient.actions.dispute_reports.DisputeReports`)."""

    async def begin(self, asked: DisputeAsked) -> NewReport | None:
        """The beginning of a report."""

    async def handed_in(self) -> Sequence[HandedInDispute]:
        """What was handed in."""


class HandedInPage(FormPage):
    """Day, household and answer; of what was said nothing is here any more."""

    def __init__(
        self,
        disputes: HandsInDisputes,
        records: WritesRecords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._disputes = disputes
        self._rows: Sequence[HandedInDispute] = ()
        self.header = PageHeader(self.tr("Disputes handed in"), "", self)
        self.new_button = self.header.set_primary(self.tr("Hand in a &dispute"))
        empty = EmptyState(
            "scales",
            self.tr("You have handed in no dispute."),
            self.tr("What you hand in goes to the mediators of the community and leaves this computer."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Disputes handed in"), empty, self)
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed, self)
        self.new_button.clicked.connect(lambda: self.open_record(DisputeAsked()))

    def open_record(self, argument: object) -> None:
        """Open the form of a new report about what is asked."""
        if isinstance(argument, DisputeAsked):
            self.begin(argument)

    @async_slot(again="restart")
    async def begin(self, asked: DisputeAsked) -> None:
        """Open the form."""
        begun = await self._disputes.begin(asked)
        if begun is None:
            self.told.emit(self.tr("There is no grid on this computer yet. Sync once, then hand it in."))
            return
        self._open(
            FormAsked(
                REPORT.kind,
                self.tr("Hand in a dispute"),
                self.tr("To the mediators of the community"),
                prefill=begun.prefill,
                scope=begun.scope,
                beside=lambda _, values: begun.beside(values),
                told=self.tr(
                    "Only the mediators read it. Once it is sent, what is written here leaves this computer, "
                    "and you will read whether they took it on. In danger call 110 first."
                ),
            )
        )

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[HandedInDispute]:
        if offset == 0:
            self._rows = await self._disputes.handed_in()
            waiting = sum(each.outcome == HANDED_IN for each in self._rows)
            self.header.set_subtitle(self.tr("%n without an answer", "", waiting) if self._rows else "")
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[HandedInDispute]]:
        wide = 12 if language() == "zh" else 16
        return [
            Column(self.tr("Heard on"), lambda row: date_words(row.told_on), width=9),
            Column(self.tr("Household"), lambda row: row.address, width=10, stretches=True),
            Column(self.tr("Answer"), lambda row: self._state(row).word, badge=self._state, width=wide),
            Column(self.tr("Why not"), _reason, width=10, stretches=True),
        ]

    def _state(self, row: HandedInDispute) -> Badge:
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        word = DISPUTE_ANSWER.text(row.outcome, language())
        if row.outcome == TAKEN_ON:
            return Badge(word, "check", "ok")
        return Badge(word, "undo", "care") if row.outcome == NOT_TAKEN_ON else Badge(word, "clock", "rented")


def _reason(row: HandedInDispute) -> str:
    return DECLINE_REASON.text(row.reason, language()) if row.reason else ""
