"""The attachments of a form: add from a file, by dropping or pasting; look at them; take them off."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QMimeData, QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.records import Form
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_tile import FileTile
from gridclient.ui.attachments.files_look import FilesLook, SeesFiles
from gridclient.ui.attachments.photo_consent import PhotoConsent
from gridclient.ui.attachments.pictures import of_image, picture, prepared
from gridclient.ui.widgets.form_row import FieldNote
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Text
from gridcore.attachments import LARGEST, LARGEST_PICKED, MOST_OF_A_FIELD, Attachment, Media
from gridcore.fields import Values
from gridcore.file_contents import LONGEST_BEGINNING, Fault, media_of


class KeepsFiles(SeesFiles, Protocol):
    """What the row asks (`gridclient.actions.attachments.Attachments`)."""

    async def attach(self, form: Form, values: Values, content: bytes, name: str) -> Attachment | Fault:
        """Keep a file for the record of a form."""


class FilesRow(FilesLook):
    """`edited` says that something was added or taken off.

    `photo_consent` is True once the user said that the residents agreed to a photo of their home.
    """

    edited = Signal()

    def __init__(
        self,
        title: str,
        files: KeepsFiles,
        form: Form,
        elements: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, files, form, (), parent, is_locked=False)
        self._files = files
        self._before = sorted(elements)
        self.photo_consent = False
        self.setAcceptDrops(True)
        self.add_button = QPushButton(self.tr("Add a &file…"), self)
        self.paste_button = QPushButton(self.tr("Pas&te a picture"), self)
        self._note = FieldNote(self.tr("JPEG, PNG or PDF; files may be dropped here."), self, wraps=True)
        buttons = QHBoxLayout()
        buttons.addWidget(Text(title, self))
        buttons.addStretch(1)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(self.add_button)
        self._column.insertLayout(0, buttons)
        self._column.addWidget(self._note)
        self.add_button.clicked.connect(self.pick)
        self.paste_button.clicked.connect(self.paste)
        QGuiApplication.clipboard().dataChanged.connect(self._follow_clipboard)
        self._follow_clipboard()
        self.restore(self._before, False)

    def restore(self, elements: Sequence[str], photo_consent: bool) -> None:
        """Show these instead: the record's, or what a draft kept."""
        self.photo_consent = photo_consent
        for tile in [*self.tiles]:
            self._take_off(tile)
        self._show_all(elements)

    @property
    def elements(self) -> list[str]:
        """The attachments as they would be saved."""
        return sorted(each.attachment.element for each in self.tiles)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.elements != self._before

    @async_slot(again="ignore")
    async def pick(self) -> None:
        """Choose files."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self, self.tr("Add attachments"), pictures or QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Photos and PDF (*.jpg *.jpeg *.png *.pdf)"), self.tr("All files (*)")]
        )
        if await ask(dialog):
            await self.add_paths([Path(each) for each in dialog.selectedFiles()])

    @async_slot(again="ignore")
    async def paste(self) -> None:
        """Take what is on the clipboard."""
        data = _clipboard()
        paths = _paths(data)
        if paths:
            await self.add_paths(paths)
        elif data.hasImage():
            self._problem.hide()
            content = await asyncio.to_thread(of_image, QGuiApplication.clipboard().image())
            await self._add(content, self.tr("picture"))

    async def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files; what is too large is refused before it is read."""
        self._problem.hide()
        for path in paths:
            content = await asyncio.to_thread(content_of, path)
            if not await self._add(content, path.name):
                return

    async def _add(self, content: bytes | Fault, name: str) -> bool:
        """Add one file; False where the user wants no more."""
        if len(self.tiles) >= MOST_OF_A_FIELD:
            return self._refuse(self.tr("A record takes {count} attachments.").format(count=MOST_OF_A_FIELD))
        plain = content if isinstance(content, Fault) else await asyncio.to_thread(prepared, content)
        if isinstance(plain, Fault):
            return self._refuse_file(name, plain)
        is_picture = not plain.startswith(b"%PDF")
        if is_picture and not self.photo_consent:
            dialog = PhotoConsent(self)
            if not await ask(dialog):
                return False
            self.photo_consent = dialog.is_inside
        made = await self._files.attach(self._form, {}, plain, name)
        if isinstance(made, Fault):
            return self._refuse_file(name, made)
        if made.element not in self.elements:
            tile = self._show(made)
            if is_picture:
                await self._show_thumbnail(tile, plain)
            self.edited.emit()
            self.look()
        return True

    def _show(self, attachment: Attachment) -> FileTile:
        tile = super()._show(attachment)
        tile.removed.connect(lambda: self._remove(tile))
        tab_through(self.paste_button, self.add_button, *self.tiles)
        return tile

    def _remove(self, tile: FileTile) -> None:
        self._take_off(tile)
        self.add_button.setFocus()
        self.edited.emit()

    def _take_off(self, tile: FileTile) -> None:
        self.tiles.remove(tile)
        self._flow.removeWidget(tile)
        tile.hide()
        tile.deleteLater()

    async def _show_thumbnail(self, tile: FileTile, content: bytes) -> None:
        image = await asyncio.to_thread(picture, content, 2 * tile.width())
        if image is not None and tile in self.tiles:
            tile.show_picture(image)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._drop(_paths(event.mimeData()))

    @async_slot(again="queue")
    async def _drop(self, paths: Sequence[Path]) -> None:
        await self.add_paths(paths)

    def _follow_clipboard(self) -> None:
        self.paste_button.setEnabled(bool(_paths(_clipboard())) or _clipboard().hasImage())


def _clipboard() -> QMimeData:
    """What is on the clipboard; some platforms have nothing rather than an empty one."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def _paths(data: QMimeData) -> list[Path]:
    return [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]


def content_of(path: Path) -> bytes | Fault:
    """A file's bytes; its size and its beginning are looked at before the rest is read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_PICKED:
            return Fault.TOO_LARGE
        if not path.is_file():
            return Fault.NOT_ALLOWED
        with path.open("rb") as file:
            beginning = file.read(LONGEST_BEGINNING)
            media = media_of(beginning)
            if media is None:
                return Fault.NOT_ALLOWED
            if media is Media.PDF and size > LARGEST:
                return Fault.TOO_LARGE
            return beginning + file.read(size - len(beginning))
    except OSError:
        return Fault.DAMAGED
