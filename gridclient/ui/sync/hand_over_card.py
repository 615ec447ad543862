"""Where there is no line: write a sealed file for the office, read the one that it gives back."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Subtitle
from gridcore.wire.bundles import ENDING


class HandsOver(Protocol):
    """What the card asks."""

    def suggested_name(self) -> str:
        """A file name that tells the office whose it is."""

    async def write(self, path: Path) -> int:
        """Write the file; returns how many edits are in it."""

    async def read(self, path: Path) -> int:
        """Take in an answer; returns how many records came."""


class HandOverCard(Card):
    """Two buttons at the lower edge of the Sync page. `told` carries what was done, in words."""

    told = Signal(str)

    def __init__(self, hand_over: HandsOver, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=RHYTHM + RHYTHM // 2)
        self._hand_over = hand_over
        self.setAccessibleName(self.tr("Handing over by file"))
        explained = self.tr(
            "No line? A sealed file on a stick takes your work to the office and brings news."
        )
        self.write_button = QPushButton(self.tr("&Write a file…"), self)
        self.read_button = QPushButton(self.tr("Rea&d the answer…"), self)
        self.write_button.clicked.connect(self._choose_where)
        self.read_button.clicked.connect(self._choose_answer)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(Subtitle(explained, self, wraps=True), 1)
        row.addWidget(self.write_button)
        row.addWidget(self.read_button)
        self.body.addLayout(row)

    @async_slot(again="ignore")
    async def _choose_where(self) -> None:
        """Ask where to, beginning with the stick if one was used before."""
        dialog = self._dialog(self.tr("Write a file for the office"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.selectFile(self._hand_over.suggested_name())
        if await ask(dialog) and dialog.selectedFiles():
            await self.write(Path(dialog.selectedFiles()[0]))

    @async_slot(again="ignore")
    async def _choose_answer(self) -> None:
        """Ask for the office's file."""
        dialog = self._dialog(self.tr("Read the answer of the office"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if await ask(dialog) and dialog.selectedFiles():
            await self.read(Path(dialog.selectedFiles()[0]))

    async def write(self, path: Path) -> None:
        """Write the file, and say what is in it and what to do with it."""
        edits = await self._hand_over.write(path)
        in_it = self.tr("%n change(s) are in {file}.", "", edits).format(file=path.name)
        self.told.emit(in_it + " " + self.tr("They stay here too, until the answer was read."))

    async def read(self, path: Path) -> None:
        """Take in the answer."""
        records = await self._hand_over.read(path)
        self.told.emit(self.tr("The answer was read: %n record(s) came.", "", records))

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window(), title, QDir.homePath())
        dialog.setNameFilters([self.tr("Files for handing over (*.gridsync)"), self.tr("All files (*)")])
        return dialog
