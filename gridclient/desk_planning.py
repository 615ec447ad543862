"""The page of campaigns and stand-ins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.planning import Planning
from gridclient.desk_rooms import Rooms
from gridclient.ui.planning.planning_page import PlanningPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_ROLES = frozenset({Role.SUPERVISOR})


def planning_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[..., None]) -> PageEntry:
    """Its place in the navigation: for who plans for all grids."""

    def make(parent: QWidget) -> QWidget:
        me = rooms.me
        planning = Planning(rooms.database, rooms.records, me.community, me.assignments)
        page = PlanningPage(planning, rooms.records, rooms.ports.today, me.name, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    return PageEntry("planning", label("Navigation", "Campaigns"), "flag", make, _ROLES)
