"""The history in sight: paged, masked, by keyboard; and the way back, with a question where one is due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.histories import Histories
from gridclient.db.confirmed import drop_confirmed
from gridclient.db.history import Former, Writer, write_history
from gridclient.db.removals import note_removals
from gridclient.db.shown import refresh
from gridclient.ui.history.history_page import HistoryOf, HistoryPage
from gridclient.ui.history.history_section import FEW, MORE
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.codes.care_categories import CARE_CATEGORY
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Restore, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import button, idle, said
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    NOW,
    SUPERVISOR,
    WORKER,
    WORKER_ROLES,
    Store,
    confirmed,
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
    await past(store, "cr1", "category", "E02")
    page = await shown(qtbot, store, "care_plan", "c1", frozenset({Role.CARE_SPECIALIST}))
    kinds = {CARE_CATEGORY.text(each, language) for each in ("E01", "E02") for language in ("zh", "en")}
    names = " ".join(each.accessibleName() for each in page.findChildren(QWidget))
    for told in (said(page), names):
        assert "原因" not in told
        assert not any(each in told for each in kinds), "a code is as telling as words"
    assert said(page).count("****") == 4
    assert "Reveal" not in names
    back = button(page, "Take back: Category")
    back.click()
    await until(lambda: len(page.findChildren(Question)) == 1)
    asked = said(question_of(page))
    assert "****" in asked
    assert not any(each in asked for each in kinds)


async def decided(store: Store, *lost: str) -> None:
    """A conflict about the phone that a colleague decided."""
    sides: dict[str, Value] = {
        f"r{at}": {"value": each, "author": COLLEAGUE, "at": "2026-11-20T01:00:00Z"}
        for at, each in enumerate((PHONE, *lost))
    }
    told: dict[str, Value] = {
        "value": PHONE,
        "author": COLLEAGUE,
        "at": "2026-11-21T01:00:00Z",
        "choice": "r0",
    }
    cells: dict[str, Value] = {"subject": HOME, "subject_kind": "household", "cell": "phone", "before": None}
    cells |= {"conflict_kind": "value", "sides": sides, "decided": told, "progress": "resolved"}
    await store.receive([("conflict", "k1", cells)])


async def test_the_value_that_lost_in_a_conflict_is_taken_back_by_keyboard(
    qtbot: QtBot, store: Store
) -> None:
    await decided(store, OLD)
    page = await shown(qtbot, store)
    assert "not taken: 139****1111" in said(page)
    assert OLD not in said(page)
    back = button(page, "Take back: Phone 139****1111")
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    await until(lambda: len(page.findChildren(Question)) == 1)
    question_of(page).accept()
    await until(lambda: "Taken back" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.cell, edit.value) == ("phone", OLD)


async def test_a_merge_is_told_with_what_stands_now_and_undone_after_a_question(
    qtbot: QtBot, store: Store
) -> None:
    pair: dict[str, Value] = {"choice": "same", "winner": "p1", "loser": "p9", "author": SUPERVISOR}
    pair |= {"at": "2026-11-21T01:00:00Z", "value": "same"}
    cells: dict[str, Value] = {"subject": "p1", "subject_kind": "resident", "cell": "merge"}
    cells |= {"conflict_kind": "duplicate", "sides": {}, "decided": pair, "progress": "resolved"}
    await store.receive([("conflict", "k1", cells)])
    gone = confirmed("resident", "p9", {"household": "h2", "name": "张贵英"}, 9)
    by = {RecordId("p9"): Writer(SUPERVISOR, DEVICE, "2026-11-21T01:00:00Z")}
    await store.receive([("resident", "p9", {"household": "h2", "name": "张贵英"})], seq=9)
    await store.database.write(lambda connection: note_removals(connection, [gone], by))
    await store.database.write(lambda connection: drop_confirmed(connection, [gone.id]))
    await store.database.write(lambda connection: refresh(connection, [gone.id]))
    page = await shown(qtbot, store, record="h2")
    assert "张贵英 was merged with 张桂英" in said(page)
    assert "removed" not in said(page)
    undo = button(page, "Propose to undo the merge: 张贵英")
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    await until(lambda: len(page.findChildren(Question)) == 1)
    question_of(page).accept()
    await until(lambda: "once a supervisor has agreed" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Restore)
    assert edit.id == "p9"


async def test_what_went_into_a_record_of_another_grid_is_told_with_the_way_to_have_it_undone(
    qtbot: QtBot, store: Store
) -> None:
    gone = confirmed("resident", "p9", {"household": "h2", "name": "张贵英"}, 9)
    by = {RecordId("p9"): Writer(SUPERVISOR, DEVICE, "2026-11-21T01:00:00Z")}
    await store.receive([("resident", "p9", {"household": "h2", "name": "张贵英"})], seq=9)
    await store.database.write(lambda connection: note_removals(connection, [gone], by, {gone.id}))
    await store.database.write(lambda connection: drop_confirmed(connection, [gone.id]))
    await store.database.write(lambda connection: refresh(connection, [gone.id]))
    page = await shown(qtbot, store, record="h2")
    assert "张贵英 was merged into a record of another grid" in said(page)
    assert "removed" not in said(page)
    undo = button(page, "Propose to undo the merge: 张贵英")
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    await until(lambda: len(page.findChildren(Question)) == 1)
    question_of(page).accept()
    await until(lambda: "once a supervisor has agreed" in said(page))
    assert [type(each) for each in await store.edits()] == [Restore]


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
    await decided(store, OLD)
    page = await shown(qtbot, store)
    assert walk(page) == []
    apply_theme(qapp)
