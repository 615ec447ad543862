"""Importing people or facilities from Excel: choose the file, see what would happen, decide, then import."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridclient.actions.roster_differences import KnownOtherwise
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.roster.columns_view import ColumnsView
from gridclient.ui.roster.differences_view import DifferencesView
from gridclient.ui.roster.row_words import (
    in_chinese,
    note_words,
    standing_words,
    verdict_badge,
)
from gridclient.ui.roster.summary_card import COLUMNS, ROWS, SummaryCard
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import words
from gridcore.roster.columns import Column as Meaning
from gridcore.roster.notes import WORKBOOK_PROBLEMS
from gridcore.roster.plan import RosterPlan
from gridcore.roster.planned_rows import RowPlan
from gridcore.roster.report import Speak
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import WorkbookProblem

Progress = Callable[[int, int], None]


class ImportsRosters(Protocol):
    """What the page asks (`gridclient.actions.roster.RosterImport`)."""

    async def preview(
        self, path: Path, *, fill_from_number: bool = False, progress: Progress | None = None
    ) -> RosterPlan | WorkbookProblem:
        """What importing would do."""

    async def known_otherwise(self, plan: RosterPlan, path: Path) -> Sequence[KnownOtherwise]:
        """What the file says otherwise than the records."""

    async def remember_columns(self, titles: Sequence[str], choice: Mapping[int, Meaning] | None) -> None:
        """Read files with these headings like this; None: as the headings say."""

    async def write_report(self, plan: RosterPlan, path: Path, speak: Speak) -> None:
        """Write what is refused, mended or doubted."""

    async def import_plan(self, plan: RosterPlan, progress: Progress | None = None) -> int:
        """Save it."""

    async def let_go(self, held: list[RosterPlan]) -> None:
        """Free plans that nobody else holds."""

    def now(self) -> datetime:
        """The present moment."""


class RosterPage(QWidget):
    """Nothing is written before the user agrees. `saved` after an import, `told` with its account.

    `revealed` names a protected value of a record that came into sight.
    """

    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(self, roster: ImportsRosters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roster = roster
        self._file: Path | None = None
        self._plan: RosterPlan | None = None
        self._left: list[RosterPlan] = []
        self._rows: Sequence[RowPlan] = ()
        self._job: asyncio.Task[None] | None = None
        self.header = PageHeader(self.tr("Import from Excel"), "", self)
        self.choose_button = QPushButton(self.tr("&Choose a file"), self)
        self.header.add_control(self.choose_button)
        self.report_button = QPushButton(self.tr("Save &what needs correction"), self)
        self.header.add_control(self.report_button)
        self.import_button = self.header.set_primary(self.tr("&Import"))
        self._problem = ProblemBar(self)
        self.progress = ProgressPanel(self.tr("The file is being read."), self)
        self.summary = SummaryCard(self)
        self.only_doubts, self.fill = self.summary.only_doubts, self.summary.fill
        empty = EmptyState(
            "upload",
            self.tr("Choose a roster of households, or a list of facilities (.xlsx)."),
            self.tr("You see what would be taken, mended or refused. Nothing is written before you agree."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: (row.sheet, row.number))
        self.table = RecordTable(self.list, self.tr("Rows of the file"), empty, self)
        self.why = Text("", self, wraps=True)
        self.differences = DifferencesView(roster.now, self)
        self.columns = ColumnsView(self)
        self._views = QStackedWidget(self)
        self._lay_out()
        self.table.chosen.connect(self._follow)
        self.choose_button.clicked.connect(self.choose)
        self.import_button.clicked.connect(self.run_import)
        self.summary.view_asked.connect(self._views.setCurrentIndex)
        self.report_button.clicked.connect(self.choose_report)
        self.differences.changed.connect(self._count_changes)
        self.differences.revealed.connect(self.revealed)
        self.columns.applied.connect(self.read_columns_as)
        self.columns.forgotten.connect(self.read_columns_as)
        self.only_doubts.toggled.connect(self._filter)
        self.fill.toggled.connect(self._read_again)
        self.progress.cancelled.connect(self._cancel)
        self._show_plan(None)
        self.list.reload()

    @async_slot(again="ignore")
    async def choose(self) -> None:
        """Ask for the file; it is not remembered among recent files."""
        dialog = QFileDialog(self, self.tr("Roster or list of facilities"), QDir.homePath())
        dialog.setNameFilters([self.tr("Excel workbooks (*.xlsx)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if await ask(dialog):
            chosen = dialog.selectedFiles()
            if chosen:
                self.read(Path(chosen[0]))

    @async_slot(again="restart")
    async def read(self, file: Path) -> None:
        """Read a file and show what would happen."""
        self._file = file
        self._show_plan(None)
        self._problem.dismiss()
        self.progress.start(self.tr("The file is being read."))
        self._job = asyncio.current_task()
        try:
            found = await self._roster.preview(
                file, fill_from_number=self.fill.isChecked(), progress=self.progress.show_progress
            )
            others: Sequence[KnownOtherwise] = ()
            if isinstance(found, RosterPlan):
                others = await self._roster.known_otherwise(found, file)
        finally:
            self._job = None
            self.progress.finish()
        if isinstance(found, WorkbookProblem):
            happened = words(WORKBOOK_PROBLEMS[found.code])
            self._problem.show_problem(ProblemText(happened, self.tr("Nothing was written.")))
            return
        self._show_plan(found, others)

    @async_slot(again="ignore")
    async def read_columns_as(
        self, titles: Sequence[str], choice: Mapping[int, Meaning] | None = None
    ) -> None:
        """Remember what columns hold, or forget it, and read the file once more."""
        await self._roster.remember_columns(titles, choice)
        self._read_again()

    @async_slot(again="ignore")
    async def choose_report(self) -> None:
        """Ask where the report is to be written."""
        dialog = QFileDialog(self, self.tr("Save what needs correction"), QDir.homePath())
        dialog.setNameFilters([self.tr("Excel workbooks (*.xlsx)")])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        if self._file is not None:
            dialog.selectFile(self.tr("{file} - to correct").format(file=self._file.stem))
        if await ask(dialog) and dialog.selectedFiles():
            await self.write_report(Path(dialog.selectedFiles()[0]))

    async def write_report(self, path: Path) -> None:
        """Write it; the chosen roster itself stays as it is."""
        if self._plan is None:
            return
        if self._file is not None and path.resolve() == self._file.resolve():
            self._problem.show_problem(
                ProblemText(
                    self.tr("This is the file itself."),
                    self.tr("Nothing was written."),
                    self.tr("Please choose another name for the report."),
                )
            )
            return
        await self._roster.write_report(self._plan, path, in_chinese())
        self.told.emit(self.tr("{file} is written: correct it and import it.").format(file=path.name))

    @async_slot(again="ignore")
    async def run_import(self) -> None:
        """Import after a question."""
        if self._plan is None:
            return
        plan = self._plan.taking(self.differences.chosen())
        refused = self._plan.verdicts().get(Verdict.REFUSED, 0)
        consequence = self.tr("%n row(s) are refused and stay in the file.", "", refused)
        if not await confirm(
            self, self.tr("Import %n change(s)?", "", plan.changes), consequence, self.tr("&Import them")
        ):
            return
        self.progress.start(self.tr("The file is being imported."))
        self._job = asyncio.current_task()
        try:
            count = await self._roster.import_plan(plan, self.progress.show_progress)
        except asyncio.CancelledError:
            self.told.emit(
                self.tr("The import was stopped. What is saved stays; read the file once more for the rest.")
            )
            raise
        finally:
            self._job = None
            self.progress.finish()
            del plan
            self._show_plan(None)  # a part of it may be saved: it is not to be saved once more
            self.saved.emit()
        self.told.emit(self.tr("%n change(s) saved on this computer; they will be sent.", "", count))

    def _cancel(self) -> None:
        """Reading ends at once; an import ends between two households."""
        if self._job is not None:
            self._job.cancel()

    def _read_again(self) -> None:
        if self._file is not None:
            self.read(self._file)

    def _show_plan(self, plan: RosterPlan | None, others: Sequence[KnownOtherwise] = ()) -> None:
        if self._plan is not None:
            self._left.append(self._plan)
        self._plan = plan
        self.header.set_subtitle(self._file.name if self._file is not None and plan is not None else "")
        self.report_button.setEnabled(plan is not None and plan.needs_correction)
        self.differences.show_found(others)
        self.columns.show_plan(plan)
        self.summary.setVisible(plan is not None)
        is_unread = plan is not None and plan.problem in ("no_headings", "columns_missing")
        self.summary.show_view(COLUMNS if is_unread else ROWS)
        if plan is not None:
            self.summary.show_plan(plan, len(others))
        self._count_changes()
        self._filter()
        if self._left:
            self._let_go()

    @async_slot
    async def _let_go(self) -> None:
        """Give up former plans; in the window's own thread that would hold it up."""
        await self._roster.let_go(self._left)

    def _count_changes(self) -> None:
        """What would be saved by now."""
        planned = self._plan.changes if self._plan is not None else 0
        changes = planned + sum(len(each.edits) for each in self.differences.chosen())
        self.import_button.setEnabled(changes > 0)
        self.summary.show_changes(changes)

    def _follow(self, row: RowPlan | None) -> None:
        """Everything that is told of the current row, where its cell is too narrow for it."""
        self.why.setText(note_words(row) if row is not None else "")

    def _filter(self) -> None:
        if self._plan is None:
            self._rows = ()
        else:
            self._rows = self._plan.doubts if self.only_doubts.isChecked() else self._plan.rows
        self.list.reload()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[RowPlan]:
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[RowPlan]]:
        return [
            Column(self.tr("Row"), lambda row: str(row.number), width=4, is_number=True),
            Column(
                self.tr("What happens"), lambda row: verdict_badge(row).word, badge=verdict_badge, width=7
            ),
            Column(self.tr("Name"), lambda row: "、".join(row.names), width=8, stretches=True),
            Column(self.tr("Address"), lambda row: row.address, width=10, stretches=True, keeps_end=True),
            Column(self.tr("Compared with now"), standing_words, width=9),
            Column(self.tr("Why"), note_words, width=20, stretches=True),
        ]

    def _lay_out(self) -> None:
        rows = QWidget(self)
        under = QVBoxLayout(rows)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(RHYTHM)
        under.addWidget(self.table, 1)
        under.addWidget(self.why)
        for view in (rows, self.differences, self.columns):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        for each in (self.header, self._problem, self.progress, self.summary):
            column.addWidget(each)
        column.addWidget(self._views, 1)
