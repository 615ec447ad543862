"""Where there is no line: write a sealed file for the office, read the one that it gives back."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.hand_over import MOST_CARRIED, Luggage, TakenIn, Written
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Subtitle
from gridcore.wire.bundles import ENDING

_MEGABYTE = 1_000_000
_SIZES = (0, 10, MOST_CARRIED // _MEGABYTE)


class HandsOver(Protocol):
    """What the card asks."""

    def suggested_name(self) -> str:
        """A file name that tells the office whose it is."""

    async def luggage(self) -> Luggage:
        """The photos and papers that wait to go along, and those that may come back."""

    async def write(self, path: Path, most_bytes: int) -> Written:
        """Write the file, with photos and papers of so many bytes at the most each way; what is in it."""

    async def read(self, path: Path) -> TakenIn:
        """Take in an answer; returns what came."""


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
        self.waiting = Subtitle("", self, wraps=True)
        self.along = QComboBox(self)
        self.along.setAccessibleName(self.tr("Photos and papers in the file"))
        for megabytes in _SIZES:
            self.along.addItem(
                self.tr("with photos up to {size} MB").format(size=megabytes)
                if megabytes
                else self.tr("without photos"),
                megabytes * _MEGABYTE,
            )
        self.along.setCurrentIndex(len(_SIZES) - 1)
        self.write_button.clicked.connect(self._choose_where)
        self.read_button.clicked.connect(self._choose_answer)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(Subtitle(explained, self, wraps=True), 1)
        row.addWidget(self.write_button)
        row.addWidget(self.read_button)
        luggage = QHBoxLayout()
        luggage.setSpacing(RHYTHM)
        luggage.addWidget(self.waiting, 1)
        luggage.addWidget(self.along)
        self.body.addLayout(luggage)
        self.body.addLayout(row)
        self._show_luggage(Luggage(0, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    @async_slot(again="restart")
    async def reload(self) -> None:
        """See what waits to go along, and to come."""
        self._show_luggage(await self._hand_over.luggage())

    def _show_luggage(self, found: Luggage) -> None:
        said: list[str] = []
        if found.files:
            told = self.tr("%n photo(s) or paper(s) wait, {size} MB.", "", found.files)
            said.append(told.format(size=max(round(found.size / _MEGABYTE, 1), 0.1)))
        if found.wanted:
            said.append(self.tr("%n photo(s) or paper(s) that you opened can come back.", "", found.wanted))
        self.along.setVisible(bool(said))
        self.waiting.setVisible(bool(said))
        self.waiting.setText(" ".join(said))

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
        written = await self._hand_over.write(path, self.along.currentData())
        said = [self.tr("%n change(s) are in {file}.", "", written.edits).format(file=path.name)]
        if written.files:
            said.append(self.tr("%n photo(s) or paper(s) go along.", "", written.files))
        if written.wanted:
            said.append(self.tr("%n photo(s) or paper(s) are to come with the answer.", "", written.wanted))
        if written.left:
            said.append(self.tr("%n photo(s) or paper(s) are left for the next file.", "", written.left))
        self.told.emit(" ".join((*said, self.tr("They stay here too, until the answer was read."))))

    async def read(self, path: Path) -> None:
        """Take in the answer."""
        came = await self._hand_over.read(path)
        said = [self.tr("The answer was read: %n record(s) came.", "", came.records)]
        if came.files:
            said.append(self.tr("%n photo(s) or paper(s) came, too.", "", came.files))
        self.told.emit(" ".join(said))
        self.reload()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window(), title, QDir.homePath())
        dialog.setNameFilters([self.tr("Files for handing over (*.gridsync)"), self.tr("All files (*)")])
        return dialog
