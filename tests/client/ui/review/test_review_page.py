"""The supervisor judges by keyboard: approve, return with a remark on a field, next."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.review import Review
from gridclient.db.confirmed import write_confirmed
from gridclient.db.facts import save
from gridclient.db.shown import refresh
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridclient.ui.words import language
from gridcore.codes.care_categories import CARE_CATEGORY
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.sync.edits import Create, Set, Step, Text
from tests.client.ui.conftest import commit, until
from tests.client.ui.review.handed_in import (
    AGAIN,
    AGREEMENT,
    CARE,
    CASE,
    CONTACT,
    CONTACT_TOO,
    OWN,
    OWN_PROPOSAL,
    PROPOSAL,
    SENSITIVE,
    Record,
    submitted_here,
)
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR, SUPERVISOR_ROLES, Store, confirmed
from tests.client.ui.walk import walk


async def page_of(qtbot: QtBot, store: Store, *records: Record) -> ReviewPage:
    await store.receive(records, seq=20)
    review = Review(store.database, COMMUNITY, store.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)
    page = ReviewPage(review)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded and (page.view is not None or not records))
    page.table.view.setFocus()
    QApplication.processEvents()
    return page


def texts(page: QWidget) -> str:
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    buttons = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    return "\n".join((*labels, *buttons))


def press(page: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


def shown(page: ReviewPage) -> str:
    return page.view.submission.line.record if page.view is not None else ""


async def steps(store: Store) -> dict[str, str]:
    return {each.id: each.to for each in await store.edits() if isinstance(each, Step)}


async def test_a_visit_stands_beside_the_last_one_of_the_same_person(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE)
    told = texts(page)
    assert "老人感冒已好，血压计坏了。" in told
    assert "老人身体状况良好，燃气灶软管老化，已联系物业更换。" in told
    assert "Last time: 2026年10月20日" in told


async def test_a_approves_n_goes_on(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE, CONTACT, CONTACT_TOO)
    assert shown(page) == "s1"
    press(page, Qt.Key.Key_N)
    await until(lambda: shown(page) == "s3")
    press(page, Qt.Key.Key_A)
    await until(lambda: shown(page) == "s2")
    press(page, Qt.Key.Key_A)
    await until(lambda: shown(page) == "s1")
    assert await steps(store) == {"s3": "approved", "s2": "approved"}


async def test_r_returns_with_a_remark_on_a_field(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE)
    press(page, Qt.Key.Key_R)
    assert page.view is not None
    panel = page.view.panel
    assert panel is not None
    assert QApplication.focusWidget() is panel.remark
    assert panel.field.value() == "said"
    panel.field.setFocus()
    press(page, Qt.Key.Key_A)
    assert await steps(store) == {}, "no key judges while a remark is written"
    panel.field.set_value("follow_up")
    panel.remark.setFocus()
    commit(panel.remark, "谁负责送修？")
    QTest.keyClick(panel.remark, Qt.Key.Key_Return)
    await until(lambda: page.view is None)
    field, remark, step = await store.edits()
    assert isinstance(field, Set)
    assert isinstance(remark, Text)
    assert isinstance(step, Step)
    assert (field.value, remark.value, step.to, step.reason) == (
        "follow_up",
        "谁负责送修？",
        "returned",
        "谁负责送修？",
    )
    assert "Nothing waits for you." in texts(page)


async def test_a_return_without_words_is_asked_for_them(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE)
    press(page, Qt.Key.Key_R)
    press(page, Qt.Key.Key_Return)
    assert "Please fill this in." in texts(page)
    assert page.go_back()
    assert not page.go_back()
    assert await store.edits() == []


async def test_what_arrives_meanwhile_takes_nothing_from_the_remark(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE)
    press(page, Qt.Key.Key_R)
    view = page.view
    assert view is not None
    assert view.panel is not None
    commit(view.panel.remark, "谁负责")
    await store.receive([CARE, CONTACT], seq=30)
    page.page_shown()
    await until(lambda: page.list.rowCount() == 2)
    assert page.view is view
    assert view.panel.remark.text() == "谁负责"
    assert set(view.submission.judged.saw.values()) == {20}


async def test_own_work_has_no_buttons(qtbot: QtBot, store: Store) -> None:
    await submitted_here(store, OWN)
    page = await page_of(qtbot, store, OWN)
    assert "This is your own work" in texts(page)
    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_R)
    assert await store.edits() == []
    assert page.view is not None
    assert page.view.panel is None


async def test_what_is_not_on_the_server_yet_is_shown_with_the_reason_why_nobody_decides(
    qtbot: QtBot, store: Store
) -> None:
    cells: dict[str, Value] = {
        "ledger": "households",
        "columns": ["address"],
        "people": 41,
        "purpose": "work",
        "asked_by": SUPERVISOR,
        "progress": "asked",
    }
    list_ = Create(0, GroupId("g"), RecordId("e1"), "list_export", cells, scope=ScopeId("staff"))
    await store.database.write(lambda connection: save(connection, COMMUNITY, [list_], store.ports.moment()))
    page = await page_of(qtbot, store)
    await until(lambda: page.view is not None)
    assert "41" in texts(page)
    assert "This is not on the server yet." in texts(page)
    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_W)
    assert not page.findChildren(Question)
    assert await steps(store) == {}


async def test_w_withdraws_an_own_proposal_after_a_question(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, OWN_PROPOSAL)
    press(page, Qt.Key.Key_A)
    assert not page.findChildren(Question), "nobody accepts what is their own"
    press(page, Qt.Key.Key_W)
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].reject()
    await until(lambda: not page.findChildren(Question))
    assert await steps(store) == {}
    assert page.view is not None
    page.view.buttons[0].click()
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].accept()
    await until(lambda: page.view is None)
    assert await steps(store) == {"q1": "withdrawn"}


async def test_little_risk_is_approved_together_after_a_question(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE, CONTACT, CONTACT_TOO)
    notices: list[str] = []
    page.told.connect(notices.append)
    page.batch_button.click()
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].accept()
    await until(lambda: page.list.rowCount() == 1)
    assert await steps(store) == {"s2": "approved", "s3": "approved"}
    assert len(notices) == 1
    assert not page.batch_button.isVisible()


async def test_a_group_is_a_worker_and_a_kind(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE, CONTACT, CONTACT_TOO, PROPOSAL)
    words = [page.groups.itemText(at) for at in range(page.groups.count())]
    assert words == [
        "All (4)",
        "李网格员 · 关爱走访 (1)",
        "李网格员 · 日常走访 (2)",
        "李网格员 · Proposal (1)",
    ]
    page.groups.setCurrentIndex(2)
    page.groups.activated.emit(2)
    await until(lambda: page.list.rowCount() == 2)


async def test_a_proposal_is_accepted_or_declined(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PROPOSAL)
    assert "再次走访" in texts(page)
    assert "无需跟进" in texts(page)
    press(page, Qt.Key.Key_R)
    assert page.view is not None
    assert page.view.panel is not None
    assert not page.view.panel.field.isVisible()
    commit(page.view.panel.remark, "先电话问一下。")
    press(page, Qt.Key.Key_Return)
    await until(lambda: page.view is None)
    (step,) = await store.edits()
    assert isinstance(step, Step)
    assert (step.id, step.to, step.reason) == ("q1", "declined", "先电话问一下。")


async def test_what_is_sensitive_is_shown_to_who_says_why_and_that_is_noted(
    qtbot: QtBot, store: Store
) -> None:
    page = await page_of(qtbot, store, SENSITIVE)
    assert page.view is not None
    assert page.view.ask is not None
    plain = CARE_CATEGORY.text(str(SENSITIVE[2]["value"]), language())
    noted: list[tuple[str, ...]] = []
    page.looked.connect(lambda *told: noted.append(told))
    assert plain not in texts(page)
    names = [each.accessibleName() for each in page.findChildren(QLabel)]
    assert not any(plain in each for each in names), "a screen reader is told no more than eyes"
    ask = page.view.ask
    ask.button.click()
    assert plain not in texts(page), "without a reason nothing is shown"
    assert noted == []
    commit(ask.reason, "决定该提案")
    press(page, Qt.Key.Key_Return)
    await until(lambda: plain in texts(page))
    (look,) = await store.edits()
    assert isinstance(look, Create)
    assert (look.kind, look.cells["plan"], look.cells["why"]) == ("care_look", "c1", "决定该提案")
    assert look.cells["looked_by"] == SUPERVISOR
    assert noted == [("care_reason", "reason-1", "category", "决定该提案")]
    page.view.hide_again()
    assert plain not in texts(page)


async def test_nothing_sensitive_is_approved_unseen(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, SENSITIVE)
    assert page.view is not None
    assert page.view.ask is not None
    page.view.buttons[0].click()
    assert page.view.ask.reason.hasFocus(), "the reason is asked for instead"
    assert await store.edits() == []
    QTest.keyClicks(page.view.ask.reason, "a review")
    assert await store.edits() == [], "what is typed is no key of the page"
    press(page, Qt.Key.Key_Return)
    ask = page.view.ask
    await until(ask.isHidden)
    press(page, Qt.Key.Key_A)
    await until(lambda: page.view is None)
    _, step = await store.edits()
    assert isinstance(step, Step)
    assert (step.id, step.to) == ("q2", "accepted")


async def test_an_agreement_leads_to_its_case(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CASE, AGREEMENT)
    asked: list[str] = []
    page.case_asked.connect(asked.append)
    press(page, Qt.Key.Key_A)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert asked == ["k1"]
    assert await store.edits() == []


async def test_a_second_submission_shows_the_remark(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, AGAIN)
    assert "Came back after the remark on “What was said”: 请写明需要。" in texts(page)


async def test_a_remark_that_came_too_late_is_not_told_as_answered(qtbot: QtBot, store: Store) -> None:
    late = replace(confirmed(*AGAIN, 30), vers={"approval": 20})

    def write(connection: Connection) -> None:
        write_confirmed(connection, [late])
        refresh(connection, [late.id])

    await store.database.write(write)
    page = await page_of(qtbot, store)
    await until(lambda: page.view is not None)
    assert "Not returned: the visit was changed before the remark on “What was said” arrived" in texts(page)


async def test_what_comes_into_sight_is_told(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store)
    told: list[tuple[str, ...]] = []
    page.revealed.connect(lambda *named: told.append(named))
    await store.receive([CARE], seq=20)
    page.page_shown()
    await until(lambda: bool(told))
    assert told == [("visit", "s1", "said")]


async def test_third_refusals_are_counted_and_lead_to_those_people(qtbot: QtBot, store: Store) -> None:
    refused = [0]

    async def closed_doors() -> int:
        return refused[0]

    review = Review(store.database, COMMUNITY, store.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)
    page = ReviewPage(review, closed_doors=closed_doors)
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    assert not page.doors_button.isVisible()
    refused[0] = 2
    page.page_shown()
    await until(page.doors_button.isVisible)
    assert page.doors_button.text().startswith("2 ")
    asked: list[bool] = []
    page.closed_doors_asked.connect(lambda: asked.append(True))
    page.doors_button.click()
    assert asked == [True]


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_of(qtbot, store, CARE, CONTACT, CONTACT_TOO, AGAIN, OWN, PROPOSAL, CASE, AGREEMENT)
    for _ in range(page.list.rowCount()):
        assert walk(page) == []
        before = shown(page)
        page.work.go_next()
        await until(lambda: shown(page) not in ("", before))  # noqa: B023 - read at once
        QApplication.processEvents()
    page.table.view.setFocus()
    press(page, Qt.Key.Key_R)
    assert walk(page) == []
