"""Left-behind work: by person and device; look, take over, dismiss, one or all of a group, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.left_behind import LeftWork, ParkedShown
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.value_words import time_words
from gridclient.ui.mediation.reason_dialog import ask_reason
from gridclient.ui.review.left_work_view import LOOK_KEY, LeftWorkView
from gridclient.ui.review.left_work_words import title_words
from gridclient.ui.review.worklist import Group, Source, Worklist
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.paged_rows import Column
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridcore.problems import ProblemError

TAKE_KEY, DISMISS_KEY, NEXT_KEY = "A", "D", "N"


class DecidesLeftWork(Protocol):
    """What the page asks (`gridclient.actions.left_behind.LeftBehind`)."""

    async def waiting(self) -> Sequence[LeftWork]:
        """What waits, by person and device."""

    async def look(self, work: LeftWork) -> ParkedShown:
        """What it says; raises ProblemError where the server cannot be asked."""

    async def take_over(self, works: Sequence[LeftWork]) -> None:
        """Let the server decide it anew."""

    async def dismiss(self, works: Sequence[LeftWork], reason: str) -> None:
        """Leave it where it is."""


class LeftBehindPage(QWidget):
    """`saved` after each decision, `told` with a notice; `revealed` names kind, record and field."""

    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(
        self, left: DecidesLeftWork, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._clock = left, clock
        self.view: LeftWorkView | None = None
        self.header = PageHeader(self.tr("Left-behind work"), "", self)
        empty = EmptyState(
            "check",
            self.tr("Nothing was left behind."),
            self.tr("Work of people who left, and of computers that were shut out, appears here."),
            self,
        )
        source = Source(left.waiting, _group, " · ".join)
        self.work = Worklist(self, self.tr("Left behind"), empty, self._columns(), source)
        self.list, self.table, self.groups = self.work.list, self.work.table, self.work.groups
        self.groups.setAccessibleName(self.tr("Person and device"))
        self.take_all_button = QPushButton(self)
        self.dismiss_all_button = QPushButton(self)
        for each in (self.groups, self.take_all_button, self.dismiss_all_button):
            self.header.add_control(each)
        self._scroll = ScrollColumn(self)
        self.take_button = primary_button(self.tr("Take over ({key})").format(key=TAKE_KEY), self)
        self.dismiss_button = QPushButton(self.tr("Dismiss … ({key})").format(key=DISMISS_KEY), self)
        self.next_button = QPushButton(self.tr("Next ({key})").format(key=NEXT_KEY), self)
        self._lay_out()
        self._connect()
        self._show_batch()
        self._show(None)

    def page_shown(self) -> None:
        """Read what waits; one goes on where one was."""
        self.list.reload()

    @async_slot(again="ignore")
    async def look(self) -> None:
        """Fetch what the work in sight says; without a line, say so."""
        view = self.view
        if view is None:
            return
        try:
            shown = await self._left.look(view.work)
        except ProblemError as problem:
            if view is self.view:
                view.show_problem(problem)
            return
        if view is self.view:
            view.show_values(shown)
            self._set_tab_order()

    @async_slot(again="ignore")
    async def take_over(self) -> None:
        """The work in sight applies as if its author still had access; what meets becomes a conflict."""
        if self.view is not None:
            await self._take([self.view.work])

    @async_slot(again="ignore")
    async def take_over_all(self) -> None:
        """Everything of the group that is shown, after a question."""
        works = list(self.work.shown)
        question = self.tr("Take over %n piece(s) of left-behind work?", "", len(works))
        consequence = self.tr(
            "Each applies in its author's name. Where somebody else changed the same field meanwhile, "
            "both values are shown as a conflict."
        )
        if works and await confirm(self, question, consequence, self.tr("&Take them over")):
            await self._take(works)

    @async_slot(again="ignore")
    async def dismiss(self) -> None:
        """Leave the work in sight where it is, for a reason that its author reads."""
        if self.view is not None:
            await self._dismiss([self.view.work])

    @async_slot(again="ignore")
    async def dismiss_all(self) -> None:
        """Leave everything of the group that is shown."""
        await self._dismiss(list(self.work.shown))

    async def _take(self, works: Sequence[LeftWork]) -> None:
        self.work.follow(works)
        await self._left.take_over(works)
        self._go_on(self.tr("%n taken over: saved on this computer; it will be sent.", "", len(works)))

    async def _dismiss(self, works: Sequence[LeftWork]) -> None:
        title = self.tr("Dismiss %n piece(s) of left-behind work", "", len(works))
        advice = self.tr("It will not be applied. Please write why; its author reads the reason.")
        reason = await ask_reason(self, title, advice) if works else None
        if reason is None:
            return
        self.work.follow(works)
        await self._left.dismiss(works, reason)
        self._go_on(self.tr("%n dismissed: saved on this computer; it will be sent.", "", len(works)))

    def _go_on(self, notice: str) -> None:
        self.saved.emit()
        self.told.emit(notice)
        self.list.reload()

    def _choose(self, row: LeftWork | None) -> None:
        """While the list is read anew no row is chosen for a moment: that empties nothing."""
        if row is not None:
            self._show(row)

    def _loaded(self) -> None:
        """Count, and show the one that follows a decision."""
        self.header.set_subtitle(self.tr("%n waiting", "", len(self.work.all)))
        self._show_batch()
        self._show(self.work.go_on())

    def _show(self, work: LeftWork | None) -> None:
        for each in (self.take_button, self.dismiss_button, self.next_button):
            each.setVisible(work is not None)
        if self.view is not None and work is not None and self.view.work == work:
            return  # what was fetched stays in sight
        if self.view is not None:
            self.view.hide()
            self.view.setParent(self)
            self.view.deleteLater()
            self.view = None
        if work is not None:
            self.view = LeftWorkView(work, self._clock(), self._scroll)
            self.view.look_asked.connect(self.look)
            self.view.revealed.connect(self.revealed)
            self._scroll.add(self.view)
            self._set_tab_order()

    def _set_tab_order(self) -> None:
        inside = self.view.controls() if self.view is not None else []
        batch = (self.groups, self.take_all_button, self.dismiss_all_button)
        last = (self.take_button, self.dismiss_button, self.next_button)
        for before, after in pairwise((*batch, self.table.view, *inside, *last)):
            QWidget.setTabOrder(before, after)

    def _show_batch(self) -> None:
        count = len(self.work.shown)
        self.take_all_button.setText(self.tr("Take over all %n", "", count))
        self.dismiss_all_button.setText(self.tr("Dismiss all %n …", "", count))
        for each in (self.take_all_button, self.dismiss_all_button):
            each.setVisible(count > 1)

    def _columns(self) -> list[Column[LeftWork]]:
        return [
            Column(self.tr("Who"), lambda row: row.author, width=4),
            Column(self.tr("What"), title_words, width=8, stretches=True),
            Column(self.tr("Received"), lambda row: time_words(row.received, self._clock()), width=6),
        ]

    def _enter(self, _: LeftWork) -> None:
        """Enter leads to the look, then to the buttons."""
        if self.view is not None:
            target = self.view.button if self.view.button.isVisible() else self.take_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._enter)
        self.list.loaded.connect(self._loaded)
        self.take_all_button.clicked.connect(self.take_over_all)
        self.dismiss_all_button.clicked.connect(self.dismiss_all)
        for key, button, do in (
            (TAKE_KEY, self.take_button, self.take_over),
            (DISMISS_KEY, self.dismiss_button, self.dismiss),
            (NEXT_KEY, self.next_button, self.work.go_next),
            (LOOK_KEY, None, self.look),
        ):
            if button is not None:
                button.clicked.connect(partial(_call, do))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(_call, do))

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.take_button)
        bar.addWidget(self.dismiss_button)
        bar.addStretch(1)
        bar.addWidget(self.next_button)
        self.work.lay_out(self, self.header, self._scroll, bar)


def _group(work: LeftWork) -> Group:
    """Person and device."""
    return tuple(each for each in (work.author, work.device) if each)


def _call(do: Callable[[], None], *_: object) -> None:
    """A click says whether the button is checked; nobody here wants to know."""
    do()
