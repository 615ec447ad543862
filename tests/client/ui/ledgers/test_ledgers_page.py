"""Ledgers are views: they narrow, count, open what they list, print with masks, and remember columns."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.households import Households
from gridclient.actions.key_people import KeyPeople
from gridclient.actions.ledgers import HOUSEHOLDS, KEY_PEOPLE, VISITS, ExportRow, Ledgers
from gridclient.actions.visit_ledger import VisitLedger, VisitWish
from gridclient.ui.ledgers.ledgers_page import LedgersPage
from gridclient.ui.ledgers.visit_filters import VisitFilters
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.papers.sheet import pages
from gridclient.ui.shell.main_window import focus_into
from gridcore.papers.sheet import Sheet
from gridcore.roles import Role
from gridcore.sync.edits import Create, Step
from tests.client.ui.conftest import until
from tests.client.ui.export.lists import exports
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.visits.store import (
    COLLEAGUE,
    NOW,
    SUPERVISOR,
    SUPERVISOR_ROLES,
    WORKER,
    WORKER_ROLES,
    Store,
    visit,
)

OTHERS = [
    visit("a", "h1", "p2", visited_on="2026-11-01", kind="contact"),
    visit("b", "h2", "p3", visited_on="2026-11-09", met=False, worker=COLLEAGUE),
]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def ledgers(store: Store, roles: frozenset[Role] = SUPERVISOR_ROLES) -> Ledgers:
    return Ledgers(
        store.database,
        store.ports,
        households=Households(store.database),
        key_people=KeyPeople(store.database, store.work),
        visits=VisitLedger(store.database, worker=WORKER, roles=roles),
    )


async def shown(parent: QWidget, made: Ledgers, store: Store, ledger: str = VISITS) -> LedgersPage:
    """The page with a ledger's rows, of all days."""
    page = LedgersPage(made, exports(store), lambda: NOW, SUPERVISOR, parent)
    page.resize(1150, 700)
    parent.show()
    page.open_record(ledger)
    filters = page.view.filters
    if isinstance(filters, VisitFilters):
        filters.period.set_value("everything")
        filters.period.edited.emit()
    page.page_shown()
    await until(lambda: page.view.rows.is_loaded and bool(page.view.shown))
    return page


async def filled(page: LedgersPage) -> None:
    """Wait for rows."""
    await until(lambda: page.view.rows.rowCount() > 0)


def texts(page: LedgersPage) -> list[list[str]]:
    """What stands in the rows."""
    rows = page.view.rows
    return [
        [str(rows.data(rows.index(at, each))) for each in range(rows.columnCount())]
        for at in range(rows.rowCount())
    ]


async def test_the_visit_ledger_begins_with_this_month_and_tells_what_it_amounts_to(
    store: Store, parent: QWidget
) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    await until(lambda: page.view.rows.rowCount() == 3)
    await until(lambda: "关爱走访 2" in page.view.summary.text())
    filters = page.view.filters
    assert isinstance(filters, VisitFilters)
    filters.period.set_value("month")
    filters.period.edited.emit()
    await until(lambda: page.view.rows.rowCount() == 2)
    assert filters.wish("", None) == VisitWish(since="2026-11-01", until="2026-11-30")


async def test_a_day_that_is_typed_ends_the_named_period(store: Store, parent: QWidget) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    filters = page.view.filters
    assert isinstance(filters, VisitFilters)
    filters.since.setFocus()
    QTest.keyClicks(filters.since, "2026-11-05")
    filters.since.editingFinished.emit()
    await until(lambda: page.view.rows.rowCount() == 1)
    assert filters.period.value() is None


async def test_a_supervisor_narrows_by_colleague_and_a_worker_has_no_such_choice(
    store: Store, parent: QWidget
) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    filters = page.view.filters
    assert isinstance(filters, VisitFilters)
    await until(lambda: filters.worker.count() == 3)
    filters.worker.set_value(COLLEAGUE)
    filters.worker.edited.emit()
    await until(lambda: page.view.rows.rowCount() == 1)
    own = await shown(parent, ledgers(store, WORKER_ROLES), store)
    await until(lambda: own.view.rows.rowCount() == 2)
    assert isinstance(own.view.filters, VisitFilters)
    assert not own.view.filters.worker.isVisible()
    assert "visit.worker" not in {each.key for each in own.view.columns}


