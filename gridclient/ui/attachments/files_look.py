"""The attachments of a record, to be looked at: nothing is read, or fetched, before somebody asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from gridclient.actions.attachments import Travel, Where
from gridclient.actions.records import Form
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_tile import FileTile
from gridclient.ui.attachments.file_words import fault_words
from gridclient.ui.attachments.picture_view import PictureView
from gridclient.ui.attachments.pictures import picture
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.question import confirm
from gridcore.attachments import Attachment, Media, attachment_of
from gridcore.fields import Values
from gridcore.file_contents import Fault

_LOOK_EVERY_MS = 1_500
_ON_THE_WAY = (Where.NOT_SAVED, Where.WAITING, Where.COMING)


class SeesFiles(Protocol):
    """What is asked for attachments that are looked at (`gridclient.actions.attachments.Attachments`)."""

    async def content(self, form: Form, values: Values, attachment: Attachment) -> bytes | None:
        """The file, if it is here; else it is fetched."""

    async def travels(self, form: Form, values: Values, files: Sequence[Attachment]) -> dict[str, Travel]:
        """Where each of them is."""


class FilesLook(QWidget):
    """`revealed` says that a picture came into sight. Pictures live in memory alone, and leave with this."""

    revealed = Signal()

    def __init__(
        self,
        title: str,
        files: SeesFiles,
        form: Form,
        elements: Sequence[str],
        parent: QWidget | None = None,
        *,
        is_locked: bool = True,
    ) -> None:
        super().__init__(parent)
        self._seen_files, self._form, self._is_locked = files, form, is_locked
        self.tiles: list[FileTile] = []
        self.setAccessibleName(title)
        self._problem = FieldProblemText("", self, wraps=True)
        self._flow = FlowLayout(gap=RHYTHM, line_gap=RHYTHM)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)
        self._column.addWidget(self._problem)
        self._problem.hide()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._show_all(elements)

    def _show_all(self, elements: Sequence[str]) -> None:
        for each in sorted(elements):
            found = attachment_of(each)
            if found is not None:
                self._show(found)
        self.look()

    @async_slot(again="queue")
    async def look(self) -> None:
        """Say where each of them is; while something is on its way, again and again."""
        shown = [*self.tiles]
        travels = (
            await self._seen_files.travels(self._form, {}, [each.attachment for each in shown])
            if shown
            else {}
        )
        for each in shown:
            if each in self.tiles:  # it may have been taken off meanwhile
                each.show_travel(travels[each.attachment.sha256])
        moves = any(each.where in _ON_THE_WAY for each in travels.values())
        (self._timer.start if moves else self._timer.stop)()

    @async_slot(again="ignore")
    async def open(self, tile: FileTile) -> None:
        """Show a picture inside the program; a PDF is handed out as a copy, if the user wants that."""
        content = await self._seen_files.content(self._form, {}, tile.attachment)
        self.look()
        if content is None:
            return
        self.revealed.emit()
        if tile.attachment.media is Media.PDF:
            await self._save_copy(tile.attachment, content)
            return
        image = await asyncio.to_thread(picture, content)
        if image is None:
            self._refuse_file(tile.attachment.name, Fault.DAMAGED)
            return
        if tile in self.tiles:
            tile.show_picture(image)
        await ask(PictureView(tile.attachment.name, image, self))

    async def _save_copy(self, attachment: Attachment, content: bytes) -> None:
        question = self.tr("Save a readable copy?")
        consequence = self.tr(
            "A PDF is not opened inside the program. The copy is not encrypted; delete it after use."
        )
        if not await confirm(self, question, consequence, self.tr("&Save a copy…")):
            return
        dialog = QFileDialog(self, question, str(Path(QDir.homePath()) / attachment.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(attachment.name)
        if await ask(dialog):
            await asyncio.to_thread(Path(dialog.selectedFiles()[0]).write_bytes, content)

    def _show(self, attachment: Attachment) -> FileTile:
        tile = FileTile(attachment, self, is_locked=self._is_locked)
        tile.opened.connect(lambda: self.open(tile))
        self.tiles.append(tile)
        self._flow.addWidget(tile)
        tile.show()
        return tile

    def _refuse_file(self, name: str, fault: Fault) -> bool:
        return self._refuse(self.tr("{name}: {why}").format(name=name, why=fault_words(fault)))

    def _refuse(self, why: str) -> bool:
        """Say why a file was not taken or shown, below what was said of the others."""
        before = [] if self._problem.isHidden() else [self._problem.text()]
        self._problem.setText("\n".join([*before, why]))
        self._problem.show()
        return True
