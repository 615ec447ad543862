"""The page of funded projects."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.aid import Aid
from gridclient.desk_rooms import Rooms
from gridclient.ui.aid.aid_page import AidPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.SUPERVISOR})


def aid_entry(
    rooms: Rooms, saved: Callable[[], None], tell: Callable[..., None], go: Callable[[str, object], None]
) -> PageEntry:
    """Its place in the navigation: for who makes projects, and for who gives what they are for."""

    def make(parent: QWidget) -> QWidget:
        me = rooms.me
        aid = Aid(rooms.database, me.community, rooms.ports, me.assignments, me.name)
        page = AidPage(aid, rooms.records, rooms.ports.today, me.name, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        page.household_asked.connect(lambda household: go("household", household))
        return page

    return PageEntry("aid", label("Navigation", "Funded projects"), "star", make, _ROLES)
