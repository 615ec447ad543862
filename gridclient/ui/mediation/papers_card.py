"""The papers of a case: each filled from the records, printed or kept as a PDF, and archived once signed."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.actions.case_papers import CasePapers, FileList, ListedPaper
from gridclient.actions.mediation import Case
from gridclient.ui.mediation.case_cards import CaseCard
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.papers.pdf import AnyPaper
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import day_words, language, listed
from gridcore.codes.mediation import CASE_PAPER
from gridcore.ids import RecordId


class PapersCard(CaseCard):
    """Emits `signed_asked` with a `ListedPaper` that was signed, `told` with what became of a print."""

    signed_asked = Signal(object)
    told = Signal(str)

    def __init__(self, heading: str, papers: CasePapers, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._papers, self._case = papers, RecordId("")
        self._shown: tuple[str, bool, FileList | None] | None = None
        self.whole = PaperButton(self.tr("The whole file"), {"": self._whole}, self)
        self.whole.told.connect(self.told)
        self.add_button(self.whole)

    def show_papers(self, case: Case, file: FileList | None) -> None:
        """Fill in what can be printed now, and what the file still lacks."""
        fresh = (case.records.case.record, case.may_add, file)
        if fresh == self._shown:  # a button may be at work
            return
        self._shown, self._case = fresh, case.records.case.record
        grid = self.refill()
        if file is None:
            return
        self.whole.setEnabled(not file.is_disputed)
        row = 0
        if file.is_disputed:
            waits = self.tr("A conflict waits for a decision; after that the papers can be printed.")
            grid.addWidget(Text(waits, self.inside, wraps=True), row, 0, 1, 4)
            row += 1
        for each in file.papers:
            grid.addWidget(Text(each.name, self.inside, wraps=True), row, 0)
            if each.signed_on:
                grid.addWidget(Chip(self._signed(each), self.inside), row, 1)
            if case.may_add:
                grid.addWidget(self._sign_button(each), row, 2)
            button = PaperButton(each.name, {"": partial(self._one, each.name)}, self.inside)
            button.setEnabled(not file.is_disputed)
            button.told.connect(self.told)
            grid.addWidget(button, row, 3)
            row += 1
        grid.setColumnStretch(0, 1)
        if file.missing:
            lacking = listed(CASE_PAPER.text(each, language()) for each in file.missing)
            told = self.tr("The file still lacks: {papers}").format(papers=lacking)
            grid.addWidget(Subtitle(told, self.inside, wraps=True), row, 0, 1, 4)

    def _sign_button(self, each: ListedPaper) -> QPushButton:
        button = QPushButton(self.tr("Signed…"), self.inside)
        button.setAccessibleName(self.tr("{paper} was signed").format(paper=each.name))
        button.clicked.connect(lambda: self.signed_asked.emit(each))
        return button

    def _signed(self, each: ListedPaper) -> Badge:
        day = day_words(datetime.date.fromisoformat(each.signed_on))
        if each.is_changed:
            told = self.tr("changed since it was signed on {day}").format(day=day)
            return Badge(told, "warning", "warning")
        return Badge(self.tr("signed on {day}").format(day=day), "check", "ok")

    async def _one(self, name: str) -> AnyPaper | None:
        return await self._made(lambda: self._papers.paper(self._case, name))

    async def _whole(self) -> AnyPaper | None:
        return await self._made(lambda: self._papers.whole(self._case))

    async def _made(self, make: Callable[[], Awaitable[AnyPaper | None]]) -> AnyPaper | None:
        paper = await make()
        if paper is None:
            self.told.emit(
                self.tr("The case has changed meanwhile: a conflict waits, or the paper is not in the file.")
            )
        return paper
