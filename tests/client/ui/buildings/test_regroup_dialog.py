"""A supervisor lets a building go to another grid; reports about earlier days still find the old one."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.buildings import BuildingCharts
from gridclient.actions.regrouping import Regrouping
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.ui.buildings.buildings_page import BuildingsPage
from gridclient.ui.buildings.regroup_dialog import RegroupDialog
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Move, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR_ROLES, TODAY, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]
BUILDING = RecordId("b12")
HERE, THERE = "3705020010010101", "3705020010010102"


async def regrouping(opened: Store, roles: frozenset[Role] = SUPERVISOR_ROLES) -> Regrouping:
    def follow(connection: object) -> None:
        for code in (HERE, THERE):
            cursor = Cursor(ScopeId(f"grid/{code}"), 1, 1, 0, ScopeState.COMPLETE)
            store_cursor(connection, COMMUNITY, cursor)  # type: ignore[arg-type]

    await opened.database.write(follow)
    grids: list[tuple[str, str, dict[str, Value]]] = [
        ("grid", code, {"code": code, "name": name, "community": "c"})
        for code, name in ((HERE, "第一网格"), (THERE, "第二网格"))
    ]
    await opened.receive(grids)
    return Regrouping(opened.database, COMMUNITY, opened.ports, roles)


async def page_over(qtbot: QtBot, opened: Store, roles: frozenset[Role] = SUPERVISOR_ROLES) -> BuildingsPage:
    await opened.receive([("room", "m1", {"building": "b12", "unit": 3, "floor": 5, "room_number": "0503"})])
    charts = BuildingCharts(opened.database, opened.work)
    today = date.fromisoformat(TODAY)
    page = BuildingsPage(charts, lambda: today, regrouping=await regrouping(opened, roles))
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.view.chart is not None)
    return page


async def dialog_of(page: QWidget) -> RegroupDialog:
    await until(lambda: any(each.grid.count() == 3 for each in page.findChildren(RegroupDialog)))
    return next(each for each in page.findChildren(RegroupDialog) if each.grid.count() == 3)


async def test_a_building_goes_in_one_save_and_leaves_its_dates(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    page.regroup.click()
    dialog = await dialog_of(page)
    dialog.accept_button.click()
    await until(lambda: "choose a grid" in said(dialog))
    dialog.grid.set_value(HERE)
    dialog.accept_button.click()
    await until(lambda: "belongs to this grid already" in said(dialog))
    dialog.grid.set_value(THERE)
    dialog.day.set_value("2026-12-24")
    dialog.accept_button.click()
    await until(lambda: "has not come yet" in said(dialog))
    dialog.day.set_value("2026-07-01")
    told: list[bool] = []
    page.regrouped.connect(lambda: told.append(True))
    dialog.accept_button.click()
    await until(lambda: told == [True])
    edits = await store.edits()
    assert [type(each) for each in edits] == [Create, Set, Move]
    assert len({each.grp for each in edits}) == 1
    period, since, move = edits
    assert isinstance(period, Create)
    assert (period.scope, period.cells["grid"], period.cells["until"]) == ("community", HERE, "2026-07-01")
    assert isinstance(since, Set)
    assert (since.cell, since.value) == ("in_grid_since", "2026-07-01")
    assert isinstance(move, Move)
    assert move.scope == f"grid/{THERE}"


async def test_a_report_about_an_earlier_day_finds_the_old_grid(store: Store) -> None:
    building: dict[str, Value] = {"name": "12号楼", "in_grid_since": "2026-07-01"}
    period: dict[str, Value] = {"building": BUILDING, "grid": THERE, "until": "2026-07-01"}
    await store.receive([("building", BUILDING, building), ("grid_period", "g1", period)])
    found = await regrouping(store)
    assert await found.grids_on("2025-12-31") == {BUILDING: THERE}
    assert await found.grids_on(TODAY) == {BUILDING: HERE}
    wrong = await found.regroup(BUILDING, THERE, "2026-06-30")
    assert wrong is not None
    assert wrong.code == "date_too_early"
    with pytest.raises(LookupError):
        await found.regroup(RecordId("nowhere"), THERE, TODAY)
    assert await store.edits() == []


async def test_a_building_on_its_way_goes_nowhere_else_until_it_is_synced(store: Store) -> None:
    found = await regrouping(store)
    assert await found.regroup(BUILDING, THERE, "2026-07-01") is None
    wrong = await found.regroup(BUILDING, THERE, "2026-08-01")
    assert wrong is not None
    assert wrong.code == "waits_to_move"
    assert len(await store.edits()) == 3


async def test_a_worker_has_no_such_button(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store, WORKER_ROLES)
    assert not page.regroup.isVisible()


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_dialog_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_over(qtbot, store)
    assert walk(page) == []
    page.ask_regrouping()
    dialog = await dialog_of(page)
    assert walk(dialog) == []
    dialog.reject()
