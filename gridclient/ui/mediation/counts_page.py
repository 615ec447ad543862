"""Figures of mediation: the counters of a period, and the cases behind each for who mediates them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.case_counts import CaseCounts, CountedLine, Figures, OwnCounts, Span, months_of
from gridclient.actions.sheet_file import write_sheet
from gridclient.ui.async_slot import async_slot
from gridclient.ui.export.export_dialog import ask_for_place
from gridclient.ui.households.value_words import time_words
from gridclient.ui.mediation.counts_words import (
    CounterLine,
    case_words,
    cases_sheet,
    counters_sheet,
    figure_words,
    headings,
    own_lines,
    year_lines,
)
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.problem_text import problem_text
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import language
from gridcore.papers.sheet import Sheet
from gridcore.problems import ProblemError

_MONTHS = range(1, 13)


class CountsPage(QWidget):
    """Emits `case_asked` with a case's id, and `told` with a notice."""

    case_asked = Signal(str)
    told = Signal(str)
    loaded = Signal()
    """The counters were read anew."""

    def __init__(
        self,
        counts: CaseCounts,
        now: Callable[[], datetime.datetime],
        who: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._counts, self._now, self._who = counts, now, who
        self._own: OwnCounts | None = None
        self._lines: Sequence[CounterLine] = ()
        self._listed: Sequence[CountedLine] = ()
        self.header = PageHeader(self.tr("Figures of mediation"), "", self)
        self.back = QPushButton(self.tr("All &counters"), self)
        self.whose = CalmComboBox(self)
        self.year = CalmComboBox(self)
        self.year.setAccessibleName(self.tr("Year"))
        self.period = CalmComboBox(self)
        self.period.setAccessibleName(self.tr("Period"))
        self._offer_choices()
        papers = {
            self.tr("Counters"): self.make_counters_sheet,
            self.tr("Ledger of cases"): self.make_cases_sheet,
        }
        of_staff = {"": self.make_counters_sheet}
        self.paper = PaperButton(self.tr("Print"), papers if counts.has_own else of_staff, self)
        self.export = QPushButton(self.tr("E&xport…"), self)
        self.export.setToolTip(self.tr("Save what is in sight as an Excel file, without a name"))
        for each in (self.back, self.whose, self.year, self.period, self.paper, self.export):
            self.header.add_control(each)
        self.note = Subtitle("", self, wraps=True)
        self.rows = PagedRows(self._columns(), self._page, key=lambda line: line.key)
        nothing = EmptyState("scales", self.tr("There are no figures here yet."), "", self)
        self.table = RecordTable(self.rows, self.tr("Figures of mediation"), nothing, self)
        self.cases = PagedRows(self._case_columns(), self._cases_page, key=lambda line: line.record)
        no_case = EmptyState("scales", self.tr("No case ended in this period."), "", self)
        self.ledger = RecordTable(self.cases, self.tr("Ledger of cases"), no_case, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.ledger)
        self._lay_out()
        self._connect()

    def page_shown(self) -> None:
        """Read anew; a list of cases that is open stays."""
        self.reload()

    def go_back(self) -> bool:
        """From the cases to the counters."""
        if not self.lists_cases:
            return False
        self._show_counters()
        return True

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Count anew; of the community what the server told last, and then what it tells now."""
        self.period.setVisible(self._is_own)
        await self._offer_years()
        if self._is_own:
            self._show_own(await self._counts.own(self._span()))
        else:
            self._own = None  # no case stands behind these
            await self._show_figures()
        self.loaded.emit()

    def open_counter(self, line: CounterLine) -> None:
        """List the cases that a counter counts."""
        if self._own is None:
            return
        self._listed = self._own.of(line.count)
        named = " · ".join(each for each in (self.period_words(), line.what or line.group) if each)
        self.note.setText(self.tr("%n case(s)", "", len(self._listed)) + f" · {named}")
        self._stack.setCurrentWidget(self.ledger)
        self.back.show()
        self.cases.reload()
        self.ledger.await_keyboard()

    def period_words(self) -> str:
        """The period in sight."""
        year = self.year.currentText()
        is_whole = self.period.currentData() is None or not self._is_own
        return year if is_whole else f"{year} {self.period.currentText()}"

    @property
    def lists_cases(self) -> bool:
        """Whether cases are in sight, and not the counters."""
        return self._stack.currentWidget() is self.ledger

    @property
    def _is_own(self) -> bool:
        """Whether the own cases are counted, and not those of the community."""
        return bool(self.whose.currentData())

    def _show_own(self, found: OwnCounts) -> None:
        self._own = found
        self._lines = own_lines(found, with_times=not isinstance(self.period.currentData(), int))
        going_on = self.tr("%n case(s) going on now", "", found.going_on)
        ended = self.tr("%n own case(s) closed or in the archive", "", len(found.lines))
        if not self.lists_cases:
            self.note.setText(" · ".join((self.period_words(), ended, going_on)))
        self.rows.reload()

    async def _show_figures(self) -> None:
        year = int(self.year.currentData())
        kept = await self._counts.kept(year)
        if kept is not None:
            self._tell_figures(kept, "")
        try:
            self._tell_figures(await self._counts.ask(year), "")
        except ProblemError as error:
            problem = problem_text(error.code, error.params).happened
            if kept is not None:
                self._tell_figures(kept, problem)
                return
            self._lines = ()
            self.note.setText("")
            advice = self.tr("The figures come from the server: open this page when there is a connection.")
            self.table.show_empty(problem, advice)
            self.rows.reload()

    def _tell_figures(self, figures: Figures, problem: str) -> None:
        told_at = time_words(figures.at, self._now())
        year = figures.year
        told = [
            self.tr("Figures of the whole community; the cases are with their mediators."),
            self.tr("Going on now: {count}.").format(count=figure_words(year.open)),
            self.tr("What is smaller than five is told together."),
            self.tr("As of {moment}.").format(moment=told_at),
        ]
        self.note.setText(" ".join([*([problem] if problem else []), *told]))
        self._lines = year_lines(year)
        self.rows.reload()

    async def _offer_years(self) -> None:
        years = await self._counts.years(own=self._is_own)
        if [self.year.itemData(at) for at in range(self.year.count())] == [*years]:
            return
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for each in years:
            self.year.addItem(self.tr("year {year}").format(year=each), each)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.year.blockSignals(False)

    def _offer_choices(self) -> None:
        self.whose.setAccessibleName(self.tr("Whose figures"))
        self.whose.addItem(self.tr("My cases"), True)
        self.whose.addItem(self.tr("Whole community"), False)
        self.whose.setCurrentIndex(0 if self._counts.has_own else 1)
        self.whose.setVisible(self._counts.has_own and self._counts.may_ask)
        self.period.addItem(self.tr("Whole year"), None)
        for quarter in range(1, 5):
            self.period.addItem(self.tr("Quarter {quarter}").format(quarter=quarter), str(quarter))
        for month in _MONTHS:
            self.period.addItem(self.tr("Month {month}").format(month=month), month)
        self.period.setVisible(self._counts.has_own)

    def _span(self) -> Span:
        year, chosen = int(self.year.currentData()), self.period.currentData()
        if isinstance(chosen, int):
            return months_of(year, month=chosen)
        return months_of(year, quarter=int(chosen)) if chosen is not None else months_of(year)

    def _show_counters(self) -> None:
        self._stack.setCurrentWidget(self.table)
        self.back.hide()
        if self._own is not None:
            self._show_own(self._own)
        self.table.await_keyboard()

    async def make_counters_sheet(self) -> Sheet | None:
        """The counters in sight."""
        if not self._lines:
            self.told.emit(self.tr("There is nothing to print."))
            return None
        return counters_sheet(self._lines, self.period_words(), self._who, self._now())

    async def make_cases_sheet(self) -> Sheet | None:
        """The cases that are listed, else all of the period."""
        lines = self._listed if self.lists_cases else self._own.lines if self._own is not None else ()
        if not lines:
            self.told.emit(self.tr("There is nothing to print."))
            return None
        return cases_sheet(lines, self.period_words(), self._who, self._now())

    @async_slot(again="ignore")
    async def save_file(self) -> None:
        """What is in sight, as a workbook."""
        sheet = await (self.make_cases_sheet() if self.lists_cases else self.make_counters_sheet())
        path = await ask_for_place(self, sheet.title) if sheet is not None else None
        if sheet is not None and path is not None:
            await write_sheet(path, sheet, language())
            self.told.emit(self.tr("The file was saved. It names nobody."))

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[CounterLine]:
        return Page(self._lines[offset : offset + limit], len(self._lines))

    async def _cases_page(self, offset: int, limit: int, sort: Sort | None) -> Page[CountedLine]:
        return Page(self._listed[offset : offset + limit], len(self._listed))

    def _columns(self) -> list[Column[CounterLine]]:
        by, what, cases, yuan = headings()
        return [
            Column(by, lambda line: line.group, width=9),
            Column(what, lambda line: line.what, width=12, stretches=True),
            Column(cases, lambda line: line.cases, width=6, is_number=True),
            Column(yuan, lambda line: line.amount, width=8, is_number=True),
        ]

    def _case_columns(self) -> list[Column[CountedLine]]:
        wide = language() != "zh"
        return [
            Column(self.tr("Closed on"), lambda line: case_words(line)[4], width=8),
            Column(
                self.tr("Name of the case"),
                lambda line: str(line.values["title"] or ""),
                width=10,
                stretches=True,
            ),
            Column(self.tr("Type of dispute"), lambda line: case_words(line)[0], width=12 if wide else 8),
            Column(self.tr("How it came out"), lambda line: case_words(line)[2], width=12 if wide else 8),
            Column(self.tr("Agreed in yuan"), _amount, width=8, is_number=True),
        ]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)
        self.back.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self._show_counters)
        for each in (self.whose, self.year, self.period):
            each.currentIndexChanged.connect(self._change_period)
        self.paper.told.connect(self.told)
        self.export.clicked.connect(self.save_file)
        self.table.opened.connect(self.open_counter)
        self.ledger.opened.connect(lambda line: self.case_asked.emit(line.record))

    def _change_period(self) -> None:
        self._stack.setCurrentWidget(self.table)
        self.back.hide()
        self.reload()


def _amount(line: CountedLine) -> str:
    return f"{line.counted.amount:,}" if line.counted.amount else ""
