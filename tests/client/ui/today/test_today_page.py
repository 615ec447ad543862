"""The day: who waits comes first, by a short way; without consent nobody is visited; all by keyboard."""

from __future__ import annotations

import asyncio
import datetime
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from demo.community import tiny
from gridclient.actions.life_changes import LifeChanges, Noted
from gridclient.actions.records import Records, Saved
from gridclient.actions.today import DuePerson, Today, TodayList
from gridclient.actions.visit_changes import Changed, Move, Skip, VisitChanges
from gridclient.actions.visit_offers import VisitOffers
from gridclient.db.first_doors import First
from gridclient.db.kdf import FLOOR
from gridclient.db.threads import Database
from gridclient.db.today import exceptions
from gridclient.db.vault import create_vault, unlock_vault
from gridclient.ports import Ports
from gridclient.ui.today.life_change_dialog import LifeChangeDialog
from gridclient.ui.today.today_page import TodayPage
from gridclient.ui.widgets.empty_state import Incomplete
from gridclient.ui.widgets.texts import ElidedSubtitle
from gridclient.ui.words import day_words
from gridcore.ids import CommunityId
from gridcore.papers.filled_paper import Table
from gridcore.roles import Role
from gridcore.work_calendar import WorkCalendar
from tests.client.demo_store import TODAY, fill
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.walk import walk

LATER = TODAY + datetime.timedelta(days=40)
"""Long enough after the last visits that people wait."""
CHIPS = ("waiting", "today", "soon", "change", "campaign", "phone", "lent")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_vault(tmp_path / "store", "taxi shanshui diandeng muzhuo", params=FLOOR)
    return tmp_path / "store"


async def opened(folder: Path) -> Database:
    keys = unlock_vault(folder, "taxi shanshui diandeng muzhuo")
    database = await Database.open(folder, keys, ballast_bytes=0)
    await database.write(lambda connection: fill(connection, tiny()))
    return database


def changes(database: Database) -> VisitChanges:
    ports = Ports(lambda: datetime.datetime.combine(LATER, datetime.time(4), datetime.UTC), os.urandom)
    community = CommunityId(tiny().code)
    offers = VisitOffers(database, community, ports, worker="nobody", roles=frozenset({Role.GRID_WORKER}))
    return VisitChanges(Records(database, community, ports, is_demo=True), offers)


def has_rows(page: TodayPage, count: int) -> bool:
    return page.list.rowCount() == count


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
        page = TodayPage(TodayList(database, work(), "nobody"), changes(database), lambda: LATER)
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


@asynccontextmanager
async def day(folder: Path, qtbot: QtBot) -> AsyncIterator[TodayPage]:
    """Today with people who wait."""
    database = await opened(folder)
    page = TodayPage(TodayList(database, work(), "nobody"), changes(database), lambda: LATER)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.rowCount() > 0 and page.table.current() is not None)
    try:
        yield page
    finally:
        await database.close()


def is_waiting(page: TodayPage, due: DuePerson) -> bool:
    rows = (page.list.row(each) for each in range(page.list.rowCount()))
    return any(row is not None and (row.person.plan, row.due) == (due.person.plan, due.due) for row in rows)


async def test_a_visit_moves_to_another_day_by_keyboard_and_back_by_undo(folder: Path, qtbot: QtBot) -> None:
    async with day(folder, qtbot) as page:
        due = page.table.current()
        assert due is not None
        told: list[tuple[str, Callable[[], None]]] = []
        page.told.connect(lambda text, undo: told.append((text, undo)))
        page.change.click()
        assert page.changing.panel.isVisible()
        assert walk(page) == []
        page.changing.panel.day.setFocus()
        page.changing.panel.day.set_value((LATER + datetime.timedelta(days=2)).isoformat())
        QTest.keyClick(page.changing.panel.day, Qt.Key.Key_Return)
        await until(lambda: bool(told) and not is_waiting(page, due))
        assert page.changing.panel.isHidden()
        moved = [page.list.row(each) for each in range(page.list.rowCount())]
        days = [each.due.days for each in moved if each is not None and each.person.plan == due.person.plan]
        assert days == [2], "it is soon, on its new day"
        assert due.person.name in told[0][0]
        told[0][1]()
        await until(lambda: is_waiting(page, due))


async def test_a_visit_that_is_left_out_needs_a_reason(folder: Path, qtbot: QtBot) -> None:
    async with day(folder, qtbot) as page:
        due = page.table.current()
        assert due is not None
        page.change_visit()
        page.changing.panel.kind.set_value("skipped")
        page.changing.panel.give()
        assert page.changing.panel.problem.isVisible()
        assert is_waiting(page, due)
        page.changing.panel.reason.set_value("外出探亲")
        page.changing.panel.give()
        await until(lambda: not is_waiting(page, due))


