"""The pages of disputes that are handed in: the author's own, and the mediators'."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.dispute_reports import DisputeReports, hands_in
from gridclient.desk_rooms import Rooms, Ways
from gridclient.ui.mediation.disputes_notice import DisputesNotice
from gridclient.ui.mediation.handed_in_page import HandedInPage
from gridclient.ui.mediation.inbox_page import InboxPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_AUTHORS = frozenset(each for each in Role if hands_in(frozenset({each})))
_MEDIATORS = frozenset({Role.MEDIATOR})


def disputes_of(rooms: Rooms) -> DisputeReports:
    """What this user can do with disputes that are handed in."""
    me = rooms.me
    return DisputeReports(rooms.database, rooms.ports, me.community, name=me.name, roles=me.standing_roles)


def disputes_notice(rooms: Rooms, go: Callable[..., None], parent: QWidget) -> DisputesNotice:
    """The line about them, above the day and above the cases."""
    notice = DisputesNotice(disputes_of(rooms), parent)
    notice.inbox_asked.connect(lambda: go("inbox"))
    notice.answers_asked.connect(lambda: go("handed-in"))
    return notice


def dispute_entries(
    rooms: Rooms, ways: Ways, tell: Callable[[str], None], go: Callable[[str, object], None]
) -> list[PageEntry]:
    """Their places: reached from visits and notes, and from the cases."""

    def handed_in(parent: QWidget) -> QWidget:
        page = HandedInPage(disputes_of(rooms), rooms.records, rooms.ports.today, parent)
        page.saved.connect(ways.saved)
        page.told.connect(tell)
        page.revealed.connect(ways.revealed)
        return page

    def inbox(parent: QWidget) -> QWidget:
        page = InboxPage(disputes_of(rooms), parent)
        page.saved.connect(ways.saved)
        page.told.connect(tell)
        page.revealed.connect(ways.revealed)
        page.case_asked.connect(lambda case: go("mediation", case))
        return page

    own, received = label("Navigation", "Disputes handed in"), label("Navigation", "Disputes received")
    return [
        PageEntry("handed-in", own, "scales", handed_in, _AUTHORS, False, "visits"),
        PageEntry("inbox", received, "scales", inbox, _MEDIATORS, False, "mediation"),
    ]
