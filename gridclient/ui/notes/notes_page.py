"""The open quick notes: one becomes a visit or a dispute without typing it again, or is ticked off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.dispute_reports import DisputeAsked
from gridclient.actions.notes import Note
from gridclient.actions.visits import FoundDoor, VisitAsked
from gridclient.ui.async_slot import async_slot
from gridclient.ui.shell.command_palette import Command, CommandPalette
from gridclient.ui.visits.visits_page import door_command
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import moment_words
from gridcore.ids import RecordId


class ReadsNotes(Protocol):
    """What the page asks (`gridclient.actions.notes.Notes`)."""

    async def open_notes(self) -> Sequence[Note]:
        """What is not done."""

    async def finish(self, note: RecordId, *, is_done: bool = True) -> None:
        """Mark a note as done, or take that back."""


class FindsDoors(Protocol):
    """Finds the household that a note is about (`gridclient.actions.visits.Visits`)."""

    async def find(self, text: str) -> Sequence[FoundDoor]:
        """Households by address, or by who lives there."""


class NotesPage(QWidget):
    """Emits `visit_asked` with a `VisitAsked`; `finished` with a message and the way to take it back."""

    visit_asked = Signal(object)
    dispute_asked = Signal(object)
    """To hand a note in to the mediators: a `DisputeAsked`."""
    note_asked = Signal()
    finished = Signal(str, object)
    saved = Signal()

    def __init__(
        self,
        notes: ReadsNotes,
        doors: FindsDoors,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        hands_in: bool = False,
    ) -> None:
        super().__init__(parent)
        self._notes, self._doors, self._now = notes, doors, now
        self._rows: Sequence[Note] = ()
        self.header = PageHeader(self.tr("Quick notes"), "", self)
        self.new_button = QPushButton(self.tr("&New note (Ctrl+N)"), self)
        self.done_button = QPushButton(self.tr("&Done"), self)
        self.header.add_control(self.new_button)
        self.header.add_control(self.done_button)
        self.dispute_button = QPushButton(self.tr("To the &mediators…"), self)
        self.dispute_button.setToolTip(self.tr("Hand in a dispute, this note or another one"))
        self.dispute_button.setVisible(hands_in)
        self.header.add_control(self.dispute_button)
        self.visit_button = self.header.set_primary(self.tr("Make it a &visit"))
        empty = EmptyState(
            "pencil",
            self.tr("No note waits."),
            self.tr("Ctrl+N catches a line anywhere in the program; it stays with you."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.note)
        self.table = RecordTable(self.list, self.tr("Quick notes"), empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self.table.opened.connect(lambda _: self.make_visit())
        self.table.chosen.connect(self._choose)
        self.list.loaded.connect(lambda: self._choose(self.table.current()))
        self.visit_button.clicked.connect(self.make_visit)
        self.done_button.clicked.connect(self.finish_note)
        self.dispute_button.clicked.connect(self.hand_in)
        self.new_button.clicked.connect(self.note_asked)
        self._choose(None)

    def page_shown(self) -> None:
        """Read the notes anew."""
        self.list.reload()

    def make_visit(self) -> None:
        """Open the visit form with the note's words; where the note names no household, ask for it."""
        row = self.table.current()
        if row is None:
            return
        if row.household is not None:
            self.visit_asked.emit(VisitAsked(row.household, note=row.note))
            return
        palette = CommandPalette(lambda text: self._found(text, row), self)
        palette.finished.connect(palette.deleteLater)
        palette.open()

    def hand_in(self) -> None:
        """Open the form of a dispute, with the note's words where one is chosen."""
        row = self.table.current()
        self.dispute_asked.emit(DisputeAsked() if row is None else DisputeAsked(row.household, row.note))

    @async_slot(again="ignore")
    async def finish_note(self) -> None:
        """Tick the note off; the toast takes it back."""
        row = self.table.current()
        if row is None:
            return
        await self._notes.finish(row.note)
        self.saved.emit()
        self.list.reload()
        self.finished.emit(self.tr("Ticked off."), lambda: self._take_back(row.note))

    @async_slot
    async def _take_back(self, note: RecordId) -> None:
        await self._notes.finish(note, is_done=False)
        self.saved.emit()
        self.list.reload()

    async def _found(self, text: str, row: Note) -> Sequence[Command]:
        def choose(door: FoundDoor) -> None:
            self.visit_asked.emit(VisitAsked(door.household, door.resident, note=row.note))

        return [door_command(each, choose) for each in await self._doors.find(text)]

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[Note]:
        if offset == 0:
            self._rows = await self._notes.open_notes()
            self.header.set_subtitle(self.tr("%n open", "", len(self._rows)))
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[Note]]:
        return [
            Column(self.tr("Noted"), self._noted, width=8),
            Column(self.tr("Note"), lambda row: " ".join(row.said.split()), width=16, stretches=True),
            Column(self.tr("Where"), lambda row: row.address, width=11, keeps_end=True),
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=8),
        ]

    def _noted(self, row: Note) -> str:
        try:
            moment = datetime.fromisoformat(row.noted_at.replace("Z", "+00:00"))
        except ValueError:
            return ""
        return moment_words(moment, self._now(), self._now().tzinfo or UTC)

    def _state(self, row: Note) -> Badge:
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        return Badge(self.tr("Safe"), "check", "ok")

    def _choose(self, row: object) -> None:
        for each in (self.visit_button, self.done_button):
            each.setEnabled(row is not None)
