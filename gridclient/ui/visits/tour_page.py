"""The tour of the day, entered from paper: one line a door, by keyboard alone, kept while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.tour_entry import Tour, TourDoor
from gridclient.ui.async_slot import async_slot
from gridclient.ui.visits.tour_line import TourLine
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.save_keys import answer_save_keys
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import day_words, listed
from gridcore.fields import Values


class EntersTours(Protocol):
    """What the page asks (`gridclient.actions.tour_entry.TourEntry`)."""

    async def tour(self) -> Tour:
        """The doors of the last sheet."""

    async def keep(self, door: TourDoor, day: date, typed: Values) -> None:
        """Keep a line as the draft of its visit."""

    async def submit(self, door: TourDoor, day: date, typed: Values) -> Saved | Unsaved:
        """Save a line as a visit and hand it in."""


class TourPage(QWidget):
    """1, 2 or 3 say what happened, Enter goes to the next door, Ctrl+S records every line that is filled."""

    saved = Signal()
    told = Signal(str)

    def __init__(self, tours: EntersTours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tours = tours
        self._day: date | None = None
        self._one_by_one = asyncio.Lock()
        """A line that is being recorded leaves no draft behind."""
        self.lines: list[TourLine] = []
        self.header = PageHeader(self.tr("Enter a tour"), "", self)
        self.record = self.header.set_primary(self.tr("Record what is &filled in"))
        self.record.setToolTip("Ctrl+S")
        self._empty = EmptyState("clock", self.tr("The tour is being read."), "", self)
        self._scroll: ScrollColumn | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(RHYTHM)
        self._column.addWidget(self.header)
        self._column.addWidget(self._empty, 1)
        self.record.setEnabled(False)
        self.record.clicked.connect(self.record_all)
        answer_save_keys(self, self.record_all)

    def page_shown(self) -> None:
        """Read the tour anew, unless something is typed here."""
        if not any(each.is_begun for each in self.lines):
            self.reload()

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        for each in self.lines:
            each.flush()

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the doors and show a line for each."""
        self._show(await self._tours.tour())

    @async_slot(again="ignore")
    async def record_all(self) -> None:
        """Record every line that says what happened; one that is begun without says what it lacks."""
        day, count = self._day, 0
        if day is None:
            return
        begun = [each for each in self.lines if each.is_begun]
        lacking = [each for each in begun if not each.is_filled]
        self.record.setEnabled(False)
        try:
            for line in [each for each in begun if each.is_filled]:
                count += await self._record(line, day)
        finally:
            self.record.setEnabled(True)
            self._summarise()
        if count:
            self.saved.emit()
            self.told.emit(self.tr("%n visit(s) recorded; they will be sent.", "", count))
        for line in lacking:
            line.show_problem(self.tr("Say what happened as well: 1, 2 or 3."))
        if lacking:
            lacking[0].begin()
        else:
            self._go_on()

    async def _record(self, line: TourLine, day: date) -> bool:
        async with self._one_by_one:
            result = await self._tours.submit(line.door, day, line.typed())
            if isinstance(result, Saved):
                line.show_recorded(True)
                return True
        gone = self.tr("This household is no longer on this computer.")
        line.show_problem(gone if result.is_gone else " ".join(map(problem_words, result.problems)))
        return False

    @async_slot
    async def _keep(self, line: TourLine) -> None:
        async with self._one_by_one:
            if self._day is not None and line.is_begun:
                await self._tours.keep(line.door, self._day, line.typed())

    def _show(self, tour: Tour) -> None:
        self._day = tour.day
        if self._scroll is not None:
            self._scroll.hide()
            self._column.removeWidget(self._scroll)
            self._scroll.deleteLater()
            self._scroll = None
        self.lines = []
        self._empty.setVisible(not (tour.doors or tour.gone))
        self._empty.show_text(
            self.tr("Nobody waits for a visit at the door."),
            self.tr("Print the tour sheet on the page Today in the morning; its doors appear here."),
            "check",
        )
        if tour.doors or tour.gone:
            self._fill(tour)
        self.record.setEnabled(bool(tour.doors))
        self._summarise()
        self._go_on()

    def _fill(self, tour: Tour) -> None:
        scroll = self._scroll = ScrollColumn(self)
        card = Card(scroll)
        for door in tour.doors:
            line = TourLine(door, card)
            line.edited.connect(lambda line=line: self._keep(line))
            line.left.connect(lambda line=line: self._go_on(line))
            card.body.addWidget(line)
            self.lines.append(line)
        if tour.gone:
            card.body.addWidget(Subtitle(self._gone_words(tour.gone), card, wraps=True))
        scroll.add(card)
        self._column.addWidget(scroll, 1)

    def _gone_words(self, numbers: Sequence[int]) -> str:
        told = self.tr(
            "Number {numbers} of the sheet is no longer here under this name: moved away, or merged with "
            "somebody. Ctrl+K finds who is here; keep the paper until you know."
        )
        return told.format(numbers=listed(map(str, numbers)))

    def _go_on(self, after: TourLine | None = None) -> None:
        """To the next line that is not recorded."""
        begin = self.lines.index(after) + 1 if after is not None else 0
        following = [each for each in self.lines[begin:] if not each.is_recorded]
        if following:
            following[0].begin()
        else:
            self.record.setFocus(Qt.FocusReason.TabFocusReason)

    def _summarise(self) -> None:
        if self._day is None:
            return
        done = sum(each.is_recorded for each in self.lines)
        counted = self.tr("{done} of {all} recorded").format(done=done, all=len(self.lines))
        self.header.set_subtitle(f"{day_words(self._day)} · {counted}")
