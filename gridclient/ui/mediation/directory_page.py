"""Who advises the community in law, and where it mediates: one list, the form of each, and the notice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QStandardPaths, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.mediation_directory import ADVISER, ROOM, DirectoryLine, Notice, ends_others
from gridclient.actions.records import Saved, Unsaved
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_words import fault_words
from gridclient.ui.attachments.files_row import content_of
from gridclient.ui.attachments.pictures import prepared
from gridclient.ui.history.history_page import HistoryOf, history_button
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import language, listed, words
from gridcore.file_contents import Fault
from gridcore.ids import RecordId
from gridcore.legal_advisers import Advised, advised
from gridcore.papers.filled_paper import Paper
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES


class ReadsDirectory(Protocol):
    """What the page asks (`gridclient.actions.mediation_directory.MediationDirectory`)."""

    may_write: bool

    async def lines(self) -> Sequence[DirectoryLine]:
        """The advisers, then the rooms."""

    async def notice(self) -> Notice | None:
        """The notice of whoever advises today."""

    async def put_photo(self, adviser: RecordId, content: bytes) -> Fault | Saved | Unsaved | None:
        """Keep a photograph of an adviser."""

    async def take_photo_off(self, adviser: RecordId) -> None:
        """Keep no photograph any longer."""


class DirectoryPage(FormPage):
    """One list of both; Enter opens the form for who may write, and for nobody else."""

    history_asked = Signal(object)
    """The `HistoryOf` an adviser or a room."""

    def __init__(
        self,
        directory: ReadsDirectory,
        records: WritesRecords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, today, parent)
        self._directory = directory
        self._rows: Sequence[DirectoryLine] = ()
        self.header = PageHeader(self.tr("Mediation directory"), "", self)
        self.past = history_button(self, self._ask_history)
        self.past.setEnabled(False)
        self.notice = PaperButton(self.tr("Notice of the legal adviser"), {"": self.make_notice}, self)
        self.photo_button = QPushButton(self.tr("&Photo"), self)
        self._offer_photo()
        self.room_button = QPushButton(self.tr("Ne&w room"), self)
        self.warning = Chip(Badge("", "warning", "warning"), self)
        self.warning.hide()
        for each in (self.warning, self.past, self.notice, self.photo_button, self.room_button):
            self.header.add_control(each)
        self.adviser_button = self.header.set_primary(self.tr("&New adviser"))
        for button in (self.photo_button, self.room_button, self.adviser_button):
            button.setVisible(directory.may_write)
        self.list = PagedRows(self._columns(), self._page, key=lambda row: row.record)
        self.table = RecordTable(self.list, self.tr("Mediation directory"), self._empty(), self)
        self._lay_out()
        self.table.opened.connect(lambda _: self.edit())
        self.table.chosen.connect(self._follow_choice)
        self.notice.told.connect(self.told)
        self.adviser_button.clicked.connect(lambda: self.add(ADVISER))
        self.room_button.clicked.connect(lambda: self.add(ROOM))

    def add(self, kind: str) -> None:
        """The form of a new adviser or a new room."""
        title = self.tr("New adviser") if kind == ADVISER else self.tr("New room")
        asked = FormAsked(kind, title, "", told=self._hint(kind), scope=COMMUNITY_SCOPE)
        if kind == ADVISER:
            begun = {"since": self._today().isoformat()}
            asked = replace(asked, prefill=begun, beside=lambda _, values: ends_others(self._rows, values))
        self._open(asked)

    def edit(self) -> None:
        """The form of the current line."""
        row = self.table.current()
        if row is not None and self._directory.may_write:
            title = self.tr("Edit the adviser") if row.kind == ADVISER else self.tr("Edit the room")
            self._open(FormAsked(row.kind, title, row.name, row.record))

    async def make_notice(self) -> Paper | None:
        """The notice; where nobody advises, or the photograph is not here, a word about that."""
        made = await self._directory.notice()
        if made is None:
            self.told.emit(self.tr("Nobody advises the community today: enter the adviser first."))
            return None
        if made.lacks_photo:
            told = self.tr("The photo has not arrived on this computer yet: the notice leaves room for it.")
            self.told.emit(told)
        return made.paper

    @async_slot(again="ignore")
    async def pick_photo(self) -> None:
        """Choose the photograph of the current adviser."""
        row = self.table.current()
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self, self.tr("Photo of the adviser"), pictures or QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Photos (*.jpg *.jpeg *.png)")])
        if row is None or not await ask(dialog):
            return
        content = await asyncio.to_thread(content_of, Path(dialog.selectedFiles()[0]))
        plain = content if isinstance(content, Fault) else await asyncio.to_thread(prepared, content)
        if not isinstance(plain, Fault) and plain.startswith(b"%PDF"):
            plain = Fault.NOT_ALLOWED
        made = plain if isinstance(plain, Fault) else await self._directory.put_photo(row.record, plain)
        if isinstance(made, Fault):
            self.told.emit(fault_words(made))
            return
        self._photo_saved()

    @async_slot(again="ignore")
    async def take_photo_off(self) -> None:
        """The notice leaves room again for a photograph that is glued on."""
        row = self.table.current()
        if row is not None:
            await self._directory.take_photo_off(row.record)
            self._photo_saved()

    def _photo_saved(self) -> None:
        self.saved.emit()
        self.reload()

    def _offer_photo(self) -> None:
        menu = QMenu(self.photo_button)
        choose = QAction(self.tr("&Choose a photo…"), menu)
        choose.triggered.connect(self.pick_photo)
        self._off = QAction(self.tr("&Take the photo off"), menu)
        self._off.triggered.connect(self.take_photo_off)
        menu.addActions([choose, self._off])
        self.photo_button.setMenu(menu)
        self.photo_button.setEnabled(False)

    def _follow_choice(self, row: DirectoryLine | None) -> None:
        self.past.setEnabled(row is not None)
        self.photo_button.setEnabled(row is not None and row.kind == ADVISER)
        self._off.setEnabled(row is not None and bool(row.photo))

    def _warn(self) -> None:
        """One community, one adviser: say where that is not so."""
        advisers = [each.term for each in self._rows if each.kind == ADVISER]
        told = {
            Advised.BY_ONE: "",
            Advised.BY_NOBODY: self.tr("no adviser in office"),
            Advised.BY_SEVERAL: self.tr("several advisers in office"),
        }[advised(advisers, self._today().isoformat())]
        self.warning.show_badge(Badge(told, "warning", "warning"))
        self.warning.setVisible(bool(told and advisers))

    def _hint(self, kind: str) -> str:
        if kind == ROOM:
            return self.tr("The only open room stands in the record of a new session by itself.")
        day = self._today().isoformat()
        names = [each.name for each in self._rows if each.kind == ADVISER and each.is_there(day)]
        told = [self.tr("All of it is printed on the public notice: enter the phones of the office alone.")]
        if names:
            ends = self.tr(
                "A community has one adviser: the term of {names} ends the day before this one begins."
            )
            told.append(ends.format(names=listed(names)))
        return " ".join(told)

    def _ask_history(self) -> None:
        row = self.table.current()
        if row is not None:
            self.history_asked.emit(HistoryOf(row.kind, row.record))

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[DirectoryLine]:
        if offset == 0:
            self._rows = await self._directory.lines()
            open_now = [each.kind for each in self._rows if each.is_there(self._today().isoformat())]
            counts = (
                self.tr("%n legal adviser(s)", "", open_now.count(ADVISER)),
                self.tr("%n mediation room(s)", "", open_now.count(ROOM)),
            )
            self.header.set_subtitle(" · ".join(counts) if self._rows else "")
            self._warn()
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def _columns(self) -> list[Column[DirectoryLine]]:
        kind_width = 6 if language() == "zh" else 9
        return [
            Column(self.tr("State"), lambda row: self._state(row).word, badge=self._state, width=7),
            Column(self.tr("Kind"), lambda row: words(RECORD_TYPES[row.kind].label), width=kind_width),
            Column(self.tr("Name"), lambda row: row.name, width=6, stretches=True),
            Column(self.tr("Firm or address"), lambda row: row.where, width=9, stretches=True),
            Column(self.tr("Phone"), lambda row: row.phone, width=7),
            Column(self.tr("Complaints"), lambda row: row.complaint_phone, width=7),
            Column(self.tr("Licence or hours"), lambda row: row.more, width=10),
        ]

    def _state(self, row: DirectoryLine) -> Badge:
        day = self._today().isoformat()
        if row.is_disputed:
            return Badge(self.tr("Disputed"), "conflict", "care")
        if row.is_waiting:
            return Badge(self.tr("Not sent yet"), "waiting", "service")
        if row.is_over(day):
            told = self.tr("Former") if row.kind == ADVISER else self.tr("Closed")
            return Badge(told, "ring", "vacant")
        if not row.is_there(day):
            return Badge(self.tr("To come"), "calendar", "vacant")
        return Badge(self.tr("In office") if row.kind == ADVISER else self.tr("Open"), "check", "ok")

    def _empty(self) -> EmptyState:
        advice = (
            self.tr("Enter the lawyer of the community and the rooms in which it mediates.")
            if self._directory.may_write
            else self.tr("The supervisor enters them; they arrive with the next sync.")
        )
        return EmptyState("scales", self.tr("No adviser and no room is noted yet."), advice, self)

    def _lay_out(self) -> None:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        self._stack = PanelStack[RecordPanel](listed, self)
