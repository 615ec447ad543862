"""The page that shows the history of any record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.desk_rooms import Rooms
from gridclient.ui.history.history_page import HistoryPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label


def history_entry(
    rooms: Rooms, saved: Callable[[], None], revealed: Callable[[str, str, str], None]
) -> PageEntry:
    """Its place: reached from the record's own page only."""

    def make(parent: QWidget) -> QWidget:
        page = HistoryPage(rooms.histories, rooms.ports.now, parent)
        page.saved.connect(saved)
        page.revealed.connect(revealed)
        return page

    return PageEntry("history", label("Navigation", "History"), "history", make, None, False, "households")
