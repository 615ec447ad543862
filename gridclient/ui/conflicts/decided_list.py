"""What was decided lately: nothing of it is lost, and what the server does not know yet is marked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.conflicts import ConflictLine
from gridclient.ui.households.value_words import field_title
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language, words
from gridcore.codes.decisions import CONFLICT_KIND
from gridcore.records import RECORD_TYPES


class DecidedList(QWidget):
    """A list; `reload` reads it anew."""

    def __init__(
        self, read: Callable[[], Awaitable[Sequence[ConflictLine]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._rows: Sequence[ConflictLine] = ()
        empty = EmptyState("history", self.tr("Nothing was decided yet."), "", self)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.conflict)
        self.table = RecordTable(self.list, self.tr("Decided lately"), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def reload(self) -> None:
        """Read the list."""
        self.list.reload()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ConflictLine]:
        if offset == 0:
            self._rows = await self._read()
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[ConflictLine]]:
        return [
            Column(self.tr("Record"), lambda row: words(RECORD_TYPES[row.subject_kind].label), width=7),
            Column(self.tr("Which"), lambda row: " · ".join(row.title.words), width=16, stretches=True),
            Column(self.tr("Field"), self._field, width=8),
            Column(self.tr("Kind"), lambda row: CONFLICT_KIND.text(row.conflict_kind, language()), width=10),
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=10),
        ]

    def _field(self, row: ConflictLine) -> str:
        return field_title(row.subject_kind, row.cell) if row.cell else ""

    def _state(self, row: ConflictLine) -> Badge:
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        return Badge(self.tr("Decided"), "check", "ok")
