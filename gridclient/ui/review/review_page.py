"""Review: what was submitted, beside what stood before; approve, return with a remark, next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from gridclient.actions.review import ProposedChange, Submission, Waiting
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.value_words import date_words
from gridclient.ui.review.judgement import Judgement
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language, words
from gridcore.codes.visits import VISIT_KIND
from gridcore.records import RECORD_TYPES
from gridcore.workflows import StepRule


class ReviewsWork(Protocol):
    """What the page asks (`gridclient.actions.review.Review`)."""

    async def waiting(self) -> Sequence[Waiting]:
        """What waits."""

    async def submission(self, line: Waiting) -> Submission | None:
        """One of them."""

    async def proposed(self, submission: Submission) -> ProposedChange:
        """What a proposal is about."""

    async def decide(
        self, submission: Submission, step: StepRule, remark: str = "", field: str | None = None
    ) -> None:
        """Take the step."""

    async def approve_all(self, lines: Sequence[Waiting]) -> int:
        """Approve what is of little risk."""

    def is_low_risk(self, line: Waiting) -> bool:
        """Whether it may be approved together with others."""


class ReviewPage(QWidget):
    """`agreement_asked` carries the id of an agreement, which has its own page; `saved` after a decision."""

    agreement_asked = Signal(str)
    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)
    """Kind, record and field of a protected value that came into sight."""

    def __init__(self, review: ReviewsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._rows: Sequence[Waiting] = ()
        self._submission: Submission | None = None
        self.header = PageHeader(self.tr("Review"), "", self)
        self.batch = QPushButton(self.tr("Approve all &contact visits"), self)
        self.header.add_control(self.batch)
        empty = EmptyState(
            "check",
            self.tr("Nothing waits for you."),
            self.tr("What workers submit appears here after the next sync."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda each: each.record)
        self.table = RecordTable(self.list, self.tr("Submitted work"), empty, self)
        self.judgement = Judgement(self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table)
        split.addWidget(self.judgement)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(split, 1)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.judgement.step_taken.connect(self.decide)
        self.judgement.agreement_asked.connect(self._ask_agreement)
        self.judgement.revealed.connect(self._reveal)
        self.batch.clicked.connect(self.approve_all)
        for key, do in (("A", self.judgement.approve), ("R", self.judgement.ask_remark), ("N", self.next)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def page_shown(self) -> None:
        """Read the list anew, unless a remark is being written."""
        if not self.judgement.is_writing:
            self.reload()

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read what waits."""
        self._rows = await self._review.waiting()
        low_risk = sum(self._review.is_low_risk(each) for each in self._rows)
        self.batch.setVisible(low_risk > 1)
        self.header.set_subtitle(self.tr("%n waiting", "", len(self._rows)))
        self.list.reload()
        if not self._rows:
            self._submission = None
            self.judgement.show_nothing()

    def next(self) -> None:
        """The next one, from the top again after the last."""
        current = self.table.view.currentIndex().row()
        if self._rows:
            following = (current + 1) % len(self._rows)
            self.table.view.setCurrentIndex(self.list.index(following, 0))

    @async_slot(again="ignore")
    async def decide(self, step: object, remark: str, field: object) -> None:
        """Take a step for what is shown, then go on to what follows."""
        if self._submission is None or not isinstance(step, StepRule):
            return
        await self._review.decide(self._submission, step, remark, field if isinstance(field, str) else None)
        self.told.emit(self.tr("Decided. It is sent with the next sync."))
        self.saved.emit()
        self.table.view.setFocus()
        self.reload()

    @async_slot(again="ignore")
    async def approve_all(self) -> None:
        """Approve the contact visits that lead to nothing."""
        count = await self._review.approve_all(self._rows)
        self.told.emit(self.tr("%n visit(s) approved.", "", count))
        self.saved.emit()
        self.reload()

    @async_slot(again="restart")
    async def _choose(self, line: object) -> None:
        if not isinstance(line, Waiting):
            self._submission = None
            self.judgement.show_nothing()
            return
        found = await self._review.submission(line)
        self._submission = found
        if found is None:
            self.judgement.show_gone()
            return
        proposed = await self._review.proposed(found) if line.kind == "proposal" else None
        self.judgement.show_submission(found, proposed)

    def _open(self, line: object) -> None:
        if isinstance(line, Waiting) and line.kind == "agreement":
            self.agreement_asked.emit(line.record)
        else:
            self.judgement.setFocus()

    def _ask_agreement(self) -> None:
        if self._submission is not None:
            self.agreement_asked.emit(self._submission.line.record)

    def _reveal(self, field: str) -> None:
        if self._submission is not None:
            self.revealed.emit(self._submission.line.kind, self._submission.line.record, field)

    def _columns(self) -> list[Column[Waiting]]:
        return [
            Column(self.tr("Who"), lambda each: each.author, width=7),
            Column(self.tr("What"), _what, width=7),
            Column(self.tr("About"), lambda each: " · ".join(each.title.words), width=12, stretches=True),
            Column(self.tr("Day"), lambda each: date_words(each.day) if each.day else "", width=8),
            Column("", lambda each: self._mark(each).word, badge=self._mark, width=6),
        ]

    def _mark(self, each: Waiting) -> Badge:
        if each.is_disputed:
            return Badge(self.tr("disputed"), "conflict", "care")
        if each.is_waiting:
            return Badge(self.tr("being sent"), "waiting", "service")
        return Badge(self.tr("waiting"), "clock", "vacant")

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Waiting]:
        return Page(self._rows[offset : offset + limit], len(self._rows))


def _what(each: Waiting) -> str:
    if each.kind == "visit" and each.sort in VISIT_KIND:
        return VISIT_KIND.text(each.sort, language())
    return words(RECORD_TYPES[each.kind].label)
