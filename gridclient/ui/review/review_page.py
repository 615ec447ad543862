"""Review: what was handed in, by worker and kind; approve, return with a remark, next, by keyboard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.review import ProposedChange, StepRule, Submission, Waiting
from gridclient.ui.async_slot import async_slot
from gridclient.ui.attachments.files_look import SeesFiles
from gridclient.ui.review.danger_words import REPORT as DANGER
from gridclient.ui.review.submission_view import APPROVE_KEY, RETURN_KEY, WITHDRAW_KEY, SubmissionView
from gridclient.ui.review.withdrawing import confirm_withdrawal
from gridclient.ui.review.worklist import Group, Source, Worklist
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.words import language, words
from gridcore.codes.visits import VISIT_KIND
from gridcore.records import RECORD_TYPES
from gridcore.sync.rights import REQUEST

NEXT_KEY = "N"


class Judges(Protocol):
    """What the page asks (`gridclient.actions.review.Review`)."""

    async def waiting(self) -> Sequence[Waiting]:
        """What waits."""

    async def submission(self, line: Waiting) -> Submission | None:
        """One of them with what stood before."""

    async def proposed(self, submission: Submission) -> ProposedChange:
        """What a proposal is about."""

    async def asked(self, submission: Submission) -> ProposedChange | None:
        """What a person says to be right."""

    async def look(self, submission: Submission, why: str) -> bool:
        """Note why what is sensitive is looked at."""

    async def decide(
        self, submission: Submission, step: StepRule, remark: str = "", field: str | None = None
    ) -> None:
        """Take a step."""

    async def approve_all(self, lines: Sequence[Waiting]) -> int:
        """Approve what is of little risk."""

    def is_low_risk(self, line: Waiting) -> bool:
        """Whether it may be approved together with others."""


class ReviewPage(QWidget):
    """`saved` after each judgement, `told` with a notice, `case_asked` with a mediation case's id.

    `revealed` names kind, record and field of words that came into sight; `looked` the same of what is
    sensitive, and the reason.
    """

    saved = Signal()
    told = Signal(str)
    case_asked = Signal(str)
    revealed = Signal(str, str, str)
    looked = Signal(str, str, str, str)
    closed_doors_asked = Signal()
    """The people who declined a third visit are to be shown: somebody decides how to go on."""

    def __init__(
        self,
        review: Judges,
        parent: QWidget | None = None,
        *,
        files: SeesFiles | None = None,
        closed_doors: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`closed_doors` counts the people who declined a third visit."""
        super().__init__(parent)
        self._review, self._files, self._closed_doors = review, files, closed_doors
        self.view: SubmissionView | None = None
        self.header = PageHeader(self.tr("Review"), "", self)
        empty = EmptyState(
            "check",
            self.tr("Nothing waits for you."),
            self.tr("What workers submit appears here after their next sync."),
            self,
        )
        source = Source(review.waiting, _group, _group_words)
        self.work = Worklist(self, self.tr("Submitted"), empty, self._columns(), source)
        self.list, self.table, self.groups = self.work.list, self.work.table, self.work.groups
        self.groups.setAccessibleName(self.tr("Worker and kind"))
        self.batch_button = QPushButton(self)
        self.doors_button = QPushButton(self)
        self.doors_button.hide()
        self.doors_button.clicked.connect(self.closed_doors_asked)
        self.header.add_control(self.doors_button)
        self.header.add_control(self.groups)
        self.header.add_control(self.batch_button)
        self._scroll = ScrollColumn(self)
        self.next_button = QPushButton(self.tr("Next ({key})").format(key=NEXT_KEY), self)
        self._lay_out()
        self._connect()
        self._show_batch()

    def page_shown(self) -> None:
        """Read what waits; one goes on where one was."""
        self.list.reload()
        self._count_doors()

    def go_back(self) -> bool:
        """From the remark to the buttons."""
        if self.view is not None and self.view.is_returning:
            self.view.leave_return()
            return True
        return False

    @async_slot(again="restart")
    async def _count_doors(self) -> None:
        if self._closed_doors is None:
            return
        count = await self._closed_doors()
        self.doors_button.setText(self.tr("%n third refusal(s): decide how to go on", "", count))
        self.doors_button.setVisible(count > 0)

    @async_slot(again="restart")
    async def _open(self, line: Waiting | None) -> None:
        if line is None:
            self._show(None, None)
            return
        if self.view is not None and self.view.is_returning and self.view.record == line.record:
            return  # what is being written stays, whatever arrives meanwhile
        submission = await self._review.submission(line)
        proposed = None
        if submission is not None and line.kind == "proposal":
            proposed = await self._review.proposed(submission)
        elif submission is not None and line.kind == REQUEST:
            proposed = await self._review.asked(submission)
        self._show(submission, proposed)

    @async_slot(again="ignore")
    async def _decide(self, step: StepRule, remark: str, field: str) -> None:
        view = self.view
        if view is None:
            return
        if step.only_own and not await confirm_withdrawal(self):
            return
        self.work.follow([view.submission.line])
        await self._review.decide(view.submission, step, remark, field or None)
        self._go_on(
            self.tr("{step}: saved on this computer; it will be sent.").format(step=words(step.label))
        )

    @async_slot(again="ignore")
    async def _look(self, why: str) -> None:
        """Show what is sensitive once it is on record who looks, and why."""
        view = self.view
        if view is not None and await self._review.look(view.submission, why) and view is self.view:
            view.show_sensitive()
            found = view.proposed
            if view.submission.line.kind == DANGER:
                self.looked.emit(DANGER, view.submission.line.record, "said", why)
            if found is not None:
                self.looked.emit(found.subject_kind, found.subject, found.cell, why)

    @async_slot(again="ignore")
    async def approve_group(self) -> None:
        """Approve what is of little risk in the group that is shown, after a question."""
        lines = [each for each in self.work.shown if self._review.is_low_risk(each)]
        question = self.tr("Approve %n contact visit(s) without follow-up?", "", len(lines))
        consequence = self.tr("What changed since this list was read is left for a look of its own.")
        if lines and await confirm(self, question, consequence, self.tr("&Approve them")):
            count = await self._review.approve_all(lines)
            self._go_on(self.tr("%n approved", "", count))

    def _go_on(self, notice: str) -> None:
        self.saved.emit()
        self.told.emit(notice)
        self.list.reload()

    def _show(self, submission: Submission | None, proposed: ProposedChange | None) -> None:
        if self.view is not None:
            for each in self.view.parts():
                each.hide()
                each.setParent(self)
                each.deleteLater()
            self.view = None
        if submission is None:
            return
        view = SubmissionView(submission, proposed, self._scroll, files=self._files)
        self.view = view
        self._scroll.add(view)
        self._bar.insertWidget(0, view.bar)
        if view.panel is not None:
            self._right.insertWidget(1, view.panel)
        view.decided.connect(self._decide)
        view.look_asked.connect(self._look)
        view.file_seen.connect(partial(self.revealed.emit, submission.line.kind, submission.line.record))
        view.open_asked.connect(lambda: self.case_asked.emit(submission.line.case))
        if submission.line.kind in ("visit", REQUEST):
            self.revealed.emit(submission.line.kind, submission.line.record, "said")
        if submission.line.kind == REQUEST and proposed is not None:
            self.revealed.emit(proposed.subject_kind, proposed.subject, proposed.cell)
        order = (self.groups, self.batch_button, self.table.view, *view.controls(), self.next_button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _show_batch(self) -> None:
        count = sum(self._review.is_low_risk(each) for each in self.work.shown)
        self.batch_button.setText(self.tr("Approve %n of little &risk", "", count))
        self.batch_button.setVisible(count > 1)

    def _choose(self, row: Waiting | None) -> None:
        """While the list is read anew no row is chosen for a moment: that empties nothing."""
        if row is not None:
            self._open(row)

    def _loaded(self) -> None:
        """Count, and show the one that follows a judgement."""
        self.header.set_subtitle(self.tr("%n waiting", "", len(self.work.all)))
        self._show_batch()
        row = self.work.go_on()
        if row is None or self.view is None or self.view.record != row.record:
            self._open(row)

    def _columns(self) -> list[Column[Waiting]]:
        return [
            Column(self.tr("Worker"), lambda row: row.author, width=4),
            Column(self.tr("What"), self._what, width=5),
            Column(self.tr("Whom"), lambda row: " · ".join(row.title.words), width=5, stretches=True),
        ]

    def _what(self, row: Waiting) -> str:
        if row.kind == "visit":
            return VISIT_KIND.text(row.sort, language())
        return _kind_words(row.kind)

    def _act(self, do: Callable[[SubmissionView], None]) -> None:
        """Keys act on what is shown, never while a remark or a reason is typed."""
        if self.view is not None and not self.view.is_returning and not self.view.is_asking:
            do(self.view)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._enter)
        self.list.loaded.connect(self._loaded)
        self.batch_button.clicked.connect(self.approve_group)
        self.next_button.clicked.connect(self.work.go_next)
        keys: tuple[tuple[str, Callable[[SubmissionView], None]], ...] = (
            (APPROVE_KEY, SubmissionView.approve),
            (RETURN_KEY, SubmissionView.begin_return),
            (WITHDRAW_KEY, SubmissionView.withdraw),
            (NEXT_KEY, lambda _: self.work.go_next()),
        )
        for key, do in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._act, do))

    def _enter(self, row: Waiting) -> None:
        """Enter leads to the buttons; what belongs to a case is judged on its page."""
        if row.case is not None:
            self.case_asked.emit(row.case)
        elif self.view is not None and self.view.buttons:
            self.view.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.addStretch(1)
        self._bar.addWidget(self.next_button)
        self._right = self.work.lay_out(self, self.header, self._scroll, self._bar)


def _group(line: Waiting) -> Group:
    """Kind of record, worker, kind of visit."""
    return line.kind, line.author, line.sort if line.kind == "visit" else ""


def _group_words(group: Group) -> str:
    kind, worker, sort = group
    parts = (worker, VISIT_KIND.text(sort, language()) if kind == "visit" else _kind_words(kind))
    return " · ".join(each for each in parts if each)


def _kind_words(kind: str) -> str:
    return words(RECORD_TYPES[kind].label)
