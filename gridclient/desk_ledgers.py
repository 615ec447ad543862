"""The page of ledgers, and the ways to what they list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.export_rows import ExportRow
from gridclient.actions.households import Households
from gridclient.actions.ledgers import KEY_PEOPLE, VISITS, Ledgers
from gridclient.actions.visits import VisitAsked
from gridclient.desk_export import let_export
from gridclient.desk_rooms import Rooms
from gridclient.ui.ledgers.ledgers_page import LedgersPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.ids import RecordId
from gridcore.roles import Role

_RECORD_VISITS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})
_ROLES = _RECORD_VISITS | {Role.SUPERVISOR}
Go = Callable[[str, object], None]


def ledgers_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[[str], None], go: Go) -> PageEntry:
    """Its place in the navigation."""

    def open_row(ledger: str, row: object) -> None:
        if not isinstance(row, ExportRow):
            return
        if ledger == VISITS and rooms.me.roles & _RECORD_VISITS:
            go("visit", VisitAsked(visit=RecordId(row.key)))
        elif ledger == KEY_PEOPLE:
            go("person", row.who)
        elif row.people:
            go("household", row.place)
        else:
            go("buildings", None)

    def make(parent: QWidget) -> QWidget:
        ledgers = Ledgers(
            rooms.database,
            rooms.ports,
            households=Households(rooms.database),
            key_people=rooms.key_people,
            visits=rooms.visit_ledger,
        )
        page = LedgersPage(ledgers, rooms.exports, rooms.ports.now, rooms.me.name, parent)
        page.saved.connect(saved)
        let_export(page, rooms.exports, saved, tell)
        page.told.connect(tell)
        page.row_asked.connect(open_row)
        return page

    return PageEntry("ledgers", label("Navigation", "Ledgers"), "table", make, _ROLES)
