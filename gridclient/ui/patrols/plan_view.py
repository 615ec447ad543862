"""One plan: what it says, its points, and the walks that were made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrols import LogLine, Patrols, PlanLine
from gridclient.ui.async_slot import async_slot
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.patrols.patrol_words import (
    due_words,
    how_words,
    log_badge,
    plan_badge,
    span_words,
    when_words,
)
from gridclient.ui.patrols.points_card import PointsCard
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Text
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.shapes import as_text


class PlanView(QWidget):
    """Emits which walk is wanted, and what else its buttons ask for; `gone` when the plan is not here."""

    begin_asked = Signal()
    walk_asked = Signal(str)
    afterwards_asked = Signal()
    change_asked = Signal()
    removal_asked = Signal()
    gone = Signal()
    saved = Signal()
    told = Signal(str, object)

    def __init__(
        self, patrols: Patrols, points: PatrolPoints, now: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._patrols, self._now = patrols, now
        self.line: PlanLine | None = None
        self._wanted: RecordId | None = None
        self.header = PageHeader("", "", self)
        self.paper = PaperButton(self.tr("Patrol plan"), {"": self._sheet}, self)
        self.paper.answer_keys_of(self)
        self.remove_button = QPushButton(self.tr("Re&move"), self)
        self.change_button = QPushButton(self.tr("&Change"), self)
        self.afterwards_button = QPushButton(self.tr("Note one a&fterwards"), self)
        for each in (self.paper, self.remove_button, self.change_button, self.afterwards_button):
            self.header.add_control(each)
        self.begin_button = self.header.set_primary(self.tr("&Begin"))
        self._says = Card(self, padding=RHYTHM)
        self._chip = Chip(Badge(""), self._says)
        self._what = Text("", self._says, wraps=True)
        self._mind = Text("", self._says, wraps=True)
        self.points = PointsCard(points, self)
        empty = EmptyState(
            "map",
            self.tr("No walk is noted yet."),
            self.tr("Begin takes the time by itself. Where you are is kept nowhere."),
            self,
        )
        self.logs: PagedRows[LogLine] = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.logs, self.tr("Walks"), empty, self)
        self._lay_out()
        self._connect()

    def show_plan(self, plan: RecordId, *, to_points: bool = False) -> None:
        """Show another plan; `to_points` puts the keyboard where its points are typed."""
        if plan != self._wanted:
            for each in (self.begin_button, self.afterwards_button, self.change_button, self.remove_button):
                each.hide()  # until it is known how the plan stands
        self._wanted = plan
        self.line = None
        self.read(to_points=to_points)

    @async_slot(again="restart")
    async def read(self, *, to_points: bool = False) -> None:
        """Read the plan anew."""
        if self._wanted is None:
            return
        found = await self._patrols.plan(self._wanted)
        if found is None:
            self.gone.emit()
            return
        is_first, self.line = self.line is None, found
        self._show(found)
        self.points.show_plan(found.record, found.scope, may_write=found.may_walk)
        self.logs.reload()
        if to_points:
            self.points.begin()
        elif is_first:
            self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, line: PlanLine) -> None:
        values = line.values
        self.header.set_title(line.content)
        self.header.set_subtitle(line.grid)
        self._chip.show_badge(plan_badge(line, self._now().astimezone().date()))
        next_due = self.tr("next on {day}").format(day=due_words(line)) if line.due else ""
        told = (when_words(values), how_words(values), next_due)
        self._what.setText(" · ".join(filter(None, told)))
        mind = as_text(values.get("mind"))
        self._mind.setText(mind)
        self._mind.setVisible(bool(mind))
        self.begin_button.setText(self.tr("&Go on") if line.is_under_way else self.tr("&Begin"))
        for each in (self.begin_button, self.afterwards_button, self.change_button):
            each.setVisible(line.may_walk)
        self.remove_button.setVisible(line.may_walk and not line.made.walks)

    async def _sheet(self) -> Paper | None:
        return None if self.line is None else await self._patrols.sheet(self.line.record)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[LogLine]:
        if self.line is None:
            return Page((), 0)
        return Page(*await self._patrols.logs(self.line.record, offset, limit))

    def _columns(self) -> list[Column[LogLine]]:
        return [
            Column(self.tr("State"), lambda row: log_badge(row).word, badge=log_badge, width=4),
            Column(
                self.tr("When"), lambda row: span_words(row.started_at, row.ended_at, self._now()), width=14
            ),
            Column(self.tr("Checked"), lambda row: _number(row.checked), width=3, is_number=True),
            Column(self.tr("Found"), lambda row: _number(row.found), width=3, is_number=True),
            Column(self.tr("Grid worker"), lambda row: row.worker, width=5, stretches=True),
        ]

    def _connect(self) -> None:
        self.begin_button.clicked.connect(self.begin_asked)
        self.afterwards_button.clicked.connect(self.afterwards_asked)
        self.change_button.clicked.connect(self.change_asked)
        self.remove_button.clicked.connect(self.removal_asked)
        self.table.opened.connect(lambda row: self.walk_asked.emit(row.record))
        self.points.changed.connect(self.saved)
        self.points.told.connect(self.told)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        first.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._what, 1)
        self._says.body.addLayout(first)
        self._says.body.addWidget(self._mind)
        beside = QHBoxLayout()
        beside.setSpacing(RHYTHM)
        beside.addWidget(self.points, 2)
        beside.addWidget(self.table, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self._says)
        column.addLayout(beside, 1)


def _number(count: int) -> str:
    return QLocale().toString(count)
