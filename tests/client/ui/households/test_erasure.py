"""Asking for an erasure tells what goes and what stays, needs a reason, and is for supervisors alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gridclient.ui.households.erasure import kinds_that_go, kinds_that_stay
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.mediation.reason_dialog import ReasonDialog
from gridcore.sync.edits import Erase
from tests.client.ui.conftest import until
from tests.client.ui.households.card import idle, said, shown
from tests.client.ui.visits.store import SUPERVISOR_ROLES, Store


async def chosen(page: HouseholdPage, name: str) -> ReasonDialog:
    """Open the menu by keyboard and choose a line; the dialog that it opens."""
    QTest.keyClick(page.more, Qt.Key.Key_Space)
    await until(lambda: page.findChild(QMenu) is not None)
    menu = page.findChild(QMenu)
    assert menu is not None
    action = next(each for each in menu.actions() if name in each.text())
    action.trigger()
    menu.close()
    await until(lambda: page.findChild(ReasonDialog) is not None)
    dialog = page.findChild(ReasonDialog)
    assert dialog is not None
    return dialog


async def test_a_supervisor_asks_with_a_reason(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, roles=SUPERVISOR_ROLES)
    dialog = await chosen(page, "张桂英")
    told = said(dialog)
    for each in ("for ever", "Care plan", "Identity document", "This stays", "Visit"):
        assert each in told
    assert not dialog.accept_button.isEnabled(), "without a reason nobody can decide"
    dialog.text.setPlainText("本人要求")
    dialog.accept_button.click()
    await idle()
    (edit,) = await store.edits()
    assert isinstance(edit, Erase)
    assert (edit.id, edit.reason) == ("p1", "本人要求")
    assert "until another supervisor agrees" in page.toast.accessibleName()


async def test_giving_it_up_asks_for_nothing(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, roles=SUPERVISOR_ROLES)
    dialog = await chosen(page, "春晓苑12号楼3单元0503")
    dialog.text.setPlainText("本人要求")
    dialog.reject()
    await idle()
    assert await store.edits() == []


async def test_a_worker_is_not_offered_an_erasure(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.more.click()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    assert [each.text() for each in menu.actions() if not each.isSeparator()] == [
        "People move, the household splits or joins another…",
        "Is anyone in danger? Report it…",
        "Hand in a dispute to the mediators…",
    ]
    menu.close()


def test_what_goes_follows_from_the_declarations() -> None:
    assert set(kinds_that_go("household")) >= {"resident", "visit", "care_plan", "care_reason"}
    assert set(kinds_that_go("resident")) >= {"resident_identity", "care_plan", "visit_exception"}
    assert "visit" in kinds_that_stay("resident")
    assert "resident" not in kinds_that_stay("household")
