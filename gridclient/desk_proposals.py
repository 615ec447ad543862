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
    """Its place: reached from Sync and by Ctrl+K, for whoever writes may propose, and few do every day."""

    def make(parent: QWidget) -> QWidget:
        me = rooms.me
        own = OwnProposals(rooms.database, me.community, rooms.ports, me.roles)
        page = OwnProposalsPage(own, rooms.ports.now, parent)
        page.saved.connect(saved)
        page.told.connect(tell)
        return page

    title = label("Navigation", "My proposals")
    return PageEntry("proposals", title, "flag", make, is_listed=False, belongs_to="sync", is_found=True)
