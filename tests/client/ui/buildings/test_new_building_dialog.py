"""A building is entered with all its doors; what overlaps another one is not saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.buildings import BuildingCharts
from gridclient.actions.grid_changes import GridChanges
from gridclient.actions.new_buildings import NewBuildings
from gridclient.actions.places import Places
from gridclient.ui.buildings.new_building_dialog import NewBuildingDialog
from gridclient.ui.places.places_page import PlacesPage
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.roles import Role
from gridcore.sync.edits import Create
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.places.test_places_page import OLD_HERE, fill
from tests.client.ui.visits.store import COMMUNITY, TODAY, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]


async def page_over(qtbot: QtBot, opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> PlacesPage:
    await fill(opened)
    page = PlacesPage(
        Places(opened.database, COMMUNITY),
        GridChanges(opened.database, COMMUNITY, opened.ports, roles),
        lambda: date.fromisoformat(TODAY),
        buildings=NewBuildings(opened.database, COMMUNITY, opened.ports, roles),
    )
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.rows.grid() is not None)
    page.rows.choose_grid(OLD_HERE)
    return page


async def dialog_of(page: PlacesPage) -> NewBuildingDialog:
    page.new_building.click()
    await until(lambda: any(each.grid.count() > 1 for each in page.findChildren(NewBuildingDialog)))
    return next(each for each in page.findChildren(NewBuildingDialog) if each.grid.count() > 1)


async def test_a_tower_is_entered_with_its_doors_and_stands_in_the_chart(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    dialog = await dialog_of(page)
    assert dialog.grid.value() == OLD_HERE
    dialog.fields.texts["estate"].set_value("春晓苑")
    dialog.fields.texts["name"].set_value("12栋")
    for name, count in (("units", 1), ("floors", 34), ("rooms_a_floor", 12)):
        dialog.fields.sizes[name].set_value(count)
        dialog.fields.sizes[name].edited.emit()
    assert "408 doors: 0101 to 3412" in said(dialog)
    dialog.accept_button.click()
    await until(lambda: "is there already, in 第一网格" in said(dialog))
    assert await store.edits() == []
    dialog.fields.texts["name"].set_value("14号楼")
    told: list[str] = []
    page.told.connect(told.append)
    dialog.accept_button.click()
    await until(lambda: bool(told))
    edits = await store.edits()
    assert len(edits) == 409
    assert all(isinstance(each, Create) for each in edits)
    assert len({each.grp for each in edits}) == 1
    chart = await BuildingCharts(store.database, store.work).chart(edits[0].id, date.fromisoformat(TODAY))
    assert chart is not None
    assert (chart.rows, len(chart.columns)) == (34, 12)


async def test_a_courtyard_asks_for_houses_and_is_a_list_of_doors(qtbot: QtBot, store: Store) -> None:
    dialog = await dialog_of(await page_over(qtbot, store))
    dialog.fields.texts["estate"].set_value("王家村")
    dialog.fields.texts["name"].set_value("1号院")
    dialog.fields.layout_kind.set_value("courtyard")
    dialog.fields.layout_kind.edited.emit()
    assert not dialog.fields.sizes["floors"].isVisible()
    dialog.accept_button.click()
    await until(lambda: "Houses: Please fill this in." in said(dialog))
    dialog.fields.houses.set_value(5)
    made: list[bool] = []
    dialog.made.connect(lambda: made.append(True))
    dialog.accept_button.click()
    await until(lambda: made == [True])
    edits = await store.edits()
    chart = await BuildingCharts(store.database, store.work).chart(edits[0].id, date.fromisoformat(TODAY))
    assert chart is not None
    assert chart.is_courtyard
    assert [each.number for each in chart.flats.values()] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_dialog_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_over(qtbot, store)
    assert walk(page) == []
    dialog = await dialog_of(page)
    dialog.fields.sizes["units"].set_value(2)
    assert walk(dialog) == []
    dialog.reject()
