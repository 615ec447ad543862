"""Duplicates: pairs that may be one, the likeliest first, and one of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.conflicts import Subject
from gridclient.actions.duplicates import Doubt, Found, Line, Told
from gridclient.ui.async_slot import async_slot
from gridclient.ui.duplicates.pair_view import PairView
from gridclient.ui.duplicates.pair_words import rank_badge, reason_words, title_words
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import words
from gridcore.records import RECORD_TYPES


class FindsDuplicates(Protocol):
    """What the page asks (`gridclient.actions.duplicates.Duplicates`)."""

    may_decide: bool

    async def find(self, told: Told) -> Found | None:
        """Every pair that nobody has settled; None where it was stopped."""

    async def doubt(self, line: Line) -> Doubt | None:
        """A pair with what both say."""

    async def merge(self, kept_one: Subject, other: Subject) -> None:
        """Say that two are one."""

    async def tell_apart(self, line: Line, *, stands: bool = True) -> None:
        """Say that they are two, or take it back."""


class DuplicatesPage(QWidget):
    """Enter opens a pair, Escape leads back to the list, N and P to the next pair and the one before.

    `saved` after each decision; `revealed` carries kind, record and field of what is in sight.
    """

    saved = Signal()
    told = Signal(str, object)
    """What to say, and what takes it back; None where that goes elsewhere."""
    household_asked = Signal(str)
    revealed = Signal(str, str, str)

    def __init__(self, duplicates: FindsDuplicates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duplicates = duplicates
        self._lines: Sequence[Line] = ()
        self._goes_on = True
        self._at = 0
        self.view: PairView | None = None
        self.header = PageHeader(self.tr("Duplicates"), "", self)
        self.progress = ProgressPanel(self.tr("Everybody is being compared"), self)
        self.search_button = QPushButton(self.tr("&Search again"), self)
        self.search_button.hide()
        self.header.add_control(self.search_button)
        self._empty = EmptyState("clock", self.tr("The search has not ended."), "", self)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.both)
        self.table = RecordTable(self.list, self.tr("Duplicates"), self._empty, self)
        self.back_button = QPushButton(self.tr("&Back to the list"), self)
        self.previous_button = QPushButton(self.tr("&Previous"), self)
        self.next_button = QPushButton(self.tr("&Next"), self)
        self._lay_out()
        self._connect()

    def page_shown(self) -> None:
        """Search anew; what has not changed is not compared again."""
        self.search()

    def go_back(self) -> bool:
        """From a pair to the list."""
        if self.view is None:
            return False
        self._close()
        return True

    @async_slot(again="restart")
    async def search(self) -> None:
        """Compare everybody, or say what an earlier search found; the list stays in sight meanwhile."""
        self._goes_on = True
        self.search_button.hide()
        try:
            found = await self._duplicates.find(self._hear)
        finally:
            self.progress.finish()
        if found is None:
            self.search_button.show()
            self._empty.show_text(
                self.tr("The search was stopped."), self.tr("Search again when there is time."), "search"
            )
            self.list.reload()
            return
        self._lines = found.lines
        self._empty.show_text(
            self.tr("Nobody seems to be recorded twice."),
            self.tr("%n person(s) on this computer were compared.", "", found.people),
            "check",
        )
        self.header.set_subtitle(self.tr("%n pair(s)", "", len(found.lines)) if found.lines else "")
        self.list.reload()
        if self.view is not None:
            self._follow(self.view)

    def stop(self) -> None:
        """End the search; what was found before stays."""
        self._goes_on = False

    def open_pair(self, line: Line) -> None:
        """Show a pair side by side."""
        self._at = next((at for at, each in enumerate(self._lines) if each.both == line.both), 0)
        self._open(line)

    def go(self, step: int) -> None:
        """To another pair."""
        if self.view is not None and self._lines:
            self._at = (self._at + step) % len(self._lines)
            self._open(self._lines[self._at])

    def _hear(self, done: int, total: int) -> bool:
        if self._goes_on and done < total:
            if self.progress.isHidden():
                self.progress.start()
            self.progress.show_progress(done, total)
        return self._goes_on

    @async_slot(again="restart")
    async def _open(self, line: Line) -> None:
        doubt = await self._duplicates.doubt(line)
        if doubt is None:
            self._close()
            self.told.emit(self.tr("One of the two is no longer on this computer."), None)
            self.search()
            return
        self._show(doubt)

    def _show(self, doubt: Doubt) -> None:
        self._clear()
        view = self.view = PairView(doubt, may_decide=self._duplicates.may_decide, parent=self._pair)
        view.merged.connect(self._merge)
        view.told_apart.connect(self._tell_apart)
        view.household_asked.connect(self.household_asked)
        view.revealed.connect(self.revealed)
        self._pair_column.addWidget(view, 1)
        self._stack.setCurrentWidget(self._pair)
        for each in (self.previous_button, self.next_button):
            each.setEnabled(len(self._lines) > 1)
        self._say_place()
        view.focus_first()

    def _say_place(self) -> None:
        place = self.tr("{number} of {count}").format(number=self._at + 1, count=len(self._lines))
        self.header.set_subtitle(place)

    @async_slot(again="ignore")
    async def _follow(self, view: PairView) -> None:
        """What was synced meanwhile shows in the pair that is open, too."""
        doubt = await self._duplicates.doubt(view.doubt.line)
        if view is self.view and doubt is not None and doubt != view.doubt:
            self._show(doubt)
        elif view is self.view:
            self._say_place()

    @async_slot(again="ignore")
    async def _merge(self, kept_one: Subject, other: Subject) -> None:
        view = self.view
        if view is None:
            return
        await self._duplicates.merge(kept_one, other)
        told = self.tr("Proposed; a supervisor decides about it.")
        if view.doubt.is_decider:
            told = self.tr("Proposed; another supervisor decides about it under Review.")
        self._decided(told, None)

    @async_slot(again="ignore")
    async def _tell_apart(self) -> None:
        if self.view is None:
            return
        line = self.view.doubt.line
        await self._duplicates.tell_apart(line)
        told = self.tr("Noted that they are two; nobody is asked again.")
        self._decided(told, partial(self._take_back, line))

    @async_slot
    async def _take_back(self, line: Line) -> None:
        await self._duplicates.tell_apart(line, stands=False)
        self.saved.emit()
        self.search()

    def _decided(self, told: str, undo: Callable[[], None] | None) -> None:
        """Back to the list, where the keyboard is on the next pair."""
        self._close()
        self.saved.emit()
        self.told.emit(told, undo)
        self.search()

    def _close(self) -> None:
        self._clear()
        self._stack.setCurrentIndex(0)
        self.header.set_subtitle(self.tr("%n pair(s)", "", len(self._lines)) if self._lines else "")
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            self._pair_column.removeWidget(view)
            view.hide()
            view.deleteLater()

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Line]:
        return Page(self._lines[offset : offset + limit], len(self._lines))

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(self.tr("How likely"), lambda row: rank_badge(row).word, badge=rank_badge, width=8),
            Column(self.tr("Kind"), lambda row: words(RECORD_TYPES[row.kind].label), width=5),
            Column(self.tr("One record"), lambda row: title_words(row.first), width=14, stretches=True),
            Column(self.tr("The other"), lambda row: title_words(row.second), width=14, stretches=True),
            Column(self.tr("Why"), reason_words, width=14, stretches=True),
        ]

    def _connect(self) -> None:
        self.table.opened.connect(self.open_pair)
        self.progress.cancelled.connect(self.stop)
        self.search_button.clicked.connect(self.search)
        self.back_button.clicked.connect(self.go_back)
        self.previous_button.clicked.connect(lambda: self.go(-1))
        self.next_button.clicked.connect(lambda: self.go(1))
        keys: list[tuple[str, Callable[[PairView], None]]] = [
            ("1", lambda view: view.choose(1)),
            ("2", lambda view: view.choose(2)),
            ("M", PairView.merge),
            ("D", PairView.tell_apart),
            ("R", PairView.reveal),
            ("N", lambda _: self.go(1)),
            ("P", lambda _: self.go(-1)),
        ]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self._pair)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._with_view, act))

    def _with_view(self, act: Callable[[PairView], None]) -> None:
        if self.view is not None:
            act(self.view)

    def _lay_out(self) -> None:
        self._pair = QWidget(self)
        self._pair_column = QVBoxLayout(self._pair)
        self._pair_column.setContentsMargins(0, 0, 0, 0)
        self._pair_column.setSpacing(RHYTHM)
        buttons = QHBoxLayout()
        buttons.setSpacing(RHYTHM)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.previous_button)
        buttons.addWidget(self.next_button)
        self._pair_column.addLayout(buttons)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)
