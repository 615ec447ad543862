"""A proposed merge under Review: both records side by side for whoever agrees, and nothing for its author."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.review import Review
from gridclient.ui.review.review_page import ReviewPage
from gridcore.fields import Value
from gridcore.sync.edits import Step
from tests.client.ui.conftest import until
from tests.client.ui.duplicates.test_duplicates_page import TWINS
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.review.handed_in import Record
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR, SUPERVISOR_ROLES, USER, Store

__all__ = ["store"]

PROPOSED: dict[str, Value] = {"subject": "x2", "subject_kind": "resident", "cell": "merge", "value": "x1"}
VISIT: dict[str, Value] = {"household": "h2", "resident": "x2", "visited_on": "2026-11-01"}


async def shown(qtbot: QtBot, opened: Store, author: str, user: str = "u9") -> ReviewPage:
    told: dict[str, Value] = {"author": author, "user": user, "progress": "open", "replica": "far-away"}
    proposal = {**PROPOSED, **told}
    return await opened_page(qtbot, opened, *TWINS, ("visit", "v2", VISIT), ("proposal", "w1", proposal))


async def opened_page(qtbot: QtBot, opened: Store, *records: Record) -> ReviewPage:
    await opened.receive(records)
    review = Review(opened.database, COMMUNITY, opened.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)
    page = ReviewPage(review)
    qtbot.addWidget(page)
    page.resize(1150, 730)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.view is not None)
    return page


async def test_who_agrees_sees_both_records_and_what_becomes_of_them(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, "张桂英")
    told = said(page)
    for each in (
        "Proposed as one",
        "The record that is kept",
        "The one that goes into it",
        "Phone",
        "Visit × 1",
    ):
        assert each in told
    assert "is taken over from the other record: Remark" in told
    assert "13900001111" not in told, "what is personal stays behind its mask"
    QTest.keyClick(page, Qt.Key.Key_A)
    await until(lambda: page.view is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Step)
    assert (edit.id, edit.to) == ("w1", "accepted")


async def test_who_reads_that_two_are_one_already_is_told_so_and_takes_it_off_the_list(
    qtbot: QtBot, store: Store
) -> None:
    decided: dict[str, Value] = {"choice": "same", "value": "same", "winner": "x1", "loser": "x2"}
    note: dict[str, Value] = {
        "subject": "x2",
        "subject_kind": "resident",
        "cell": "name",
        "conflict_kind": "duplicate",
        "sides": {"records": {"first": "x1", "second": "x2"}},
        "progress": "resolved",
        "decided": decided,
    }
    proposal = {**PROPOSED, "author": "张桂英", "progress": "open", "replica": "far-away"}
    page = await opened_page(qtbot, store, TWINS[0], ("conflict", "k1", note), ("proposal", "w1", proposal))
    assert "it was done: accepting this changes nothing more" in said(page)
    QTest.keyClick(page, Qt.Key.Key_A)
    await until(lambda: page.view is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Step)
    assert (edit.id, edit.to) == ("w1", "accepted")


async def test_who_proposed_it_reads_who_decides(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, SUPERVISOR, USER)
    assert page.view is not None
    assert "another supervisor decides about it. Where there is no other" in said(page)
    assert [each.text() for each in page.view.buttons] == ["Withdraw (W)"]
