"""The corner that says how sync stands keeps its room, so that the page beside it stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.ui.shell.sync_indicator import SyncIndicator
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.theme import apply_theme

USUAL = (SyncState.SYNCED, SyncState.WAITING, SyncState.SENDING, SyncState.OFFLINE)


@pytest.mark.parametrize("percent", [100, 115, 125, 150, 175])
def test_the_room_for_a_usual_state_is_not_a_pixel_too_small(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    indicator = SyncIndicator()
    qtbot.addWidget(indicator)
    indicator.ensurePolished()
    rooms, needed = set(), 0
    for status in (SyncStatus(state, waiting) for state in USUAL for waiting in (0, 3, 42, 99)):
        indicator.show_status(status)
        rooms.add(indicator.usual_width())
        needed = max(needed, indicator.sizeHint().width())
    assert rooms == {needed}
