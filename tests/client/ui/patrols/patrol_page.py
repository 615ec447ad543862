"""The page of patrols over a real store, and what tests do on it with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gridclient.actions.notes import Notes
from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks
from gridclient.actions.patrols import Patrols
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.db.listing import ShownRecord, Where, rows
from gridclient.ui.patrols.patrols_page import PatrolsPage
from gridclient.ui.patrols.times_dialog import TimesDialog
from gridclient.ui.patrols.walk_rows import WalkRows
from gridcore.fields import Value
from gridcore.patrols import PATROL, PATROL_PLAN, PATROL_POINT
from tests.client.ui.conftest import commit, until
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    GRID,
    USER,
    WORKER,
    Store,
)

__all__ = ["store"]
CODE = GRID.partition("/")[2]
PLACES = ("消防通道", "电动车棚", "小广场")
LOOSE = "充电口松动"
Record = tuple[str, str, dict[str, Value]]


def plan(number: int = 1, **told: Value) -> Record:
    cells: dict[str, Value] = {"content": f"消防安全{number}", "rhythm": "weekly", "starts_on": "2026-09-01"}
    return (
        PATROL_PLAN,
        f"pp{number}",
        cells | {"hours": "上午", "methods": ["on_foot"], "mind": "雨天"} | told,
    )


def point(number: int, place: str) -> Record:
    return PATROL_POINT, f"pt{number}", {"plan": "pp1", "place": place, "walk_order": number}


def patrol(number: int, **told: Value) -> Record:
    cells: dict[str, Value] = {"plan": "pp1", "started_at": "2026-11-22T01:00:00Z", "worker": COLLEAGUE}
    return PATROL, f"w{number}", cells | told


def over(opened: Store, place: str = CODE) -> tuple[Patrols, PatrolPoints, PatrolWalks]:
    notes = Notes(opened.database, opened.records, opened.ports, USER)
    walks = PatrolWalks(opened.database, opened.records, notes, opened.ports, worker=WORKER)
    patrols = Patrols(
        *(opened.database, opened.records, walks, opened.ports, opened.work, COMMUNITY), places=[place]
    )
    return patrols, PatrolPoints(opened.database, opened.records), walks


async def shown(qtbot: QtBot, opened: Store, *, place: str = CODE, points: int = 3) -> PatrolsPage:
    """The page over a store with one plan of so many points; none for a store without a plan."""
    cursor = Cursor(GRID, 1, 1, 0, ScopeState.COMPLETE)
    await opened.database.write(lambda connection: store_cursor(connection, COMMUNITY, cursor))
    await opened.receive([("grid", "g1", {"code": CODE, "name": "第一网格", "community": "c"})])
    if points >= 0:
        await opened.receive([plan(), *map(point, range(1, points + 1), PLACES)])
    page = PatrolsPage(*over(opened, place), opened.records, opened.ports.now)
    qtbot.addWidget(page)
    page.resize(1150, 740)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.rowCount() == (1 if points >= 0 else 0))
    return page


async def records(opened: Store, kind: str, *where: Where) -> list[ShownRecord]:
    return await opened.database.read(lambda connection: rows(connection, kind, where))


async def planned(page: PatrolsPage) -> None:
    page.open_record("pp1")
    await until(lambda: page.plan_view.line is not None and page.plan_view.points.list.count() == len(PLACES))


async def walked(page: PatrolsPage) -> WalkRows:
    """A walk of the plan, in sight."""
    await planned(page)
    page.plan_view.begin_button.click()
    await until(lambda: page.walk_view.walk is not None and page.walk_view.rows is not None)
    rows_shown = page.walk_view.rows
    assert rows_shown is not None
    await until(lambda: rest() == "消防通道: finding: 1 In order")
    return rows_shown


def rest() -> str:
    """On what the keyboard rests."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QPushButton):
        return focused.text().replace("&", "")
    return "" if focused is None else focused.accessibleName()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def typed(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    commit(focused, text)


def undone(page: PatrolsPage) -> list[Callable[[], None]]:
    """What the toasts of the page take back, from now on."""
    found: list[Callable[[], None]] = []

    def note(_: str, undo: Callable[[], None] | None) -> None:
        if undo is not None:
            found.append(undo)

    page.told.connect(note)
    return found


def dialog_of(page: PatrolsPage) -> TimesDialog | None:
    found = [each for each in page.findChildren(TimesDialog) if each.isVisible()]
    return found[0] if found else None
