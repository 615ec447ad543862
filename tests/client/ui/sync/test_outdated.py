"""A program that must be updated says so where people look, and that their work is safe."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gridclient.ui.problem_text import problem_text
from gridclient.ui.shell.sync_indicator import SyncIndicator
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.sync.sync_page import LineStatus
from gridcore.problems import ProblemCode
from tests.client.ui.sync.test_sync_page import page_of, recorded, texts
from tests.client.ui.visits.store import Store


async def test_a_program_that_must_be_updated_says_so_and_that_work_is_safe(
    qtbot: QtBot, store: Store
) -> None:
    await recorded(store)
    line = LineStatus(SyncStatus(SyncState.OUTDATED, 3), problem=problem_text(ProblemCode.UPDATE_NEEDED, {}))
    shown = texts(await page_of(qtbot, store, line))
    assert "must be updated before it can sync" in shown
    assert "safe on this computer and goes on being saved" in shown
    assert "0 of 3 on the server" in shown


def test_the_corner_of_every_page_says_that_an_update_is_needed_and_what_waits(qtbot: QtBot) -> None:
    indicator = SyncIndicator()
    qtbot.addWidget(indicator)
    for waiting, said in ((3, "Update needed · 3 waiting"), (0, "Update needed")):
        indicator.show_status(SyncStatus(SyncState.OUTDATED, waiting))
        assert indicator.text() == said
        assert said in indicator.accessibleName()
