"""The roster page writes nothing before the user agrees, and the same file twice changes nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from demo.community import Community, tiny
from demo.roster_file import USUAL, write_roster
from gridclient.actions import roster
from gridclient.actions.roster import Progress, RosterImport
from gridclient.db.cursors import follow
from gridclient.db.kdf import FLOOR
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ports import Ports
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.widgets.question import Question
from gridcore.ids import CommunityId, ScopeId
from gridcore.roster.plan import RosterPlan
from tests.client.actions.test_roster import PEOPLE
from tests.client.db.conftest import BALLAST, PASSPHRASE
from tests.client.demo_store import fill
from tests.client.ui.conftest import until

PORTS = Ports(lambda: datetime(2026, 11, 22, 8, tzinfo=UTC), os.urandom)


@pytest.fixture(scope="module")
def made() -> Community:
    return tiny()


@pytest.fixture
def database(qloop: asyncio.AbstractEventLoop, made: Community, tmp_path: Path) -> Iterator[Database]:
    """A supervisor's store with grids and without people."""
    keys = create_vault(tmp_path / "store", PASSPHRASE, params=FLOOR)
    opened = qloop.run_until_complete(Database.open(tmp_path / "store", keys, ballast_bytes=BALLAST))

    def begin(connection: Connection) -> None:
        fill(connection, made, without=PEOPLE)
        follow(connection, CommunityId(made.code), [ScopeId(f"grid/{each.code}") for each in made.grids])

    qloop.run_until_complete(opened.write(begin))
    yield opened
    qloop.run_until_complete(opened.close())


def page_of(qtbot: QtBot, database: Database, made: Community) -> RosterPage:
    page = RosterPage(RosterImport(database, CommunityId(made.code), PORTS, is_demo=True))
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    return page


def texts(page: RosterPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


async def waiting(database: Database, made: Community) -> int:
    community = CommunityId(made.code)
    return len(await database.read(lambda connection: unanswered(connection, community, 10_000)))


async def answered(page: RosterPage, *, agrees: bool) -> None:
    """Press Import and answer its question."""
    page.import_button.click()
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    question = next(each for each in page.findChildren(Question) if each.isVisible())
    question.accept() if agrees else question.reject()
    await until(lambda: len(asyncio.all_tasks()) == 1)


async def test_nothing_is_written_before_the_user_agrees_and_nothing_twice(
    qtbot: QtBot, database: Database, made: Community, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    write_roster(file, made, dirt=USUAL)
    page = page_of(qtbot, database, made)
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
    page = RosterPage(importing)
    qtbot.addWidget(page)
    page.show()
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
    qtbot: QtBot, database: Database, made: Community, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"<html><table><tr><td>name</td></tr></table></html>")
    page = page_of(qtbot, database, made)
    page.read(file)
    await until(lambda: "Nothing was written." in texts(page))
    assert not page.import_button.isEnabled()
    assert await waiting(database, made) == 0
