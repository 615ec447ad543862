"""The page of who seems to be recorded twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.desk_rooms import Rooms, Ways
from gridclient.ui.duplicates.duplicates_page import DuplicatesPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role


def duplicates_entry(
    rooms: Rooms,
    ways: Ways,
    go: Callable[[str, object], None],
    tell: Callable[[str, Callable[[], None] | None], None],
    roles: frozenset[Role],
) -> PageEntry:
    """Its place, among the pages about households and people."""

    def make(parent: QWidget) -> QWidget:
        page = DuplicatesPage(rooms.duplicates, parent)
        page.saved.connect(ways.saved)
        page.revealed.connect(ways.revealed)
        page.told.connect(tell)
        page.household_asked.connect(lambda household: go("household", household))
        return page

    return PageEntry("duplicates", label("Navigation", "Duplicates"), "twins", make, roles)
