"""From the card of a household a dispute, or danger, is handed in: the menu offers what the role may do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gridclient.ui.households.household_page import HouseholdPage
from gridcore.roles import Role
from tests.client.ui.households.card import HOME, shown
from tests.client.ui.visits.store import Store

DISPUTE, DANGER = "Hand in a dispute to the mediators…", "Is anyone in danger? Report it…"


def entries(page: HouseholdPage) -> dict[str, QMenu]:
    QTest.keyClick(page.more, Qt.Key.Key_Space)
    found: dict[str, QMenu] = {}
    for menu in page.findChildren(QMenu):
        found |= {action.text(): menu for action in menu.actions() if action.text() in (DISPUTE, DANGER)}
    return found


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        ({Role.GRID_WORKER}, {DISPUTE, DANGER}),
        ({Role.GRID_WORKER, Role.MEDIATOR}, {DANGER}),
    ],
    ids=["a worker", "who mediates as well and begins a case"],
)
async def test_the_card_offers_to_hand_in_a_dispute_of_this_household(
    qtbot: QtBot, store: Store, roles: set[Role], offered: set[str]
) -> None:
    page = await shown(qtbot, store, roles=frozenset(roles))
    disputes, dangers = list[str](), list[str]()
    page.dispute_asked.connect(disputes.append)
    page.danger_asked.connect(dangers.append)
    found = entries(page)
    assert found.keys() == offered
    for name, menu in found.items():
        next(each for each in menu.actions() if each.text() == name).trigger()
        menu.close()
    assert disputes == ([HOME] if DISPUTE in offered else [])
    assert dangers == [HOME]
