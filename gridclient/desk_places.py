"""The page of grids in the tree of divisions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.grid_changes import GridChanges
from gridclient.actions.new_buildings import NewBuildings
from gridclient.actions.places import Places
from gridclient.desk_rooms import Rooms
from gridclient.ui.places.places_page import PlacesPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST, Role.SUPERVISOR})


def places_entry(
    rooms: Rooms,
    saved: Callable[[], None],
    tell: Callable[[str], None],
    building_asked: Callable[[str], None],
) -> PageEntry:
    """Its place in the navigation."""

    def make(parent: QWidget) -> QWidget:
        places = Places(rooms.database, rooms.me.community)
        changes = GridChanges(rooms.database, rooms.me.community, rooms.ports, rooms.me.roles)
        buildings = NewBuildings(rooms.database, rooms.me.community, rooms.ports, rooms.me.roles)
        page = PlacesPage(places, changes, rooms.ports.today, parent, buildings=buildings)
        page.building_asked.connect(building_asked)
        page.changed.connect(saved)
        page.told.connect(tell)
        return page

    return PageEntry("places", label("Navigation", "Grids"), "tree", make, _ROLES)
