"""Ctrl+K: search anything, go anywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridclient.ui.async_slot import async_slot
from gridclient.ui.icons import icon
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.widgets.texts import Small

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class Command:
    """Something to go to or to do."""

    title: str
    run: Callable[[], None]
    detail: str = ""
    symbol: str = "arrow-right"


FindCommands = Callable[[str], Awaitable[Sequence[Command]]]
"""What fits a text; an empty text asks for what is usual."""


class CommandPalette(QDialog):
    """A field and what fits it; Enter does the marked one, Escape closes."""

    def __init__(self, find: FindCommands, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._find, self._window = find, parent
        self._commands: Sequence[Command] = ()
        self._found_for: str | None = None
        self._runs_when_found = False
        self.setWindowTitle(self.tr("Search"))
        self.setAccessibleName(self.windowTitle())
        self._field = SearchField(self.tr("Names, pinyin initials, addresses, pages"), self, pause_ms=0)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Found"))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remark = Small("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._remark)
        self._field.installEventFilter(self)
        self._field.searched.connect(self._search)
        self._list.itemClicked.connect(lambda _: self._run())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self._window
        width = min(self.fontMetrics().horizontalAdvance("0") * 80, window.width() - 8 * RHYTHM)
        self._list.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        self.resize(width, min(self.fontMetrics().height() * 20, window.height() - 12 * RHYTHM))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 8 * RHYTHM)))
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._search("")

    @async_slot(again="restart")
    async def _search(self, text: str) -> None:
        self._commands = await self._find(text)
        self._found_for = text
        self._list.clear()
        for each in self._commands:
            words = f"{each.title}    {each.detail}" if each.detail else each.title
            self._list.addItem(QListWidgetItem(icon(each.symbol, "muted"), words))
        self._list.setCurrentRow(0)
        nothing = self.tr("Nothing fits. Try a part of the name, its pinyin initials or the house number.")
        self._remark.setText("" if self._commands else nothing)
        if self._runs_when_found:
            self._run()

    def _run(self) -> None:
        self._runs_when_found = self._found_for != self._field.text().strip()
        if self._runs_when_found:  # Enter came before the answer: never do what was found for another text
            self._field.search_now()
            return
        at = self._list.currentRow()
        if 0 <= at < len(self._commands):
            command = self._commands[at]
            self.accept()
            command.run()
