"""Papers behind one button: to a printer, or kept as a PDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from gridclient.actions.paper_file import write_paper
from gridclient.ui.async_slot import async_slot
from gridclient.ui.icons import IconButton
from gridclient.ui.papers.pdf import AnyPaper, pdf_of
from gridclient.ui.papers.printing import ask_for_file, print_paper

Make = Callable[[], Awaitable[AnyPaper | None]]
"""None: there is nothing to print, and the maker has said why."""


class PaperButton(IconButton):
    """Makes a paper anew each time it is wanted; emits `told` with what became of it.

    `papers` are the words and the makers of what is offered; a single one needs no words of its own. `before`
    is done when it was said where the paper goes, before it goes there.
    """

    told = Signal(str)

    def __init__(
        self,
        name: str,
        papers: Mapping[str, Make],
        parent: QWidget,
        *,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__("print", name, parent)
        self._paper, self._papers, self._before = name, papers, before
        self.clicked.connect(self._offer)

    def answer_keys_of(self, page: QWidget) -> None:
        """Ctrl+P anywhere on the page is this button."""
        self.setToolTip(f"{self._paper} (Ctrl+P)")
        QShortcut(QKeySequence("Ctrl+P"), page).activated.connect(self.click)

    @async_slot(again="ignore")
    async def print(self, make: Make) -> None:
        """To a printer."""
        paper = await make()
        if paper is None:
            return
        try:
            is_printed = await print_paper(paper, self, self._leave)
        except ImportError:
            self.told.emit(self.tr("This computer has no print system. Save the paper as PDF instead."))
            return
        if is_printed:
            self.told.emit(self.tr("{paper}: on its way to the printer.").format(paper=self._paper))

    @async_slot(again="ignore")
    async def keep(self, make: Make) -> None:
        """As PDF, where the user wants it."""
        paper = await make()
        path = await ask_for_file(paper.title, self) if paper is not None else None
        if paper is not None and path is not None:
            await self._leave()
            await write_paper(path, pdf_of(paper))
            self.told.emit(self.tr("The PDF was saved. It is not encrypted: please keep it safe."))

    async def _leave(self) -> None:
        if self._before is not None:
            await self._before()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self._paper)
        for words, make in self._papers.items():
            self._fill(menu if len(self._papers) == 1 else menu.addMenu(words), make)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self, menu: QMenu, make: Make) -> None:
        for words, act in ((self.tr("&Print…"), self.print), (self.tr("Save as P&DF…"), self.keep)):
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, act=act: act(make))
            menu.addAction(action)
