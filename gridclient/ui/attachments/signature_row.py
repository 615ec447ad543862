"""The signature for goods in a form: drawn here, or a photo of the signed paper. No list shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.records import Form
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_tile import FileTile
from gridclient.ui.attachments.files_look import FilesLook
from gridclient.ui.attachments.files_row import KeepsFiles, content_of
from gridclient.ui.attachments.pictures import of_image, prepared
from gridclient.ui.attachments.signature_pad import SignatureDialog
from gridclient.ui.widgets.texts import Text
from gridcore.attachments import Attachment
from gridcore.file_contents import Fault

DRAWN, PAPER = "drawn", "paper"


class SignatureRow(FilesLook):
    """`signed` says how, once there is something to keep, and None when it was taken off."""

    signed = Signal(object)

    def __init__(
        self,
        title: str,
        files: KeepsFiles,
        form: Form,
        goods: Callable[[], str],
        elements: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, files, form, (), parent, is_locked=False)
        self._files, self._goods = files, goods
        self.draw_button = QPushButton(self.tr("Dra&w it…"), self)
        self.paper_button = QPushButton(self.tr("Photo of the &paper…"), self)
        buttons = QHBoxLayout()
        buttons.addWidget(Text(title, self))
        buttons.addStretch(1)
        buttons.addWidget(self.paper_button)
        buttons.addWidget(self.draw_button)
        self._column.insertLayout(0, buttons)
        self.draw_button.clicked.connect(self.draw)
        self.paper_button.clicked.connect(self.pick)
        self._show_all(elements)

    @property
    def elements(self) -> list[str]:
        """The signatures as they would be saved."""
        return sorted(each.attachment.element for each in self.tiles)

    @async_slot(again="ignore")
    async def draw(self) -> None:
        """Let the person sign on the pad."""
        received = self.tr("Received: {goods}").format(goods=self._goods())
        dialog = SignatureDialog(self.tr("Signature for goods"), received, self)
        if await ask(dialog):
            content = await asyncio.to_thread(of_image, dialog.pad.picture())
            await self.keep(content, self.tr("signature"), DRAWN)

    @async_slot(again="ignore")
    async def pick(self) -> None:
        """Choose the photo of a paper that was signed; a paper is no home, so nobody is asked for consent."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self, self.tr("Photo of the signed paper"), pictures or QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Photos and PDF (*.jpg *.jpeg *.png *.pdf)"), self.tr("All files (*)")]
        )
        if await ask(dialog):
            path = Path(dialog.selectedFiles()[0])
            await self.keep(await asyncio.to_thread(content_of, path), path.name, PAPER)

    async def keep(self, content: bytes | Fault, name: str, how: str) -> None:
        """Keep it in the place of the one before; what cannot be kept is said, and that one stays."""
        self._problem.hide()
        plain = content if isinstance(content, Fault) else await asyncio.to_thread(prepared, content)
        made = plain if isinstance(plain, Fault) else await self._files.attach(self._form, {}, plain, name)
        if isinstance(made, Fault):
            self._refuse_file(name, made)
            return
        for tile in [*self.tiles]:
            self._take_off(tile)
        self._show(made)
        self.signed.emit(how)
        self.look()

    def _show(self, attachment: Attachment) -> FileTile:
        tile = super()._show(attachment)
        tile.removed.connect(lambda: self._remove(tile))
        return tile

    def _remove(self, tile: FileTile) -> None:
        self._take_off(tile)
        self.draw_button.setFocus()
        self.signed.emit(None)

    def _take_off(self, tile: FileTile) -> None:
        self.tiles.remove(tile)
        self._flow.removeWidget(tile)
        tile.hide()
        tile.deleteLater()
