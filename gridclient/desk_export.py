"""Exporting from the pages that show a list, and the log of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from gridclient.actions.export import ListAsked
from gridclient.desk_rooms import Rooms
from gridclient.ui.export.export_dialog import ExportDialog, ExportsLists
from gridclient.ui.export.exports_page import ExportsPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role


class ShowsList(Protocol):
    """A page that can be asked for its list; `export_asked` carries a `ListAsked`."""

    export_asked: SignalInstance


def let_export(
    page: ShowsList, exports: ExportsLists, saved: Callable[[], None], tell: Callable[[str], None]
) -> None:
    """Open the dialog over a page that asks for it."""

    def open_dialog(asked: ListAsked) -> None:
        if isinstance(page, QWidget):
            dialog = ExportDialog(exports, asked, page.window())
            dialog.saved.connect(saved)
            dialog.told.connect(tell)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    page.export_asked.connect(open_dialog)


def exports_entry(rooms: Rooms) -> PageEntry:
    """The log, for supervisors."""

    def make(parent: QWidget) -> QWidget:
        return ExportsPage(rooms.exports, rooms.ports.now, parent)

    title = label("Navigation", "Exported lists")
    return PageEntry("exports", title, "download", make, frozenset({Role.SUPERVISOR}))
