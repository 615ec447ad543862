"""The roster page writes nothing before the user agrees, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from demo.community import Community
from demo.roster_file import USUAL, write_roster
from gridclient.actions import roster
from gridclient.actions.roster import Progress, RosterImport
from gridclient.db.threads import Database
from gridclient.ui.roster.roster_page import RosterPage
from gridcore.ids import CommunityId
from gridcore.roster.plan import RosterPlan
from tests.client.actions.test_roster import PORTS
from tests.client.ui.conftest import until
from tests.client.ui.roster.conftest import answered, page_on, texts, waiting


async def test_nothing_is_written_before_the_user_agrees_and_nothing_twice(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    write_roster(file, made, dirt=USUAL)
    page.read(file)
    await until(page.import_button.isEnabled)
    await until(lambda: page.list.rowCount() > 0)
    assert await waiting(database, made) == 0
    await answered(page, agrees=False)
    assert await waiting(database, made) == 0
    told: list[str] = []
    page.told.connect(told.append)
    await answered(page, agrees=True)
    await until(lambda: bool(told))
    written = await waiting(database, made)
    assert written > made.people
    page.read(file)
    await until(lambda: "everything is there already" in texts(page))
    assert not page.import_button.isEnabled()
    assert await waiting(database, made) == written


class StoppedAtOnce(RosterImport):
    """Somebody presses Cancel as soon as something of the import is saved."""

    stop: Callable[[], None]

    async def import_plan(self, plan: RosterPlan, progress: Progress | None = None) -> int:
        assert progress is not None

        def tell(done: int, total: int) -> None:
            progress(done, total)
            self.stop()

        return await super().import_plan(plan, tell)


async def test_a_stopped_import_is_not_offered_again_and_the_file_brings_the_rest(
    qtbot: QtBot, database: Database, made: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "_EDITS_A_SLICE", 30)
    file = tmp_path / "名册.xlsx"
    write_roster(file, made, dirt=USUAL)
    importing = StoppedAtOnce(database, CommunityId(made.code), PORTS, is_demo=True)
    page = page_on(qtbot, importing)
    importing.stop = page.progress.cancelled.emit
    told: list[str] = []
    page.told.connect(told.append)
    page.read(file)
    await until(page.import_button.isEnabled)
    await answered(page, agrees=True)
    part = await waiting(database, made)
    assert told == ["The import was stopped. What is saved stays; read the file once more for the rest."]
    assert not page.import_button.isEnabled(), "what is saved would be saved once more"
    assert not page.progress.isVisible()
    importing.stop = lambda: None
    page.read(file)
    await until(page.import_button.isEnabled)
    await answered(page, agrees=True)
    edits = await database.read(
        lambda c: c.exec_driver_sql("SELECT record FROM pending_edit").scalars().all()
    )
    assert len(edits) > part > 0
    assert len(set(edits)) == len(edits), "each record was made once"


async def test_a_web_page_named_like_a_workbook_gets_a_sentence(
    page: RosterPage, database: Database, made: Community, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"<html><table><tr><td>name</td></tr></table></html>")
    page.read(file)
    await until(lambda: "Nothing was written." in texts(page))
    assert not page.import_button.isEnabled()
    assert await waiting(database, made) == 0
