"""The pages of diaries: one's own for who visits, the others' for who reads them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.diaries import Diaries
from gridclient.actions.visits import VisitAsked
from gridclient.desk_rooms import Rooms
from gridclient.ui.diary.diaries_page import DiariesPage
from gridclient.ui.diary.diary_page import DiaryPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.ids import RecordId
from gridcore.roles import Role

_WRITERS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})
_READERS = frozenset({Role.GRID_LEADER, Role.SUPERVISOR})
"""A leader reads the diaries of the grid; whether one was read is said by the supervisor alone."""
Go = Callable[[str, object], None]


def diary_entries(
    rooms: Rooms,
    saved: Callable[[], None],
    revealed: Callable[[str, str, str], None],
    tell: Callable[[str], None],
    go: Go,
) -> list[PageEntry]:
    """Their places in the navigation."""
    diaries = Diaries(
        rooms.database,
        rooms.records,
        rooms.ports,
        user=rooms.me.user,
        author=rooms.me.name,
        roles=rooms.me.roles,
    )

    def own(parent: QWidget) -> QWidget:
        page = DiaryPage(diaries, rooms.ports.now, parent)
        page.visit_asked.connect(lambda visit: go("visit", VisitAsked(visit=RecordId(visit))))
        page.saved.connect(saved)
        page.told.connect(tell)
        page.paper.told.connect(tell)
        return page

    def others(parent: QWidget) -> QWidget:
        page = DiariesPage(diaries, rooms.ports.now, parent)
        page.household_asked.connect(lambda home: go("household", home))
        page.saved.connect(saved)
        page.told.connect(tell)
        page.revealed.connect(revealed)
        return page

    return [
        PageEntry("diary", label("Navigation", "Diary"), "document", own, _WRITERS),
        PageEntry("diaries", label("Navigation", "Diaries of others"), "document", others, _READERS),
    ]
