"""The facilities of a grid: noted once, found by name, and the grid says when it has grown too large."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.facilities import Facilities
from gridclient.actions.finder import Finder
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.db.search import search
from gridclient.ui.facilities.facilities_page import FacilitiesPage
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.badge import Chip
from gridcore.fields import Value
from gridcore.roles import Role
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said, write
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, GRID, NOW, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]
CODE = GRID.partition("/")[2]


def page_over(opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> FacilitiesPage:
    facilities = Facilities(opened.database, COMMUNITY, roles)
    return FacilitiesPage(facilities, opened.records, NOW.date)


async def shown(qtbot: QtBot, opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> FacilitiesPage:
    cursor = Cursor(GRID, 1, 1, 0, ScopeState.COMPLETE)
    await opened.database.write(lambda connection: store_cursor(connection, COMMUNITY, cursor))
    grid: dict[str, Value] = {"code": CODE, "name": "第一网格", "community": "c"}
    await opened.receive([("grid", "g1", grid)])
    page = page_over(opened, roles)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: "第一网格" in said(page))
    return page


async def test_a_new_facility_lies_in_the_chosen_grid_and_is_listed(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    assert "3 household(s) · 4 person(s)" in said(page)
    page.new_button.click()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert page.panel is not None
    form = page.panel.form
    assert form is not None
    write(form, "name", "春晓苑便民服务点")
    form.restore({"facility_kind": "service_point", "building": "b12"})
    page.panel.save()
    await until(lambda: page.panel is None and page.list.rowCount() == 1)
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert (edit.kind, edit.scope, edit.cells["building"]) == ("facility", GRID, "b12")
    row = page.list.row(0)
    assert row is not None
    assert (row.place, row.is_waiting) == ("春晓苑12号楼", True)


async def test_a_facility_is_edited_found_by_its_name_and_closed_ones_come_last(
    qtbot: QtBot, store: Store
) -> None:
    canteen = {"name": "安康食堂", "facility_kind": "canteen", "closed_on": "2026-01-01"}
    await store.receive([("facility", "f1", canteen), ("facility", "f2", {"name": "议事厅"})])
    page = await shown(qtbot, store)
    await until(lambda: page.list.rowCount() == 2)
    hits = await store.database.read(lambda connection: search(connection, "akst"))
    assert [each.record for each in hits] == ["f1"]
    page.table.view.selectRow(1)
    page.edit()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert page.panel is not None
    assert page.panel.form is not None
    write(page.panel.form, "name", "安康社区食堂")
    page.panel.save()
    await until(lambda: page.panel is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.id, edit.value) == ("f1", "安康社区食堂")


async def test_a_change_from_elsewhere_marks_the_field_of_an_open_form(qtbot: QtBot, store: Store) -> None:
    canteen: dict[str, Value] = {"name": "安康食堂", "facility_kind": "canteen", "hours": "11:00"}
    await store.receive([("facility", "f1", canteen)])
    page = await shown(qtbot, store)
    await until(lambda: page.list.rowCount() == 1)
    page.table.view.selectRow(0)
    page.edit()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    panel = page.panel
    assert panel is not None
    form = panel.form
    assert form is not None
    write(form, "name", "安康社区食堂")
    await store.receive([("facility", "f1", {**canteen, "hours": "10:30"})], seq=20)
    page.records_changed()
    await until(lambda: said(page).count("Changed meanwhile") == 1)
    assert (form.values()["hours"], form.changes()) == ("10:30", {"name": "安康社区食堂"})
    panel.save()
    await until(lambda: page.panel is None and page.list.is_loaded)


async def test_a_grid_of_more_than_500_households_says_that_it_is_too_large(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    chips = page.findChildren(Chip)
    assert not any(each.isVisible() for each in chips)
    homes = [("household", f"x{at}", {"room": "m1", "address": f"{at}号"}) for at in range(498)]
    await store.receive(homes)
    page.page_shown()
    await until(lambda: any(each.isVisible() for each in chips))
    assert "Too large: more than 500 households or 1500 people" in [each.accessibleName() for each in chips]


async def test_who_may_not_note_facilities_has_no_button(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, frozenset({Role.CARE_SPECIALIST}))
    assert not page.new_button.isVisible()
    page.edit()
    assert page.panel is None


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_page_and_its_form_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await store.receive(
        [("facility", "f1", {"name": "安康食堂", "facility_kind": "canteen", "hours": "11:00"})]
    )
    page = await shown(qtbot, store)
    await until(lambda: page.list.rowCount() == 1)
    assert walk(page) == []
    page.add()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert walk(page) == []
    assert page.go_back()
    await until(lambda: page.panel is None)
    assert not page.go_back()


async def test_a_facility_that_was_searched_for_is_marked_on_its_page(qtbot: QtBot, store: Store) -> None:
    points: list[tuple[str, str, dict[str, Value]]] = [
        ("facility", f"f{at}", {"name": name, "facility_kind": "service_point"})
        for at, name in enumerate(("春晓苑便民服务点", "暖心食堂", "康乐驿站"))
    ]
    await store.receive(points)
    (found,) = await Finder(store.database).find("食堂")
    assert (found.page, found.record) == ("facilities", "f1")
    page = page_over(store)
    page.open_record(found.record)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    cursor = Cursor(GRID, 1, 1, 0, ScopeState.COMPLETE)
    await store.database.write(lambda connection: store_cursor(connection, COMMUNITY, cursor))
    await store.receive([("grid", "g1", {"code": CODE, "name": "第一网格", "community": "c"})])
    page.page_shown()
    await until(lambda: (row := page.table.current()) is not None and row.record == "f1")


async def test_an_empty_room_and_a_building_lead_to_the_chart(store: Store) -> None:
    empty: dict[str, Value] = {"building": "b9", "unit": 2, "room_number": "0901", "status": "vacant"}
    tower: dict[str, Value] = {"estate": "康乐里", "name": "9号楼"}
    await store.receive([("building", "b9", tower), ("room", "r9", empty)])
    finder = Finder(store.database)
    (building,) = await finder.find("9号楼")
    (room,) = await finder.find("0901")
    assert (building.page, building.record, building.words) == ("buildings", "b9", ("康乐里", "9号楼"))
    assert (room.page, room.record, room.words) == ("buildings", "b9", ("康乐里9号楼", "2单元0901"))


async def test_whoever_may_import_gets_the_way_there_and_nobody_else(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    assert not page.import_button.isVisible()
    page.offer_import()
    assert page.import_button.isVisible()
    with qtbot.waitSignal(page.import_asked):
        page.import_button.click()
