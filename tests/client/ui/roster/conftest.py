"""A supervisor's import page, on a store with grids and without people, and what hands do there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from demo.community import Community, tiny
from gridclient.actions.roster import RosterImport
from gridclient.db.threads import Database
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.record_table import RecordTable
from gridcore.ids import CommunityId
from tests.client.actions import test_roster
from tests.client.actions.test_roster import PORTS, open_store
from tests.client.ui.conftest import until
from tests.core.roster.written import xlsx


@pytest.fixture(scope="module")
def made() -> Community:
    return tiny()


@pytest.fixture
def database(qloop: asyncio.AbstractEventLoop, made: Community, tmp_path: Path) -> Iterator[Database]:
    opened = qloop.run_until_complete(open_store(tmp_path, made))
    yield opened
    qloop.run_until_complete(opened.close())


@pytest.fixture
def page(qloop: asyncio.AbstractEventLoop, qtbot: QtBot, database: Database, made: Community) -> RosterPage:
    async def shown() -> RosterPage:
        page = page_on(qtbot, RosterImport(database, CommunityId(made.code), PORTS, is_demo=True))
        await until(lambda: len(asyncio.all_tasks()) == 1)
        return page

    return qloop.run_until_complete(shown())


def page_on(qtbot: QtBot, importing: RosterImport) -> RosterPage:
    page = RosterPage(importing)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    return page


def file_of(folder: Path, name: str, *rows: list[Any]) -> Path:
    path = folder / name
    path.write_bytes(xlsx(("一览", list(rows))))
    return path


def cells(table: RecordTable[Any]) -> list[list[str]]:
    rows = table.rows
    return [
        [str(rows.index(row, column).data()) for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]


async def read(page: RosterPage, file: Path) -> None:
    page.read(file)
    await until(lambda: page.summary.isVisible() and len(asyncio.all_tasks()) == 1)


async def imported(page: RosterPage) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    await answered(page, agrees=True)
    await until(lambda: bool(told))


async def answered(page: RosterPage, *, agrees: bool) -> None:
    """Press Import and answer its question."""
    page.import_button.click()
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    question = next(each for each in page.findChildren(Question) if each.isVisible())
    question.accept() if agrees else question.reject()
    await until(lambda: len(asyncio.all_tasks()) == 1)


def texts(page: RosterPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


async def waiting(database: Database, made: Community) -> int:
    """How many edits wait for the server."""
    return len(await test_roster.waiting(database, made))
