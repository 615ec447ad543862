"""A mediator's day begins with the keyboard on the cases."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.ui.shell.main_window import focus_into
from tests.client.ui.conftest import until
from tests.client.ui.mediation.desk import at_desk


async def test_enter_opens_the_first_case_without_a_hand_on_the_mouse(tmp_path: Path, qtbot: QtBot) -> None:
    async with at_desk(tmp_path / "store") as desk:
        case = await desk.found()
        page = desk.page()
        qtbot.addWidget(page)
        page.resize(1180, 700)
        page.show()
        page.activateWindow()
        page.page_shown()
        focus_into(page)
        await until(page.list.table.view.hasFocus)
        QTest.keyClick(page.list.table.view, Qt.Key.Key_Return)
        await until(lambda: page.view.isVisible() and page.case_id == case)
