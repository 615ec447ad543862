"""Key populations: who waits longest stands first; chips count what they open; reasons stay away."""

from __future__ import annotations

import asyncio
import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, event

from demo.community import tiny
from gridclient.actions.key_people import CareLine, Filter, KeyPeople
from gridclient.db.confirmed import write_confirmed
from gridclient.db.kdf import FLOOR
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ui.care.key_people_page import KeyPeoplePage
from gridclient.ui.widgets.empty_state import Incomplete
from gridclient.ui.widgets.texts import Text
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.pinyin import initials_key
from gridcore.sync.stored import Confirmed
from gridcore.work_calendar import WorkCalendar
from tests.client.demo_store import TODAY, fill
from tests.client.ui.conftest import until

DEMO = tiny(today=TODAY)
DAY = TODAY + datetime.timedelta(days=45)
"""Long enough after the demo's last visits that some households wait."""
RUNNING = [each for each in DEMO.plans if each.ends_on is None or each.ends_on >= DAY]


@pytest.fixture
def database(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Database]:
    """A store with the tiny community."""
    keys = create_vault(tmp_path / "store", "taxi shanshui diandeng muzhuo", params=FLOOR)
    opened = qloop.run_until_complete(Database.open(tmp_path / "store", keys, ballast_bytes=4096))
    qloop.run_until_complete(opened.write(lambda connection: fill(connection, DEMO)))
    yield opened
    qloop.run_until_complete(opened.close())


async def shown(qtbot: QtBot, database: Database, people: KeyPeople | None = None) -> KeyPeoplePage:
    """The page in sight, with its first rows."""
    page = KeyPeoplePage(people or KeyPeople(database, WorkCalendar()), lambda: DAY)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.rows.is_loaded)
    return page


def rows(page: KeyPeoplePage) -> list[CareLine]:
    """What is listed."""
    found = [page.rows.row(number) for number in range(page.rows.rowCount())]
    return [each for each in found if each is not None]


def counted(page: KeyPeoplePage, chip: Filter) -> int:
    """What a chip says that it opens."""
    return int(page.chips.chip(chip.value).text().rpartition(" ")[2])


