"""A supervisor makes a project, sees whom it proposes and why, and gives places with one key."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.aid import Aid, AidLine
from gridclient.db.pending import answer, settle_all
from gridclient.db.shown import refresh
from gridclient.ui.aid.aid_page import AidPage
from gridclient.ui.aid.aid_words import state_badge, why_words, yuan_words
from gridclient.ui.aid.place_chips import GIVEN, NO_PLACE, OTHERS, PROPOSED
from gridcore.aid import aid_grant_id
from gridcore.codes.aid import LIVES_ALONE
from gridcore.ids import RecordId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create, Remove, Set
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.visits.store import COMMUNITY, GRID, SUPERVISOR, USER, Cells, Store, found, opened
from tests.client.ui.walk import walk

DAY = datetime.date(2026, 11, 22)
PROJECT = RecordId("k1")
MADE: Cells = {
    "name": "关护通",
    "given": "呼叫器一台",
    "budget": 120_000,
    "quota": 100,
    "from_age": 65,
    "living": [LIVES_ALONE],
    "starts_on": "2026-11-01",
    "ends_on": "2026-12-31",
}


def lives(number: int, household: int, name: str, born: str) -> tuple[str, str, Cells]:
    cells: Cells = {"household": f"h{household}", "name": name, "status": "lives_here", "birth_date": born}
    return "resident", f"p{number}", cells


PEOPLE = (lives(3, 2, "李建国", "1948-03-02"), lives(4, 3, "欧阳文娟", "1957-01-30"))


@asynccontextmanager
async def page_of(
    folder: Path, qtbot: QtBot, role: Role = Role.SUPERVISOR, place: str = COMMUNITY, **project: object
) -> AsyncIterator[tuple[Store, AidPage]]:
    """The page over a store with a project and two old people who live alone."""
    async with opened(folder, found(folder)) as store:
        cells = {**MADE, **project}
        await store.receive([("aid_project", PROJECT, cells), *PEOPLE])  # type: ignore[list-item]
        duties = [Assignment(USER, role, place)]
        aid = Aid(store.database, COMMUNITY, store.ports, duties, SUPERVISOR)
        page = AidPage(aid, store.records, lambda: DAY, SUPERVISOR)
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        page.activateWindow()
        page.page_shown()
        await until(lambda: page.list.rowCount() == 2 and page.table.current() is not None)
        yield store, page


def rows(page: AidPage) -> list[AidLine]:
    found = [page.list.row(at) for at in range(page.list.rowCount())]
    return [each for each in found if each is not None]


async def refuse(store: Store, verdict: Verdict) -> None:
    """The server's answer to an edit came and was read."""

    def write(connection: Connection) -> None:
        answer(connection, COMMUNITY, [verdict], "2026-11-22T02:00:00Z")
        refresh(connection, settle_all(connection, COMMUNITY, GRID))

    await store.database.write(write)


async def test_who_is_proposed_is_listed_with_the_reason_and_what_a_household_comes_to(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot) as (_, page):
        assert walk(page) == []
        assert [why_words(each) for each in rows(page)] == [
            "李建国 · 78 years old · 独自居住",
            "欧阳文娟 · 69 years old · 独自居住",
        ]
        assert "1,200.00 yuan a household (120,000 yuan / 100 households)" in said(page)
        assert page.chips.chip(PROPOSED).text() == "2 more proposed"
        assert page.chips.chip(GIVEN).text() == "0 of 100 places given · 0 handed over"
        assert page.chips.chip(NO_PLACE).isHidden()


