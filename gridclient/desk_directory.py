"""The page of legal advisers and mediation rooms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.mediation_directory import MediationDirectory
from gridclient.desk_rooms import Rooms
from gridclient.ui.mediation.directory_page import DirectoryPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

Go = Callable[[str, object], None]


def directory_entry(
    rooms: Rooms, saved: Callable[[], None], tell: Callable[[str], None], go: Go
) -> PageEntry:
    """Its place: listed for everybody but mediators, who come from their cases."""

    def make(parent: QWidget) -> QWidget:
        directory = MediationDirectory(
            rooms.database, rooms.ports, rooms.me.roles, rooms.records, rooms.attachments
        )
        page = DirectoryPage(directory, rooms.records, rooms.ports.today, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        page.history_asked.connect(lambda about: go("history", about))
        return page

    title = label("Navigation", "Advisers")
    mediates = Role.MEDIATOR in rooms.me.roles
    return PageEntry("directory", title, "book", make, is_listed=not mediates, belongs_to="mediation")
