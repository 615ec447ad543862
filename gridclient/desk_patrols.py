"""The page of patrols, and the line on Today that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks
from gridclient.actions.patrols import Patrols
from gridclient.calendars import load_calendars
from gridclient.desk_rooms import Rooms
from gridclient.ui.patrols.patrols_page import PatrolsPage, WalkAsked
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.today.notices import TodayNotices
from gridclient.ui.today.patrols_notice import PatrolsNotice
from gridcore.fields import label
from gridcore.roles import Role

_WALKS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.SUPERVISOR})
_READS = _WALKS | {Role.CARE_SPECIALIST}
Go = Callable[[str, object], None]


def patrols_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[..., None]) -> PageEntry:
    """Its place in the navigation."""

    def make(parent: QWidget) -> QWidget:
        walks = _walks(rooms)
        points = PatrolPoints(rooms.database, rooms.records)
        page = PatrolsPage(_patrols(rooms, walks), points, walks, rooms.records, rooms.ports.now, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    return PageEntry("patrols", label("Navigation", "Patrols"), "map", make, _READS)


def add_patrols(rooms: Rooms, go: Go, notices: TodayNotices) -> None:
    """The line about what is under way, and what waits, in one's own grids."""
    if rooms.me.standing_roles.isdisjoint(_WALKS):
        return
    notice = PatrolsNotice(_patrols(rooms, _walks(rooms)), notices)
    notice.patrol_asked.connect(
        lambda plan, walk: go("patrols", plan if walk is None else WalkAsked(plan, walk))
    )
    notices.add(notice)
    notices.shown.connect(notice.reload)
    notice.told.connect(notices.arrange)


def _walks(rooms: Rooms) -> PatrolWalks:
    return PatrolWalks(rooms.database, rooms.records, rooms.notes, rooms.ports, worker=rooms.me.name)


def _patrols(rooms: Rooms, walks: PatrolWalks) -> Patrols:
    me = rooms.me
    return Patrols(
        *(rooms.database, rooms.records, walks, rooms.ports, load_calendars().work, me.community),
        places={each.place for each in me.duties if each.role in _WALKS},
    )
