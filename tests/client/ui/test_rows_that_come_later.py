"""A list that was empty takes the keyboard when its first rows come, unless one went elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.client.ui.conftest import until
from tests.client.ui.test_record_table import Source, table


@pytest.mark.parametrize("is_moved", [False, True])
async def test_the_keyboard_waits_for_rows_that_a_first_sync_brings(qtbot: QtBot, is_moved: bool) -> None:
    source = Source(0)
    made = table(qtbot, source)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    buttons = [QPushButton(page) for _ in range(2)]
    for each in (*buttons, made):
        column.addWidget(each)
    page.show()
    page.activateWindow()
    await until(page.isActiveWindow)
    buttons[0].setFocus()
    made.await_keyboard()
    made.rows.reload()
    await until(lambda: made.rows.is_loaded)
    assert page.focusWidget() is buttons[0]
    if is_moved:
        buttons[1].setFocus()
    source.numbers = [1, 2]
    made.rows.reload()
    await until(lambda: made.rows.rowCount() == 2)
    assert page.focusWidget() is (buttons[1] if is_moved else made.view)
