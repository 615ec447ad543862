"""A tour is entered from paper by keyboard alone, in the sheet's order, and nothing typed is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.today import TodayList
from gridclient.actions.tour_entry import TourEntry
from gridclient.actions.visits import Visits
from gridclient.db.tours import Sheet, keep_sheet, last_sheet
from gridclient.ui.theme import apply_theme
from gridclient.ui.visits.tour_page import TourPage
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Step
from tests.client.ui.conftest import commit, until
from tests.client.ui.households.test_merged_forms import taken_away
from tests.client.ui.visits.store import NOW, PLACES, WORKER, WORKER_ROLES, Cells, Store, found, opened, ports
from tests.client.ui.walk import walk

LATER = NOW + timedelta(days=60)


def plan(number: int) -> tuple[str, str, Cells]:
    told: Cells = {"resident": f"p{number}", "frequency": "monthly", "way": "door", "starts_on": "2026-01-05"}
    return "care_plan", f"c{number}", {**told, "needs": ["chat"], "consent": "granted"}


def entry(store: Store) -> TourEntry:
    today = TodayList(store.database, store.work, WORKER)
    visits = Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)
    return TourEntry(store.database, store.records, today, visits, store.ports, worker=WORKER)


@asynccontextmanager
async def stored(folder: Path) -> AsyncIterator[Store]:
    async with opened(folder, found(folder)) as store:
        later = Store(store.database, ports(LATER), store.work)
        await later.receive([*PLACES, plan(3), plan(4)])
        yield later


async def shown(qtbot: QtBot, store: Store) -> TourPage:
    page = TourPage(entry(store))
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(page.record.isEnabled)
    await asyncio.sleep(0.01)  # the window turns; events that are processed here would enter its tasks
    return page


async def add_to_sheet(store: Store, resident: str) -> None:
    def write(connection: Connection) -> None:
        sheet = last_sheet(connection)
        assert sheet is not None
        keep_sheet(connection, Sheet(sheet.day, (*sheet.residents, RecordId(resident))))

    await store.database.write(write)


def said_of(line: QWidget) -> list[str]:
    return [each.text() for each in line.findChildren(QLabel) if not each.isHidden()]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    commit(focused, text)


async def test_three_doors_take_a_dozen_keys(qtbot: QtBot, tmp_path: Path) -> None:
    async with stored(tmp_path / "store") as store:
        page = await shown(qtbot, store)
        assert [each.door.person.name for each in page.lines] == ["张桂英", "李建国", "欧阳文娟"]
        press(Qt.Key.Key_1)
        write("一切都好")
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_2)
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_3)
        press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        told: list[str] = []
        page.told.connect(told.append)
        await until(lambda: bool(told))
        edits = await store.edits()
        made = [each.cells for each in edits if isinstance(each, Create)]
        outcomes = [(each["resident"], each["met"], each.get("declined"), each.get("said")) for each in made]
        assert outcomes == [
            ("p1", True, None, "一切都好"),
            ("p3", False, None, None),
            ("p4", False, True, None),
        ]
        assert all(each["way"] == "door" and each["visited_on"] == "2027-01-21" for each in made)
        assert sum(isinstance(each, Step) and each.to == "submitted" for each in edits) == 3
        assert all(each.is_recorded for each in page.lines)
        assert await store.records.drafts("visit") == []


async def test_lines_that_say_nothing_stay_and_what_was_typed_is_back(qtbot: QtBot, tmp_path: Path) -> None:
    async with stored(tmp_path / "store") as store:
        page = await shown(qtbot, store)
        page.lines[1].begin()
        press(Qt.Key.Key_3)
        write("说改天再来")
        page.flush()

        while not await store.records.drafts("visit"):
            await asyncio.sleep(0.002)
        again = await shown(qtbot, store)
        assert again.lines[1].typed()["declined"] is True
        assert again.lines[1].typed()["said"] == "说改天再来"
        assert not again.lines[0].is_begun
        again.lines[2].said.setFocus()
        write("女儿在家")
        press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        lacks = "Say what happened as well: 1, 2 or 3."
        await until(lambda: lacks in said_of(again.lines[2]))
        assert [each.is_recorded for each in again.lines] == [False, True, False]
        press(Qt.Key.Key_2)
        assert lacks not in said_of(again.lines[2])
        press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: again.lines[2].is_recorded)
        assert [each.is_recorded for each in again.lines] == [False, True, True]
        assert len([each for each in await store.edits() if isinstance(each, Create)]) == 2
        assert await store.records.drafts("visit") == []


async def test_the_sheet_of_the_morning_gives_numbers_and_day(qtbot: QtBot, tmp_path: Path) -> None:
    async with stored(tmp_path / "store") as store:
        await TodayList(store.database, store.work, WORKER).sheet(LATER.date())
        await add_to_sheet(store, "p9")
        first = await shown(qtbot, store)
        first.lines[0].begin()
        press(Qt.Key.Key_1)
        first.record_all()
        await until(lambda: first.lines[0].is_recorded)
        evening = Store(store.database, ports(LATER + timedelta(days=1)), store.work)
        page = await shown(qtbot, evening)
        assert [each.door.number for each in page.lines] == [1, 2, 3]
        assert [each.is_recorded for each in page.lines] == [True, False, False]
        assert any(each.startswith("Number 4 of the sheet is no longer here") for each in said_of(page))
        page.lines[2].begin()
        press(Qt.Key.Key_1)
        page.record_all()
        await until(lambda: page.lines[2].is_recorded)
        made = [each for each in await store.edits() if isinstance(each, Create)]
        assert {each.cells["visited_on"] for each in made} == {"2027-01-21"}, "the day that was walked"


async def test_who_was_merged_since_the_morning_stands_under_the_number_of_the_sheet(tmp_path: Path) -> None:
    async with stored(tmp_path / "store") as store:
        await TodayList(store.database, store.work, WORKER).sheet(LATER.date())
        await add_to_sheet(store, "p5")
        whole = await entry(store).tour()
        assert ([each.number for each in whole.doors], whole.gone) == ([1, 2, 3], [4])
        told: Cells = {"winner": "p5", "loser": "p3", "choice": "same", "author": "陈书记"}
        cells: Cells = {"subject": "p3", "subject_kind": "resident", "conflict_kind": "duplicate"}
        known: Cells = {"household": "h2", "name": "李建国", "status": "lives_here"}
        merged = ("conflict", "note", cells | {"progress": "resolved", "decided": told})
        await store.receive([("resident", "p5", known), merged], seq=20)
        await taken_away(store, "p3")
        tour = await entry(store).tour()
        assert {each.number: each.person.resident for each in tour.doors} == {1: "p1", 2: "p5", 3: "p4"}
        assert tour.gone == [4], "two numbers of one person are one line"


async def test_a_household_that_left_says_so_the_others_are_recorded(qtbot: QtBot, tmp_path: Path) -> None:
    async with stored(tmp_path / "store") as store:
        page = await shown(qtbot, store)
        for line in page.lines[:2]:
            line.outcome.set_value("met")
        await store.records.remove(page.lines[0].door.person.household)
        page.record_all()
        await until(lambda: page.lines[1].is_recorded)
        await until(page.record.isEnabled)
        assert "This household is no longer on this computer." in said_of(page.lines[0])
        assert not page.lines[0].is_recorded


@pytest.mark.parametrize("percent", [100, 150])
async def test_every_control_is_reached_by_tab_and_named(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, percent: int
) -> None:
    apply_theme(qapp, "dark", percent)
    async with stored(tmp_path / "store") as store:
        page = await shown(qtbot, store)
        assert walk(page) == []
