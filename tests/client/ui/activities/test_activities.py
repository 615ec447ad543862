"""What a grid does for everybody is noted in a line, and Today says what the month still lacks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.activities import Activities, GridLacks
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.ui.activities.activities_page import ActivitiesPage
from gridclient.ui.today.duties_notice import DutiesNotice
from gridcore.fields import Value
from gridcore.roles import Role
from gridcore.sync.edits import Create
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said, write
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, GRID, NOW, WORKER, WORKER_ROLES, Store, visit
from tests.client.ui.walk import walk

__all__ = ["store"]
CODE = GRID.partition("/")[2]
DAY = NOW.date()
LATE = date(2026, 11, 25)


async def activities(opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> Activities:
    """Those of the worker of the grid."""
    cursor = Cursor(GRID, 1, 1, 0, ScopeState.COMPLETE)
    await opened.database.write(lambda connection: store_cursor(connection, COMMUNITY, cursor))
    await opened.receive([("grid", "g1", {"code": CODE, "name": "第一网格", "community": "c"})])
    return Activities(opened.database, opened.records, COMMUNITY, roles=roles, places={CODE})


def shown(qtbot: QtBot, opened: Store, over: Activities) -> ActivitiesPage:
    page = ActivitiesPage(over, opened.records, lambda: DAY, WORKER)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    return page


def activity(number: str, kind: str, held_on: str = "2026-11-03") -> tuple[str, str, dict[str, Value]]:
    return "grid_activity", number, {"what": "广场", "activity_kind": kind, "held_on": held_on}


async def test_a_month_lacks_what_neither_visits_nor_activities_tell(store: Store) -> None:
    over = await activities(store)

    async def missing() -> tuple[str, ...]:
        (grid,) = await over.lacking(DAY)
        return grid.missing

    await store.receive([visit("a", "h1", "p1", visited_on="2026-11-02", approval="draft", goods="米")])
    await store.receive([visit("b", "h1", "p1", visited_on="2026-11-02", met=False)])
    await store.receive([activity("x", "talk", "2026-10-31")])
    assert await missing() == ("visit", "talk", "service", "publicity")
    await store.receive([visit("a", "h1", "p1", visited_on="2026-11-02", goods="米", approval="submitted")])
    assert await missing() == ("talk", "publicity")
    await store.receive([activity("y", "talk"), visit("c", "h2", "p3", visited_on=str(DAY), purpose="rules")])
    assert await missing() == ()


async def test_a_grid_whose_visits_still_arrive_is_not_said_to_lack_any(store: Store) -> None:
    over = await activities(store)
    for state, is_told in ((ScopeState.BEGUN, False), (ScopeState.COMPLETE, True)):
        cursor = Cursor(GRID, 1, 1, 0, state)
        await store.database.write(lambda c, told=cursor: store_cursor(c, COMMUNITY, told))  # type: ignore[misc]
        assert bool(await over.lacking(DAY)) is is_told


async def test_only_grids_that_are_in_use_here_and_in_ones_charge_lack_something(store: Store) -> None:
    worker = await activities(store)
    leader, other = (
        Activities(store.database, store.records, COMMUNITY, roles=WORKER_ROLES, places=each)
        for each in ({COMMUNITY}, {"37050200100101xx"})
    )
    elsewhere: dict[str, Value] = {"code": "37050200100101xx", "name": "第二网格", "community": "c"}
    await store.receive([("grid", "g2", elsewhere)])
    names = [[each.name for each in await over.lacking(DAY)] for over in (worker, leader, other)]
    assert names == [["第一网格"], ["第一网格"], []], "the second one is not on this laptop"
    ended: dict[str, Value] = {"code": CODE, "name": "第一网格", "community": "c", "ended_on": "2026-10-01"}
    await store.receive([("grid", "g1", ended)], seq=20)
    assert [await over.lacking(DAY) for over in (worker, leader)] == [[], []]


async def test_the_line_on_today_is_there_while_something_lacks_and_stands_out_near_the_end(
    store: Store, qtbot: QtBot
) -> None:
    over = await activities(store)
    await store.receive([visit("a", "h1", "p1", visited_on="2026-11-02", kind="errand")])
    parent, days = QWidget(), [DAY]
    qtbot.addWidget(parent)
    notice = DutiesNotice(over, lambda: days[-1], parent)
    asked: list[object] = []
    notice.activity_asked.connect(asked.append)
    notice.reload()
    await until(lambda: notice.text() == "Still to do this month: 宣讲、宣传")
    assert notice.chip.isHidden()
    days.append(LATE)
    notice.reload()
    await until(lambda: not notice.chip.isHidden())
    notice.button.click()
    assert asked == [GridLacks(GRID, "第一网格", ("talk", "publicity"))]
    await store.receive([activity("x", "talk"), activity("y", "publicity")])
    notice.reload()
    await until(lambda: notice.text() == "")
    assert notice.isHidden()


async def test_what_lacks_is_noted_with_a_line_and_one_key_and_removed_with_another(
    store: Store, qtbot: QtBot
) -> None:
    page = shown(qtbot, store, await activities(store))
    page.open_record(GridLacks(GRID, "第一网格", ("talk", "publicity")))
    page.page_shown()
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert page.panel is not None
    form = page.panel.form
    assert form is not None
    await until(lambda: form.editor("what").hasFocus())
    assert walk(page) == []
    write(form, "what", "广场讲反诈")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.panel is None and page.list.rowCount() == 1)
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.kind, made.scope) == ("grid_activity", GRID)
    cells = {name: value for name, value in made.cells.items() if value is not None}
    assert cells == {
        **{"what": "广场讲反诈", "activity_kind": "talk", "held_on": str(DAY), "worker": WORKER},
    }
    told: list[Callable[[], None]] = []
    page.told.connect(lambda _, undo: told.append(undo))
    page.table.view.selectRow(0)
    page.remove()
    await until(lambda: page.list.rowCount() == 0)
    (undo,) = told
    undo()
    await until(lambda: page.list.rowCount() == 1)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CARE_SPECIALIST])
async def test_who_does_not_serve_the_grid_only_reads(store: Store, qtbot: QtBot, role: Role) -> None:
    page = shown(qtbot, store, await activities(store, frozenset({role})))
    await store.receive([activity("x", "talk")])
    page.open_record(GridLacks(GRID, "第一网格", ("talk",)))
    page.page_shown()
    await until(lambda: page.list.rowCount() == 1)
    assert page.panel is None
    assert not page.new_button.isVisible()
    assert "广场" not in said(page.header)
