"""The list of cases: those whose limit ends first on top."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.mediation import Case
from gridclient.ui.households.filter_chips import FilterChips
from gridclient.ui.mediation.case_words import clock_badge, clock_words, state_badge, sync_badge
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import day_words, language
from gridcore.codes.mediation import CASE_OUTCOME, DISPUTE_TYPE
from gridcore.reports.case_counts import came_out

_OPEN = "open"
"""How a case came out that has not come out yet."""


class CaseList(QWidget):
    """Emits `opened` with a case's id, `new_asked`, `directory_asked` for advisers, `counts_asked`."""

    opened = Signal(str)
    new_asked = Signal()
    directory_asked = Signal()
    counts_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Case] = ()
        self._cases: Sequence[Case] = ()
        self.header = PageHeader(self.tr("Mediation"), "", self)
        self.directory = QPushButton(self.tr("Ad&visers and rooms"), self)
        self.counts = QPushButton(self.tr("Fi&gures"), self)
        self.header.add_control(self.directory)
        self.header.add_control(self.counts)
        self.new = self.header.set_primary(self.tr("&New case"))
        empty = EmptyState("scales", self.tr("There is no case on this computer."), "", self)
        self.rows = PagedRows(self._columns(), self._page, key=lambda each: each.records.case.record)
        self.table = RecordTable(self.rows, self.tr("Mediation cases"), empty, self)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        self.chips = FilterChips(
            self.tr("Narrow the list"),
            [(_OPEN, self.tr("Open"), "scales")]
            + [(each.code, CASE_OUTCOME.text(each.code, language()), "document") for each in CASE_OUTCOME],
            self,
        )
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        self.new.clicked.connect(self.new_asked)
        self.directory.clicked.connect(self.directory_asked)
        self.counts.clicked.connect(self.counts_asked)
        self.chips.changed.connect(self._narrow)
        self.table.opened.connect(lambda case: self.opened.emit(case.records.case.record))

    def add_notice(self, notice: QWidget) -> None:
        """A line above the cases."""
        self._column.insertWidget(1, notice)

    def show_cases(self, cases: Sequence[Case], *, may_found: bool) -> None:
        """Show these; who only decides founds none."""
        self._all = cases
        self._name_chips()
        self._choose()
        self.new.setVisible(may_found)
        advice = self.tr("Begin one with “New case”. Nobody but its mediators receives it.")
        waits = self.tr("A case appears here while it waits for your decision.")
        self.table.show_empty(self.tr("There is no case on this computer."), advice if may_found else waits)
        self.rows.reload()

    def _narrow(self) -> None:
        self._choose()
        self.rows.reload()

    def _choose(self) -> None:
        """What the pressed chips leave, and what is to be said of that."""
        chosen = self.chips.chosen()
        self._cases = [each for each in self._all if not chosen or _came_out(each) in chosen]
        running = sum(each.clock is not None for each in self._cases)
        told = [self.tr("%n limit(s) running", "", running)] if self._all else []
        agreed = sum(_amount(each) for each in self._cases)
        if agreed:
            told.append(self.tr("{amount} yuan agreed in all").format(amount=f"{agreed:,}"))
        self.header.set_subtitle(" · ".join(told))

    def _name_chips(self) -> None:
        """How many cases each chip leaves; one that leaves none is not offered."""
        counts = Counter(_came_out(each) for each in self._all)
        texts = {_OPEN: self.tr("Open")} | {
            each.code: CASE_OUTCOME.text(each.code, language()) for each in CASE_OUTCOME
        }
        for name, text in texts.items():
            chip = self.chips.chip(name)
            chip.setText(f"{text} {counts[name]}")
            chip.setVisible(bool(counts[name]) or chip.isChecked())
        self.chips.setVisible(len(counts) > 1 or bool(self.chips.chosen()))

    def select(self, case: str) -> None:
        """Put the keyboard on a case."""
        self.table.select(case)

    def _columns(self) -> list[Column[Case]]:
        return [  # badges make the room that they need
            Column(self.tr("State"), self._state, badge=self._state_badge, width=4),
            Column(self.tr("Name of the case"), self._title, width=10, stretches=True),
            Column(self.tr("Type of dispute"), self._type, width=8),
            Column(self.tr("Limit"), self._clock, badge=self._clock_badge, width=5),
            Column(self.tr("Applied on"), self._applied, width=8),
            Column(self.tr("Sync"), lambda each: self._sync(each).word, badge=self._sync, width=4),
        ]

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Case]:
        return Page(self._cases[offset : offset + limit], len(self._cases))

    def _state_badge(self, each: Case) -> Badge:
        return state_badge("mediation", each.state)

    def _state(self, each: Case) -> str:
        return self._state_badge(each).word

    def _title(self, each: Case) -> str:
        return each.records.case.text("title")

    def _type(self, each: Case) -> str:
        return DISPUTE_TYPE.text(each.records.case.text("dispute_type"), language())

    def _clock(self, each: Case) -> str:
        return clock_words(each.clock) if each.clock is not None else ""

    def _clock_badge(self, each: Case) -> Badge | None:
        return clock_badge(each.clock) if each.clock is not None else None

    def _applied(self, each: Case) -> str:
        applied = each.records.case.text("applied_on")
        return day_words(datetime.date.fromisoformat(applied)) if applied else ""

    def _sync(self, each: Case) -> Badge:
        return sync_badge(each)


def _came_out(each: Case) -> str:
    return came_out(each.records.case.values) or _OPEN


def _amount(each: Case) -> int:
    held = each.records.agreement.values.get("amount") if each.records.agreement is not None else None
    return held if isinstance(held, int) and _came_out(each) != "terminated" else 0
