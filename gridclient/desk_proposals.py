"""The page of what one proposed oneself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.own_proposals import OwnProposals
from gridclient.desk_rooms import Rooms
from gridclient.ui.review.own_proposals_page import OwnProposalsPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label


def own_proposals_entry(rooms: Rooms, saved: Callable[[], None], tell: Callable[[str], None]) -> PageEntry:
    """Its place, after the conflicts: whoever writes may propose."""

    def make(parent: QWidget) -> QWidget:
        me = rooms.me
        own = OwnProposals(rooms.database, me.community, rooms.ports, me.roles)
        page = OwnProposalsPage(own, rooms.ports.now, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    return PageEntry("proposals", label("Navigation", "My proposals"), "flag", make)
