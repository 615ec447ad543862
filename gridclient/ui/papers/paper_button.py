"""One paper behind one button: to a printer, or kept as a PDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gridclient.actions.paper_file import write_paper
from gridclient.ui.async_slot import async_slot
from gridclient.ui.icons import IconButton
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.papers.printing import ask_for_file, print_paper
from gridcore.papers.filled_paper import Paper


class PaperButton(IconButton):
    """Makes the paper anew each time it is wanted; emits `told` with what became of it."""

    told = Signal(str)

    def __init__(self, name: str, make: Callable[[], Awaitable[Paper]], parent: QWidget) -> None:
        super().__init__("print", name, parent)
        self._paper, self._make = name, make
        self.clicked.connect(self._offer)

    @async_slot(again="ignore")
    async def print(self) -> None:
        """To a printer."""
        try:
            is_printed = await print_paper(await self._make(), self)
        except ImportError:
            self.told.emit(self.tr("This computer has no print system. Save the paper as PDF instead."))
            return
        if is_printed:
            self.told.emit(self.tr("{paper}: on its way to the printer.").format(paper=self._paper))

    @async_slot(again="ignore")
    async def keep(self) -> None:
        """As PDF, where the user wants it."""
        paper = await self._make()
        path = await ask_for_file(paper.title, self)
        if path is not None:
            await write_paper(path, pdf_of(paper))
            self.told.emit(self.tr("The PDF was saved. It is not encrypted: please keep it safe."))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self._paper)
        for words, act in ((self.tr("&Print…"), self.print), (self.tr("Save as P&DF…"), self.keep)):
            action = QAction(words, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
