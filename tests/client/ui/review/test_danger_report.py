"""A report of danger stands first in Review, is opened on record, and is answered with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridcore.sync.edits import Step
from tests.client.ui.conftest import until
from tests.client.ui.review.handed_in import CARE, PROPOSAL, Record
from tests.client.ui.review.test_review_page import page_of, press, texts
from tests.client.ui.visits.store import WORKER, Store

SAID = "听见打骂和哭声。"
REPORT: Record = (
    "danger_report",
    "d1",
    {
        "seen_on": "2026-11-22",
        "dangers": ["violence", "minor"],
        "said": SAID,
        "told": ["police"],
        "reported_by": WORKER,
        "progress": "waits",
    },
)


async def test_it_stands_first_and_is_read_before_it_is_called_read(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, CARE, PROPOSAL, REPORT)
    noted: list[tuple[str, ...]] = []
    page.looked.connect(lambda *told: noted.append(told))
    assert page.work.shown[0].kind == "danger_report"
    view = page.view
    assert view is not None
    assert view.record == "d1"
    assert SAID not in texts(page)
    press(page, Qt.Key.Key_A)
    ask = view.ask
    assert ask is not None
    assert ask.reason.hasFocus(), "what nobody has looked at is not called read"
    press(page, Qt.Key.Key_Return)
    await until(lambda: SAID in texts(page))
    assert [each[:3] for each in noted] == [("danger_report", "d1", "said")]
    assert noted[0][3], "the log says why"
    press(page, Qt.Key.Key_A)
    await until(lambda: page.view is not view)
    (step,) = await store.edits()
    assert isinstance(step, Step)
    assert (step.id, step.to) == ("d1", "read")
    assert [each.kind for each in page.work.shown] == ["visit", "proposal"]
