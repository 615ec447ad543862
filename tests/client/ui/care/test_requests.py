"""What a person asks for: taken down on the page of the person, masked, answered in Review by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.review import Review
from gridclient.ui.care.person_page import PersonPage
from gridclient.ui.care.rights_dialog import RightsDialog
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.widgets.badge import Chip
from gridcore.fields import Value
from gridcore.roles import Role
from gridcore.sync.edits import Create, Erase, Step, Text
from tests.client.ui.care.test_person_page import ZHANG, shown, store
from tests.client.ui.conftest import until
from tests.client.ui.households.card import button, idle, said
from tests.client.ui.visits.store import (
    COMMUNITY,
    SUPERVISOR,
    SUPERVISOR_ROLES,
    WORKER,
    Store,
)

__all__ = ["store"]

WORDS, ANSWER = "应该每周来一次", "与登记表一致"
ASKED: dict[str, Value] = {
    "resident": ZHANG,
    "wish": "correct",
    "said": WORDS,
    "asked_by": "person",
    "identity_check": "document",
    "asked_on": "2026-11-20",
    "author": WORKER,
    "subject": "c1",
    "subject_kind": "care_plan",
    "cell": "frequency",
    "base": 10,
    "before": "monthly",
    "value": "weekly",
    "progress": "open",
}


def chips(page: QWidget) -> list[str]:
    """The badges in sight."""
    return [each.accessibleName() for each in page.findChildren(Chip)]


async def dialog_of(page: PersonPage) -> RightsDialog:
    """The dialog that was opened."""
    button(page, "Correction or erasure").click()
    await until(lambda: len(page.findChildren(RightsDialog)) == 1)
    (dialog,) = page.findChildren(RightsDialog)
    return dialog


async def reviewed(qtbot: QtBot, store: Store) -> ReviewPage:
    """The supervisor's page with the request."""
    review = Review(store.database, COMMUNITY, store.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)
    page = ReviewPage(review)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.view is not None)
    return page


async def test_a_request_is_taken_down_with_the_field_the_right_value_and_who_asks(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    dialog = await dialog_of(page)
    names = [dialog.wrong_field.itemText(at) for at in range(dialog.wrong_field.count())]
    dialog.wrong_field.setCurrentIndex(next(at for at, each in enumerate(names) if "Frequency" in each))
    dialog.finish()
    assert dialog.isVisible(), "what is needed is not there"
    assert dialog.right_form is not None
    dialog.right_form.restore({"frequency": "weekly"})
    dialog.form.restore({"said": WORDS, "identity_check": "document"})
    dialog.finish()
    await until(lambda: "Taken down" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    wanted = {**ASKED, "asked_on": "2026-11-22"}
    del wanted["progress"]
    assert edit.cells == wanted
    await until(lambda: any("To be answered by" in each for each in chips(page)))
    assert WORDS not in said(page), "words of the person are masked"


async def test_who_wants_everything_erased_names_no_field(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    dialog = await dialog_of(page)
    dialog.wrong_field.setCurrentIndex(1)
    dialog.form.restore({"wish": "erase", "said": WORDS, "identity_check": "known"})
    dialog.form.edited.emit()
    assert dialog.wrong_field.isHidden()
    dialog.finish()
    await until(lambda: "Taken down" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert edit.cells.keys().isdisjoint({"subject", "cell", "value"})


async def test_a_request_that_waited_too_long_says_so_and_an_answer_stands_beside_its_request(
    qtbot: QtBot, store: Store
) -> None:
    late = ("rights_request", "r1", {**ASKED, "asked_on": "2026-10-01"})
    refused = ("rights_request", "r2", {**ASKED, "progress": "refused", "remark": ANSWER})
    await store.receive([late, refused])
    page = await shown(qtbot, store)
    assert any("Should have been answered by" in each for each in chips(page))
    assert "Refused" in chips(page)
    button(page, "Reveal Answer to the person").click()
    assert ANSWER in said(page)


async def test_a_supervisor_sees_the_present_value_and_grants_with_one_key(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive([("rights_request", "r1", ASKED)])
    page = await reviewed(qtbot, store)
    for told in ("每周", "每月", WORDS, "当面核对证件", "To be answered by"):
        assert told in said(page)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_A)
    await idle()
    (edit,) = await store.edits()
    assert isinstance(edit, Step)
    assert (edit.id, edit.to) == ("r1", "granted")


async def test_a_refusal_writes_its_words_into_the_request(qtbot: QtBot, store: Store) -> None:
    await store.receive([("rights_request", "r1", ASKED)])
    page = await reviewed(qtbot, store)
    assert page.view is not None
    step = next(each for each in page.view.submission.steps if each.needs_reason)
    page.view.decided.emit(step, ANSWER, "")
    await idle()
    words, refused = await store.edits()
    assert isinstance(words, Text)
    assert (words.cell, words.value) == ("remark", ANSWER)
    assert isinstance(refused, Step)
    assert (refused.to, refused.reason) == ("refused", ANSWER)


async def test_granting_an_erasure_is_the_first_of_two_words(qtbot: QtBot, store: Store) -> None:
    await store.receive([("rights_request", "r1", {**ASKED, "wish": "erase"})])
    page = await reviewed(qtbot, store)
    assert "another supervisor" in said(page)
    assert page.view is not None
    page.view.approve()
    await idle()
    granted, erased = await store.edits()
    assert isinstance(granted, Step)
    assert isinstance(erased, Erase)
    assert erased.id == ZHANG


@pytest.mark.parametrize(("role", "may"), [(Role.GRID_WORKER, True), (Role.MEDIATOR, False)])
async def test_who_may_not_take_requests_down_has_no_button(
    qtbot: QtBot, store: Store, role: Role, may: bool
) -> None:
    page = await shown(qtbot, store, roles=frozenset({role}))
    texts = [each.text() for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    assert ("Correction or &erasure…" in texts) == may
