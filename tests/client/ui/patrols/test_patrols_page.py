"""A plan and its points are made by keyboard alone; the list says what waits, and each refusal is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.finder import Finder
from gridclient.ui.patrols.patrols_page import WalkAsked
from gridclient.ui.theme import apply_theme
from gridcore.ids import RecordId
from gridcore.patrols import PATROL_PLAN, PATROL_POINT
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said, write
from tests.client.ui.households.conftest import store
from tests.client.ui.patrols.patrol_page import (
    PLACES,
    patrol,
    plan,
    planned,
    press,
    records,
    rest,
    shown,
    typed,
    undone,
    walked,
)
from tests.client.ui.visits.store import GRID, Store
from tests.client.ui.walk import walk

__all__ = ["store"]


async def test_a_plan_and_its_points_are_made_by_keyboard(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store, points=-1)
    await until(lambda: "No patrol is planned yet." in said(page))
    page.plans.new_button.click()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert page.panel is not None
    form = page.panel.form
    assert form is not None
    await until(lambda: form.editor("content").hasFocus())
    assert walk(page) == []
    write(form, "content", "消防安全")
    form.restore({"rhythm": "monthly"})
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.panel is None and rest() == "What, and where")
    (made,) = await records(store, PATROL_PLAN)
    assert (made.scope, made.values["starts_on"]) == (GRID, "2026-11-22")
    points = page.plan_view.points
    for number, place in enumerate(PLACES, start=1):
        typed(place)
        press(Qt.Key.Key_Return)
        await until(lambda: points.list.count() == number and not points.place.text())  # noqa: B023
    press(Qt.Key.Key_Return)
    await until(lambda: "Please fill this in." in said(points))
    assert walk(page) == []
    points.list.setFocus()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    await until(lambda: points.list.item(1).text() == "2. 小广场" and points.list.currentRow() == 1)
    press(Qt.Key.Key_F2)
    assert rest() == "What, and where"
    points.place.selectAll()
    typed("大广场")
    press(Qt.Key.Key_Return)
    await until(lambda: points.list.item(1).text() == "2. 大广场")
    told = undone(page)
    points.list.setFocus()
    points.list.setCurrentRow(0)
    press(Qt.Key.Key_Delete)
    await until(lambda: points.list.count() == 2 and bool(told))
    told[-1]()
    await until(lambda: points.list.count() == 3)


async def test_a_point_is_taken_from_what_the_grid_has(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    await planned(page)
    points = page.plan_view.points
    at = points.known.findText("春晓苑12号楼")
    points.known.setCurrentIndex(at)
    points.known.activated.emit(at)
    assert points.place.text() == "春晓苑12号楼"
    typed("地下室")
    press(Qt.Key.Key_Return)
    await until(lambda: points.list.count() == 4)
    (made,) = [each for each in await records(store, PATROL_POINT) if each.values["building"]]
    assert (made.values["place"], made.values["building"]) == ("春晓苑12号楼地下室", "b12")


async def test_changing_words_of_a_point_is_given_up_by_escape(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    await planned(page)
    points = page.plan_view.points
    points.list.setFocus()
    press(Qt.Key.Key_Return)
    assert points.place.text() == "消防通道"
    assert page.go_back()
    assert (points.place.text(), rest()) == ("", "Points")
    assert page.go_back()
    await until(page.plans.isVisible)
    assert not page.go_back()


async def test_a_plan_without_walks_is_removed_and_one_with_walks_gets_a_last_day(
    store: Store, qtbot: QtBot
) -> None:
    await store.receive([patrol(1, ended_at="2026-11-22T01:20:00Z")])
    page = await shown(qtbot, store)
    await store.receive([plan(2)])
    page.open_record("pp1")
    await until(lambda: page.plan_view.line is not None)
    assert not page.plan_view.remove_button.isVisible()
    assert page.plan_view.change_button.isVisible()
    page.open_record("pp2")
    await until(page.plan_view.remove_button.isVisible)
    page.plan_view.remove_button.click()
    await until(lambda: page.plans.isVisible() and page.list.rowCount() == 1)


async def test_the_plan_of_another_grid_is_only_read(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store, place="elsewhere")
    await store.receive([patrol(1)])
    assert not page.plans.new_button.isVisible()
    page.open_record("pp1")
    await until(lambda: page.plan_view.logs.rowCount() == 1)
    view = page.plan_view
    for each in (view.begin_button, view.afterwards_button, view.change_button, view.remove_button):
        assert not each.isVisible()
    await until(lambda: view.points.list.count() == len(PLACES))
    assert not view.points.place.isVisible()
    view.points.list.setFocus()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_F2)
    page.open_record(WalkAsked(RecordId("pp1"), RecordId("w1")))
    await until(lambda: page.walk_view.walk is not None)
    assert not page.walk_view.end_button.isVisible()
    assert page.walk_view.remark.isReadOnly()
    assert page.walk_view.rows is not None
    assert not page.walk_view.rows.lines[0].finding.isEnabled()
    assert await store.edits() == []


async def test_a_plan_or_walk_that_is_gone_leads_back_to_the_list(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    page.open_record("nothing")
    await until(page.plans.isVisible)
    page.open_record(WalkAsked(RecordId("pp1"), RecordId("nothing")))
    await until(page.plans.isVisible)
    await planned(page)
    line = page.plan_view.line
    assert line is not None
    page.plan_view.line = replace(line, record=RecordId("gone"))
    said_: list[str] = []
    page.told.connect(lambda text, _: said_.append(text))
    page.begin()
    await until(lambda: said_ == ["This plan is not here any more, or is of another grid."])


async def test_the_list_says_what_waits_and_when_each_was_walked(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    await store.receive(
        [
            plan(2, rhythm="monthly", starts_on="2026-11-30"),
            plan(3, rhythm="on_request"),
            plan(4, ends_on="2026-10-01"),
            plan(5, starts_on="2026-11-20"),
            patrol(1, started_at="2026-11-21T01:00:00Z", ended_at="2026-11-21T02:00:00Z", plan="pp5"),
            patrol(2, plan="pp3"),
        ]
    )
    page.records_changed()
    await until(lambda: page.list.rowCount() == 5)
    table = page.list
    words = [[table.data(table.index(row, column)) for column in range(4)] for row in range(5)]
    assert [each[:2] for each in words] == [
        ["Under way", "消防安全3"],
        ["Waiting", "消防安全1"],
        ["To come", "消防安全5"],
        ["To come", "消防安全2"],
        ["Over", "消防安全4"],
    ]
    assert words[2][2:] == ["2026年11月27日", "2026年11月21日"]
    assert page.table.view.currentIndex().isValid()
    assert walk(page) == []


async def test_the_plan_is_printed_with_its_points(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    await planned(page)
    paper = await page.plan_view._sheet()
    assert paper is not None
    assert paper.title == "网格巡查计划"


@pytest.mark.parametrize(("scheme", "percent"), [("dark", 150)])
async def test_nothing_is_cut_in_large_letters(
    store: Store, qtbot: QtBot, qapp: QApplication, scheme: str, percent: int
) -> None:
    apply_theme(qapp, "dark" if scheme == "dark" else "light", percent)
    await store.receive([patrol(1)])
    page = await shown(qtbot, store)
    assert walk(page) == []
    await planned(page)
    assert walk(page) == []
    await walked(page)
    assert walk(page) == []


async def test_a_plan_is_found_by_its_words(store: Store) -> None:
    await store.receive([plan(1), plan(2, content="夜间照明")])
    (found,) = await Finder(store.database).find("照明")
    assert (found.page, found.record, found.words) == ("patrols", "pp2", ("夜间照明",))