async def test_a_day_that_is_over_is_refused(folder: Path, qtbot: QtBot) -> None:
    async with day(folder, qtbot) as page:
        page.change_visit()
        page.changing.panel.day.set_value((LATER - datetime.timedelta(days=1)).isoformat())
        page.changing.panel.give()
        assert "That day is over" in page.changing.panel.problem.text()
        QTest.keyClick(page.changing.panel.day, Qt.Key.Key_Escape)
        assert page.changing.panel.isHidden()


async def test_the_same_visit_changed_twice_is_one_record_and_undo_gives_the_first_change_back(
    folder: Path,
) -> None:
    database = await opened(folder)
    try:
        today, actions = TodayList(database, work(), "nobody"), changes(database)
        due = (await today.load(LATER)).due[0]
        first = await actions.change(due, Move(LATER + datetime.timedelta(days=1), "周末在家"))
        assert isinstance(first, Changed)
        second = await actions.change(due, Skip("住院"))
        assert isinstance(second, Changed)
        assert second.before is not None
        assert (second.before["exception"], second.before["reason"]) == ("moved", "周末在家")
        assert isinstance(await actions.take_back(second), Saved)
        kept = await database.read(exceptions)
        mine = [each[:5] for each in kept if (each[0], each[1]) == (due.person.plan, due.due.period)]
        assert mine == [(due.person.plan, due.due.period, "moved", "2026-12-09", None)]
    finally:
        await database.close()


async def test_the_tour_sheet_goes_by_the_way_alone_and_has_only_doors(folder: Path) -> None:
    database = await opened(folder)
    try:
        today = TodayList(database, work(), "赵颖")
        due = (await today.load(LATER)).due
        doors = [each.person for each in due if each.person.way not in ("phone", "video")]
        assert 0 < len(doors) < len(due)
        paper = await today.sheet(LATER)
        (table,) = (each for each in paper.parts if isinstance(each, Table))
        told = [row[1:3] for row in table.rows]
        wanted = sorted(doors, key=lambda e: (e.tour_order, e.building, e.unit, e.floor, e.room, e.name))
        assert [each for each in told if each in {(e.name, e.address) for e in doors}] == [
            (each.name, each.address) for each in wanted
        ]
        assert all(
            "（顺路）" in row[3] for row in table.rows if row[1:3] not in {(e.name, e.address) for e in doors}
        )
    finally:
        await database.close()


