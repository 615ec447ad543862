"""Grids stand in the tree of divisions; a supervisor splits and merges them with a preview."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.grid_changes import GridChanges
from gridclient.actions.places import Places
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.ui.places.grid_change_panel import GridChangePanel
from gridclient.ui.places.places_page import PlacesPage
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.words import day_words
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.roster.ids import grid_id
from gridcore.sync.edits import Create, Move, Remove, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR_ROLES, TODAY, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]
HERE, THERE, FORMER = (f"{COMMUNITY}{serial}" for serial in ("1001", "1002", "1003"))
OLD_HERE = "3705020010010101"
"""The grid of the store's own records."""


def grid(code: str, name: str, **cells: Value) -> tuple[str, str, dict[str, Value]]:
    return "grid", grid_id(code), {"code": code, "name": name, "community": "c", **cells}


async def fill(opened: Store) -> None:
    """A town with a community, four grids; the store's building lies in the first, with a second one."""

    def follow(connection: Connection) -> None:
        for code in (OLD_HERE, THERE, FORMER):
            cursor = Cursor(ScopeId(f"grid/{code}"), 1, 1, 0, ScopeState.COMPLETE)
            store_cursor(connection, COMMUNITY, cursor)

    await opened.database.write(follow)
    in_town: dict[str, Value] = {"code": COMMUNITY, "name": "春晓社区", "district": "d2"}
    rooms: list[tuple[str, str, dict[str, Value]]] = [
        ("room", f"m{at}", {"building": "b12", "unit": 3, "floor": at, "room_number": f"0{at}03"})
        for at in (1, 2, 3)
    ]
    await opened.receive(
        [
            ("district", "d1", {"code": "370502000000", "name": "东营区", "level": "county"}),
            (
                "district",
                "d2",
                {"code": "370502001000", "name": "文汇街道", "level": "subdistrict", "above": "d1"},
            ),
            ("community", "c", in_town),
            grid(OLD_HERE, "第一网格", worker="李网格员"),
            grid(THERE, "第二网格", in_use_since="2026-01-01"),
            grid(HERE, "邻近网格"),
            grid(FORMER, "老网格", ended_on="2026-07-01"),
            ("building", "b13", {"name": "13号楼", "estate": "春晓苑", "tour_order": 2}),
            ("facility", "f13", {"name": "驿站", "facility_kind": "grid_station", "building": "b13"}),
            ("facility", "f0", {"name": "广场", "facility_kind": "open_space"}),
            *rooms,
        ]
    )


async def page_over(qtbot: QtBot, opened: Store, roles: frozenset[Role] = SUPERVISOR_ROLES) -> PlacesPage:
    await fill(opened)
    changes = GridChanges(opened.database, COMMUNITY, opened.ports, roles)
    page = PlacesPage(Places(opened.database, COMMUNITY), changes, lambda: date.fromisoformat(TODAY))
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.rows.grid() is not None)
    page.rows.choose_grid(OLD_HERE)
    return page


