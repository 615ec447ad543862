"""Pages with a form over them: what all of them do alike."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any, Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gridclient.ui.households.panel_stack import P, PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.widgets.paged_rows import PagedRows
from gridclient.ui.widgets.record_table import RecordTable
from gridcore.ids import RecordId


class PanelPage(QWidget, Generic[P]):
    """A page says over what its form stands (`_stack`), and how it is read anew."""

    _stack: PanelStack[P]

    @abstractmethod
    def reload(self) -> object:
        """Read what the page shows anew."""

    @property
    def panel(self) -> P | None:
        """The form that is open."""
        return self._stack.panel

    def page_shown(self) -> None:
        """Read anew."""
        self.reload()

    def records_changed(self) -> None:
        """Something was synced or saved elsewhere: follow it, under an open form too."""
        if self.isVisible() and not self._stack.follow():
            self.reload()

    def go_back(self) -> bool:
        """Leave an open form; what was typed is kept."""
        return self._stack.go_back()

    def flush(self) -> None:
        """Keep at once what is typed into an open form."""
        self._stack.flush()


class FormPage(PanelPage[RecordPanel]):
    """A list whose records are written in a form over it: a page says what it lists (`list`, `table`)."""

    saved = Signal()
    told = Signal(str)
    revealed = Signal(str, str, str)

    list: PagedRows[Any]
    table: RecordTable[Any]

    def __init__(
        self, records: WritesRecords, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._records, self._today = records, today

    def reload(self) -> object:
        """Read the list anew."""
        return self.list.reload()

    def _say(self, text: str) -> None:
        """Tell the window what was done."""
        self.told.emit(text)

    def _open(self, asked: FormAsked) -> None:
        panel = RecordPanel(self._records, self._today, asked, self)
        panel.finished.connect(self._finish)
        panel.revealed.connect(self.revealed)
        self._stack.put(panel)

    def _finish(self, told: str, saved: RecordId | None) -> None:
        self._stack.close_panel()
        if saved is not None:
            self.saved.emit()
        if told:
            self._say(told)
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
