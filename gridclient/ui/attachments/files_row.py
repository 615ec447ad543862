"""The attachments of a form: add from a file, by dropping or pasting; look at them; take them off."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QMimeData, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.attachments import Travel, Where
from gridclient.actions.records import Form
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_tile import FileTile
from gridclient.ui.attachments.file_words import fault_words
from gridclient.ui.attachments.photo_consent import PhotoConsent
from gridclient.ui.attachments.picture_view import PictureView
from gridclient.ui.attachments.pictures import of_image, picture, prepared
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_row import FieldNote, FieldProblemText
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Text
from gridcore.attachments import LARGEST_PICKED, MOST_OF_A_FIELD, Attachment, Media, attachment_of
from gridcore.fields import Values
from gridcore.file_contents import Fault

_LOOK_EVERY_MS = 1_500
_ON_THE_WAY = (Where.NOT_SAVED, Where.WAITING, Where.COMING)


class KeepsFiles(Protocol):
    """What the row asks (`gridclient.actions.attachments.Attachments`)."""

    async def attach(self, form: Form, values: Values, content: bytes, name: str) -> Attachment | Fault:
        """Keep a file for the record of a form."""

    async def content(self, form: Form, values: Values, attachment: Attachment) -> bytes | None:
        """The file, if it is here."""

    async def travels(self, form: Form, values: Values, files: Sequence[Attachment]) -> dict[str, Travel]:
        """Where each of them is."""


class FilesRow(QWidget):
    """`edited` says that something was added or taken off, `revealed` that a picture came into sight.

    `photo_consent` is True once the user said that the residents agreed to a photo of their home.
    """

    edited = Signal()
    revealed = Signal()

    def __init__(
        self,
        title: str,
        files: KeepsFiles,
        form: Form,
        elements: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._files, self._form = files, form
        self._before = sorted(elements)
        self.photo_consent = False
        self.tiles: list[FileTile] = []
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self.add_button = QPushButton(self.tr("Add a &file…"), self)
        self.paste_button = QPushButton(self.tr("Pas&te a picture"), self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._note = FieldNote(self.tr("JPEG, PNG or PDF; files may be dropped here."), self, wraps=True)
        self._flow = FlowLayout(gap=RHYTHM, line_gap=RHYTHM)
        buttons = QHBoxLayout()
        buttons.addWidget(Text(title, self))
        buttons.addStretch(1)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addLayout(self._flow)
        column.addWidget(self._problem)
        column.addWidget(self._note)
        self._problem.hide()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
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
        for each in sorted(elements):
            found = attachment_of(each)
            if found is not None:
                self._show(found)
        self.look()

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

    @async_slot(again="queue")
    async def look(self) -> None:
        """Say where each of them is; while something is on its way, again and again."""
        shown = [*self.tiles]
        travels = (
            await self._files.travels(self._form, {}, [each.attachment for each in shown]) if shown else {}
        )
        for each in shown:
            if each in self.tiles:  # it may have been taken off meanwhile
                each.show_travel(travels[each.attachment.sha256])
        moves = any(each.where in _ON_THE_WAY for each in travels.values())
        (self._timer.start if moves else self._timer.stop)()

    async def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files; what is too large is refused before it is read."""
        self._problem.hide()
        for path in paths:
            content = await asyncio.to_thread(_content, path)
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

    def _refuse_file(self, name: str, fault: Fault) -> bool:
        return self._refuse(self.tr("{name}: {why}").format(name=name, why=fault_words(fault)))

    def _refuse(self, why: str) -> bool:
        """Say why a file was not taken, below what was said of the others; they may still be taken."""
        before = [] if self._problem.isHidden() else [self._problem.text()]
        self._problem.setText("\n".join([*before, why]))
        self._problem.show()
        return True

    def _show(self, attachment: Attachment) -> FileTile:
        tile = FileTile(attachment, self)
        tile.opened.connect(lambda: self.open(tile))
        tile.removed.connect(lambda: self._remove(tile))
        self.tiles.append(tile)
        self._flow.addWidget(tile)
        tab_through(self.paste_button, self.add_button, *self.tiles)
        tile.show()
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

    @async_slot(again="ignore")
    async def open(self, tile: FileTile) -> None:
        """Show a picture inside the program; a PDF is handed out as a copy, if the user wants that."""
        content = await self._files.content(self._form, {}, tile.attachment)
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


def _content(path: Path) -> bytes | Fault:
    """A file's bytes; its size is looked at before a byte is read."""
    try:
        if path.stat().st_size > LARGEST_PICKED:
            return Fault.TOO_LARGE
        return path.read_bytes() if path.is_file() else Fault.NOT_ALLOWED
    except OSError:
        return Fault.DAMAGED
