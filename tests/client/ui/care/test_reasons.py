"""Why somebody is in care is hidden until it is said why one looks, which is noted first and travels."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gridclient.ui.care.care_sections import ReasonsSection
from gridclient.ui.care.person_page import REASONS_SHOWN_FOR_MS, PersonPage
from gridclient.ui.review.reason_to_look import ReasonToLook
from gridcore.fields import ScopeKind, Value
from gridcore.permissions import reads
from gridcore.roles import Role
from gridcore.shapes import moment_text
from gridcore.sync.edits import Create
from tests.client.ui.care.test_person_page import SPECIALIST, ZHANG, is_offered, shown
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.visits.store import NOW, WORKER, Store, found, opened


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A store with two people in care."""
    holder = opened(tmp_path / "store", found(tmp_path / "store"))
    made = qloop.run_until_complete(holder.__aenter__())
    with ExitStack() as stack:
        stack.callback(lambda: qloop.run_until_complete(holder.__aexit__(None, None, None)))
        yield made


async def with_reason(store: Store) -> None:
    """Somebody's plan has a reason."""
    reason: dict[str, Value] = {"plan": "c1", "category": "E01", "disability_kind": "4", "basis": "consent"}
    await store.receive([("care_reason", "why", reason)])


def reasons_of(page: PersonPage) -> ReasonsSection:
    """The card of the reasons as it stands now."""
    return page.findChildren(ReasonsSection)[-1]


async def test_a_reason_is_hidden_until_it_is_said_why_and_that_is_on_the_disk_and_travels(
    qtbot: QtBot, store: Store
) -> None:
    await with_reason(store)
    page = await shown(qtbot, store, roles=SPECIALIST)
    logged: list[tuple[str, ...]] = []
    page.looked.connect(lambda *told: logged.append(told))
    sealed = said(reasons_of(page))
    assert "独居老人" not in sealed
    assert not is_offered(page, "Edit the reason")
    ask = reasons_of(page).ask
    assert ask is not None
    ask.button.click()
    assert await store.edits() == []
    ask.reason.setText("准备年度复核")
    ask.button.click()
    await until(lambda: "独居老人" in said(reasons_of(page)))
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.kind, made.parent or made.cells["plan"]) == ("care_look", "c1")
    assert (made.cells["why"], made.cells["looked_by"]) == ("准备年度复核", WORKER)
    assert made.cells["looked_at"] == moment_text(NOW)
    assert logged == [("care_reason", "why", "category", "准备年度复核")]
    assert is_offered(page, "Edit the reason")
    page.hide_reasons()
    await until(lambda: not is_offered(page, "Edit the reason"))
    assert said(reasons_of(page)) == sealed


async def test_the_reasons_go_out_of_sight_by_themselves_and_with_the_person(
    qtbot: QtBot, store: Store
) -> None:
    await with_reason(store)
    page = await shown(qtbot, store, roles=SPECIALIST)
    page.look("准备年度复核")
    await until(lambda: "独居老人" in said(reasons_of(page)))
    page.open_record("p3")
    page.page_shown()
    await until(lambda: page.card is not None and page.card.resident.id == "p3")
    page.open_record(ZHANG)
    page.page_shown()
    await until(lambda: page.card is not None and page.card.resident.id == ZHANG)
    assert "独居老人" not in said(reasons_of(page))
    (timer,) = [each for each in page.findChildren(QTimer) if each.interval() == REASONS_SHOWN_FOR_MS]
    page.look("准备年度复核")
    await until(lambda: "独居老人" in said(reasons_of(page)))
    timer.setInterval(0)
    await until(lambda: "独居老人" not in said(reasons_of(page)))


@pytest.mark.parametrize("role", sorted(Role))
async def test_only_roles_that_follow_the_reasons_are_asked_why_they_look(
    qtbot: QtBot, store: Store, role: Role
) -> None:
    await with_reason(store)
    page = await shown(qtbot, store, roles=frozenset({role}))
    is_asked = any(each.isVisibleTo(page) for each in page.findChildren(ReasonToLook))
    assert is_asked == reads({role}, ScopeKind.CARE)
    assert "独居老人" not in said(page)
