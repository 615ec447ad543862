"""The page on which danger is reported; reached from a household, and from a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.danger import DangerReports, reports_danger
from gridclient.desk_rooms import Rooms, Ways
from gridclient.ui.mediation.case_notices import DangerNotice, LimitsNotice
from gridclient.ui.mediation.danger_page import DangerPage
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.today.notices import TodayNotices
from gridcore.fields import label
from gridcore.roles import Role


def reports_of(rooms: Rooms) -> DangerReports:
    """What this user reports and reported."""
    return DangerReports(rooms.database, rooms.records, rooms.ports, rooms.me.community, name=rooms.me.name)


def add_case_notices(rooms: Rooms, go: Callable[[str], None], notices: TodayNotices) -> None:
    """The lines about limits of cases and own reports of danger, above the day."""
    limits, danger = LimitsNotice(rooms.mediation, notices), DangerNotice(reports_of(rooms), notices)
    limits.cases_asked.connect(lambda: go("mediation"))
    for each in (limits, danger):
        notices.add(each)
        notices.shown.connect(each.reload)
        each.told.connect(notices.arrange)


def danger_entry(rooms: Rooms, ways: Ways, back: Callable[[str], None]) -> PageEntry:
    """Its place: none in the navigation."""

    def make(parent: QWidget) -> QWidget:
        page = DangerPage(reports_of(rooms), rooms.ports.today, parent)
        page.finished.connect(back)
        page.left.connect(lambda: back(""))
        page.saved.connect(ways.saved)
        page.revealed.connect(ways.revealed)
        return page

    roles = frozenset(each for each in Role if reports_danger(frozenset({each})))
    belongs = "mediation" if Role.MEDIATOR in rooms.me.roles else "households"
    return PageEntry("danger", label("Navigation", "Danger"), "warning", make, roles, False, belongs)
