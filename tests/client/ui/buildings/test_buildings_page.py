"""The chart by keyboard, for screen readers, in both schemes, from a courtyard to a tower of 34 floors."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from demo.community import tiny
from gridclient.actions.buildings import (
    BuildingCharts,
    Flat,
    Signs,
    chart_of,
)
from gridclient.db.buildings import ChartRoom
from gridclient.db.kdf import FLOOR
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ui.buildings.buildings_page import BuildingsPage
from gridclient.ui.buildings.flat_signs import LEGEND, ON_DOORS, counted, flat_words
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.tinted_images import icon_names
from gridclient.ui.tokens import shown_tokens
from gridclient.ui.widgets.texts import ElidedText, Text
from gridcore.fields import label
from gridcore.ids import RecordId
from gridcore.work_calendar import WorkCalendar
from tests.client.demo_store import TODAY, fill
from tests.client.ui.buildings.made_up import Charts, household, tower
from tests.client.ui.conftest import until
from tests.client.ui.sample_page import find_commands
from tests.client.ui.walk import walk


def shown(qtbot: QtBot, charts: Charts | BuildingCharts) -> BuildingsPage:
    """The page in sight."""
    page = BuildingsPage(charts, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.page_shown()
    return page


async def filled(page: BuildingsPage) -> BuildingsPage:
    """The page with its first chart."""
    await until(lambda: page.view.chart is not None)
    return page


def current(page: BuildingsPage) -> Flat:
    """The flat that the keyboard is on."""
    flat = page.view.current()
    assert flat is not None
    return flat


def heard(page: BuildingsPage) -> list[tuple[str, str]]:
    """What the page asks for from now on."""
    asked: list[tuple[str, str]] = []
    page.household_asked.connect(lambda each: asked.append(("household", each)))
    page.visit_asked.connect(lambda each: asked.append(("visit", each)))
    page.registration_asked.connect(lambda each: asked.append(("registration", each)))
    return asked


def keys(page: BuildingsPage, *pressed: Qt.Key) -> None:
    """Press keys on the chart."""
    for key in pressed:
        QTest.keyClick(page.view, key)


async def test_the_keyboard_is_on_the_first_door_when_the_page_opens(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    assert page.view.hasFocus()
    assert current(page).number == "0601"
    assert page.record.isEnabled()


async def test_arrow_keys_go_from_door_to_door_and_enter_opens_the_household(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    asked = heard(page)
    keys(page, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert current(page).number == "0502"
    assert asked == [("household", "h502")]


async def test_v_records_a_visit_and_so_does_the_button(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    asked = heard(page)
    keys(page, Qt.Key.Key_V)
    page.record.click()
    assert asked == [("visit", "h601"), ("visit", "h601")]


async def test_digits_jump_to_a_number(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(34, 12))))
    QTest.keyClicks(page.view, "1503")
    assert current(page).number == "1503"
    assert page.view.visualRect(page.view.currentIndex()).intersects(page.view.viewport().rect())


async def test_a_click_opens_the_household_too(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    asked = heard(page)
    place = page.view.visualRect(page.view.model().index(1, 2)).center()
    QTest.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place)
    )
    assert asked == [("household", "h503")]


async def test_an_empty_room_asks_for_the_registration_of_a_household(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    asked = heard(page)
    QTest.keyClicks(page.view, "603")
    assert current(page).use == "vacant"
    assert not page.record.isEnabled()
    keys(page, Qt.Key.Key_V, Qt.Key.Key_Return)
    assert asked == [("registration", "tower-603")]


async def test_of_several_households_behind_one_door_one_is_chosen(qtbot: QtBot) -> None:
    line, rooms = tower(1, 1)
    both = (household(5, name="王伟"), household(8, name="何洋静"))
    page = await filled(shown(qtbot, Charts((line, [ChartRoom(rooms[0].id, 1, 1, "0101", None, both)]))))
    asked = heard(page)
    keys(page, Qt.Key.Key_Return)
    menu = page.findChild(QMenu)
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked == [("household", "h8")]


async def test_every_door_is_told_to_who_cannot_see_it(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    model = page.view.model()
    texts = [
        str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(6)
        for column in range(6)
    ]
    assert len(set(texts)) == 36
    chart = page.view.chart
    assert chart is not None
    assert sorted(texts) == sorted(flat_words(each) for each in chart.flats.values())
    home = household(502)
    told = flat_words(chart.flats[1, 1])
    for part in ("0502", home.name, str(home.people)):
        assert part in told


async def test_hovering_tells_that_there_is_care_and_never_why(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    chart = page.view.chart
    assert chart is not None
    place = next(place for place, flat in chart.flats.items() if flat.has_care)
    hover = str(page.view.model().index(*place).data(Qt.ItemDataRole.ToolTipRole))
    assert "Care household" in hover
    plain = next(place for place, flat in chart.flats.items() if not flat.has_care)
    assert "Care" not in str(page.view.model().index(*plain).data(Qt.ItemDataRole.ToolTipRole))


def test_every_sign_has_a_shape_and_a_word_of_its_own() -> None:
    signs = {*LEGEND, *ON_DOORS}
    assert {each.symbol for each in signs} <= icon_names()
    assert len({each.symbol for each in signs}) == len(signs)
    assert len({each.label for each in signs}) == len(signs)


async def test_the_legend_counts_the_doors_of_each_sign(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    chart = page.view.chart
    assert chart is not None
    texts = {each.text() for each in page.legend.findChildren(Text) if each.isVisible()}
    assert texts == {f"{sign.label.text} {number}" for sign, number in counted(chart)}
    care = sum(flat.has_care for flat in chart.flats.values())
    assert f"Care household {care}" in texts


async def test_the_header_counts_floors_households_and_people(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    homes = [household(floor * 100 + at) for floor in range(1, 7) for at in range(1, 7)]
    homes = [each for each in homes if int(each.id[1:]) % 9]
    told = " ".join(each.accessibleName() for each in page.header.findChildren(ElidedText))
    assert told.startswith("6 floor(s) · 1 entrance(s)")
    assert f"{len(homes)} household(s) · {sum(each.people for each in homes)} person(s)" in told


async def test_buildings_are_changed_by_keyboard_in_the_order_of_the_tour(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 2, "1"), tower(3, 2, "2"), tower(4, 2, "3"))))
    QTest.keyClick(page.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: _building(page) == "2")
    QTest.keyClick(page.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: _building(page) == "3")
    QTest.keyClick(page.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: _building(page) == "2")
    page.building.setFocus()
    QTest.keyClick(page.building, Qt.Key.Key_Up)
    page.building.activated.emit(page.building.currentIndex())
    await until(lambda: _building(page) == "1")


def _building(page: BuildingsPage) -> str:
    chart = page.view.chart
    return "" if chart is None else chart.building.id


async def test_the_page_goes_to_the_door_of_a_household(qtbot: QtBot) -> None:
    charts = Charts(tower(6, 2, "1"), tower(34, 12, "2"))
    page = await filled(shown(qtbot, charts))
    far = next(room for room in charts.held[RecordId("2")][1] if room.number == "0111")
    page.open_record(far.households[0].id)
    page.page_shown()
    await until(lambda: _building(page) in ("1", "2") and current(page).number == "0111")


async def test_reading_anew_keeps_the_keyboard_on_its_door(qtbot: QtBot) -> None:
    charts = Charts(tower(34, 12))
    page = await filled(shown(qtbot, charts))
    QTest.keyClicks(page.view, "205")
    before = page.view.verticalScrollBar().value()
    line, rooms = charts.held[RecordId("tower")]
    charts.held[RecordId("tower")] = (line, rooms[:-1])
    page.page_shown()
    await until(lambda: page.view.chart is not None and len(page.view.chart.flats) == len(rooms) - 1)
    assert current(page).number == "0205"
    assert page.view.verticalScrollBar().value() == before


async def test_a_computer_without_buildings_says_what_to_do(qtbot: QtBot) -> None:
    page = shown(qtbot, Charts())
    await until(lambda: "There are no buildings" in _said(page))
    assert "F5" in _said(page)
    assert not page.record.isEnabled()


def _said(page: BuildingsPage) -> str:
    return " ".join(each.text() for each in page.findChildren(Text) if each.isVisible())


async def test_doors_of_each_state_look_different(qtbot: QtBot) -> None:
    """By their ground, and the long unvisited by a bar at their edge."""
    page = await filled(shown(qtbot, Charts(tower(6, 6))))
    chart = page.view.chart
    assert chart is not None
    image = page.view.viewport().grab().toImage()
    tokens = shown_tokens()
    for (row, column), flat in chart.flats.items():
        place = page.view.visualRect(page.view.model().index(row, column))
        if not page.view.viewport().rect().contains(place):
            continue
        ground = QColor(image.pixel(place.left() + 14, place.top() + 8)).name().upper()
        if flat.use == "vacant":
            assert ground == tokens.vacant.background
        elif flat.has_care:
            assert ground == tokens.care.background
        elif "service_post" in flat.tags:
            assert ground == tokens.service.background
        bar = QColor(image.pixel(place.left() + 5, place.center().y())).name().upper()
        assert (bar == tokens.care.text) is flat.is_long_unvisited, flat.number


async def test_a_part_of_the_chart_is_painted_as_it_is_painted_with_the_rest(qtbot: QtBot) -> None:
    page = await filled(shown(qtbot, Charts(tower(34, 12))))
    page.view.verticalScrollBar().setValue(111)
    whole = page.view.viewport().grab().toImage()
    for part in (QRect(0, 0, 50, 30), QRect(120, 70, 300, 90), QRect(500, 2, 200, 300)):
        assert page.view.viewport().grab(part).toImage() == whole.copy(part)


async def test_doors_are_drawn_anew_in_another_scheme_and_for_another_building(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page = await filled(shown(qtbot, Charts(tower(6, 6), tower(6, 6, "2"))))
    light = page.view.viewport().grab().toImage()
    apply_theme(qapp, "dark", 100)
    assert page.view.viewport().grab().toImage() != light
    apply_theme(qapp, "light", 100)
    page.view.show_chart(chart_of(*tower(6, 6), Signs(TODAY, frozenset(), frozenset())))
    other = page.view.viewport().grab().toImage()
    page.view.show_chart(chart_of(*tower(6, 5), Signs(TODAY, frozenset(), frozenset())))
    assert page.view.viewport().grab().toImage() != other


def window(charts: Charts | BuildingCharts) -> MainWindow:
    """The whole window with this page."""
    entry = PageEntry(
        "buildings",
        label("Sample", "楼栋(&B)"),
        "building",
        lambda p: BuildingsPage(charts, lambda: TODAY, p),
    )
    actions = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    return MainWindow(Identity("网格工作台", "第三网格", "李网格员"), [entry], frozenset(), actions)


async def test_twelve_flats_a_floor_fit_an_office_laptop(qtbot: QtBot) -> None:
    made = window(Charts(tower(34, 12)))
    qtbot.addWidget(made)
    made.show()
    made.show_page("buildings")
    page = made.page("buildings")
    assert isinstance(page, BuildingsPage)
    await filled(page)
    assert made.width() == 1366
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.verticalScrollBar().maximum() > 0


@pytest.fixture
def database(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Database]:
    """A worker's store with the tiny community."""
    keys = create_vault(tmp_path / "store", "taxi shanshui diandeng muzhuo", params=FLOOR)
    opened = qloop.run_until_complete(Database.open(tmp_path / "store", keys, ballast_bytes=4096))
    qloop.run_until_complete(opened.write(lambda connection: fill(connection, tiny(today=TODAY))))
    yield opened
    qloop.run_until_complete(opened.close())


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, database: Database, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    for charts in (BuildingCharts(database, WorkCalendar()), Charts(tower(34, 12), tower(6, 2, "2"))):
        made = window(charts)
        qtbot.addWidget(made)
        made.show()
        made.show_page("buildings")
        page = made.page("buildings")
        assert isinstance(page, BuildingsPage)
        await filled(page)
        assert walk(made) == []


async def test_the_chart_of_a_real_store_shows_every_household(qtbot: QtBot, database: Database) -> None:
    page = await filled(shown(qtbot, BuildingCharts(database, WorkCalendar())))
    demo = tiny(today=TODAY)
    wanted = {home.id for home in demo.households}
    seen: set[str] = set()
    for _ in range(sum(len(grid.buildings) for grid in demo.grids)):
        chart = page.view.chart
        assert chart is not None
        seen |= {home.id for flat in chart.flats.values() for home in flat.households}
        before = chart.building.id
        if seen != wanted:
            QTest.keyClick(page.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
            await until(lambda before=before: _building(page) != before)  # type: ignore[misc]
    assert seen == wanted