async def test_the_tour_sheet_is_saved_as_pdf_where_the_user_wants_it(
    folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    database = await opened(folder)
    try:
        page = TodayPage(TodayList(database, work(), "nobody"), changes(database), lambda: LATER)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        told: list[str] = []
        page.told.connect(lambda text, _: told.append(text))
        assert not page.sheet.isEnabled()
        page.page_shown()
        await until(lambda: page.sheet.isEnabled() and page.isActiveWindow())
        QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
        assert [each.text().replace("&", "") for each in menu.actions()] == ["Print…", "Save as PDF…"]
        menu.actions()[1].trigger()
        menu.close()
        save_as(await file_dialog(), tmp_path / "sheet")
        await until(lambda: bool(told))
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    finally:
        await database.close()


async def test_a_major_change_is_noted_by_keyboard_and_stands_first_at_once(
    folder: Path, qtbot: QtBot
) -> None:
    database = await opened(folder)
    try:
        ports = Ports(lambda: datetime.datetime.combine(LATER, datetime.time(4), datetime.UTC), os.urandom)
        records = Records(database, CommunityId(tiny().code), ports, is_demo=True)
        life = LifeChanges(database, records, ports, "赵颖")
        today = TodayList(database, work(), "nobody")
        page = TodayPage(today, changes(database), lambda: LATER, life=life)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.page_shown()
        await until(lambda: page.list.rowCount() > 1)
        person = (await life.people(tiny().households[0].people[0].name))[0]
        dialog = LifeChangeDialog(life, None, lambda: LATER, page)
        dialog.search.setText(person.name)
        dialog.search.search_now()
        await until(lambda: dialog.person is not None)
        dialog.show()
        dialog.activateWindow()
        await until(dialog.isActiveWindow)
        dialog.search.setFocus()
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        assert dialog.people.hasFocus(), "Enter in the search goes on to what was found"
        assert dialog.problem.isHidden()
        dialog.finish()
        assert not dialog.result(), "nothing was said yet of what happened"
        dialog.what_field.set_value("fall")
        QTest.keyClick(dialog.people, Qt.Key.Key_Return)
        assert dialog.result(), "Enter saves"
        assert dialog.person is not None
        assert dialog.what is not None
        assert dialog.day is not None
        first = await life.note(dialog.person.resident, dialog.what, dialog.day)
        again = await life.note(dialog.person.resident, dialog.what, dialog.day)
        assert (first, again) == (Noted(is_new=True), Noted(is_new=False))
        page.reload()
        await until(lambda: (row := page.list.row(0)) is not None and row.is_after_change)
        page.chips.chip("change").click()
        await until(lambda: page.list.rowCount() == 1)
        assert walk(page) == []
    finally:
        await database.close()


def numbers(page: TodayPage) -> list[str]:
    """Whatever is counted on the page, and the day."""
    told = [each.text() for each in page.header.findChildren(ElidedSubtitle)]
    return [*told, *(page.chips.chip(name).text() for name in CHIPS)]


async def test_while_lists_are_filled_nothing_is_counted(folder: Path, qtbot: QtBot) -> None:
    async with day(folder, qtbot) as page:
        before = numbers(page)
        assert "waiting" in before[0]
        page.show_incomplete(Incomplete.PREPARING)
        await until(lambda: numbers(page) != before)
        assert numbers(page)[0] == day_words(LATER)
        assert not any(letter.isdigit() for text in numbers(page)[1:] for letter in text)
        page.show_incomplete(None)
        await until(lambda: numbers(page) == before)


class HeldBack(TodayList):
    """The day of a large grid whose reading takes as long as the test wants, behind its first doors."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, work(), "nobody", first=First(4, 9, plans=0))
        self.goes_on = asyncio.Event()

    async def load(self, day: datetime.date) -> Today:
        await self.goes_on.wait()
        return await super().load(day)


def rows_of(page: TodayPage) -> list[DuePerson]:
    return [row for each in range(page.list.rowCount()) if (row := page.list.row(each)) is not None]


async def test_the_first_doors_are_shown_and_walked_while_the_others_are_read(
    folder: Path, qtbot: QtBot
) -> None:
    database = await opened(folder)
    try:
        today = HeldBack(database)
        page = TodayPage(today, changes(database), lambda: LATER)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.activateWindow()
        page.page_shown()
        await until(lambda: page.list.rowCount() > 1)
        begun = rows_of(page)
        assert numbers(page)[0] == f"{day_words(LATER)} · counting who waits…"
        assert all(text.endswith(" …") for text in numbers(page)[1:])
        page.table.view.setFocus()
        QTest.keyClick(page.table.view, Qt.Key.Key_Down)
        shown = list[None]()
        page.list.loaded.connect(lambda: shown.append(None))
        page.chips.chip("phone").click()
        await until(lambda: bool(shown))
        assert rows_of(page) == begun, "who fits is not known yet"
        page.chips.clear()
        today.goes_on.set()
        await until(lambda: page.list.rowCount() > len(begun))
        assert rows_of(page)[: len(begun)] == begun
        assert page.table.current() == begun[1]
        assert page.focusWidget() is page.table.view
        assert "waiting" in numbers(page)[0]
    finally:
        await database.close()


async def test_each_chip_counts_what_it_leaves_when_it_is_pressed(folder: Path, qtbot: QtBot) -> None:
    database = await opened(folder)
    try:
        ports = Ports(lambda: datetime.datetime.combine(LATER, datetime.time(4), datetime.UTC), os.urandom)
        records = Records(database, CommunityId(tiny().code), ports, is_demo=True)
        today = TodayList(database, work(), "nobody")
        lent, fallen, *_ = (await today.load(LATER)).due
        as_before = {"exception": "handed_over", "handed_to": "王海霞"}
        plan = {"plan": lent.person.plan, "period": lent.due.period}
        form = await records.open_form("visit_exception", None, plan | as_before)
        assert form is not None
        assert isinstance(await records.save(form, {}), Saved)
        await LifeChanges(database, records, ports, "赵颖").note(fallen.person.resident, "fall", LATER)
        page = TodayPage(today, changes(database), lambda: LATER)
        qtbot.addWidget(page)
        page.show()
        page.page_shown()
        await until(lambda: page.list.rowCount() > 0)
        counts = {name: int(page.chips.chip(name).text().rsplit(" ", 1)[1]) for name in CHIPS}
        assert (counts["lent"], counts["change"]) == (1, 1)
        assert counts["waiting"] + counts["today"] + counts["soon"] == page.list.rowCount()
        for name, count in counts.items():
            chip = page.chips.chip(name)
            assert chip.isEnabled() is bool(count)
            if count:
                page.chips.clear()
                chip.click()
                await until(partial(has_rows, page, count))
    finally:
        await database.close()