async def test_enter_opens_what_the_row_stands_for(store: Store, parent: QWidget) -> None:
    for ledger, key in ((VISITS, "v0"), (KEY_PEOPLE, "c1"), (HOUSEHOLDS, "h1")):
        page = await shown(parent, ledgers(store), store, ledger)
        await filled(page)
        asked: list[tuple[str, object]] = []
        page.row_asked.connect(lambda name, row, asked=asked: asked.append((name, row)))
        assert page.view.table.select(key)
        QTest.keyClick(page.view.table.view, Qt.Key.Key_Return)
        ((name, row),) = asked
        assert isinstance(row, ExportRow)
        assert (name, row.key) == (ledger, key)


async def test_a_ledger_begins_on_its_rows(parent: QWidget, store: Store) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    parent.activateWindow()
    focus_into(page)
    await until(page.view.table.view.hasFocus)


async def test_liked_columns_come_back_and_the_last_one_stays(store: Store, parent: QWidget) -> None:
    made = ledgers(store)
    page = await shown(parent, made, store)
    for each in sorted(page.view.shown - {"visit.visited_on"}):
        page.view.show_column(each, False)
        await until(lambda each=each: each not in page.view.shown)  # type: ignore[misc]
    page.view.show_column("visit.visited_on", False)
    while await made.columns_shown(VISITS) != {"visit.visited_on"}:
        await asyncio.sleep(0.002)
    assert page.view.shown == {"visit.visited_on"}
    again = await shown(parent, made, store)
    assert [again.view.table.view.isColumnHidden(at) for at in range(3)] == [False, True, True]


async def test_a_phone_stays_masked_and_no_ledger_has_a_column_of_reasons(
    store: Store, parent: QWidget
) -> None:
    for ledger in (VISITS, KEY_PEOPLE, HOUSEHOLDS):
        page = await shown(parent, ledgers(store), store, ledger)
        await filled(page)
        told = "".join(text for row in texts(page) for text in row)
        assert "13800138000" not in told
        assert "燃气" not in told
        assert not [each for each in page.view.columns if each.key.startswith("care_reason")]


async def test_paper_holds_masks_the_moment_the_days_and_the_sums_of_the_page(
    store: Store, parent: QWidget
) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    sheet = await page._sheet()
    assert isinstance(sheet, Sheet)
    told = "".join(text for row in sheet.rows for text in row)
    assert "张桂英" not in told
    assert "0503" not in told
    assert len(sheet.rows) == 3
    assert SUPERVISOR in sheet.notes[-1]
    assert sheet.foot(0, 3).startswith("本页小计：3行")
    assert pdf_of(sheet).startswith(b"%PDF")


async def test_a_sheet_leaves_its_record_before_it_leaves_and_none_when_it_stays(
    store: Store, parent: QWidget, tmp_path: Path
) -> None:
    await store.receive(OTHERS)
    page = await shown(parent, ledgers(store), store)
    sheet = await page._sheet()
    assert isinstance(sheet, Sheet)
    assert await store.edits() == [], "nobody said yet where it goes"
    page.paper.keep(page._sheet)
    save_as(await file_dialog(), tmp_path / "sheet")
    await until((tmp_path / "sheet.pdf").exists)
    made, step = await store.edits()
    assert isinstance(made, Create)
    assert isinstance(step, Step)
    assert (made.kind, step.to) == ("list_export", "written")
    cells = {name: made.cells.get(name) for name in ("ledger", "rows", "masked", "purpose", "file_hash")}
    assert cells == {"ledger": "visits", "rows": 3, "masked": True, "purpose": "other", "file_hash": None}
    assert made.cells["columns"] == [
        each.key for each in page.view.columns_in_sight() if each.has_mask or not each.is_personal
    ]
    again = await page._sheet()
    assert isinstance(again, Sheet)
    assert page._leaving is not None
    assert page._leaving.record != made.id, "another sheet is another record"
    assert page._leaving.number in again.notes[-2]


async def test_export_asks_for_the_list_as_it_is_narrowed(store: Store, parent: QWidget) -> None:
    page = await shown(parent, ledgers(store), store)
    asked: list[object] = []
    page.export_asked.connect(asked.append)
    page.search.setText("张")
    page.export.click()
    assert asked == [page.view.asked()]
    assert page.view.asked().narrowed == ["words"]


def test_a_row_is_never_cut_and_every_page_has_one() -> None:
    assert pages([3, 3, 3, 9, 3], 7) == [(0, 2), (2, 3), (3, 4), (4, 5)]
    assert pages([], 7) == [(0, 0)]
    assert pages([99, 99], 7) == [(0, 1), (1, 2)]
