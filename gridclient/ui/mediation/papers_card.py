"""The papers of a case: each filled from the records, printed or kept as a PDF, and archived once signed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gridclient.actions.case_papers import SIGNED_PAPER, Archived, CasePapers, FileList, ListedPaper
from gridclient.actions.mediation import Case
from gridclient.ui.households.value_words import date_words
from gridclient.ui.mediation.case_cards import CaseCard
from gridclient.ui.papers.paper_button import Make, PaperButton
from gridclient.ui.papers.pdf import AnyPaper
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import language, listed
from gridcore.codes.mediation import CASE_PAPER
from gridcore.ids import RecordId
from gridcore.papers.filed_paper import FiledPaper
from gridcore.papers.mediation_file import WholeFile


class PapersCard(CaseCard):
    """Emits the key of a paper that is going to be signed here, or was signed on its sheet.

    `told` says what became of a print; `form_asked` is emitted for what lies in the archive.
    """

    sign_asked = Signal(str)
    signed_asked = Signal(str)
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
            if each.archived:
                grid.addWidget(Chip(self._signed(each), self.inside), row, 1)
            may_sign = case.may_add and not file.is_disputed and each.may_be_signed
            if may_sign or each.archived:
                grid.addWidget(self._archive_button(each, may_sign=may_sign), row, 2)
            versions = self._versions(each)
            button = PaperButton(each.name, versions, self.inside)
            button.setEnabled(bool(versions) and not file.is_disputed)
            button.told.connect(self.told)
            grid.addWidget(button, row, 3)
            row += 1
        grid.setColumnStretch(0, 1)
        if file.missing:
            lacking = listed(CASE_PAPER.text(each, language()) for each in file.missing)
            told = self.tr("The file still lacks: {papers}").format(papers=lacking)
            grid.addWidget(Subtitle(told, self.inside, wraps=True), row, 0, 1, 4)

    async def made(
        self, make: Callable[[], Awaitable[FiledPaper | WholeFile | None]]
    ) -> FiledPaper | WholeFile | None:
        """A paper for the printer; None, with a word about it, where it cannot be printed now."""
        paper = await make()
        if paper is None:
            self.told.emit(
                self.tr("The case has changed meanwhile: a conflict waits, or the paper is not in the file.")
            )
            return None
        papers: Iterable[FiledPaper] = paper.papers if isinstance(paper, WholeFile) else (paper,)
        if any(not drawn.picture for each in papers for drawn in each.drawn):
            self.told.emit(
                self.tr("A signature has not arrived on this computer yet. Sync, then print the paper again.")
            )
            return None
        return paper

    def _archive_button(self, each: ListedPaper, *, may_sign: bool) -> QPushButton:
        button = QPushButton(self.tr("Sign…") if may_sign else self.tr("Signed"), self.inside)
        button.setAccessibleName(self.tr("Signatures: {paper}").format(paper=each.name))
        button.clicked.connect(lambda: self._offer(button, each, may_sign=may_sign))
        return button

    def _offer(self, button: QPushButton, each: ListedPaper, *, may_sign: bool) -> None:
        """What can be done about signatures now, and what was signed before."""
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        if may_sign:
            for words, asked in (
                (self.tr("Sign on this &computer…"), self.sign_asked),
                (self.tr("It was signed on the &sheet…"), self.signed_asked),
            ):
                action = QAction(words, menu)
                action.triggered.connect(lambda _=False, it=asked: it.emit(each.key))
                menu.addAction(action)
        for archived in each.archived:
            action = QAction(self._day_told(self.tr("&Open what was signed on {day}"), archived), menu)
            action.triggered.connect(
                lambda _=False, it=archived.record: self.form_asked.emit(SIGNED_PAPER, it)
            )
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _versions(self, each: ListedPaper) -> dict[str, Make]:
        """The paper as it stands; beside it, where that is something else, as it was signed."""
        old = each.archived if each.is_changed or not each.key else each.archived[:-1]
        found: dict[str, Make] = {}
        if each.key:
            found[self.tr("As it stands now")] = partial(self._one, each.key)
        for archived in old:
            if archived.is_kept:
                words = self._day_told(self.tr("As it was signed on {day}"), archived)
                words += f" ({len(found)})" if words in found else ""  # twice on a day
                found[words] = partial(self._old, archived.record)
        return found

    def _signed(self, each: ListedPaper) -> Badge:
        last = each.archived[-1]
        if each.is_changed:
            told = self._day_told(self.tr("changed since it was signed on {day}"), last)
            return Badge(told, "warning", "warning")
        return Badge(self._day_told(self.tr("signed on {day}"), last), "check", "ok")

    def _day_told(self, words: str, archived: Archived) -> str:
        day = archived.signed_on
        return words.format(day=date_words(day) or "—")

    async def _one(self, key: str) -> AnyPaper | None:
        return await self.made(lambda: self._papers.paper(self._case, key))

    async def _old(self, record: RecordId) -> AnyPaper | None:
        return await self.made(lambda: self._papers.as_signed(self._case, record))

    async def _whole(self) -> AnyPaper | None:
        return await self.made(lambda: self._papers.whole(self._case))
