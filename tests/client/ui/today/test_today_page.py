"""The day: who waits comes first, by a short way; without consent nobody is visited; all by keyboard."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from demo.community import tiny
from gridclient.actions.today import DuePerson, TodayList
from gridclient.db.kdf import FLOOR
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault, unlock_vault
from gridclient.ui.today.today_page import TodayPage
from gridcore.work_calendar import WorkCalendar
from tests.client.demo_store import TODAY, fill
from tests.client.ui.conftest import until
from tests.client.ui.walk import walk

LATER = TODAY + datetime.timedelta(days=40)
"""Long enough after the last visits that people wait."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_vault(tmp_path / "store", "taxi shanshui diandeng muzhuo", params=FLOOR)
    return tmp_path / "store"


async def opened(folder: Path) -> Database:
    keys = unlock_vault(folder, "taxi shanshui diandeng muzhuo")
    database = await Database.open(folder, keys, ballast_bytes=0)
    await database.write(lambda connection: fill(connection, tiny()))
    return database


def work() -> WorkCalendar:
    return WorkCalendar(frozenset(), frozenset(), frozenset())


async def test_who_waits_comes_first_and_nobody_without_consent(folder: Path) -> None:
    database = await opened(folder)
    try:
        today = await TodayList(database, work(), "nobody").load(LATER)
        assert today.waiting > 0
        states = [each.due.state for each in today.due]
        assert states == sorted(states, key=lambda state: state != "overdue")
        assert all(each.person.consent in ("granted", "guardian") for each in today.due)
        overdue = [each.person for each in today.due if each.due.state == "overdue"]
        way = [(each.tour_order, each.building, each.unit, each.floor, each.room) for each in overdue]
        assert way == sorted(way)
    finally:
        await database.close()


async def test_enter_asks_for_the_visit_of_whom_the_keyboard_is_on(folder: Path, qtbot: QtBot) -> None:
    database = await opened(folder)
    try:
        page = TodayPage(TodayList(database, work(), "nobody"), lambda: LATER)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.activateWindow()
        asked: list[object] = []
        page.visit_asked.connect(asked.append)
        page.page_shown()
        await until(lambda: page.list.rowCount() > 0 and page.table.current() is not None)
        assert walk(page) == []
        page.table.view.setFocus()
        QTest.keyClick(page.table.view, Qt.Key.Key_Return)
        assert len(asked) == 1
        assert isinstance(asked[0], DuePerson)
        assert asked[0] == page.table.current()
    finally:
        await database.close()
