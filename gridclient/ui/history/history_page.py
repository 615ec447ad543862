"""The history of one record of any kind, on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.histories import History
from gridclient.ui.async_slot import async_slot
from gridclient.ui.history.history_section import FEW, HistorySection
from gridclient.ui.history.take_back import KeepsHistories, TakesBack
from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.scroll_column import Place, ScrollColumn
from gridclient.ui.widgets.toast import Toast
from gridclient.ui.words import words
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES


@dataclass(frozen=True)
class HistoryOf:
    """The record whose history is asked for."""

    kind: str
    record: RecordId | None


def history_button(parent: QWidget, asked: Callable[[], None]) -> IconButton:
    """The way to a record's history, for the head of its page."""
    text = QCoreApplication.translate("HistoryPage", "History")
    button = IconButton("history", text, parent)
    button.clicked.connect(asked)
    return button


class HistoryPage(QWidget):
    """Shows the history of a `HistoryOf`; Escape leads back to where one was."""

    saved = Signal()
    revealed = Signal(str, str, str)

    def __init__(
        self, histories: KeepsHistories, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._histories, self._now = histories, now
        self._about: HistoryOf | None = None
        self._told: History | None = None
        self._shown = FEW
        self._scroll: ScrollColumn | None = None
        self.header = PageHeader(self.tr("History"), "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        self.toast = Toast(self)
        self._back = TakesBack(histories, self, self.toast)
        self._back.changed.connect(self.saved)
        self._back.changed.connect(self.reload)
        self._back.revealed.connect(self.revealed)
        self._back.shown_more.connect(self._keep_shown)

    def open_record(self, argument: object) -> None:
        """Show the history of a record."""
        if isinstance(argument, HistoryOf):
            self._about, self._told, self._shown = argument, None, FEW
            self.header.set_subtitle(words(RECORD_TYPES[argument.kind].label))

    def page_shown(self) -> None:
        """Read it."""
        self.reload()

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read it anew; keyboard and place stay."""
        about = self._about
        if about is None or about.record is None:
            return
        history = await self._histories.history(about.kind, about.record)
        if history != self._told:
            self._show(history)

    def _show(self, history: History) -> None:
        place, before = Place(self, self._scroll), self._scroll
        if before is not None:
            before.hide()
            before.deleteLater()
        self._told = history
        self._back.names = history.names
        title = history.names.get(history.record)
        named = " · ".join(title.words) if title is not None else ""
        self.header.set_title(named or self.tr("History"))
        self.header.set_subtitle(words(RECORD_TYPES[history.kind].label))
        self._scroll = ScrollColumn(self)
        self._scroll.add(
            HistorySection(history, self._now(), self._back.asks, self._scroll, shown=self._shown)
        )
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._scroll, 1)
        place.return_to(self._scroll)

    def _keep_shown(self, count: int) -> None:
        self._shown = count
