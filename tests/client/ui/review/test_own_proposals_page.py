"""What one proposed: how it stands, and withdrawn by keys, offline too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.export_rows import ListAsked
from gridclient.actions.own_proposals import OwnProposals
from gridclient.ui.review.own_proposals_page import OwnProposalsPage
from gridclient.ui.sync.reasons import reason_words
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Step
from gridcore.sync.verdicts import VerdictCode
from tests.client.ui.conftest import until
from tests.client.ui.export.lists import choice, exports, people
from tests.client.ui.review.handed_in import PROPOSAL, Record
from tests.client.ui.visits.store import COMMUNITY, USER, WORKER_ROLES, Store
from tests.client.ui.walk import walk


def proposal(record: str, **cells: Value) -> Record:
    mine: dict[str, Value] = {"user": USER, "proposed_at": "2026-11-20T02:00:00Z"}
    return "proposal", record, {**PROPOSAL[2], **mine, **cells}


RECORDS = (
    proposal("q1"),
    proposal("q2", subject="p1", subject_kind="resident", cell="merge", value="p2"),
    proposal("q3", progress="accepted", cell="erase", proposed_at=None),
    proposal("q4", progress="declined", cell="scope"),
    proposal("q5", user="somebody-else"),
    proposal("q6", progress="withdrawn"),
)


async def page_of(qtbot: QtBot, store: Store, *records: Record) -> OwnProposalsPage:
    await store.receive(records, seq=20)
    page = OwnProposalsPage(
        OwnProposals(store.database, COMMUNITY, store.ports, WORKER_ROLES), store.ports.now
    )
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    return page


async def test_what_waits_stands_first_and_nothing_of_anybody_else_is_there(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_of(qtbot, store, *RECORDS)
    own = OwnProposals(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    found = [(each.record, each.state, each.is_open) for each in await own.lines()]
    assert found == [
        ("q2", "open", True),
        ("q1", "open", True),
        ("q6", "withdrawn", False),
        ("q4", "declined", False),
        ("q3", "accepted", False),
    ]
    told = [page.list.index(row, 1).data() for row in range(page.list.rowCount())]
    assert len(told) == 5
    assert told[3] == "Goes to another place", "a grid, or another community: both are moves"


async def test_of_whom_went_as_a_whole_the_list_says_that_nobody_is_here_and_a_list_is_about_nobody(
    qtbot: QtBot, store: Store
) -> None:
    gone = proposal("q1", subject="p-gone", subject_kind="resident", cell="erase", progress="accepted")
    page = await page_of(qtbot, store, gone)
    await store.receive(people(30))
    made = exports(store)
    found = await made.gather(ListAsked("key_people"), lambda _done, _total: None)
    await made.ask(found, choice("key_people", is_masked=False))
    page.page_shown()
    await until(lambda: page.list.rowCount() == 2)
    told = [page.list.index(row, 2).data() for row in range(2)]
    assert told == ["", "not in your grids, or not here any more"]


async def test_enter_withdraws_after_a_question_and_a_decided_one_cannot_be_taken_back(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_of(qtbot, store, *RECORDS)
    told: list[str] = []
    page.told.connect(told.append)
    page.table.select(RecordId("q3"))
    assert not page.withdraw_button.isEnabled()
    page.table.select(RecordId("q1"))
    await until(page.withdraw_button.isEnabled)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].accept()
    await until(lambda: bool(told))
    (step,) = await store.edits()
    assert isinstance(step, Step)
    assert (step.id, step.to, step.base) == ("q1", "withdrawn", 20)
    assert "it will be sent" in told[0]


async def test_what_was_decided_while_the_question_stood_is_not_withdrawn(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, proposal("q1"))
    told: list[str] = []
    page.told.connect(told.append)
    page.table.select(RecordId("q1"))
    page.withdraw_button.click()
    await until(lambda: bool(page.findChildren(Question)))
    await store.receive([proposal("q1", progress="accepted")], seq=30)
    page.findChildren(Question)[0].accept()
    await until(lambda: bool(told))
    assert "nothing was withdrawn" in told[0]
    assert await store.edits() == []


@pytest.mark.parametrize(
    ("kind", "state", "sentence"),
    [
        ("proposal", "declined", "It was decided before this arrived, and that counts: Declined."),
        ("list_export", "allowed", "It was decided before this arrived, and that counts: Allowed."),
        ("rights_request", "withdrawn", "Its author withdrew it before your decision arrived"),
        ("proposal", "open", "Somebody was first"),
        ("mediation_case", "withdrawn", "Somebody was first"),
    ],
)
def test_who_came_second_is_told_what_counts(qtbot: QtBot, kind: str, state: str, sentence: str) -> None:
    assert reason_words(VerdictCode.STALE, state, kind).startswith(sentence)


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_of(qtbot, store, *RECORDS)
    assert walk(page) == []