async def test_one_key_gives_the_place_and_enter_goes_to_the_household(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(tmp_path / "store", qtbot) as (store, page):
        asked: list[str] = []
        told: list[tuple[str, Callable[[], None] | None]] = []
        page.household_asked.connect(asked.append)
        page.told.connect(lambda text, undo: told.append((text, undo)))
        page.table.view.setFocus()
        QTest.keyClick(page.table.view, Qt.Key.Key_Return)
        assert asked == ["h2"]
        QTest.keyClick(page.table.view, Qt.Key.Key_Space)
        await until(lambda: bool(told) and page.list.rowCount() == 1)
        (edit,) = await store.edits()
        assert isinstance(edit, Create)
        assert (edit.id, edit.cells["project"]) == (aid_grant_id(PROJECT, RecordId("h2")), PROJECT)
        assert page.chips.chip(GIVEN).text() == "1 of 100 places given · 0 handed over"
        undo = told[0][1]
        assert undo is not None
        undo()
        await until(lambda: page.list.rowCount() == 2)
        assert isinstance((await store.edits())[-1], Remove)


async def test_undo_takes_back_the_place_that_was_given_also_when_another_project_is_in_sight_by_then(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot) as (store, page):
        other = {**MADE, "name": "家政服务"}
        held = {"household": "h2", "project": "k2"}
        await store.receive([("aid_project", "k2", other), ("aid_grant", "a2", held)])
        undos: list[Callable[[], None]] = []
        page.told.connect(lambda _, undo: undos.append(undo))
        page.give_button.click()
        await until(lambda: bool(undos) and page.list.rowCount() == 1)
        page.open_record("k2")
        page.page_shown()
        await until(lambda: page.project.currentData() == "k2" and page.table.current() is not None)
        saves: list[None] = []
        page.saved.connect(lambda: saves.append(None))
        undos[0]()
        await until(lambda: bool(saves))
        assert [each.id for each in await store.edits() if isinstance(each, Remove)] == [
            aid_grant_id(PROJECT, RecordId("h2"))
        ]


async def test_a_full_project_says_so_at_once_and_goes_on_with_more_places(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot, quota=1) as (store, page):
        told: list[str] = []
        page.told.connect(lambda text, _: told.append(text))
        page.give_button.click()
        await until(lambda: page.list.rowCount() == 1 and page.table.current() is not None)
        page.give_button.click()
        await until(lambda: len(told) == 2)
        assert "All 1 places are given" in told[1]
        assert len(await store.edits()) == 1
        page.change_project()
        await until(lambda: page.panel is not None and page.panel.form is not None)
        assert page.panel is not None
        assert page.panel.form is not None
        page.panel.form.restore({"quota": 2})
        page.panel.save()
        await until(lambda: page.panel is None and page.table.current() is not None)
        page.give_button.click()
        await until(lambda: page.list.rowCount() == 0)
        assert len(told) >= 3


async def test_what_was_handed_over_is_noted_with_the_number_of_the_device_and_taken_back_with_undo(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with page_of(tmp_path / "store", qtbot) as (store, page):
        page.give_button.click()
        await until(lambda: page.list.rowCount() == 1)
        page.chips.chip(GIVEN).click()
        await until(
            lambda: [each.household for each in rows(page)] == ["h2"] and page.note_button.isEnabled()
        )
        assert state_badge(rows(page)[0]).word == "Not sent yet"
        page.table.view.setFocus()
        QTest.keyClick(page.table.view, Qt.Key.Key_F2)
        await until(lambda: page.panel is not None and page.panel.form is not None)
        panel = page.panel
        assert panel is not None
        form = panel.form
        assert form is not None
        assert set(form.names()) == {"resident", "given_on", "device", "remark"}
        assert form.values()["resident"] == "p3", "whom the proposal was for"
        form.restore({"given_on": "2026-11-21", "device": "GHT-0007"})
        panel.save()
        await until(lambda: page.panel is None and bool(rows(page)) and rows(page)[0].grant is not None)
        sets = {each.cell: each.value for each in await store.edits() if isinstance(each, Set)}
        assert sets["device"] == "GHT-0007"
        assert sets["given_on"] == "2026-11-21"
        await until(lambda: page.chips.chip(GIVEN).text() == "1 of 100 places given · 1 handed over")
        assert why_words(rows(page)[0]) == "李建国"
        told: list[tuple[str, Callable[[], None]]] = []
        page.told.connect(lambda text, undo: told.append((text, undo)))
        page.table.view.setFocus()
        page.take_back()
        await until(lambda: bool(told) and page.list.rowCount() == 0)
        told[0][1]()
        await until(lambda: page.list.rowCount() == 1)


async def test_who_found_no_place_is_shown_and_sent_again(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(tmp_path / "store", qtbot, Role.GRID_WORKER, "3705020010010101") as (store, page):
        assert not page.new_button.isVisible()
        assert not page.change_button.isVisible()
        page.give_button.click()
        await until(lambda: page.list.rowCount() == 1)
        await refuse(store, Verdict(1, VerdictCode.INVALID, 0, "no_place_left"))
        page.records_changed()
        await until(lambda: not page.chips.chip(NO_PLACE).isHidden())
        page.open_record(aid_grant_id(PROJECT, RecordId("h2")))
        page.page_shown()
        await until(lambda: page.chips.chosen == NO_PLACE)
        await until(lambda: [state_badge(each).word for each in rows(page)] == ["No place left"])
        await until(page.give_button.isEnabled)
        page.give_button.click()
        await until(lambda: page.chips.chip(NO_PLACE).isHidden() and page.chips.chosen == PROPOSED)
        assert page.chips.chip(GIVEN).text().startswith("1 places given in your grids, 100 in all")


async def test_another_household_is_found_by_typing(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(tmp_path / "store", qtbot) as (_, page):
        page.chips.chip(OTHERS).click()
        await until(lambda: page.search.isVisible() and page.list.rowCount() == 0)
        page.search.setText("不在这里")
        page.search.search_now()
        await until(lambda: "No household without a place fits this." in said(page))
        page.search.setText("张桂英")
        page.search.search_now()
        await until(lambda: [each.household for each in rows(page)] == ["h1"])
        assert page.table.view.isColumnHidden(0), "nobody proposed this one"
        page.table.select(RecordId("h1"))
        page.give_button.click()
        await until(lambda: page.list.rowCount() == 0)
        assert page.chips.chip(GIVEN).text().startswith("1 of 100")


async def test_a_new_project_lies_in_the_community_and_says_who_made_it(tmp_path: Path, qtbot: QtBot) -> None:
    async with page_of(tmp_path / "store", qtbot) as (store, page):
        page.new_button.click()
        await until(lambda: page.panel is not None and page.panel.form is not None)
        assert page.panel is not None
        assert page.panel.form is not None
        form = page.panel.form
        form.restore({"name": "家政服务", "given": "每月两次", "budget": 1000, "quota": 3})
        form.restore({"ends_on": "2026-11-01"})
        assert [each.code for each in form.show_all_problems()] == ["date_order"]
        form.restore({"ends_on": "2026-12-01"})
        page.panel.save()
        await until(lambda: page.panel is None and page.project.count() == 2)
        (edit,) = await store.edits()
        assert isinstance(edit, Create)
        assert (edit.scope, edit.cells["made_by"], edit.cells["quota"]) == ("community", SUPERVISOR, 3)
        page.open_record(edit.id)
        page.reload()
        await until(lambda: page.project.currentData() == edit.id and "333.33 yuan" in said(page))
        assert "nobody is proposed: people choose" in said(page)


def test_an_amount_is_told_to_the_fen() -> None:
    assert yuan_words(Decimal("1200.00")) == "1,200.00"
    assert yuan_words(Decimal("33333333333333333.33")) == "33,333,333,333,333,333.33"
