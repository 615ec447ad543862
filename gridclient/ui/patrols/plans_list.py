"""The plans of the grids, with what is due and when each was walked last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.patrols import Patrols, PlanLine
from gridclient.ui.async_slot import async_slot
from gridclient.ui.patrols.patrol_words import due_words, how_words, plan_badge, when_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import day_words
from gridcore.ids import ScopeId


class PlansList(QWidget):
    """The first view of the page; what waits stands above what comes."""

    def __init__(self, patrols: Patrols, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._patrols, self._now = patrols, now
        self._rows: Sequence[PlanLine] = ()
        self.header = PageHeader(self.tr("Patrols"), "", self)
        self.grid = CalmComboBox(self)
        self.grid.setAccessibleName(self.tr("Grid"))
        self.grid.hide()
        self.header.add_control(self.grid)
        self.new_button = self.header.set_primary(self.tr("&New plan"))
        self.new_button.hide()
        empty = EmptyState(
            "map",
            self.tr("No patrol is planned yet."),
            self.tr("A plan says what is looked after, when and how, and at which points a walk comes past."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Patrols"), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)

    @property
    def place(self) -> tuple[ScopeId | None, str]:
        """Where a new plan belongs: the chosen grid, and its name; None where the user may not plan."""
        scope = self.grid.currentData()
        return (None if scope is None else ScopeId(str(scope))), self.grid.currentText()

    @async_slot(again="restart")
    async def read(self) -> None:
        """The grids where the user may plan, then the list."""
        chosen = self.grid.currentData()
        grids = await self._patrols.grids()
        self.grid.clear()
        for each in grids:
            self.grid.addItem(each.name, each.scope)
        self.grid.setCurrentIndex(max(self.grid.findData(chosen), 0 if grids else -1))
        self.grid.setVisible(len(grids) > 1)
        self.new_button.setVisible(bool(grids))
        self.list.reload()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[PlanLine]:
        if offset == 0:
            self._rows = await self._patrols.lines()
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[PlanLine]]:
        return [
            Column(self.tr("State"), lambda row: self._badge(row).word, badge=self._badge, width=6),
            Column(
                self.tr("What is looked after"), lambda row: row.content, width=12, most=24, stretches=True
            ),
            Column(self.tr("Next due"), due_words, width=8),
            Column(self.tr("Last walk"), lambda row: day_words(row.last) if row.last else "", width=8),
            Column(self.tr("When"), lambda row: when_words(row.values), width=7, most=12),
            Column(self.tr("How"), lambda row: how_words(row.values), width=6, most=9),
            Column(self.tr("Points"), lambda row: str(row.points), width=3, is_number=True),
            Column(self.tr("Grid"), lambda row: row.grid, width=5, most=10),
        ]

    def _badge(self, row: PlanLine) -> Badge:
        return plan_badge(row, self._now().astimezone().date())
