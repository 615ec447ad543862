"""The history in sight: paged, masked, by keyboard; and the way back, with a question where one is due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gridclient.actions.histories import Histories
from gridclient.db.history import Former, write_history
from gridclient.ui.history.history_page import HistoryOf, HistoryPage
from gridclient.ui.history.history_section import FEW, MORE
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import button, idle, said
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    NOW,
    WORKER,
    WORKER_ROLES,
    Store,
    found,
    opened,
)
from tests.client.ui.walk import walk

HOME = RecordId("h1")
DEVICE = "王海霞的电脑"
OLD, PHONE = "13900001111", "13800138000"


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A worker's store."""
    holder = opened(tmp_path / "store", found(tmp_path / "store"))
    yield qloop.run_until_complete(holder.__aenter__())
    qloop.run_until_complete(holder.__aexit__(None, None, None))


async def past(store: Store, record: str, cell: str, *values: Value) -> None:
    """What a colleague wrote over, the oldest first."""
    told = [
        Former(RecordId(record), cell, value, at, COLLEAGUE, f"2026-11-21T0{at % 10}:00:00Z", DEVICE)
        for at, value in enumerate(values, 1)
    ]
    await store.database.write(lambda connection: write_history(connection, told))


async def shown(
    qtbot: QtBot,
    store: Store,
    kind: str = "household",
    record: str = HOME,
    roles: frozenset[Role] = WORKER_ROLES,
) -> HistoryPage:
    """The page in sight."""
    histories = Histories(store.database, COMMUNITY, store.records, roles=roles, user_name=WORKER)
    page = HistoryPage(histories, lambda: NOW)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    page.open_record(HistoryOf(kind, RecordId(record)))
    page.page_shown()
    await until(lambda: page.findChild(QPushButton) is not None and "·" in said(page))
    return page


def question_of(page: HistoryPage) -> Question:
    (asked,) = page.findChildren(Question)
    return asked


async def test_a_colleagues_change_is_taken_back_after_one_question_and_the_toast_undoes_it(
    qtbot: QtBot, store: Store
) -> None:
    await past(store, HOME, "phone", OLD)
    page = await shown(qtbot, store)
    assert COLLEAGUE in said(page)
    assert OLD not in said(page), "personal values are masked"
    back = button(page, "Take back")
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    await until(lambda: len(page.findChildren(Question)) == 1)
    asked = question_of(page)
    assert "139****1111" in said(asked)
    assert "138****8000" in said(asked)
    asked.accept()
    await until(lambda: "Taken back" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.cell, edit.value, edit.base) == ("phone", OLD, 10)
    button(page, "Undo").click()
    await idle()
    edits = await store.edits()
    assert isinstance(edits[1], Set)
    assert edits[1].value == PHONE


async def test_ones_own_last_change_is_taken_back_without_a_question(qtbot: QtBot, store: Store) -> None:
    form = await store.records.open_form("household", HOME)
    assert form is not None
    await store.records.save(form, {"phone": OLD})
    page = await shown(qtbot, store)
    button(page, "Take back").click()
    await until(lambda: "Taken back" in said(page))
    assert page.findChildren(Question) == []
    edits = await store.edits()
    assert [each.value for each in edits if isinstance(each, Set)] == [OLD, PHONE]


async def test_what_was_given_up_changes_nothing(qtbot: QtBot, store: Store) -> None:
    await past(store, HOME, "phone", OLD)
    page = await shown(qtbot, store)
    button(page, "Take back").click()
    await until(lambda: len(page.findChildren(Question)) == 1)
    question_of(page).reject()
    await until(lambda: QApplication.activeModalWidget() is None)
    assert await store.edits() == []


async def test_hundreds_of_changes_come_page_by_page(qtbot: QtBot, store: Store) -> None:
    count = 300
    await past(store, HOME, "remark", *(f"第{each}次" for each in range(count)))
    page = await shown(qtbot, store)

    def lines() -> int:
        return said(page).count(DEVICE)

    assert lines() == FEW
    more = button(page, "Show more")
    assert str(count - FEW) in more.text()
    more.click()
    await until(lambda: lines() == FEW + MORE)
    page.reload()
    await until(lambda: lines() == FEW + MORE)


async def test_a_sensitive_value_is_never_in_sight_and_cannot_be_revealed(qtbot: QtBot, store: Store) -> None:
    reason = ("care_reason", "cr1", {"plan": "c1", "category": "E01", "remark": "新的原因"})
    await store.receive([reason])
    await past(store, "cr1", "remark", "旧的原因")
    page = await shown(qtbot, store, "care_plan", "c1", frozenset({Role.CARE_SPECIALIST}))
    assert "原因" not in said(page)
    assert "****" in said(page)
    names = [each.accessibleName() for each in page.findChildren(QPushButton)]
    assert not any(name.startswith("Reveal") for name in names)


async def test_who_may_not_edit_sees_the_history_without_a_way_back(qtbot: QtBot, store: Store) -> None:
    await past(store, HOME, "phone", OLD)
    page = await shown(qtbot, store, roles=frozenset({Role.CARE_SPECIALIST}))
    assert COLLEAGUE in said(page)
    names = [each.accessibleName() for each in page.findChildren(QPushButton)]
    assert not any(name.startswith("Take back") for name in names)


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await past(store, HOME, "phone", *(f"139{number:08}" for number in range(20)))
    page = await shown(qtbot, store)
    assert walk(page) == []
    apply_theme(qapp)
