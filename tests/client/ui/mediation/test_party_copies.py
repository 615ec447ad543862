"""Parties from the registry: copied by the keyboard, never typed twice, and kept apart from the registry."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.mediation import PARTY
from gridclient.actions.party_copies import PartyCopies
from gridclient.ui.mediation.mediation_page import MediationPage
from gridclient.ui.mediation.party_dialog import PartyDialog
from gridcore.fields import Value
from gridcore.ids import RecordId
from tests.client.ui.conftest import commit, until
from tests.client.ui.mediation.desk import Desk, at_desk
from tests.client.ui.mediation.test_mediation_page import (
    form_of,
    open_case,
    open_page,
    opened,
    shown_texts,
)

HOME: dict[str, Value] = {"room": "room-1", "address": "春晓苑12号楼3单元0503室"}
ZHANG: dict[str, Value] = {
    "household": "household-1",
    "name": "张桂英",
    "sex": "2",
    "birth_date": "1958-03-04",
    "identity_tail": "002X",
    "phone": "10012345678",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


async def with_registry(desk: Desk) -> RecordId:
    """A case on the laptop of a mediator who has a grid as well."""
    await desk.received("household", "grid/g-1", HOME)
    await desk.received("resident", "grid/g-1", ZHANG)
    return await desk.found()


async def asked(page: MediationPage, side: str = "applicant") -> PartyDialog:
    page.view.parties.add[side].click()
    dialog = await opened(page, PartyDialog)
    assert isinstance(dialog, PartyDialog)
    return dialog


async def test_a_party_of_the_registry_is_copied_with_four_keys_and_a_name(
    folder: Path, qtbot: QtBot
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await with_registry(desk)
        await open_case(page, case)
        dialog = await asked(page)
        commit(dialog.search, "桂英")
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        await until(dialog.copy_button.isEnabled)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        await until(page.form.isVisible)
        page.form.save_button.click()
        await until(page.view.isVisible)
        found = await desk.mediation.case(case)
        assert found is not None
        (party,) = found.records.parties
        expected = {name: ZHANG[name] for name in ("name", "sex", "identity_tail", "phone")}
        expected |= {"address": HOME["address"], "birth_year": 1958, "resident": "resident-1"}
        assert {name: party.values[name] for name in expected} == expected
        assert (party.text("role"), party.text("kind")) == ("applicant", "person")
        assert party.scope == f"case/{case}", "the registry knows nothing of it"

        dialog = await asked(page, "respondent")
        commit(dialog.search, "张")
        dialog.search.search_now()
        await until(dialog.copy_button.isEnabled)
        dialog.copy_button.click()
        await until(page.form.isVisible)
        page.form.save_button.click()
        await until(lambda: "This person is a party of the case already." in shown_texts(page.form))


async def test_who_is_not_in_the_registry_is_typed_in_and_what_was_typed_comes_back_as_such(
    folder: Path, qtbot: QtBot
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await with_registry(desk)
        await open_case(page, case)
        dialog = await asked(page)
        dialog.type_button.click()
        await until(page.form.isVisible)
        commit(form_of(page).editor("name"), "外来的王某")
        page.flush()
        await until_kept(desk)
        assert page.go_back()
        await until(page.view.isVisible)
        dialog = await asked(page)
        commit(dialog.search, "桂英")
        dialog.search.search_now()
        await until(dialog.copy_button.isEnabled)
        dialog.copy_button.click()
        await until(page.form.isVisible)
        assert form_of(page).values()["name"] == "张桂英", "what was typed for another is not in its way"
        assert page.go_back()
        await until(page.view.isVisible)
        dialog = await asked(page)
        dialog.type_button.click()
        await until(page.form.isVisible)
        assert form_of(page).values()["name"] == "外来的王某"
        assert form_of(page).values()["resident"] is None


async def test_nobody_is_asked_about_a_registry_that_is_not_there(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        page.view.parties.add["applicant"].click()
        await until(page.form.isVisible)
        assert page.findChild(PartyDialog) is None
        assert await PartyCopies(desk.database).copy(RecordId("gone")) == {}


async def until_kept(desk: Desk) -> None:
    """Until what is typed is on the disk."""
    while not await desk.records.drafts(PARTY):
        await asyncio.sleep(0)
