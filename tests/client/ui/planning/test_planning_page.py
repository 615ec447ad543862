"""A supervisor plans campaigns and stand-ins; how far a campaign is counts households, all grids together."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.planning import CampaignLine, Planning
from gridclient.ui.planning.planning_page import PlanningPage
from gridcore.sync.edits import Create
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import SUPERVISOR, SUPERVISOR_ROLES, Store, found, opened
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


@asynccontextmanager
async def page_of(folder: Path, qtbot: QtBot) -> AsyncIterator[tuple[Store, PlanningPage]]:
    """The page over a store with a campaign and two grids."""
    async with opened(folder, found(folder)) as store:
        await store.receive([CAMPAIGN, *GRIDS])
        planning = Planning(store.database, store.records, SUPERVISOR_ROLES)
        page = PlanningPage(planning, store.records, lambda: DAY, SUPERVISOR)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.activateWindow()
        page.page_shown()
        await until(lambda: page.list.rowCount() == 1 and page.table.current() is not None)
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
