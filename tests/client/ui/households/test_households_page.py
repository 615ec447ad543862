"""The list answers while one types, is narrowed and sorted by keyboard, and leads to the card."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.community import tiny
from gridclient.actions.households import HouseholdLine, Households
from gridclient.db.kdf import FLOOR
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ui.households.households_page import HouseholdsPage
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.texts import Text
from gridcore.fields import label
from gridcore.pinyin import initials_key
from tests.client.demo_store import TODAY, fill, vacate
from tests.client.ui.conftest import commit, until
from tests.client.ui.sample_page import find_commands
from tests.client.ui.walk import walk

DEMO = tiny(today=TODAY)


@pytest.fixture
def database(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Database]:
    """A worker's store with the tiny community."""
    keys = create_vault(tmp_path / "store", "taxi shanshui diandeng muzhuo", params=FLOOR)
    opened = qloop.run_until_complete(Database.open(tmp_path / "store", keys, ballast_bytes=4096))
    qloop.run_until_complete(opened.write(lambda connection: fill(connection, DEMO)))
    yield opened
    qloop.run_until_complete(opened.close())


async def shown(qtbot: QtBot, database: Database) -> HouseholdsPage:
    """The page in sight, with its first rows."""
    page = HouseholdsPage(Households(database), lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.rows.is_loaded)
    return page


def rows(page: HouseholdsPage) -> list[HouseholdLine]:
    """What is listed."""
    found = [page.rows.row(number) for number in range(page.rows.rowCount())]
    return [each for each in found if each is not None]


def heard(page: HouseholdsPage) -> list[tuple[str, str]]:
    """What the page asks for from now on."""
    asked: list[tuple[str, str]] = []
    page.household_asked.connect(lambda each: asked.append(("household", each)))
    page.visit_asked.connect(lambda each: asked.append(("visit", each)))
    page.registration_asked.connect(lambda each: asked.append(("registration", each)))
    return asked


def said(page: HouseholdsPage) -> str:
    """Every sentence in sight."""
    return " ".join(each.text() for each in page.findChildren(Text) if each.isVisible())


async def test_every_household_is_listed_with_its_head(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    assert {(line.household, line.name) for line in rows(page)} == {
        (home.id, home.people[0].name) for home in DEMO.households
    }


async def test_typing_initials_finds_the_person_and_enter_opens_the_household(
    qtbot: QtBot, database: Database
) -> None:
    page = await shown(qtbot, database)
    asked = heard(page)
    home = DEMO.households[5]
    name = home.people[-1].name
    page.search.setFocus()
    QTest.keyClicks(page.search, initials_key(name))
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    await until(lambda: 0 < page.rows.rowCount() < len(DEMO.households))
    line = next(each for each in rows(page) if each.household == home.id)
    assert name in (line.name, line.found)
    assert page.table.select(home.id)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.view.hasFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert asked == [("household", home.id)]


async def test_enter_searches_and_leads_into_what_was_found(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    page.search.setFocus()
    QTest.keyClicks(page.search, initials_key(DEMO.households[5].people[-1].name))
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.view.hasFocus()
    await until(lambda: 0 < page.rows.rowCount() < len(DEMO.households))
    assert page.table.view.hasFocus()


async def test_a_list_is_searched_while_typing_stops_without_enter(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    commit(page.search, DEMO.households[0].room.address[:2])
    await until(lambda: bool(page.rows.rowCount()))
    page.search.setText(DEMO.households[3].room.address)
    await until(lambda: page.rows.rowCount() == 1)
    assert rows(page)[0].household == DEMO.households[3].id


async def test_chips_narrow_the_list_and_are_pressed_by_keyboard(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    chip = page.chips.chip("rented")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    rented = {home.id for home in DEMO.households if home.tenure == "rented"}
    await until(lambda: {line.household for line in rows(page)} == rented)
    QTest.keyClick(chip, Qt.Key.Key_Return)
    await until(lambda: page.rows.rowCount() == len(DEMO.households))


async def test_vacant_rooms_ask_for_a_registration_and_not_for_a_visit(
    qtbot: QtBot, database: Database
) -> None:
    left = DEMO.households[3]
    await database.write(lambda connection: vacate(connection, left))
    page = await shown(qtbot, database)
    asked = heard(page)
    page.chips.chip("vacant").click()
    await until(lambda: [line.room for line in rows(page)] == [left.room.id])
    assert rows(page)[0].address == left.room.address
    assert not page.record.isEnabled()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert asked == [("registration", left.room.id)]


async def test_the_visit_of_the_chosen_row_is_recorded(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    asked = heard(page)
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    page.record.click()
    assert asked == [("visit", rows(page)[1].household)]


async def test_titles_sort_by_address_and_by_last_visit(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    header = page.table.view.horizontalHeader()
    place = [column.sort for column in page.rows.columns].index("last_visit")
    header.sectionClicked.emit(place)
    await until(lambda: [line.last_visit or "" for line in rows(page)] == _sorted(page))
    first = rows(page)[0].last_visit or ""
    header.sectionClicked.emit(place)
    await until(lambda: (rows(page)[0].last_visit or "") != first)
    assert rows(page)[0].last_visit == max(line.last_visit or "" for line in rows(page))


def _sorted(page: HouseholdsPage) -> list[str]:
    return sorted(line.last_visit or "" for line in rows(page))


async def test_phones_are_shown_as_masks_alone(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    column = [each.title for each in page.rows.columns].index("Phone")
    shown_phones = [page.rows.data(page.rows.index(at, column)) for at in range(page.rows.rowCount())]
    kept = {person.phone for home in DEMO.households for person in home.people if person.phone}
    assert kept.isdisjoint(shown_phones)
    assert any("****" in str(each) for each in shown_phones)


async def test_a_search_without_success_says_what_to_try(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    page.search.setText("没有这个人")
    await until(lambda: "No household fits." in said(page))
    assert "initials" in said(page)
    assert not page.record.isEnabled()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    await until(lambda: page.rows.rowCount() == len(DEMO.households))


async def test_the_page_can_be_opened_with_a_search(qtbot: QtBot, database: Database) -> None:
    page = await shown(qtbot, database)
    page.chips.chip("rented").click()
    page.open_record(DEMO.households[2].room.address)
    await until(lambda: [line.household for line in rows(page)] == [DEMO.households[2].id])


def window(database: Database) -> MainWindow:
    """The whole window with this page."""
    entry = PageEntry(
        "households",
        label("Sample", "住户(&H)"),
        "home",
        lambda parent: HouseholdsPage(Households(database), lambda: TODAY, parent),
    )
    actions = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    return MainWindow(Identity("网格工作台", "第三网格", "李网格员"), [entry], frozenset(), actions)


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, database: Database, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    made = window(database)
    qtbot.addWidget(made)
    made.show()
    made.show_page("households")
    page = made.page("households")
    assert isinstance(page, HouseholdsPage)
    await until(lambda: page.rows.is_loaded)
    page.chips.chip("care").click()
    await until(lambda: page.rows.rowCount() < len(DEMO.households))
    assert walk(made) == []
