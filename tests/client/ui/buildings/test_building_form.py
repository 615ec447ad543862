"""A building is changed afterwards, by keyboard; nobody loses a door behind which somebody is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.building_form import BuildingForms
from gridclient.actions.buildings import BuildingCharts
from gridclient.actions.grid_changes import GridChanges, Wanted
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.ui.buildings.building_form import BuildingForm
from gridclient.ui.buildings.buildings_page import BuildingsPage
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Remove, Restore, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, TODAY, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]
READER = frozenset({Role.CARE_SPECIALIST})


async def fill(opened: Store) -> None:
    """The store's building as a tower of one entrance, three floors and two flats on each."""
    tower: dict[str, Value] = {"name": "12号楼", "estate": "春晓苑", "layout": "tower", "tour_order": 1}
    sizes: dict[str, Value] = {"units": 1, "floors": 3, "rooms_a_floor": 2}
    rooms: list[tuple[str, str, dict[str, Value]]] = [
        ("room", f"m{at}", {"building": "b12", "unit": 1, "floor": at, "room_number": f"0{at}01"})
        for at in (1, 2, 3)
    ]
    await opened.receive([("building", "b12", {**tower, **sizes}), *rooms], seq=11)


async def page_over(qtbot: QtBot, opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> BuildingsPage:
    await fill(opened)
    forms = BuildingForms(opened.database, COMMUNITY, opened.ports, roles)
    today = date.fromisoformat(TODAY)
    page = BuildingsPage(BuildingCharts(opened.database, opened.work), lambda: today, forms=forms)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.view.chart is not None)
    return page


async def form_of(page: BuildingsPage, *, by_key: bool = False) -> BuildingForm:
    if by_key:
        QTest.keyClick(page.view, Qt.Key.Key_F2)
    else:
        page.edit.click()
    await until(lambda: page.findChild(BuildingForm) is not None)
    form = page.findChild(BuildingForm)
    assert form is not None
    return form


def put(form: BuildingForm, size: str, count: int) -> None:
    form.fields.sizes[size].set_value(count)
    form.fields.sizes[size].edited.emit()


async def test_a_higher_building_with_a_new_name_is_one_save_and_its_addresses_follow(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_over(qtbot, store)
    form = await form_of(page, by_key=True)
    assert form.fields.texts["name"].value() == "12号楼"
    assert "The doors stay as they are" in said(form)
    put(form, "floors", 4)
    assert "2 new door" in said(form)
    form.fields.texts["name"].set_value("12A号楼")
    told: list[bool] = []
    page.changed.connect(lambda: told.append(True))
    form.accept_button.click()
    await until(lambda: told == [True])
    edits = await store.edits()
    assert len({each.grp for each in edits}) == 1
    assert [each.cells["place"] for each in edits if isinstance(each, Create)] == [
        {"building": "b12", "unit": 1, "floor": 4, "room_number": number} for number in ("0401", "0402")
    ]
    put_down = {(each.id, each.cell): each.value for each in edits if isinstance(each, Set)}
    assert put_down[RecordId("b12"), "name"] == "12A号楼"
    assert put_down[RecordId("b12"), "floors"] == 4
    addresses = [str(value) for (_, cell), value in put_down.items() if cell == "address"]
    assert addresses
    assert all(each.startswith("春晓苑12A号楼") for each in addresses)
    await until(lambda: "春晓苑 12A号楼" in said(page))


async def test_a_smaller_layout_is_refused_with_those_who_are_kept_there_and_nothing_is_lost(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_over(qtbot, store)
    form = await form_of(page)
    put(form, "floors", 2)
    assert "with households" in said(form)
    form.accept_button.click()
    await until(lambda: "kept behind doors that would go" in said(form))
    assert "春晓苑12号楼" in said(form)
    assert await store.edits() == []
    form.reject()


async def test_an_empty_door_goes_and_comes_back_as_it_was(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store)
    empty: dict[str, Value] = {"building": "b12", "unit": 1, "floor": 3, "room_number": "0302"}
    await store.receive([("room", "m9", empty)], seq=12)
    forms = BuildingForms(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    for count, kind in ((1, Remove), (2, Restore)):
        form = await form_of(page)
        put(form, "rooms_a_floor", count)
        form.accept_button.click()
        await until(lambda: page.findChild(BuildingForm) is None)
        assert [each.id for each in await store.edits() if isinstance(each, kind)] == ["m9"]
    standing = await forms.standing(RecordId("b12"))
    assert standing is not None
    assert not next(each for each in standing.rooms if each.id == "m9").is_removed


@pytest.mark.parametrize("state", [ScopeState.BEGUN, None])
async def test_nothing_goes_while_a_grid_is_still_being_read(store: Store, state: ScopeState | None) -> None:
    await fill(store)
    forms = BuildingForms(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    standing = await forms.standing(RecordId("b12"))
    assert standing is not None

    def interrupt(connection: Connection) -> None:
        if state is not None:
            store_cursor(connection, COMMUNITY, Cursor(ScopeId(f"grid/{standing.grid}"), 1, 1, 0, state))
        else:
            connection.exec_driver_sql("DELETE FROM shown_layout WHERE kind = 'household'")

    await store.database.write(interrupt)
    refused = await forms.change(standing, replace(standing.before, values=dict(standing.before.values)))
    assert refused is not None
    assert refused.problem.code == "still_arriving"
    changes = GridChanges(store.database, COMMUNITY, store.ports, frozenset({Role.SUPERVISOR}))
    wrong = await changes.change(Wanted(standing.grid, (), "elsewhere", TODAY, ends=True))
    assert wrong is not None
    assert wrong.code == "still_arriving"
    assert await store.edits() == []


async def test_a_name_that_another_building_has_is_refused(qtbot: QtBot, store: Store) -> None:
    await store.receive([("building", "b13", {"name": "13号楼", "estate": "春晓苑", "tour_order": 2})])
    form = await form_of(await page_over(qtbot, store))
    form.fields.texts["name"].set_value("13栋")
    form.accept_button.click()
    await until(lambda: "is there already" in said(form))
    assert await store.edits() == []
    form.reject()


async def test_who_only_reads_buildings_has_no_form(qtbot: QtBot, store: Store) -> None:
    page = await page_over(qtbot, store, READER)
    assert not page.edit.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    assert page.findChild(BuildingForm) is None


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_form_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_over(qtbot, store)
    assert walk(page) == []
    form = await form_of(page)
    await until(lambda: not walk(form))
    form.reject()
