"""Where this laptop stands with the server, in the six states that people know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from gridclient.ui.tokens import TintName
from gridclient.ui.widgets.badge import Badge


class SyncState(StrEnum):
    """In the order in which they take the indicator: the last that holds is shown."""

    SYNCED = "synced"
    WAITING = "waiting"
    SENDING = "sending"
    OFFLINE = "offline"
    OUTDATED = "download"
    NEEDS_YOU = "needs-you"


@dataclass(frozen=True)
class SyncStatus:
    """What the indicator shows: edits that are not on the server yet, matters that ask for a person."""

    state: SyncState
    waiting: int = 0
    needs: int = 0


_TINTS: dict[SyncState, TintName] = {
    SyncState.SYNCED: "ok",
    SyncState.WAITING: "service",
    SyncState.SENDING: "rented",
    SyncState.OFFLINE: "vacant",
    SyncState.OUTDATED: "care",
    SyncState.NEEDS_YOU: "care",
}


def sync_badge(status: SyncStatus) -> Badge:
    """Symbol and words of a status."""
    waiting, needs = status.waiting, status.needs
    match status.state:
        case SyncState.SYNCED:
            word = QCoreApplication.translate("SyncStatus", "All on the server")
        case SyncState.WAITING:
            word = QCoreApplication.translate("SyncStatus", "%n waiting", "", waiting)
        case SyncState.SENDING if not waiting:
            word = QCoreApplication.translate("SyncStatus", "Syncing")
        case SyncState.SENDING:
            word = QCoreApplication.translate("SyncStatus", "Sending %n", "", waiting)
        case SyncState.OFFLINE if status.waiting:
            word = QCoreApplication.translate("SyncStatus", "Offline · %n waiting", "", waiting)
        case SyncState.OFFLINE:
            word = QCoreApplication.translate("SyncStatus", "Offline")
        case SyncState.OUTDATED if waiting:
            word = QCoreApplication.translate("SyncStatus", "Update needed · %n waiting", "", waiting)
        case SyncState.OUTDATED:
            word = QCoreApplication.translate("SyncStatus", "Update needed")
        case SyncState.NEEDS_YOU:
            word = QCoreApplication.translate("SyncStatus", "Needs you: %n", "", needs)
    return Badge(word, status.state.value, _TINTS[status.state])
