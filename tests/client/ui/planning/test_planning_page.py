"""A supervisor plans campaigns and stand-ins; how far a campaign is counts households, all grids together."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gridclient.actions.planning import CampaignLine, Planning
from gridclient.ui.planning.planning_page import PlanningPage
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR, USER, Cells, Store, found, opened
from tests.client.ui.walk import walk

DAY = datetime.date(2026, 11, 22)
CAMPAIGN = (
    "campaign",
    "k1",
    {"name": "冬季送温暖", "reason": "cold", "starts_on": "2026-11-20", "ends_on": "2026-11-30"},
)
GRIDS = (
    ("grid", "g1", {"code": "3705020010010101", "name": "第一网格", "community": "c"}),
    ("grid", "g2", {"code": "3705020010010102", "name": "第二网格", "community": "c"}),
)


STAND_IN: tuple[str, str, Cells] = (
    "stand_in",
    "s1",
    {"grid": "g1", "by_grid": "g2", "starts_on": "2026-11-20", "ends_on": "2026-11-25"},
)


@asynccontextmanager
async def page_of(
    folder: Path, qtbot: QtBot, place: str = COMMUNITY, more: Sequence[tuple[str, str, Cells]] = ()
) -> AsyncIterator[tuple[Store, PlanningPage]]:
    """The page over a store with a campaign and two grids, for who supervises a place."""
    async with opened(folder, found(folder)) as store:
        await store.receive([CAMPAIGN, *GRIDS, *more])
        assignments = [Assignment(USER, Role.SUPERVISOR, place)]
        planning = Planning(store.database, store.records, COMMUNITY, assignments)
        page = PlanningPage(planning, store.records, lambda: DAY, SUPERVISOR)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.activateWindow()
        page.page_shown()
        await until(lambda: page.list.rowCount() == 1 + len(more) and page.table.current() is not None)
        yield store, page


async def test_a_campaign_says_how_many_households_it_goes_to_and_is_taken_back_with_undo(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot) as (_, page):
        assert walk(page) == []
        row = page.table.current()
        assert isinstance(row, CampaignLine)
        assert (row.households, row.reached) == (1, 0)
        told: list[tuple[str, Callable[[], None]]] = []
        page.told.connect(lambda text, undo: told.append((text, undo)))
        page.take_back()
        await until(lambda: bool(told) and page.list.rowCount() == 0)
        told[0][1]()
        await until(lambda: page.list.rowCount() == 1)


async def test_a_stand_in_is_arranged_by_keyboard_and_lies_in_the_community(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot) as (store, page):
        page.add_stand_in()
        await until(lambda: page.panel is not None and page.panel.form is not None)
        panel = page.panel
        assert panel is not None
        assert panel.form is not None
        form = panel.form
        form.restore({"grid": "g1", "by_grid": "g1", "ends_on": "2026-11-30"})
        panel.save()
        await until(lambda: any(each.severity == "error" for each in form.show_all_problems()))
        form.restore({"grid": "g1", "by_grid": "g2", "ends_on": "2026-11-30"})
        QTest.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.panel is None and page.list.rowCount() == 2)
        made = [each for each in await store.edits() if isinstance(each, Create)]
        assert [(each.kind, each.scope, each.cells["made_by"]) for each in made] == [
            ("stand_in", "community", SUPERVISOR)
        ]


async def test_of_a_stand_in_only_the_end_is_offered_and_may_not_lie_before_the_beginning(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot, more=[STAND_IN]) as (store, page):
        page.table.select("s1")
        page.edit()
        await until(lambda: page.panel is not None and page.panel.form is not None)
        panel = page.panel
        assert panel is not None
        form = panel.form
        assert form is not None
        assert form.names() == ["ends_on"]
        assert "第二网格" in " ".join(each.text() for each in panel.header.findChildren(QLabel))
        form.restore({"ends_on": "2026-11-19"})
        assert [each.code for each in form.show_all_problems()] == ["date_order"]
        form.restore({"ends_on": "2026-11-23"})
        QTest.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.panel is None)
        sent = [each for each in await store.edits() if isinstance(each, Set)]
        assert [(each.cell, each.value) for each in sent] == [("ends_on", "2026-11-23")]


async def test_who_supervises_one_grid_is_offered_no_stand_in_that_the_server_would_refuse(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot, GRIDS[0][2]["code"], [STAND_IN]) as (_, page):
        told: list[str] = []
        page.told.connect(lambda text, _: told.append(text))
        page.add_stand_in()
        await until(lambda: len(told) == 1)
        page.table.select("s1")
        page.edit()
        assert len(told) == 2
        assert page.panel is None
