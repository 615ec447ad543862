"""The page of quick notes, and the ways that lead from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.dispute_reports import hands_in
from gridclient.desk_rooms import Rooms
from gridclient.ui.notes.notes_page import NotesPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label


def notes_entry(
    rooms: Rooms,
    saved: Callable[[], None],
    tell: Callable[..., None],
    go: Callable[[str, object], None],
    quick_note: Callable[[], None],
) -> PageEntry:
    """Its place: reached from the visits."""

    def make(parent: QWidget) -> QWidget:
        page = NotesPage(
            *(rooms.notes, rooms.visits, rooms.ports.now, parent), hands_in=hands_in(rooms.me.standing_roles)
        )
        page.visit_asked.connect(lambda asked: go("visit", asked))
        page.dispute_asked.connect(lambda asked: go("handed-in", asked))
        page.note_asked.connect(quick_note)
        page.finished.connect(tell)
        page.saved.connect(saved)
        return page

    title = label("Navigation", "Notes")
    return PageEntry("notes", title, "pencil", make, is_listed=False, belongs_to="visits")
