"""The page of mediation's figures: a mediator's own cases, for who supervises figures alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.desk_rooms import Rooms
from gridclient.ui.mediation.counts_page import CountsPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.reports.case_counts import COUNTS_FOR
from gridcore.roles import Role

Go = Callable[[str, object], None]


def counts_entry(rooms: Rooms, tell: Callable[[str], None], go: Go) -> PageEntry:
    """Its place: reached from the cases by who mediates, listed for who supervises."""

    def make(parent: QWidget) -> QWidget:
        page = CountsPage(rooms.case_counts, rooms.ports.now, rooms.me.name, parent)
        page.told.connect(tell)
        page.case_asked.connect(lambda case: go("mediation", case))
        return page

    title = label("Navigation", "Dispute figures")
    mediates = Role.MEDIATOR in rooms.me.roles
    roles = COUNTS_FOR | {Role.MEDIATOR}
    return PageEntry("case-counts", title, "chart", make, roles, not mediates, "mediation")
