"""The page on which danger is reported; reached from a household, and from a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from gridclient.actions.danger import DangerReports, reports_danger
from gridclient.desk_rooms import Rooms
from gridclient.ui.mediation.danger_page import DangerPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role


class Ways(Protocol):
    """Whom the page tells."""

    def saved(self) -> None:
        """Something was written."""

    def revealed(self, kind: str, record: str, field: str, reason: str = "") -> None:
        """A protected value came into sight."""


def danger_entry(rooms: Rooms, ways: Ways, back: Callable[[str], None]) -> PageEntry:
    """Its place: none in the navigation."""

    def make(parent: QWidget) -> QWidget:
        reports = DangerReports(
            rooms.database, rooms.records, rooms.ports, rooms.me.community, name=rooms.me.name
        )
        page = DangerPage(reports, rooms.ports.today, parent)
        page.finished.connect(back)
        page.left.connect(lambda: back(""))
        page.saved.connect(ways.saved)
        page.revealed.connect(ways.revealed)
        return page

    roles = frozenset(each for each in Role if reports_danger(frozenset({each})))
    belongs = "mediation" if Role.MEDIATOR in rooms.me.roles else "households"
    return PageEntry("danger", label("Navigation", "Danger"), "warning", make, roles, False, belongs)
