"""Conflicts: one at a time, before and both sides next to each other, decided with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.conflicts import Choice, ConflictLine, Matter, MergedPair, Merging, Subject
from gridclient.ui.async_slot import async_slot
from gridclient.ui.conflicts.decided_list import DecidedList
from gridclient.ui.conflicts.locked_matter import SEEN_FOR_MS, LockedMatter
from gridclient.ui.conflicts.matter_view import MatterView
from gridclient.ui.conflicts.merged_card import MergedCard
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridcore.field_problems import FieldProblem
from gridcore.fields import Values
from gridcore.ids import RecordId


class DecidesConflicts(Protocol):
    """What the page asks (`gridclient.actions.conflicts.Conflicts`)."""

    async def open_lines(self) -> Sequence[ConflictLine]:
        """What waits."""

    async def decided_lines(self) -> Sequence[ConflictLine]:
        """What was decided lately."""

    async def matter(self, conflict: RecordId) -> Matter | None:
        """A conflict with all that its decision needs."""

    async def look(self, matter: Matter, why: str) -> bool:
        """Note why what is sensitive is looked at."""

    async def take(self, matter: Matter, choice: Choice) -> None:
        """Let one of the values stand."""

    async def write(self, matter: Matter, values: Values) -> Sequence[FieldProblem]:
        """Decide by another value."""

    async def settle(self, matter: Matter, word: str) -> None:
        """Decide where no value is chosen."""

    async def merge_records(self, kept: Subject, other: Subject) -> None:
        """Say that two records are one, and which of them stays."""

    async def undo_merge(self, pair: MergedPair) -> None:
        """Say that they are two after all."""


class ConflictsPage(QWidget):
    """Keys: 1, 2 … take a side, the next number writes another value, N and P go on and back.

    `saved` after each decision; `record_asked` carries kind and record; `revealed` kind, record and
    field of what is in sight, `looked` the same of what is sensitive, and why.
    """

    saved = Signal()
    record_asked = Signal(str, str)
    revealed = Signal(str, str, str)
    looked = Signal(str, str, str, str)

    def __init__(
        self, conflicts: DecidesConflicts, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._conflicts, self._now = conflicts, now
        self._lines: Sequence[ConflictLine] = ()
        self._at = 0
        self.view: MatterView | None = None
        self.locked: LockedMatter | None = None
        self._seen: RecordId | None = None
        """The conflict about something sensitive of which it was said why it is looked at."""
        self._seen_for = QTimer(self, singleShot=True, interval=SEEN_FOR_MS)
        self._seen_for.timeout.connect(self._hide_again)
        self.merged_card: MergedCard | None = None
        self.header = PageHeader(self.tr("Conflicts"), "", self)
        self._scroll = ScrollColumn(self)
        self._empty = EmptyState("check", "", "", self)
        self._decided = DecidedList(conflicts.decided_lines, self)
        self.previous_button = QPushButton(self.tr("&Previous"), self)
        self.next_button = QPushButton(self.tr("&Next"), self)
        self.decided_button = QPushButton(self.tr("&Decided lately"), self)
        self.decided_button.setCheckable(True)
        self._lay_out()
        self._connect()

    def page_shown(self) -> None:
        """Read anew; one goes on where one was."""
        self.reload()

    def open_record(self, argument: object) -> None:
        """Show a conflict, given by its id."""
        if isinstance(argument, str):
            self._read(RecordId(argument))

    def go_back(self) -> bool:
        """From the decided ones to those that wait."""
        if self.decided_button.isChecked():
            self.decided_button.setChecked(False)
            return True
        return False

    def reload(self) -> None:
        """Read what waits and show it."""
        line = self._lines[self._at] if self._at < len(self._lines) else None
        self._read(line.conflict if line is not None else None)

    @async_slot(again="restart")
    async def _read(self, wanted: RecordId | None) -> None:
        self._lines = await self._conflicts.open_lines()
        places = {each.conflict: at for at, each in enumerate(self._lines)}
        if wanted is not None and wanted not in places:
            self._at = min(self._at, max(len(self._lines) - 1, 0))
        else:
            self._at = places.get(wanted, 0) if wanted is not None else 0
        self.decided_button.setChecked(False)
        if wanted in places and self._is_written_in(wanted):
            self._show_place()
            return  # what is being written stays, whatever arrives meanwhile
        await self._show_present()

    @async_slot(again="restart")
    async def _go(self, step: int) -> None:
        if self._lines:
            self._at = (self._at + step) % len(self._lines)
            await self._show_present()

    async def _show_present(self) -> None:
        count = len(self._lines)
        matter = await self._conflicts.matter(self._lines[self._at].conflict) if count else None
        self._clear()
        self._show_place()
        if matter is None:
            self._empty.show_text(
                self.tr("Nothing needs a decision."),
                self.tr("Where two people change the same thing without knowing, both values appear here."),
                "check",
            )
        elif matter.is_sensitive and matter.line.conflict != self._seen:
            self._lock(matter)
        else:
            self._open(matter)
        self._show_parts(is_open=matter is not None)

    def _is_written_in(self, conflict: RecordId | None) -> bool:
        """Whether another value, or the reason for looking, is being typed."""
        view, locked = self.view, self.locked
        if locked is not None and locked.ask.reason.value():
            return locked.matter.line.conflict == conflict
        return view is not None and view.is_written_in and view.matter.line.conflict == conflict

    def _show_place(self) -> None:
        count = len(self._lines)
        place = self.tr("{number} of {count}").format(number=self._at + 1, count=count)
        self.header.set_subtitle(place if count else "")
        for each in (self.previous_button, self.next_button):
            each.setEnabled(count > 1)

    def _lock(self, matter: Matter) -> None:
        """Ask why, before anything is in sight."""
        self.locked = LockedMatter(matter, self._scroll)
        self._scroll.add(self.locked)
        self.locked.given.connect(self._look)
        self.locked.begin()

    @async_slot(again="ignore")
    async def _look(self, why: str) -> None:
        if self.locked is None:
            return
        matter = self.locked.matter
        if await self._conflicts.look(matter, why):
            line = matter.line
            self._seen = line.conflict
            self._seen_for.start()
            self.looked.emit(line.subject_kind, line.subject, line.cell, why)
            await self._show_present()

    def _hide_again(self) -> None:
        """Out of sight, unless another value is being written: that ends with the next look."""
        self._seen = None
        self.reload()

    def _open(self, matter: Matter) -> None:
        view = MatterView(matter, self._now(), self._scroll)
        self.view = view
        self._scroll.add(view)
        view.taken.connect(self._take)
        view.settled.connect(self._settle)
        view.merged.connect(self._merge)
        view.written.connect(self._write)
        view.record_asked.connect(self.record_asked)
        self.revealed.emit(matter.line.subject_kind, matter.line.subject, matter.line.cell)
        QWidget.setTabOrder(view.last_control(), self.previous_button)
        QWidget.setTabOrder(self.previous_button, self.next_button)
        QWidget.setTabOrder(self.next_button, self.decided_button)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        if self.locked is not None:
            self.locked.hide()
            self.locked.setParent(self)
            self.locked.deleteLater()
            self.locked = None
        if self.view is not None:
            self.view.hide()
            self.view.setParent(self)
            self.view.deleteLater()
            self.view = None

    def decide(self, number: int) -> None:
        """What the key of a number does."""
        if self.view is not None and not self.view.has_typing(QApplication.focusWidget()):
            self.view.decide(number)

    @async_slot(again="ignore")
    async def _take(self, choice: Choice) -> None:
        if self.view is not None:
            await self._conflicts.take(self.view.matter, choice)
            self._go_on()

    @async_slot(again="ignore")
    async def _settle(self, word: str) -> None:
        if self.view is not None:
            await self._conflicts.settle(self.view.matter, word)
            self._go_on()

    @async_slot(again="ignore")
    async def _merge(self, merging: Merging) -> None:
        await self._conflicts.merge_records(merging.kept, merging.other)
        self._go_on()

    @async_slot(again="ignore")
    async def _write(self) -> None:
        view = self.view
        if view is None or view.third is None:
            return
        problems = await self._conflicts.write(view.matter, view.third.values())
        if problems:
            view.third.form.set_problems(problems)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """The decided one leaves the list; the one after it takes its place."""
        self.saved.emit()
        self.reload()

    @async_slot(again="restart")
    async def _show_merged(self, line: ConflictLine | None) -> None:
        """Below the list of what was decided: what a merge did, and the way back."""
        matter = await self._conflicts.matter(line.conflict) if line is not None else None
        self._clear_merged()
        if matter is None or matter.merged is None or not self.decided_button.isChecked():
            return
        card = MergedCard(matter, matter.merged, self._now(), self)
        self.merged_card = card
        card.undone.connect(self._undo)
        card.record_asked.connect(self.record_asked)
        for name in matter.merged.differs:
            self.revealed.emit(matter.line.subject_kind, matter.line.subject, name)
        self._column.insertWidget(self._column.indexOf(self._decided) + 1, card)

    @async_slot(again="ignore")
    async def _undo(self, pair: MergedPair) -> None:
        question = self.tr("Are these two records about different people or households?")
        consequence = self.tr(
            "The other record comes back with what went over from it. "
            "What somebody has changed since then stays where it is. "
            "A supervisor decides about it, who is not the one that proposes it."
        )
        if not await confirm(self, question, consequence, self.tr("&Propose to undo the merge")):
            return
        await self._conflicts.undo_merge(pair)
        self.saved.emit()
        self._clear_merged()
        self._decided.reload()

    def _clear_merged(self) -> None:
        card, self.merged_card = self.merged_card, None
        if card is not None:
            card.hide()
            self._column.removeWidget(card)
            card.deleteLater()

    def _toggle_decided(self, is_shown: bool) -> None:
        self._clear_merged()
        self._show_parts(is_open=self.view is not None)
        if is_shown:
            self._decided.reload()

    def _show_parts(self, *, is_open: bool) -> None:
        past = self.decided_button.isChecked()
        self._scroll.setVisible(is_open and not past)
        self._empty.setVisible(not is_open and not past)
        self._decided.setVisible(past)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        self.decided_button.toggled.connect(self._toggle_decided)
        self._decided.table.chosen.connect(self._show_merged)
        keys: list[tuple[str, Callable[[], None]]] = [
            ("N", lambda: self._go(1)),
            ("P", lambda: self._go(-1)),
        ]
        keys += [(str(number), partial(self.decide, number)) for number in range(1, 10)]
        for key, do in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(RHYTHM)
        buttons.addWidget(self.previous_button)
        buttons.addWidget(self.next_button)
        buttons.addStretch(1)
        buttons.addWidget(self.decided_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._decided, 1)
        column.addLayout(buttons)
        self._decided.hide()
        self._scroll.hide()
        self._empty.show_text(self.tr("The list is being read."), "", "clock")