async def test_while_visits_arrive_nobody_is_said_to_wait(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    waiting, review = counted(page, Filter.WAITING), counted(page, Filter.REVIEW)
    assert waiting > 0
    loaded: list[bool] = []
    page.rows.loaded.connect(lambda: loaded.append(True))
    page.show_incomplete(Incomplete.ARRIVING)
    await until(lambda: bool(loaded))
    words = [page.rows.index(row, column).data() for row in range(page.rows.rowCount()) for column in (1, 3)]
    assert not any("waiting" in each or each == "not yet" for each in words)
    assert "…" in words
    chips = [page.chips.chip(each.value) for each in (Filter.WAITING, Filter.TODAY, Filter.SOON)]
    assert all(each.text().endswith(" …") and not each.isEnabled() for each in chips)
    assert counted(page, Filter.REVIEW) == review, "what follows from plans is known"
    page.show_incomplete(None)
    await until(lambda: len(loaded) == 2)
    assert counted(page, Filter.WAITING) == waiting


async def press(page: KeyPeoplePage, chip: Filter) -> None:
    """Press a chip and wait for the list."""
    loaded: list[bool] = []
    page.rows.loaded.connect(lambda: loaded.append(True))
    page.chips.chip(chip.value).click()
    await until(lambda: bool(loaded))


async def test_everybody_with_a_plan_is_listed_and_who_waits_longest_stands_first(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    lines = rows(page)
    assert {each.person.planned.plan for each in lines} == {each.id for each in RUNNING}
    due = [each.due.due for each in lines if each.due is not None]
    assert due == sorted(due)
    assert due[0] < DAY
    assert all(each.due is not None for each in lines[: len(due)])


async def test_every_chip_opens_as_many_as_it_counts(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    opened = 0
    for chip in Filter:
        count = counted(page, chip)
        if not count:
            assert not page.chips.chip(chip.value).isEnabled()
            continue
        await press(page, chip)
        assert page.rows.rowCount() == count == counted(page, chip)
        opened += 1
        await press(page, chip)
    assert opened >= 3


async def test_two_chips_hold_together_and_the_second_counts_what_it_leaves(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    whole = counted(page, Filter.REVIEW)
    await press(page, Filter.WAITING)
    waiting = {each.person.planned.plan for each in rows(page)}
    left = counted(page, Filter.REVIEW)
    assert left <= whole
    if left:
        await press(page, Filter.REVIEW)
        assert {each.person.planned.plan for each in rows(page)} <= waiting
        assert page.rows.rowCount() == left


async def test_two_levels_are_either_of_them_and_each_counts_its_own(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    levels = (Filter.CLOSE, Filter.REGULAR, Filter.GENERAL, Filter.NO_LEVEL)
    before = {each: counted(page, each) for each in levels}
    assert sum(before.values()) == len(RUNNING), "everybody has a level, or none"
    one, other = [each for each in levels if before[each]][:2]
    await press(page, one)
    assert {each: counted(page, each) for each in levels} == before
    await press(page, other)
    assert page.rows.rowCount() == before[one] + before[other]
    assert all({one, other} & each.filters for each in rows(page))


async def test_a_need_narrows_the_list_beside_the_chips_and_says_how_many_have_it(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    everybody = rows(page)
    places = range(1, page.need.count())
    offered = {str(page.need.itemData(at)): page.need.itemText(at).rpartition(" ")[2] for at in places}
    had = Counter(need for each in everybody for need in each.person.planned.needs)
    assert offered == {need: str(count) for need, count in had.items()}
    need = max(had, key=lambda each: had[each])
    page.need.setFocus()
    while page.need.currentData() != need:
        QTest.keyClick(page.need, Qt.Key.Key_Down)
    await until(lambda: page.rows.rowCount() == had[need])
    assert all(need in each.person.planned.needs for each in rows(page))
    assert page.need.currentData() == need
    shown_now = Counter(filter for each in rows(page) for filter in each.filters)
    assert {each: counted(page, each) for each in Filter} == {each: shown_now[each] for each in Filter}
    chip = max(shown_now, key=lambda each: shown_now[each])
    await press(page, chip)
    assert page.rows.rowCount() == shown_now[chip]


async def test_where_nobody_fits_one_key_shows_everybody_again(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    await press(page, Filter.WAITING)
    page.search.setText("没有这个人")
    page.search.search_now()
    await until(lambda: page.rows.rowCount() == 0)
    assert page.clear.isVisible()
    page.clear.setFocus()
    QTest.keyClick(page.clear, Qt.Key.Key_Space)
    await until(lambda: page.rows.rowCount() == len(RUNNING))
    assert page.chips.chosen() == frozenset()
    assert page.search.text() == ""
    await until(page.search.hasFocus)


async def test_waiting_is_said_of_the_household_and_never_of_a_worker(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    await press(page, Filter.WAITING)
    words = [str(page.rows.index(0, at).data()) for at in range(page.rows.columnCount())]
    told = " ".join([*words, *(each.text() for each in page.findChildren(Text))]).lower()
    assert "household waiting" in told
    assert "overdue" not in told


async def test_initials_find_somebody_and_enter_opens_the_care(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    asked: list[str] = []
    page.person_asked.connect(asked.append)
    plan = RUNNING[3]
    page.search.setFocus()
    QTest.keyClicks(page.search, initials_key(plan.person.name))
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    await until(lambda: 0 < page.rows.rowCount() < len(RUNNING))
    assert page.table.select(plan.id)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert asked == [plan.person.id]


async def test_a_visit_is_recorded_for_the_person_on_whom_the_keyboard_is(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    asked: list[tuple[str, str]] = []
    page.visit_asked.connect(lambda household, resident: asked.append((household, resident)))
    plan = RUNNING[2]
    assert page.table.select(plan.id)
    page.record.click()
    assert asked == [(plan.household.id, plan.person.id)]


async def test_phones_are_masked(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    line = next(each for each in rows(page) if each.person.phone)
    assert page.table.select(line.person.planned.plan)
    row = page.table.view.currentIndex().row()
    told = [str(page.rows.index(row, at).data()) for at in range(page.rows.columnCount())]
    assert not any(str(line.person.phone) in each for each in told)
    assert any("****" in each for each in told)


async def test_the_list_never_reads_why_somebody_is_in_care(qtbot: QtBot, database: Database) -> None:
    """Not even on the laptop of a specialist, who is asked why on the person's page."""
    plan = RUNNING[0]
    reason = Confirmed(
        RecordId("why"), "care_reason", ScopeId("care/1"), {"plan": plan.id, "category": "E01"}, {}, 1
    )

    def write(connection: Connection) -> None:
        write_confirmed(connection, [reason])
        refresh(connection, [reason.id])

    await database.write(write)
    asked: list[str] = []

    def listen(connection: Connection) -> None:
        event.listen(
            connection.engine,
            "before_cursor_execute",
            lambda _conn, _cursor, statement, *_: asked.append(statement),
        )

    await database.read(listen)
    page = await shown(qtbot, database)
    assert asked
    assert not any("care_reason" in each for each in asked)
    columns = range(page.rows.columnCount())
    titles = [
        page.rows.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) for at in columns
    ]
    assert {"Level", "Needs"} <= {*titles}
    assert "Category" not in titles
    told = " ".join(
        str(page.rows.index(row, at).data()) for row in range(page.rows.rowCount()) for at in columns
    )
    assert "独居老人" not in told


async def test_an_empty_list_says_why_and_what_to_do(qtbot: QtBot, database: Database) -> None:
    def end_all(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE shown_care_plan SET removed = 1")

    page = await shown(qtbot, database)
    page.search.setText("没有这个人")
    page.search.search_now()
    await until(lambda: page.rows.rowCount() == 0)
    assert "Nobody fits." in " ".join(each.text() for each in page.findChildren(Text) if each.isVisible())
    await database.write(end_all)
    empty = await shown(qtbot, database)
    told = " ".join(each.text() for each in empty.findChildren(Text) if each.isVisible())
    assert "Nobody on this computer has a care plan." in told


async def test_a_change_of_the_store_is_seen_at_the_next_reading(qtbot: QtBot, database: Database) -> None:
    people = KeyPeople(database, WorkCalendar())
    page = await shown(qtbot, database, people=people)
    before = counted(page, Filter.NO_VISITS)
    willing = next(each for each in rows(page) if each.person.planned.consent == "granted")
    cells: dict[str, Value] = {
        "resident": willing.person.planned.resident,
        "answer": "granted",
        "given_by": "person",
        "purposes": ["visits"],
        "given_on": "2026-10-01",
        "withdrawn_on": "2026-10-29",
    }
    answer = Confirmed(RecordId("k1"), "consent", ScopeId("grid/1"), {**cells}, {}, 1)

    def write(connection: Connection) -> None:
        write_confirmed(connection, [answer])
        refresh(connection, [answer.id])

    await database.write(write)
    page.page_shown()
    await until(lambda: counted(page, Filter.NO_VISITS) == before + 1)


async def test_a_visit_that_was_recorded_moves_the_next_contact(qtbot: QtBot, database: Database) -> None:
    people = KeyPeople(database, WorkCalendar())
    page = await shown(qtbot, database, people=people)
    first = rows(page)[0]
    assert first.due is not None
    assert first.due.state == "overdue"
    cells: dict[str, Value] = {
        "household": first.person.planned.household,
        "resident": first.person.planned.resident,
        "visited_on": DAY.isoformat(),
        "met": True,
    }

    def write(connection: Connection) -> None:
        write_confirmed(connection, [Confirmed(RecordId("v-new"), "visit", ScopeId("grid/1"), cells, {}, 1)])
        refresh(connection, [RecordId("v-new")])

    others = {each.person.planned.plan: each.due for each in rows(page)[1:]}
    await database.write(write)
    page.page_shown()
    await until(lambda: rows(page)[0].person.planned.plan != first.person.planned.plan)
    now = {each.person.planned.plan: each.due for each in rows(page)}
    moved = now.pop(first.person.planned.plan)
    assert moved is not None
    assert moved.state == "upcoming"
    assert now == others
