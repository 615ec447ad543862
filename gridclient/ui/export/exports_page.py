"""The log of exported lists: who, when, which list, how many people, what for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.export import ExportLine
from gridclient.ui.export.export_words import (
    count_words,
    kind_words,
    ledger_words,
    number_words,
    purpose_words,
)
from gridclient.ui.households.value_words import time_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import words
from gridcore.workflows.export import LIST_EXPORT


class ReadsExports(Protocol):
    """What the page asks (`gridclient.actions.export.ListExports`)."""

    async def newest(self) -> Sequence[ExportLine]:
        """The newest exports."""


class ExportsPage(QWidget):
    """For supervisors; it only shows."""

    def __init__(
        self, exports: ReadsExports, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._exports, self._now = exports, now
        self._lines: Sequence[ExportLine] = ()
        self.header = PageHeader(self.tr("Exported lists"), "", self)
        empty = EmptyState(
            "download",
            self.tr("No list has been exported."),
            self.tr("Every list that leaves as a file, and every request, is noted here."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda line: line.record)
        self.table = RecordTable(self.list, self.tr("Exported lists"), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)

    def page_shown(self) -> None:
        """Read the log anew."""
        self.list.reload()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ExportLine]:
        if offset == 0:
            self._lines = await self._exports.newest()
            self.header.set_subtitle(self.tr("%n export(s)", "", len(self._lines)))
        return Page(self._lines[offset : offset + limit], len(self._lines))

    def _state(self, line: ExportLine) -> Badge:
        if line.is_over(self._now().astimezone().date().isoformat()):
            return Badge(self.tr("Time is over"), "clock", "vacant")
        return _state(line)

    def _columns(self) -> list[Column[ExportLine]]:
        return [
            Column(self.tr("When"), lambda line: time_words(line.asked_at, self._now()), width=9),
            Column(self.tr("Who"), lambda line: line.asked_by, width=6),
            Column(self.tr("List"), lambda line: ledger_words(line.ledger), width=8),
            Column(self.tr("People"), lambda line: count_words(line.people), width=5, is_number=True),
            Column(self.tr("Data"), lambda line: _kind(line).word, badge=_kind, width=11),
            Column(self.tr("What for"), purpose_words, width=12, stretches=True),
            Column(self.tr("State"), lambda line: self._state(line).word, badge=self._state, width=9),
            Column(self.tr("Number"), number_words, width=7),
        ]


def _kind(line: ExportLine) -> Badge:
    word = kind_words(is_masked=line.is_masked).partition(":")[0].partition("，")[0]
    return Badge(word, "eye-off", "ok") if line.is_masked else Badge(word, "eye", "service")


def _state(line: ExportLine) -> Badge:
    found = LIST_EXPORT.states.get(line.progress)
    word = words(found) if found is not None else line.progress
    match line.progress:
        case "written":
            return Badge(word, "check", "ok")
        case "allowed":
            return Badge(word, "check", "rented")
        case "refused":
            return Badge(word, "cross", "vacant")
        case _:
            return Badge(word, "waiting", "service")
