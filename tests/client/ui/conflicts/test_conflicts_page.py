"""One conflict at a time: everything side by side, one key decides, the next one follows."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.conflicts import Conflicts
from gridclient.db.listing import rows_of
from gridclient.ui.conflicts.conflicts_page import ConflictsPage
from gridclient.ui.conflicts.decided_list import DecidedList
from gridclient.ui.conflicts.marked_text import MarkedText, marked_clauses
from gridclient.ui.conflicts.matter_view import MatterView
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Merge, Resolve, Restore
from tests.client.ui.conflicts.matters import (
    BEFORE,
    GRID_CODE,
    HEAD,
    MERGED,
    MY_TEXT,
    PHONE,
    REASON,
    REMARK,
    REMOVAL,
    RULE,
    SENSITIVE,
    THEIR_TEXT,
    TWINS,
    Record,
)
from tests.client.ui.conftest import commit, until
from tests.client.ui.households.card import idle
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    MINE,
    NOW,
    SUPERVISOR,
    SUPERVISOR_ROLES,
    THEIRS,
    WORKER,
    WORKER_ROLES,
    Store,
)
from tests.client.ui.walk import walk


async def page_of(
    qtbot: QtBot, store: Store, *records: Record, roles: frozenset[Role] = WORKER_ROLES
) -> ConflictsPage:
    await store.receive(records, seq=25)
    page = ConflictsPage(Conflicts(store.database, COMMUNITY, store.ports, roles), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.view is not None or not records)
    QApplication.processEvents()
    return page


def texts(page: QWidget) -> str:
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    buttons = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    return "\n".join((*labels, *buttons))


def has_left(page: ConflictsPage, view: MatterView | None) -> bool:
    return page.view is not None and page.view is not view


def press(page: ConflictsPage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


async def resolved(store: Store) -> list[Resolve]:
    return [each for each in await store.edits() if isinstance(each, Resolve)]


async def test_what_is_sensitive_is_in_sight_only_for_who_says_why_and_that_is_noted(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive([REASON, SENSITIVE], seq=25)
    roles = frozenset({Role.CARE_SPECIALIST})
    conflicts = Conflicts(store.database, COMMUNITY, store.ports, roles, name=WORKER)
    page = ConflictsPage(conflicts, lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.locked is not None)
    noted: list[tuple[str, ...]] = []
    page.looked.connect(lambda *told: noted.append(told))
    ask = page.locked.ask if page.locked is not None else None
    assert ask is not None
    await until(ask.reason.hasFocus)
    assert "关节" not in texts(page)
    QTest.keyClicks(ask.reason, "1n")
    assert await store.edits() == [], "what is typed is no key of the page"
    page.reload()
    await idle()
    assert ask.reason.text() == "1n", "what arrives meanwhile takes no word away"
    press(page, Qt.Key.Key_Return)
    await until(lambda: page.view is not None)
    assert "关节炎加重" in texts(page)
    assert noted == [("care_reason", "cr1", "remark", "1n")]
    (look,) = await store.edits()
    assert isinstance(look, Create)
    assert (look.kind, look.cells["plan"], look.cells["looked_by"]) == ("care_look", "c1", WORKER)
    page._seen_for.timeout.emit()
    await until(lambda: page.view is None and page.locked is not None)
    assert "关节" not in texts(page)


async def test_both_values_stand_beside_what_was_before_with_who_and_when(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE)
    shown = texts(page)
    for each in ("春晓苑12号楼3单元0503", "Phone", "13800138000", "13900139000", "13700137000"):
        assert each in shown
    assert COLLEAGUE in shown
    assert "Mine" in shown
    assert "1 of 1" in shown


async def test_one_takes_mine_two_takes_theirs_and_the_next_follows(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE, REMARK)
    first = page.view
    press(page, Qt.Key.Key_1)
    await until(lambda: page.view is not None and page.view is not first)
    assert "1 of 1" in texts(page)
    press(page, Qt.Key.Key_2)
    await until(lambda: page.view is None)
    assert "Nothing needs a decision." in texts(page)
    assert {each.id: each.choice for each in await resolved(store)} == {"k1": MINE, "k2": THEIRS}


async def test_three_writes_another_value(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE)
    assert page.view is not None
    assert page.view.third is not None
    press(page, Qt.Key.Key_3)
    editor = QApplication.focusWidget()
    assert editor is page.view.third.form.editor("phone")
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_1)
    assert await resolved(store) == [], "a digit in a field is a digit"
    commit(editor, "3600136000")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.view is None)
    (edit,) = await resolved(store)
    assert (edit.value, edit.choice, edit.saw) == ("13600136000", "", 25)


async def test_a_third_value_that_cannot_stand_is_told_beside_it(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE)
    assert page.view is not None
    assert page.view.third is not None
    press(page, Qt.Key.Key_3)
    editor = page.view.third.form.editor("phone")
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    commit(editor, "问居委会要")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: "not a phone number" in texts(page))
    assert await resolved(store) == []


async def test_changed_clauses_of_long_texts_are_marked(qtbot: QtBot, store: Store) -> None:
    assert [clause for clause, is_marked in marked_clauses(MY_TEXT, BEFORE) if is_marked] == [
        "子女每月探望一次。"
    ]
    page = await page_of(qtbot, store, REMARK)
    shown = {each.accessibleName(): each.text() for each in page.findChildren(MarkedText)}
    assert shown[BEFORE].count("<span") == 0
    assert shown[THEIR_TEXT].count("<span") == 1
    assert "腿脚不便。</span>" in shown[THEIR_TEXT]


async def test_what_stands_in_a_record_is_never_markup(qtbot: QtBot, store: Store) -> None:
    kind, number, cells = REMARK
    page = await page_of(qtbot, store, (kind, number, {**cells, "before": "<b>粗</b>&amp;"}))
    shown = [each.text() for each in page.findChildren(MarkedText)]
    assert "&lt;b&gt;粗&lt;/b&gt;&amp;amp;" in shown


async def test_a_removal_asks_whether_the_record_stays(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, REMOVAL)
    assert "Remove it (1)" in texts(page)
    assert "Keep it (2)" in texts(page)
    press(page, Qt.Key.Key_2)
    await until(lambda: page.view is None)
    assert [each.value for each in await resolved(store)] == [False]


async def test_twins_and_broken_rules_are_told_in_words(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, TWINS, RULE, roles=SUPERVISOR_ROLES)
    assert "The plan ends before it begins." in texts(page)
    press(page, Qt.Key.Key_1)
    await until(lambda: "may be about the same person" in texts(page))
    asked: list[tuple[str, str]] = []
    page.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    next(each for each in page.findChildren(QPushButton) if each.text() == "Open").click()
    assert asked == [("resident", "p3")]
    press(page, Qt.Key.Key_3)
    await until(lambda: page.view is None)
    assert [each.value for each in await resolved(store)] == ["as_it_is", "different"]


async def test_a_supervisor_proposes_to_another_one_which_record_is_kept(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, TWINS, roles=SUPERVISOR_ROLES)
    assert "If this one is kept:" in texts(page)
    assert "Another supervisor is asked first. Where there is no other" in texts(page)
    press(page, Qt.Key.Key_2)
    await until(lambda: "A supervisor who did not propose it decides" in texts(page))
    assert [(each.id, each.winner) for each in await merged(store)] == [("p3", "p4")]
    assert "keep this one" not in texts(page)


async def test_a_worker_proposes_which_record_is_kept(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, TWINS)
    assert "A supervisor is asked first." in texts(page)
    press(page, Qt.Key.Key_1)
    await until(lambda: "A supervisor who did not propose it decides" in texts(page))
    assert [(each.id, each.winner) for each in await merged(store)] == [("p4", "p3")]


async def test_a_proposal_of_somebody_else_is_in_sight(qtbot: QtBot, store: Store) -> None:
    proposed: Record = (
        "proposal",
        "w1",
        {"subject": "p4", "subject_kind": "resident", "cell": "merge", "value": "p3", "progress": "open"},
    )
    page = await page_of(qtbot, store, TWINS, proposed)
    assert "A supervisor who did not propose it decides" in texts(page)


async def test_what_comes_along_is_told_before(qtbot: QtBot, store: Store) -> None:
    plan: Record = ("care_plan", "plan1", {"resident": "p4", "frequency": "monthly"})
    page = await page_of(qtbot, store, TWINS, plan)
    assert page.view is not None
    matter = page.view.matter
    first, second = (matter.merging(each) for each in matter.twins)
    assert first.hanging["care_plan"] == 1
    assert "care_plan" not in second.hanging
    assert "Care plan × 1" in texts(page)


async def decided_page(qtbot: QtBot, store: Store, roles: frozenset[Role]) -> ConflictsPage:
    """The list of what was decided, on its first line."""
    page = await page_of(qtbot, store, MERGED, PHONE, roles=roles)
    page.decided_button.click()
    table = page.findChild(DecidedList)
    assert table is not None
    await until(lambda: table.table.select("k7"))
    await until(lambda: page.merged_card is not None)
    return page


def undo_button(page: ConflictsPage) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if "ndo the merge" in each.text())


async def test_a_merge_tells_what_differed_and_can_be_undone(qtbot: QtBot, store: Store) -> None:
    page = await decided_page(qtbot, store, SUPERVISOR_ROLES)
    shown = texts(page)
    for each in ("Two records became one: 欧阳文娟", SUPERVISOR, "欧阳文鹃", "13700137000"):
        assert each in shown
    undo_button(page).click()
    await until(lambda: page.findChild(Question) is not None)
    question = page.findChild(Question)
    assert question is not None
    question.accept()
    await until(lambda: page.merged_card is None)
    assert [type(each) for each in await store.edits()] == [Restore]
    assert [each.id for each in await store.edits()] == ["p9"]
    table = page.findChild(DecidedList)
    assert table is not None
    table.table.view.setCurrentIndex(QModelIndex())
    await until(lambda: table.table.select("k7") and page.merged_card is not None)
    assert any(each.accessibleName() == "is to be undone" for each in page.findChildren(QWidget))
    assert "undo the merge" not in texts(page).replace("&", "")
    assert await cards_of(store, "p9") == [], "nobody here knows what it was"


async def cards_of(store: Store, record: str) -> list[object]:
    return [*await store.database.read(lambda c: rows_of(c, "resident", [RecordId(record)]))]


async def test_what_was_merged_is_listed_by_the_name_of_what_was_kept(qtbot: QtBot, store: Store) -> None:
    await decided_page(qtbot, store, WORKER_ROLES)
    conflicts = Conflicts(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    (line,) = await conflicts.decided_lines()
    assert line.title.words[0] == "欧阳文娟"


@pytest.mark.parametrize("roles", [WORKER_ROLES, SUPERVISOR_ROLES])
async def test_everybody_proposes_to_undo_a_merge(qtbot: QtBot, store: Store, roles: frozenset[Role]) -> None:
    page = await decided_page(qtbot, store, roles)
    assert undo_button(page).text() == "&Propose to undo the merge"


async def merged(store: Store) -> list[Merge]:
    return [each for each in await store.edits() if isinstance(each, Merge)]


async def test_who_may_not_decide_sees_but_has_no_buttons(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE, roles=frozenset({Role.CARE_SPECIALIST}))
    assert "13700137000" in texts(page)
    assert "Take" not in texts(page)
    press(page, Qt.Key.Key_1)
    assert await resolved(store) == []


async def test_of_what_stays_for_ever_only_the_standing_value_is_offered(qtbot: QtBot, store: Store) -> None:
    grid: Record = ("grid", "g1", {"code": "370502001001002", "name": "第二网格"})
    await store.receive([grid], seq=24)
    page = await page_of(qtbot, store, GRID_CODE, roles=SUPERVISOR_ROLES)
    assert page.view is not None
    assert "370502001001001" in texts(page), "what lost is still in sight"
    assert "only the value that stands can be taken" in texts(page), "and it is said why"
    assert page.view.third is None
    assert ["(1)" in each.text() for each in page.view.buttons] == [True]
    press(page, Qt.Key.Key_1)
    await until(lambda: page.view is None)
    (edit,) = await resolved(store)
    assert edit.value == "370502001001002"


async def test_what_comes_into_sight_is_told(qtbot: QtBot, store: Store) -> None:
    await store.receive([PHONE], seq=25)
    page = ConflictsPage(Conflicts(store.database, COMMUNITY, store.ports, WORKER_ROLES), lambda: NOW)
    qtbot.addWidget(page)
    told: list[tuple[str, ...]] = []
    page.revealed.connect(lambda *named: told.append(named))
    page.page_shown()
    await until(lambda: bool(told))
    assert told == [("household", "h1", "phone")]


async def test_what_arrives_meanwhile_takes_nothing_from_what_is_written(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE)
    press(page, Qt.Key.Key_3)
    assert page.view is not None
    third = page.view.third
    assert third is not None
    commit(third.form.editor("phone"), "136")
    await store.receive([PHONE, REMARK], seq=30)
    page.page_shown()
    await until(page.next_button.isEnabled)
    assert page.view.third is third
    assert page.view.matter.saw == 25


async def test_decided_ones_stay_in_a_list(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, PHONE)
    press(page, Qt.Key.Key_1)
    await until(lambda: page.view is None)
    page.decided_button.click()
    (decided,) = page.findChildren(DecidedList)
    await until(lambda: decided.list.rowCount() == 1)
    assert page.go_back()
    assert not page.go_back()


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_every_kind_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_of(qtbot, store, PHONE, REMARK, HEAD, REMOVAL, RULE, TWINS, roles=SUPERVISOR_ROLES)
    for _ in range(6):
        assert walk(page) == []
        before = page.view
        page.next_button.click()
        await until(partial(has_left, page, before))
        QApplication.processEvents()
