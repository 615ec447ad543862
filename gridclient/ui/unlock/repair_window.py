"""A damaged store: what happened, what is safe, and the way to go on working without anybody's help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.ui.async_slot import async_slot
from gridclient.ui.problem_text import problem_text
from gridclient.ui.unlock.door import STEPS, Spared, Workshop
from gridclient.ui.unlock.unlock_window import FrontWindow
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import in_a_row, listed, moment_words
from gridcore.problems import ProblemError


class RepairWindow(FrontWindow):
    """Offers the repair; emits `repaired` when the store is open. Closed before, everything is as it was."""

    repaired = Signal()

    def __init__(self, workshop: Workshop, clock: Callable[[], datetime]) -> None:
        found = problem_text(workshop.problem.code, workshop.problem.params)
        super().__init__(
            self.tr("This computer needs a repair"),
            in_a_row(found.happened, self.tr("That happens when a disk wears out; you did nothing wrong.")),
        )
        self._workshop, self._clock = workshop, clock
        self._is_running = False
        self.on_server = Text(self.tr("Everything that was sent is on the server."), self, wraps=True)
        self.in_journal = Text(self.tr("Reading the journal …"), self, wraps=True)
        done = self.tr(
            "The damaged files are put aside, not deleted. A new file is made under your passphrase, and "
            "your unsent work is put back into it. The other records come with the next sync; until then "
            "the lists are short. No network is needed now."
        )
        self.panel = ProgressPanel(self.tr("Repairing"), self)
        self.state = Subtitle("", self, wraps=True)
        self.later = QPushButton(self.tr("&Not now"), self)
        self.button = primary_button(self.tr("&Repair this computer"), self)
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.button)
        safe, what = Strong(self.tr("What is safe"), self), Strong(self.tr("What the repair does"), self)
        self.fill(safe, self.on_server, self.in_journal, what, Text(done, self, wraps=True))
        self.fill(self.panel, self.state, buttons)
        tab_through(self.panel, self.later, self.button)
        self.state.hide()
        self.later.clicked.connect(self.close)
        self.button.clicked.connect(self.repair)
        self.panel.cancelled.connect(workshop.give_up)
        self.button.setDefault(True)
        self.button.setFocus()
        self._look()

    @async_slot(again="ignore")
    async def repair(self) -> None:
        """Repair; whatever goes wrong, it may be tried again."""
        self.problem_bar.hide()
        self._set_running(is_running=True)
        self.panel.start()
        self.panel.show_progress(0, 0, self.tr("Making a new file …"))
        try:
            is_done = await self._workshop.repair(self._show_step)
        except ProblemError as problem:
            self.show_problem(problem)
            return
        finally:
            self._set_running(is_running=False)
        if is_done:
            self.repaired.emit()
            return
        self.state.setText(self.tr("The repair was given up. Nothing was changed."))
        self.state.show()

    @async_slot
    async def _look(self) -> None:
        try:
            found = await self._workshop.look()
        except ProblemError as problem:
            self.in_journal.setText(self.tr("The journal could not be read yet."))
            self.show_problem(problem)
            return
        self.in_journal.setText(self._journal_words(found))

    def _journal_words(self, found: Spared) -> str:
        counted = []
        if found.edits:
            counted.append(self.tr("%n change(s)", "", found.edits))
        if found.files:
            counted.append(self.tr("%n photo(s) or paper(s)", "", found.files))
        if not counted:
            return self.tr("No work waited on this computer to be sent.")
        told = [
            self.tr("Your latest work is in a second file, the journal: {what}.").format(what=listed(counted))
        ]
        if found.last_at:
            now = self._clock().astimezone()
            moment = moment_words(datetime.fromisoformat(found.last_at), now, now.tzinfo or UTC)
            told.append(self.tr("The last was saved {moment}.").format(moment=moment))
        told.append(self.tr("What the server has already is not recorded twice."))
        return in_a_row(*told)

    def _show_step(self, done: int) -> None:
        self.panel.show_progress(done, STEPS, self.tr("Putting your work back …"))
        self.panel.stop_offering()

    def _set_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self.state.hide()
        for each in (self.button, self.later):
            each.setDisabled(is_running)
        if not is_running:
            self.panel.finish()
            self.button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_running:  # it ends by itself; given up, nothing was changed
            self._workshop.give_up()
            event.ignore()
            return
        super().closeEvent(event)
