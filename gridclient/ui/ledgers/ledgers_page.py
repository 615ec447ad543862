"""The ledgers: visits, people in care, households; narrowed, counted, opened, printed and exported."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.export import ListAsked, Prepared
from gridclient.actions.ledgers import HOUSEHOLDS, KEY_PEOPLE, MOST_PRINTED, VISITS, ExportRow
from gridclient.ui.export.export_words import count_words, ledger_words
from gridclient.ui.ledgers.ledger_view import LedgerView, ReadsLedgers
from gridclient.ui.ledgers.ledger_words import sheet_of
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.search_field import SearchField
from gridcore.papers.sheet import Sheet


class NotesSheets(Protocol):
    """Keeps on record what is printed (`gridclient.actions.export.ListExports`)."""

    async def sheet(self, asked: ListAsked, columns: Sequence[str], told: str) -> Prepared:
        """A sheet under its number."""

    async def note_sheet(self, sheet: Prepared) -> None:
        """Leave its record."""


class LedgersPage(QWidget):
    """Emits `row_asked` with a ledger and a row, `told` with a notice, `export_asked` with a `ListAsked`.

    `saved` says that a printed sheet left its record.
    """

    row_asked = Signal(str, object)
    told = Signal(str)
    export_asked = Signal(object)
    saved = Signal()

    def __init__(
        self,
        ledgers: ReadsLedgers,
        sheets: NotesSheets,
        now: Callable[[], datetime.datetime],
        who: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ledgers, self._sheets, self._now, self._who = ledgers, sheets, now, who
        self._leaving: Prepared | None = None
        self.header = PageHeader(self.tr("Ledgers"), "", self)
        self.which = CalmComboBox(self)
        self.which.setAccessibleName(self.tr("Which ledger"))
        self.search = SearchField(self.tr("Name, pinyin or initials, address"), self)
        self.search.fit_hint()
        self.paper = PaperButton(self.tr("Print"), {"": self._sheet}, self, before=self._note_sheet)
        self.paper.answer_keys_of(self)
        self.paper.told.connect(self.told)
        self.columns = QPushButton(self.tr("&Columns…"), self)
        self.export = QPushButton(self.tr("E&xport…"), self)
        self.export.setToolTip(self.tr("Save this list as an Excel file (Ctrl+E)"))
        for each in (self.which, self.search, self.paper, self.columns, self.export):
            self.header.add_control(each)
        self._stack = QStackedWidget(self)
        self.views: dict[str, LedgerView] = {}
        for ledger in (VISITS, KEY_PEOPLE, HOUSEHOLDS):
            self.which.addItem(ledger_words(ledger), ledger)
            view = LedgerView(ledger, ledgers, self._today, lambda: self.search.text().strip(), self)
            view.opened.connect(lambda row, ledger=ledger: self.row_asked.emit(ledger, row))
            self.views[ledger] = view
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self._connect()

    @property
    def view(self) -> LedgerView:
        """The ledger in sight."""
        return self.views[str(self.which.currentData())]

    @property
    def table(self) -> RecordTable[ExportRow]:
        """The rows of the ledger in sight, where the keyboard begins."""
        return self.view.table

    def page_shown(self) -> None:
        """Read the ledger in sight anew."""
        self.view.read()

    def open_record(self, argument: object) -> None:
        """Show a ledger by its name."""
        at = self.which.findData(argument)
        if at >= 0:
            self.which.setCurrentIndex(at)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._turn_to)
        self.search.searched.connect(lambda _: self.view.search_again())
        self.search.left_downwards.connect(self._go_down)
        self.search.returnPressed.connect(self._go_down)
        self.columns.clicked.connect(self._choose_columns)
        self.export.clicked.connect(self._ask_export)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self._ask_export)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)

    def _go_down(self) -> None:
        self.view.table.take_keyboard()

    def _turn_to(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.view.read()

    def _choose_columns(self) -> None:
        self.view.choose_columns(self.columns.mapToGlobal(QPoint(0, self.columns.height())))

    def _ask_export(self) -> None:
        self.export_asked.emit(self.view.asked())

    async def _sheet(self) -> Sheet | None:
        view = self.view
        asked = view.asked()
        rows = await self._ledgers.rows_to_print(asked)
        columns = [each for each in view.columns_in_sight() if each.has_mask or not each.is_personal]
        if rows is None:
            told = self.tr("More than {count} rows would be printed: please narrow the list first.")
            self.told.emit(told.format(count=count_words(MOST_PRINTED)))
        elif not rows or not columns:
            self.told.emit(self.tr("There is nothing to print."))
        else:
            told = self.tr("A masked sheet, printed")
            self._leaving = await self._sheets.sheet(asked, [each.key for each in columns], told)
            return sheet_of(asked, columns, rows, self._who, self._now(), number=self._leaving.number)
        return None

    async def _note_sheet(self) -> None:
        """Nothing is printed that is not on record."""
        if self._leaving is not None:
            await self._sheets.note_sheet(self._leaving)
            self.saved.emit()

    def _today(self) -> datetime.date:
        return self._now().astimezone().date()
