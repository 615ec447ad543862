"""The household's page says whose a visit or a promise is, where that is somebody else's."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.widgets.badge import Chip
from tests.client.ui.households.card import said, shown
from tests.client.ui.today.test_offers import Given, planned, promised
from tests.client.ui.visits.store import COLLEAGUE, WORKER, Store
from tests.client.ui.walk import walk


def told_in(page: HouseholdPage) -> str:
    """Every text and every badge in sight."""
    badges = [each.badge.word for each in page.findChildren(Chip) if each.isVisibleTo(page)]
    return "\n".join([said(page), *badges])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (planned(offer="accepted", offered_to=COLLEAGUE, offered_by=WORKER), f"with {COLLEAGUE}"),
        (
            planned(offered_to=COLLEAGUE, offered_by=WORKER),
            f"offered to {COLLEAGUE}, waiting for an answer",
        ),
    ],
    ids=["accepted", "offered"],
)
async def test_a_planned_visit_in_other_hands_is_named(
    qtbot: QtBot, store: Store, given: Given, told: str
) -> None:
    page = await shown(qtbot, store)
    assert told not in told_in(page)
    await store.receive([given])
    page = await shown(qtbot, store)
    assert told in told_in(page)
    assert walk(page) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, [f"{COLLEAGUE} promised for 2026年11月25日: 带社保申请表"]),
        ({"offer": "accepted", "offered_to": "赵敏"}, [f"{COLLEAGUE} promised for", "with 赵敏"]),
        ({"offered_to": "赵敏"}, ["offered to 赵敏, waiting for an answer"]),
    ],
    ids=["promised", "accepted", "offered"],
)
async def test_a_promise_is_read_with_who_made_it_and_who_keeps_it(
    qtbot: QtBot, store: Store, cells: dict[str, str], told: list[str]
) -> None:
    await store.receive(promised(COLLEAGUE, **cells))
    page = await shown(qtbot, store, "h2")
    for each in told:
        assert each in told_in(page)
    assert walk(page) == []