def texts(page: PlacesPage, name: str) -> list[str]:
    found = page.rows.findItems(name, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    return [found[0].text(at) for at in (0, 1, 2, 3, 4, 6)] if found else []


async def split_form(page: PlacesPage) -> GridChangePanel:
    page.split.click()
    panel = page.panel
    assert panel is not None
    await until(lambda: panel.buildings.topLevelItemCount() == 1)
    return panel


async def test_grids_stand_below_what_the_community_lies_in_with_their_sizes(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_over(qtbot, store)
    assert texts(page, "东营区")[1] == "370502000000"
    assert texts(page, "第一网格") == ["第一网格", OLD_HERE, "2", "3", "4", ""]
    assert texts(page, "第二网格")[5] == f"Since {day_words(date(2026, 1, 1))}"
    assert texts(page, "老网格")[5] == f"Former, until {day_words(date(2026, 7, 1))}"
    assert texts(page, "邻近网格")[2:5] == ["—"] * 3, "what is not on this laptop is not none"
    assert "3 grids" in said(page).lower() or "3 grid" in said(page)
    first = page.rows.findItems("第一网格", Qt.MatchFlag.MatchRecursive)[0]
    assert (
        first.parent()
        is page.rows.findItems("春晓社区", Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)[0]
    )


async def test_a_grid_over_five_hundred_households_says_so(qtbot: QtBot, store: Store) -> None:
    many = [("household", f"x{at}", {"room": "m1", "address": f"春晓苑12号楼{at}"}) for at in range(501)]
    await store.receive(many)
    page = await page_over(qtbot, store)
    assert texts(page, "第一网格")[5] == "Too large"


async def test_a_grid_opens_its_buildings_by_keyboard_and_enter_leads_to_one(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_over(qtbot, store)
    period: dict[str, Value] = {"building": "b13", "grid": FORMER, "until": "2026-07-01"}
    moved: dict[str, Value] = {"name": "13号楼", "estate": "春晓苑", "in_grid_since": "2026-07-01"}
    await store.receive([("grid_period", "g1", period), ("building", "b13", moved)], seq=11)
    QTest.keyClick(page.rows, Qt.Key.Key_Right)
    await until(lambda: page.rows.has_buildings(OLD_HERE))
    assert texts(page, "春晓苑13号楼")[5] == f"Since {day_words(date(2026, 7, 1))}; before in 老网格"
    asked: list[str] = []
    page.building_asked.connect(asked.append)
    QTest.keyClick(page.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert asked == ["b12"]


async def test_a_search_finds_grids_by_name_and_by_their_buildings(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)

    def in_sight(name: str) -> bool:
        found = page.rows.findItems(name, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
        return bool(found) and not found[0].isHidden()

    page.search.setText("13号")
    page.search.search_now()
    await until(lambda: in_sight("春晓苑13号楼") and not in_sight("第二网格"))
    assert in_sight("第一网格")
    assert not in_sight("春晓苑12号楼")
    page.search.setText("第二")
    page.search.search_now()
    await until(lambda: in_sight("第二网格") and not in_sight("第一网格"))
    page.search.clear()
    page.search.search_now()
    await until(lambda: in_sight("第一网格") and in_sight("春晓苑12号楼"))


async def test_a_split_shows_what_becomes_of_both_and_is_one_save(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    panel = await split_form(page)
    panel.accept_button.click()
    await until(lambda: "choose a grid" in said(panel))
    panel.to.set_value("")
    panel.to.edited.emit()
    assert panel.code.value() == f"{COMMUNITY}1004", "a serial that was used once is not used again"
    panel.buildings.choose(RecordId("b12"))
    assert "Households 3 → 0" in said(panel)
    assert "Households 0 → 3" in said(panel)
    assert "works the other one too, from the same moment" in said(panel)
    panel.accept_button.click()
    await until(lambda: "fill this in" in said(panel))
    panel.name.set_value("第四网格")
    panel.accept_button.click()
    await until(lambda: page.panel is None)
    edits = await store.edits()
    assert [type(each) for each in edits] == [Create, Create, Set, Move, Create]
    assert len({each.grp for each in edits}) == 1
    moves = [each for each in edits if isinstance(each, Move)]
    assert [(each.id, each.scope) for each in moves] == [("b12", f"grid/{COMMUNITY}1004")]
    await until(lambda: texts(page, "第四网格")[1:3] == [f"{COMMUNITY}1004", "—"])
    await until(lambda: page.rows.grid() is not None)
    page.rows.choose_grid(OLD_HERE)
    again = await split_form(page)
    assert "on its way" in str(again.buildings.topLevelItem(0).child(0).text(0))  # type: ignore[union-attr]


async def test_a_merge_takes_all_and_ends_the_grid(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    page.merge.click()
    panel = page.panel
    assert panel is not None
    await until(lambda: "2 building" in said(panel))
    assert panel.to.findData("") == -1, "nothing is merged into a grid that does not exist yet"
    assert panel.to.findData(FORMER) == -1
    panel.to.set_value(THERE)
    panel.to.edited.emit()
    assert "Households 0 → 3 · people 0 → 4" in said(panel)
    panel.accept_button.click()
    await until(lambda: page.panel is None)
    edits = await store.edits()
    moved = [each.id for each in edits if isinstance(each, Move)]
    assert sorted(moved) == ["b12", "b13", "f0", "f13"]
    last, noted = edits[-2:]
    assert isinstance(last, Set)
    assert (last.id, last.cell, last.value) == (grid_id(OLD_HERE), "ended_on", TODAY)
    assert isinstance(noted, Create)
    assert (noted.kind, noted.cells["done_on"], noted.cells["keeps_workers"]) == ("grid_change", TODAY, True)


async def test_a_day_too_far_and_all_buildings_are_refused(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    panel = await split_form(page)
    panel.to.set_value(THERE)
    panel.day.set_value("2036-12-24")
    panel.accept_button.click()
    await until(lambda: "too late" in said(panel))
    panel.day.set_value(TODAY)
    panel.accept_button.click()
    await until(lambda: "at least one building" in said(panel))
    for each in ("b12", "b13"):
        panel.buildings.choose(RecordId(each))
    panel.accept_button.click()
    await until(lambda: "merge the grids instead" in said(panel))
    assert await store.edits() == []
    assert page.go_back()
    assert page.panel is None


async def test_a_split_is_planned_shown_and_taken_back(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    panel = await split_form(page)
    panel.to.set_value("")
    panel.to.edited.emit()
    panel.name.set_value("第九网格")
    panel.buildings.choose(RecordId("b13"))
    panel.day.set_value("2027-01-01")
    panel.day.edited.emit()
    ahead = day_words(date(2027, 1, 1))
    assert f"by itself on {ahead}" in said(panel)
    panel.accept_button.click()
    await until(lambda: page.panel is None and page.planned.isVisible())
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.kind, made.cells["on"], made.cells["buildings"]) == ("grid_change", "2027-01-01", "b13")
    assert "done_on" not in made.cells
    assert f"From {ahead}: 第一网格 is split; what leaves it becomes 第九网格" in said(page)
    assert "春晓苑13号楼" in said(page.planned)
    again = await split_form(page)
    again.to.set_value(THERE)
    again.buildings.choose(RecordId("b13"))
    again.accept_button.click()
    await until(lambda: "take that back first" in said(again))
    again.leave()
    button = page.planned.findChild(QPushButton)
    assert button is not None
    button.click()
    await until(lambda: not page.planned.isVisible())
    assert isinstance((await store.edits())[-1], Remove)
    assert page.rows.hasFocus()


async def test_a_plan_that_could_not_be_done_says_why_and_a_worker_only_reads_it(
    qtbot: QtBot, store: Store
) -> None:
    failed: dict[str, Value] = {"grid": OLD_HERE, "to": THERE, "on": "2026-11-01", "ends": True}
    await store.receive([("grid_change", "gc", {**failed, "obstacle": "grid_ended"})])
    page = await page_over(qtbot, store, WORKER_ROLES)
    await until(page.planned.isVisible)
    assert "第一网格 is merged into 第二网格" in said(page)
    assert "It was not done. This grid has ended" in said(page)
    assert page.planned.findChild(QPushButton) is None


async def test_workers_go_along_unless_others_work_there_or_the_supervisor_says_no(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_over(qtbot, store)
    panel = await split_form(page)
    for target, value in (("", "along"), (THERE, "stay"), ("", "along")):
        panel.to.set_value(target)
        panel.to.edited.emit()
        assert panel.workers.value() == value
    panel.workers.set_value("stay")
    panel.workers.edited.emit()
    assert "only supervisors see these buildings" in said(panel)
    panel.name.edited.emit()
    assert panel.workers.value() == "stay", "what was said stands"


async def test_last_year_is_counted_in_the_grids_of_last_year(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    last_year, this_year = ((f"v{year}", f"{year}-05-05") for year in ("2025", "2026"))
    moved: dict[str, Value] = {"name": "12号楼", "estate": "春晓苑", "in_grid_since": "2026-07-01"}
    period: dict[str, Value] = {"building": "b12", "grid": FORMER, "until": "2026-07-01"}
    gone: dict[str, Value] = {
        "household": "h2",
        "name": "刘芳",
        "status": "moved_away",
        "moved_in_on": "2020-01-01",
        "moved_out_on": "2026-02-01",
    }
    came: dict[str, Value] = {
        "household": "h3",
        "name": "新来",
        "status": "lives_here",
        "moved_in_on": "2026-03-01",
    }
    await store.receive(
        [
            ("building", "b12", moved),
            ("grid_period", "g12", period),
            ("resident", "p8", gone),
            ("resident", "p9", came),
            *(
                ("visit", each, {"household": "h1", "visited_on": day})
                for each, day in (last_year, this_year)
            ),
        ],
        seq=11,
    )
    page.day.set_value("2025-12-31")
    page.reload()
    await until(lambda: texts(page, "老网格")[2:] == ["1", "3", "5", ""])
    assert texts(page, "第一网格")[2:5] == ["1", "0", "0"]
    assert texts(page, "第二网格") == [], "this grid began in 2026"
    assert page.rows.findItems("老网格", Qt.MatchFlag.MatchRecursive)[0].text(5) == "1", "one visit in 2025"
    assert not page.split.isEnabled()
    page.rows.choose_grid(FORMER)
    QTest.keyClick(page.rows, Qt.Key.Key_Right)
    await until(lambda: texts(page, "春晓苑12号楼")[3:5] == ["3", "5"])
    page.day.set_value(TODAY)
    page.reload()
    await until(lambda: texts(page, "第一网格")[2:5] == ["2", "3", "5"])
    page.rows.choose_grid(OLD_HERE)
    assert page.split.isEnabled()


async def test_a_worker_reads_the_tree_and_changes_nothing(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store, WORKER_ROLES)
    assert not page.split.isVisible()
    assert not page.merge.isVisible()


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_tree_and_form_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_over(qtbot, store)
    await until(lambda: not walk(page))
    panel = await split_form(page)
    panel.to.set_value("")
    panel.to.edited.emit()
    await until(lambda: not walk(page))
