"""The last window of a laptop that is taken out of service."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.unlock.farewell_window import FarewellWindow
from tests.client.ui.walk import walk


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150)])
def test_it_can_be_read_and_left_by_keyboard(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    window = FarewellWindow()
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    assert walk(window) == []
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.button, Qt.Key.Key_Space)
