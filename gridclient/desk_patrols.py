"""The page of patrols, and the line on Today that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks
from gridclient.actions.patrols import Patrols
from gridclient.calendars import load_calendars
from gridclient.desk_rooms import Rooms
from gridclient.ui.patrols.patrols_page import PatrolsPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_WALKS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.SUPERVISOR})
_READS = _WALKS | {Role.CARE_SPECIALIST}


def patrols_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[..., None]) -> PageEntry:
    """Its place in the navigation."""

    def make(parent: QWidget) -> QWidget:
        walks = _walks(rooms)
        points = PatrolPoints(rooms.database, rooms.records)
        page = PatrolsPage(_patrols(rooms, walks), points, walks, rooms.records, rooms.ports.now, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    return PageEntry("patrols", label("Navigation", "Patrols"), "review", make, _READS)


def _walks(rooms: Rooms) -> PatrolWalks:
    return PatrolWalks(rooms.database, rooms.records, rooms.notes, rooms.ports, worker=rooms.me.name)


def _patrols(rooms: Rooms, walks: PatrolWalks) -> Patrols:
    me = rooms.me
    return Patrols(
        *(rooms.database, rooms.records, walks, rooms.ports, load_calendars().work, me.community),
        places={each.place for each in me.duties if each.role in _WALKS},
    )
