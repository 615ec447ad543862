"""The page on which a tour is entered from paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.tour_entry import TourEntry
from gridclient.desk_rooms import Rooms
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.visits.tour_page import TourPage
from gridcore.fields import label
from gridcore.roles import Role

_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})


def tour_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[[str], None]) -> PageEntry:
    """Its place: reached from the visits."""

    def make(parent: QWidget) -> QWidget:
        tours = TourEntry(
            rooms.database, rooms.records, rooms.today, rooms.visits, rooms.ports, worker=rooms.me.name
        )
        page = TourPage(tours, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    title = label("Navigation", "Enter a tour")
    return PageEntry("tour", title, "visit", make, _ROLES, is_listed=False, belongs_to="visits")
