"""Today says what is under way and what waits to be patrolled, and leads there; nobody is called late."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.today.patrols_notice import PatrolsNotice
from tests.client.ui.conftest import until
from tests.client.ui.households.conftest import store
from tests.client.ui.patrols.patrol_page import over, patrol, plan
from tests.client.ui.visits.store import Store

__all__ = ["store"]


async def test_the_line_says_what_is_under_way_first_and_leads_to_it(store: Store, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    notice = PatrolsNotice(over(store)[0], parent)
    asked: list[tuple[object, object]] = []
    notice.patrol_asked.connect(lambda plan, walk: asked.append((plan, walk)))
    told: list[str] = []
    notice.told.connect(lambda: told.append(notice.text()))

    async def read() -> str:
        told.clear()
        notice.reload()
        await until(lambda: bool(told))
        return told[0]

    assert await read() == ""
    assert notice.isHidden()
    await store.receive([plan(1), plan(2, starts_on="2026-12-01")])
    assert await read() == "Waits to be patrolled: 消防安全1"
    notice.button.click()
    assert asked == [("pp1", None)]
    await store.receive([plan(number) for number in (3, 4, 5)])
    assert await read() == "Waits to be patrolled: 消防安全1、消防安全3、消防安全4 · 1 more"
    await store.receive([patrol(1, plan="pp2")])
    words = (await read()).splitlines()
    assert words[0] == "Patrol under way: 消防安全2"
    assert len(words) == 2
    notice.button.click()
    assert asked[-1] == ("pp2", "w1")


async def test_patrols_of_other_grids_are_not_told(store: Store, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    await store.receive([plan(1), patrol(1)])
    notice = PatrolsNotice(over(store, "elsewhere")[0], parent)
    told: list[str] = []
    notice.told.connect(lambda: told.append(notice.text()))
    notice.reload()
    await until(lambda: told == [""])
