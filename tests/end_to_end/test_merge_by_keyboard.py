"""One person written down twice, by keys: a worker proposes, a supervisor agrees, the history undoes it."""

from __future__ import annotations

import asyncio
import gc
from contextlib import AsyncExitStack
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.histories import Histories
from gridclient.actions.review import Review
from gridclient.collector import Collector
from gridclient.ui.duplicates.duplicates_page import DuplicatesPage
from gridclient.ui.history.history_page import HistoryOf, HistoryPage
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridserver.installation import Installation
from tests.client.ui.conftest import _look, qloop, reports, until
from tests.client.ui.households.card import button, said
from tests.end_to_end.test_duplicates import PORTS, Laptop, all_sync, enrolled, written_twice
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW, C

__all__ = ["_look", "address", "cluster", "database", "dsn", "field", "qloop", "reports", "template"]

SUPERVISOR, WORKER = frozenset({Role.SUPERVISOR}), frozenset({Role.GRID_WORKER})


class Windows:
    """Pages in sight, each worked with by keys alone."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._pages: list[QWidget] = []
        """None of them is garbage while threads run."""

    def show(self, page: QWidget) -> None:
        """Bring a page into sight."""
        self._qtbot.addWidget(page)
        self._pages.append(page)
        page.resize(1150, 730)
        page.show()
        page.activateWindow()

    async def propose(self, laptop: Laptop, keep: RecordId) -> None:
        """Open the one pair, keep one of them, merge."""
        page = DuplicatesPage(laptop.duplicates)
        self.show(page)
        page.page_shown()
        await until(lambda: page.list.is_loaded and page.list.rowCount() == 1)
        page.table.view.selectRow(0)
        QTest.keyClick(page.table.view, Qt.Key.Key_Return)
        await until(lambda: page.view is not None)
        view = page.view
        assert view is not None
        for key in (Qt.Key.Key_1, Qt.Key.Key_2):
            QTest.keyClick(view, key)
            if view.kept.record == keep:
                break
        assert view.kept.record == keep
        QTest.keyClick(view, Qt.Key.Key_M)
        await until(lambda: page.view is None)
        page.close()

    async def agree(self, laptop: Laptop, told: str) -> None:
        """Approve what waits, which is told so."""
        review = Review(laptop.session.database, C, PORTS, supervisor="sun", roles=SUPERVISOR)
        page = ReviewPage(review)
        self.show(page)
        page.page_shown()
        await until(lambda: page.view is not None and bool(page.view.buttons))
        assert told in said(page)
        QTest.keyClick(page, Qt.Key.Key_A)
        await until(lambda: page.view is None)
        page.close()

    async def undo(self, laptop: Laptop, record: RecordId) -> None:
        """Propose to undo the merge from the history of the one that stands."""
        histories = Histories(laptop.session.database, C, laptop.records, roles=WORKER, user_name="li")
        page = HistoryPage(histories, lambda: NOW)
        self.show(page)
        page.open_record(HistoryOf("resident", record))
        page.page_shown()
        await until(lambda: "the same as" in said(page))
        undo = button(page, "Propose to undo the merge")
        undo.setFocus()
        QTest.keyClick(undo, Qt.Key.Key_Space)
        await until(lambda: bool(page.findChildren(Question)))
        (question,) = page.findChildren(Question)
        agree = next(each for each in question.findChildren(QPushButton) if "undo" in each.text())
        QTest.keyClick(agree, Qt.Key.Key_Space)
        await until(lambda: QApplication.activeModalWidget() is None and "agreed" in said(page))
        page.close()


async def story(laptops: list[Laptop], windows: Windows) -> None:
    li, zhang, sun = laptops
    one, other, _ = await written_twice(li, "王建国")
    await all_sync(*laptops)
    await windows.propose(li, one)
    await zhang.edit(other, phone="13900001111", remark="耳背，说话要大声。")
    await all_sync(li, sun)
    assert set(await li.people()) == {one, other}, "one person alone makes no merge"
    await windows.agree(sun, "Proposed as one")
    await all_sync(sun, zhang, li)
    shown = [await each.people() for each in laptops]
    assert shown[0] == shown[1] == shown[2]
    assert list(shown[0]) == [one]
    told: dict[str, Value] = shown[0][one]
    assert (told["phone"], told["remark"]) == ("13900001111", "耳背，说话要大声。"), (
        "the loser's edit is kept"
    )
    await windows.undo(li, one)
    await all_sync(li, sun)
    assert list(await sun.people()) == [one], "one person alone undoes none"
    await windows.agree(sun, "Is not the same")
    await all_sync(sun, li, zhang)
    for each in laptops:
        assert set(await each.people()) == {one, other}


def test_a_merge_is_proposed_approved_by_another_and_undone_with_keys_alone(
    qtbot: QtBot, qloop: asyncio.AbstractEventLoop, tmp_path: Path, field: Installation, address: str
) -> None:
    async def lived() -> None:
        async with asyncio.timeout(100), AsyncExitStack() as stack:
            laptops = []
            for user in ("li", "zhang", "sun"):
                laptops.append(await enrolled(tmp_path / user, field, address, user))
                stack.push_async_callback(laptops[-1].session.close)
            await story(laptops, Windows(qtbot))

    keeper = QObject()
    collector = Collector(lambda: True, keeper)
    collector.start()  # as in the program: widgets are collected in the thread of the windows alone
    try:
        qloop.run_until_complete(lived())
    finally:
        gc.collect()
        collector.stop()
