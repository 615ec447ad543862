"""Passing a dispute on from the form of a visit: asked once it is ticked, and never without consent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.ui.widgets.choice_fields import ChoiceField
from gridcore.sync.edits import Create
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import Store
from tests.client.ui.visits.test_visit_form import Desk, desk_of, press

SAID = "楼上漏水，两家争执了两次。"


def tick_mediation(desk: Desk) -> None:
    press(Qt.Key.Key_Space)  # somebody was met
    follow_up(desk, "mediation")


def follow_up(desk: Desk, code: str) -> None:
    field = desk.editor("follow_up")
    assert isinstance(field, ChoiceField)
    field.set_value(code)
    field.edited.emit()
    desk.page.flush()


async def reports(store: Store) -> list[Create]:
    edits = await store.edits()
    return [each for each in edits if isinstance(each, Create) and each.kind == "dispute_report"]


@pytest.mark.parametrize(("key", "count"), [(Qt.Key.Key_Left, 1), (Qt.Key.Key_Right, 0)])
async def test_the_form_asks_whether_they_agree_and_hands_in_only_then(
    qtbot: QtBot, store: Store, key: Qt.Key, count: int
) -> None:
    desk = await desk_of(qtbot, store)
    assert desk.page.form is not None
    row = desk.page.form.dispute
    assert row.isHidden()
    tick_mediation(desk)
    assert not row.isHidden()
    commit(desk.editor("said"), SAID)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: row.isAncestorOf(QApplication.focusWidget() or desk.window))
    assert await store.edits() == []
    assert "goes to the mediators" in desk.texts()
    press(Qt.Key.Key_Space)
    press(key)
    press(Qt.Key.Key_Space)
    assert row.agreed is (count == 1)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    found = await reports(store)
    assert len(found) == count
    assert all(each.cells["said"] == SAID for each in found)


async def test_the_answer_comes_back_with_the_draft_and_goes_with_another_follow_up(
    qtbot: QtBot, store: Store
) -> None:
    desk = await desk_of(qtbot, store)
    tick_mediation(desk)
    assert desk.page.form is not None
    desk.page.form.dispute.restore(True)
    desk.page.form.dispute.edited.emit()
    assert desk.page.form.to_save()["to_mediators"] is True
    desk.page.form.dispute.restore(False)
    assert "the supervisor reads the follow-up" in desk.texts()
    follow_up(desk, "none")
    assert desk.page.form.dispute.isHidden()
    assert "to_mediators" not in desk.page.form.to_save(), "an answer to what is not asked counts for nothing"
