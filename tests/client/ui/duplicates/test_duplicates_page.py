"""Duplicates: found offline, compared side by side, merged or told apart with one key, never asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.duplicates import Duplicates, Found, Told
from gridclient.db.confirmed import drop_confirmed
from gridclient.db.shown import refresh
from gridclient.ui.duplicates.duplicates_page import DuplicatesPage
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.disputes import BY_TWIN
from gridcore.sync.edits import Create, Merge, Resolve, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR_ROLES, WORKER_ROLES, Store
from tests.client.ui.walk import walk

__all__ = ["store"]
WANG: dict[str, Value] = {"name": "王建国", "birth_date": "1950-01-02", "sex": "1", "status": "lives_here"}
TWINS = [
    ("resident", "x1", {**WANG, "household": "h3", "phone": "13900001111", "identity_tail": "123X"}),
    ("resident", "x2", {**WANG, "household": "h2", "remark": "耳背，说话要大声。"}),
]


def duplicates(opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> Duplicates:
    return Duplicates(opened.database, COMMUNITY, opened.ports, roles)


async def shown(qtbot: QtBot, opened: Store, roles: frozenset[Role] = WORKER_ROLES) -> DuplicatesPage:
    page = DuplicatesPage(duplicates(opened, roles))
    qtbot.addWidget(page)
    page.resize(1150, 730)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    return page


def press(page: DuplicatesPage, key: Qt.Key) -> None:
    assert page.view is not None
    QTest.keyClick(page.view, key)


async def opened_pair(page: DuplicatesPage, row: int = 0) -> None:
    page.table.view.selectRow(row)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    await until(lambda: page.view is not None)


async def test_a_pair_is_listed_with_its_reason_and_opens_with_enter(qtbot: QtBot, store: Store) -> None:
    await store.receive(TWINS)
    page = await shown(qtbot, store)
    assert page.list.rowCount() == 1
    row = page.list.row(0)
    assert row is not None
    assert row.both == ("x1", "x2")
    assert [column.text(row) for column in page.list.columns] == [
        "Very likely",
        "Resident",
        "王建国 · 春晓苑12号楼3单元1101",
        "王建国 · 春晓苑12号楼3单元0602",
        "same name and date of birth",
    ]
    await opened_pair(page)
    told = said(page)
    assert "≠ Phone" in told
    assert "Date of birth" in told
    assert "≠ Date of birth" not in told
    assert page.go_back()
    assert page.view is None
    assert not page.go_back()


async def test_where_nobody_is_recorded_twice_the_page_says_so(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    assert page.list.rowCount() == 0
    assert "Nobody seems to be recorded twice." in said(page)
    assert "4 person(s) on this computer were compared." in said(page)


async def test_personal_values_are_masked_until_they_are_asked_for_which_is_told(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive(TWINS)
    page = await shown(qtbot, store)
    told: list[tuple[str, str, str]] = []
    page.revealed.connect(lambda *each: told.append(each))
    await opened_pair(page)
    assert "13900001111" not in said(page)
    assert told == []
    assert page.view is not None
    press(page, Qt.Key.Key_R)
    assert "13900001111" in said(page)
    assert ("resident", "x1", "phone") in told
    assert ("resident", "x2", "remark") in told
    assert ("resident", "x2", "phone") not in told


@pytest.mark.parametrize(
    ("roles", "asked", "told"),
    [
        (WORKER_ROLES, "A supervisor is asked first.", "Proposed; a supervisor decides about it."),
        (SUPERVISOR_ROLES, "Another supervisor is asked first.", "Proposed; another supervisor decides"),
    ],
)
async def test_merging_shows_first_what_one_record_would_say_and_is_proposed_by_everybody(
    qtbot: QtBot, store: Store, roles: frozenset[Role], asked: str, told: str
) -> None:
    visit: dict[str, Value] = {"household": "h2", "resident": "x2", "visited_on": "2026-11-01"}
    await store.receive([*TWINS, ("visit", "v2", visit)])
    page = await shown(qtbot, store, roles)
    heard: list[str] = []
    page.told.connect(lambda text, _: heard.append(text))
    await opened_pair(page)
    assert page.view is not None
    assert page.view.merge_button.text() == "Propose to &merge them (M)"
    assert page.view.kept.record == "x2"  # more hangs on it
    press(page, Qt.Key.Key_1)
    assert page.view.kept.record == "x1"
    assert "comes here from the other record: Visit × 1" in said(page)
    assert "is taken over from the other record: Remark" in said(page)
    assert asked in said(page)
    press(page, Qt.Key.Key_M)
    await until(lambda: page.view is None)
    assert [each for each in heard if each.startswith(told)] == heard
    (edit,) = await store.edits()
    assert isinstance(edit, Merge)
    assert (edit.id, edit.winner) == ("x2", "x1")
    await until(lambda: (row := page.list.row(0)) is not None and row.is_merging)
    await opened_pair(page)
    assert "A supervisor who did not propose it decides under Review" in said(page)
    assert page.view is not None
    assert not page.view.merge_button.isVisible()


async def test_a_pair_that_was_told_apart_is_not_asked_about_again_until_that_is_taken_back(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive(TWINS)
    page = await shown(qtbot, store)
    undos: list[object] = []
    page.told.connect(lambda _, undo: undos.append(undo))
    await opened_pair(page)
    press(page, Qt.Key.Key_D)
    await until(lambda: page.list.rowCount() == 0)
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert edit.kind == "told_apart"
    (undo,) = undos
    assert callable(undo)
    undo()
    await until(lambda: page.list.rowCount() == 1)
    taken_back = (await store.edits())[-1]
    assert isinstance(taken_back, Set)
    assert (taken_back.cell, taken_back.value) == ("stands", False)
    await opened_pair(page)
    press(page, Qt.Key.Key_D)
    await until(lambda: page.list.rowCount() == 0)


async def test_two_laptops_that_tell_a_pair_apart_write_one_record(store: Store) -> None:
    await store.receive(TWINS)
    found = await duplicates(store).find(lambda _, __: True)
    assert found is not None
    (line,) = found.lines
    await duplicates(store).tell_apart(line)
    (mine,) = await store.edits()
    theirs = duplicates(store, SUPERVISOR_ROLES)
    await theirs.tell_apart(line)
    assert {each.id for each in await store.edits()} == {mine.id}


def conflict(kind: str, first: str, second: str, progress: str = "open", **more: Value) -> dict[str, Value]:
    sides: dict[str, Value] = {"records": {"first": first, "second": second}}
    of: dict[str, Value] = {"subject": first, "subject_kind": kind, "cell": "document_number"}
    return {**of, "conflict_kind": BY_TWIN, "sides": sides, "progress": progress, **more}


async def test_what_the_server_found_by_full_numbers_is_listed_first_and_can_be_told_apart(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive(TWINS)
    papers = [
        ("resident_identity", "i1", {"resident": "p1"}),
        ("resident_identity", "i2", {"resident": "p4"}),
    ]
    await store.receive([*papers, ("conflict", "k1", conflict("resident_identity", "i1", "i2"))])
    page = await shown(qtbot, store, SUPERVISOR_ROLES)
    assert page.list.rowCount() == 2
    row = page.list.row(0)
    assert row is not None
    assert row.both == ("p1", "p4")
    assert "the server compared the full identity numbers" in page.list.columns[-1].text(row)
    await opened_pair(page)
    press(page, Qt.Key.Key_D)
    await until(lambda: page.list.rowCount() == 1)
    resolved = (await store.edits())[-1]
    assert isinstance(resolved, Resolve)
    assert (resolved.id, resolved.choice) == ("k1", "different")


async def test_what_was_decided_on_the_page_of_conflicts_is_not_asked_here(
    qtbot: QtBot, store: Store
) -> None:
    decided: Value = {"choice": "different"}
    found = conflict("resident", "x1", "x2", "resolved", decided=decided)
    await store.receive([*TWINS, ("conflict", "k1", found)])
    page = await shown(qtbot, store)
    assert page.list.rowCount() == 0


class Interrupted(Duplicates):
    """Somebody does something as soon as the search says how far it is."""

    interrupt: Callable[[], None] = staticmethod(lambda: None)

    async def find(self, told: Told) -> Found | None:
        """As it is, after the interruption."""

        def hear(done: int, total: int) -> bool:
            goes_on = told(done, total)
            self.interrupt()
            return goes_on

        return await super().find(hear)


async def test_a_search_can_be_stopped_and_begun_again(qtbot: QtBot, store: Store) -> None:
    await store.receive(TWINS)
    interrupted = Interrupted(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    page = DuplicatesPage(interrupted)
    qtbot.addWidget(page)
    page.show()
    seen: list[bool] = []

    def cancel() -> None:
        seen.append(page.progress.isVisible())
        page.progress.cancelled.emit()

    interrupted.interrupt = cancel
    page.page_shown()
    await until(page.search_button.isVisible)
    assert "The search was stopped." in said(page)
    assert seen[0]
    assert not page.progress.isVisible()
    interrupted.interrupt = lambda: None
    page.search_button.click()
    await until(lambda: page.list.rowCount() == 1)
    assert not page.search_button.isVisible()


async def test_a_pair_of_which_one_left_closes_with_a_sentence(qtbot: QtBot, store: Store) -> None:
    await store.receive(TWINS)
    page = await shown(qtbot, store)
    told: list[str] = []
    page.told.connect(lambda text, _: told.append(text))
    row = page.list.row(0)
    assert row is not None

    def leave(connection: Connection) -> None:
        drop_confirmed(connection, [RecordId("x2")])
        refresh(connection, [RecordId("x2")])

    await store.database.write(leave)
    page.open_pair(row)
    await until(lambda: page.list.rowCount() == 0)
    assert told == ["One of the two is no longer on this computer."]


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_list_and_a_pair_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await store.receive(TWINS)
    page = await shown(qtbot, store)
    assert walk(page) == []
    await opened_pair(page)
    assert walk(page) == []
