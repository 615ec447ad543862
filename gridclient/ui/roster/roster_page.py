"""Importing a roster from Excel: choose the file, see row by row what would happen, then import."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.roster.row_words import note_words, sheet_words, standing_words, verdict_badge
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridclient.ui.words import words
from gridcore.roster.notes import WORKBOOK_PROBLEMS
from gridcore.roster.plan import RosterPlan, RowPlan
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import WorkbookProblem

Progress = Callable[[int, int], None]


class ImportsRosters(Protocol):
    """What the page asks (`gridclient.actions.roster.RosterImport`)."""

    async def preview(
        self, path: Path, *, fill_from_number: bool = False, progress: Progress | None = None
    ) -> RosterPlan | WorkbookProblem:
        """What importing would do."""

    async def import_plan(self, plan: RosterPlan, progress: Progress | None = None) -> int:
        """Save it."""


class RosterPage(QWidget):
    """Nothing is written before the user agrees. `saved` after an import, `told` with its account."""

    saved = Signal()
    told = Signal(str)

    def __init__(self, roster: ImportsRosters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roster = roster
        self._file: Path | None = None
        self._plan: RosterPlan | None = None
        self._rows: Sequence[RowPlan] = ()
        self._job: asyncio.Task[None] | None = None
        self.header = PageHeader(self.tr("Import a roster"), "", self)
        self.choose_button = QPushButton(self.tr("&Choose a file"), self)
        self.header.add_control(self.choose_button)
        self.import_button = self.header.set_primary(self.tr("&Import"))
        self._problem = ProblemBar(self)
        self.progress = ProgressPanel(self.tr("The file is being read."), self)
        self._summary = Card(self)
        self._sums = Strong("", self, wraps=True)
        self._sheets = Subtitle("", self, wraps=True)
        self.only_doubts = QCheckBox(self.tr("Only rows worth a &look"), self)
        self.fill = QCheckBox(self.tr("Fill in missing birth dates and sex from identity &numbers"), self)
        empty = EmptyState(
            "upload",
            self.tr("Choose a household roster (.xlsx)."),
            self.tr("You see what would be taken, mended or refused. Nothing is written before you agree."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: (row.sheet, row.number))
        self.table = RecordTable(self.list, self.tr("Rows of the file"), empty, self)
        self._lay_out()
        self.choose_button.clicked.connect(self.choose)
        self.import_button.clicked.connect(self.run_import)
        self.only_doubts.toggled.connect(self._filter)
        self.fill.toggled.connect(self._read_again)
        self.progress.cancelled.connect(self._cancel)
        self._show_plan(None)
        self.list.reload()

    @async_slot(again="ignore")
    async def choose(self) -> None:
        """Ask for the file; it is not remembered among recent files."""
        dialog = QFileDialog(self, self.tr("Household roster"), QDir.homePath())
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
        finally:
            self._job = None
            self.progress.finish()
        if isinstance(found, WorkbookProblem):
            happened = words(WORKBOOK_PROBLEMS[found.code])
            self._problem.show_problem(ProblemText(happened, self.tr("Nothing was written.")))
            return
        self._show_plan(found)

    @async_slot(again="ignore")
    async def run_import(self) -> None:
        """Import after a question."""
        plan = self._plan
        if plan is None:
            return
        refused = plan.verdicts().get(Verdict.REFUSED, 0)
        consequence = self.tr("%n row(s) are refused and stay in the file.", "", refused)
        taken = sum(map(len, plan.together))
        if not await confirm(
            self, self.tr("Import %n change(s)?", "", taken), consequence, self.tr("&Import them")
        ):
            return
        self.progress.start(self.tr("The roster is being imported."))
        self._job = asyncio.current_task()
        try:
            count = await self._roster.import_plan(plan, self.progress.show_progress)
        finally:
            self._job = None
            self.progress.finish()
            self.saved.emit()
        self._show_plan(None)
        self.told.emit(self.tr("%n change(s) saved on this computer; they will be sent.", "", count))

    def _cancel(self) -> None:
        """Reading ends at once; an import ends between two households."""
        if self._job is not None:
            self._job.cancel()

    def _read_again(self) -> None:
        if self._file is not None:
            self.read(self._file)

    def _show_plan(self, plan: RosterPlan | None) -> None:
        self._plan = plan
        changes = sum(map(len, plan.together)) if plan is not None else 0
        self.import_button.setEnabled(changes > 0)
        self._summary.setVisible(plan is not None)
        self.header.set_subtitle(self._file.name if self._file is not None and plan is not None else "")
        if plan is not None:
            counted = plan.verdicts()
            taken, mended, refused, dropped = (counted[each] for each in Verdict)
            parts = [
                self.tr("%n row(s) taken", "", taken),
                self.tr("%n mended", "", mended),
                self.tr("%n refused", "", refused),
                self.tr("%n left out", "", dropped),
            ]
            told = self.tr("%n change(s) to save", "", changes) if changes else self._nothing_new()
            self._sums.setText(" · ".join([*parts, told]))
            self._sheets.setText("\n".join(sheet_words(each) for each in plan.sheets))
        self._filter()

    def _nothing_new(self) -> str:
        return self.tr("everything is there already")

    def _filter(self) -> None:
        rows = self._plan.rows if self._plan is not None else ()
        if self.only_doubts.isChecked():
            rows = tuple(each for each in rows if each.verdict is not Verdict.TAKEN or each.notes)
        self._rows = rows
        self.list.reload()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[RowPlan]:
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[RowPlan]]:
        return [
            Column(self.tr("Row"), lambda row: str(row.number), width=4, is_number=True),
            Column(
                self.tr("What happens"), lambda row: verdict_badge(row).word, badge=verdict_badge, width=7
            ),
            Column(self.tr("Name"), lambda row: "、".join(row.names), width=6),
            Column(self.tr("Address"), lambda row: row.address, width=12, stretches=True),
            Column(self.tr("Compared with now"), standing_words, width=9),
            Column(self.tr("Why"), note_words, width=20, stretches=True),
        ]

    def _lay_out(self) -> None:
        self._summary.body.addWidget(self._sums)
        self._summary.body.addWidget(self._sheets)
        boxes = QHBoxLayout()
        boxes.addWidget(self.only_doubts)
        boxes.addWidget(self.fill)
        boxes.addStretch(1)
        self._summary.body.addLayout(boxes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        for each in (self.header, self._problem, self.progress, self._summary):
            column.addWidget(each)
        column.addWidget(self.table, 1)
