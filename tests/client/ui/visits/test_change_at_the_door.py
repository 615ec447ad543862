"""What happened to somebody is noted from the form of a visit, and what asked for a visit says its kind."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridclient.actions.today import TodayList
from gridclient.ui.today.life_change_dialog import LifeChangeDialog
from gridclient.ui.widgets.date_field import DateField
from gridcore.extra_visits import LIFE_CHANGE
from gridcore.sync.edits import Create
from tests.client.actions.test_extra_visits import DAY, Given, campaign, change
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import WORKER, Store, visit
from tests.client.ui.visits.test_visit_form import DUE, desk_of, press, visits_of


async def test_a_major_change_is_noted_from_the_form_for_whom_and_when_it_is_about(
    qtbot: QtBot, store: Store
) -> None:
    desk = await desk_of(qtbot, store)
    day = desk.editor("visited_on")
    assert isinstance(day, DateField)
    day.set_value("2026-11-21")
    day.edited.emit()
    commit(desk.editor("said"), "邻居说老人昨天跌倒了。")
    desk.page.flush()
    press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.page.findChildren(LifeChangeDialog)))
    dialog = desk.page.findChildren(LifeChangeDialog)[0]
    assert dialog.person is not None
    assert (dialog.person.resident, dialog.day and dialog.day.isoformat()) == ("p1", "2026-11-21")
    dialog.what_field.set_value("fall")
    dialog.finish()
    await until(lambda: "Unless 张桂英 is met on this visit" in desk.texts())
    (noted,) = await store.edits()
    assert isinstance(noted, Create)
    assert noted.kind == LIFE_CHANGE
    cells = {name: noted.cells[name] for name in ("resident", "what", "happened_on", "noted_by")}
    assert cells == {"resident": "p1", "what": "fall", "happened_on": "2026-11-21", "noted_by": WORKER}
    assert desk.page.form is not None
    assert desk.page.form.whole()["said"] == "邻居说老人昨天跌倒了。"


async def test_danger_is_reported_from_the_form_and_what_is_typed_is_kept(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    asked = list[str]()
    desk.page.danger_asked.connect(asked.append)
    commit(desk.editor("said"), "听到屋里打骂孩子。")
    desk.page.danger.click()
    assert asked == ["h1"], "about the household at whose door it was heard"
    while not await store.records.drafts("visit"):
        await asyncio.sleep(0)
    assert desk.page.form is not None
    assert desk.page.form.whole()["said"] == "听到屋里打骂孩子。"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (campaign(), "festival"),
        (campaign(reason="heat"), "care"),
        (change("p1"), "after_event"),
    ],
    ids=["festival", "heat", "after_event"],
)
async def test_a_visit_begins_with_the_kind_that_the_row_of_today_asks_for(
    store: Store, given: Given, kind: str
) -> None:
    await store.receive([given])
    (row,) = (await TodayList(store.database, store.work, WORKER).load(DAY)).due
    opened = await visits_of(store).open(replace(DUE, kind=row.visit_kind))
    assert opened is not None
    assert opened.form.values["kind"] == kind


async def test_a_visit_of_the_plan_stays_one_while_a_festival_is_on(store: Store) -> None:
    await store.receive([campaign(ends_on="2026-11-30")])
    (row,) = (await TodayList(store.database, store.work, WORKER).load(DAY.replace(day=20))).due
    assert (row.is_extra, bool(row.occasions), row.visit_kind) == (False, True, None)


async def test_what_was_promised_the_last_time_is_in_sight(qtbot: QtBot, store: Store) -> None:
    promised = visit("v9", "h1", "p1", visited_on="2026-11-10", promised="周五带血压计来")
    await store.receive([promised])
    desk = await desk_of(qtbot, store)
    assert "Promised: 周五带血压计来" in desk.texts()
