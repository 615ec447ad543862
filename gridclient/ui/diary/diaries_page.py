"""Diaries to read: the unread ones first; Enter opens a visit, one key marks as read. Nothing is scored."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.actions.diaries import READ, DiaryPage, ReadDay, ToldVisit
from gridclient.ui.async_slot import async_slot
from gridclient.ui.diary.diary_words import counts_words, visit_columns
from gridclient.ui.households.value_words import date_words, time_words
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridcore.ids import RecordId
from gridcore.papers.diary import DiaryVisit, diary_paper
from gridcore.papers.filled_paper import Paper

MARK_KEY = "Ctrl+Return"


class ReadsDiaries(Protocol):
    """What the page asks (`gridclient.actions.diaries.Diaries`)."""

    async def page(self, offset: int, limit: int) -> DiaryPage:
        """Some diaries."""

    async def mark_read(self, diary: RecordId) -> bool:
        """Say that it was read."""


class DiariesPage(QWidget):
    """`household_asked` with a household's id, `saved` and `told` after a mark, `revealed` for the log."""

    household_asked = Signal(str)
    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(
        self, diaries: ReadsDiaries, now: Callable[[], datetime.datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._diaries, self._now = diaries, now
        self.shown: ReadDay | None = None
        self._visits: Sequence[ToldVisit] = ()
        self.header = PageHeader(self.tr("Diaries"), "", self)
        empty = EmptyState(
            "document",
            self.tr("No diary was sent yet."),
            self.tr("They appear here after the next sync of whoever sent them."),
            self,
        )
        self.list: PagedRows[ReadDay] = PagedRows(self._columns(), self._page, key=lambda each: each.diary)
        self.table = RecordTable(self.list, self.tr("Diaries"), empty, self)
        self.card = Card(self)
        self.title = Heading("", self.card)
        self.sent = Subtitle("", self.card)
        self.counts = Strong("", self.card, wraps=True)
        nothing = EmptyState("visit", self.tr("No visit on this day."), "", self)
        self.visits: PagedRows[ToldVisit] = PagedRows(
            visit_columns(), self._visits_page, key=lambda e: e.noted.visit
        )
        self.visit_table = RecordTable(self.visits, self.tr("Visits of the day"), nothing, self.card)
        self.paragraph = Text("", self.card, wraps=True)
        self.paragraph.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.paper = PaperButton(self.tr("Print"), {"": self._paper}, self)
        self.paper.answer_keys_of(self)
        self.mark_button = primary_button(self.tr("Mark as &read ({key})").format(key="Ctrl+Enter"), self)
        self._lay_out()
        self._connect()
        self.card.hide()

    def page_shown(self) -> None:
        """Read what was sent."""
        self.list.reload()

    @async_slot(again="ignore")
    async def mark(self) -> None:
        """Say that the one in sight was read."""
        shown = self.shown
        if shown is None or not shown.may_mark:
            return
        if await self._diaries.mark_read(shown.diary):
            self.saved.emit()
        else:
            self.told.emit(self.tr("It changed meanwhile; please read it again after the next sync."))
        self.list.reload()

    def _columns(self) -> list[Column[ReadDay]]:
        return [
            Column(self.tr("Day"), lambda each: date_words(each.day), width=8),
            Column(self.tr("Whose"), lambda each: each.author, width=4, stretches=True),
            Column(self.tr("State"), lambda each: self._badge(each).word, badge=self._badge, width=5),
        ]

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[ReadDay]:
        found = await self._diaries.page(offset, limit)
        return Page(found.lines, found.total)

    async def _visits_page(self, offset: int, limit: int, sort: Sort | None) -> Page[ToldVisit]:
        return Page(self._visits[offset : offset + limit], len(self._visits))

    def _choose(self, row: object) -> None:
        if not isinstance(row, ReadDay):
            return
        is_other = self.shown is None or self.shown.diary != row.diary
        self.shown = row
        self.title.setText(f"{date_words(row.day)} · {row.author}")
        self.sent.setText(self.tr("sent {when}").format(when=time_words(row.sent_at, self._now())))
        self.counts.setText(counts_words(row.counts))
        self.paragraph.setText(row.paragraph or self.tr("No words of the worker's own."))
        self.mark_button.setVisible(row.may_mark)
        self._visits = row.visits
        self.visits.reload()
        self.card.show()
        if is_other and row.paragraph:
            self.revealed.emit("diary", row.diary, "paragraph")

    def _open_visit(self, row: object) -> None:
        if isinstance(row, ToldVisit) and row.household is not None:
            self.household_asked.emit(row.household)

    async def _paper(self) -> Paper | None:
        shown = self.shown
        if shown is None:
            return None
        told = [DiaryVisit(each.noted, each.name, each.address) for each in shown.visits]
        return diary_paper(shown.day, shown.author, counts_words(shown.counts), told, shown.paragraph)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.visit_table.take_keyboard())
        self.visit_table.opened.connect(self._open_visit)
        self.mark_button.clicked.connect(self.mark)
        self.paper.told.connect(self.told)
        for keys in (MARK_KEY, "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.mark)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(RHYTHM)
        buttons.addWidget(self.title)
        buttons.addWidget(self.sent)
        buttons.addStretch(1)
        buttons.addWidget(self.paper)
        buttons.addWidget(self.mark_button)
        self.card.body.addLayout(buttons)
        self.card.body.addWidget(self.counts)
        self.card.body.addWidget(self.paragraph)
        self.card.body.addWidget(self.visit_table, 1)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self.table, 4)
        row.addWidget(self.card, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addLayout(row, 1)

    def _badge(self, row: ReadDay) -> Badge:
        if row.state == READ:
            return Badge(self.tr("read"), "check", "ok")
        return Badge(self.tr("unread"), "document", "service")
