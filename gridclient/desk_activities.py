"""The page of activities, and the line on Today that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.activities import Activities
from gridclient.desk_rooms import Rooms
from gridclient.ui.activities.activities_page import ActivitiesPage
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.today.duties_notice import DutiesNotice
from gridclient.ui.today.notices import TodayNotices
from gridcore.fields import label
from gridcore.roles import Role

_DOES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER})
_ROLES = _DOES | {Role.SUPERVISOR}
Go = Callable[[str, object], None]


def activities_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[..., None]) -> PageEntry:
    """Its place: reached from Today, and found with Ctrl+K."""

    def make(parent: QWidget) -> QWidget:
        page = ActivitiesPage(
            *(_activities(rooms), rooms.records, rooms.ports.today, rooms.me.name, parent),
        )
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    title = label("Navigation", "Activities")
    return PageEntry(
        *("activities", title, "flag", make, _ROLES), is_listed=False, belongs_to="today", is_found=True
    )


def add_duties(rooms: Rooms, go: Go, notices: TodayNotices) -> None:
    """The line about what one's own grids lack this month."""
    if rooms.me.standing_roles.isdisjoint(_DOES):
        return
    notice = DutiesNotice(_activities(rooms), rooms.ports.today, notices)
    notice.activity_asked.connect(lambda lacks: go("activities", lacks))
    notices.add(notice)
    notices.shown.connect(notice.reload)
    notice.told.connect(notices.arrange)


def _activities(rooms: Rooms) -> Activities:
    me = rooms.me
    return Activities(
        *(rooms.database, rooms.records, me.community),
        roles=me.standing_roles,
        places={each.place for each in me.duties if each.role in _DOES},
    )
