"""A process that saves visits in its window: `python -m benchmarks.visit_save_window FOLDER HOME …`.

Lines on its output: seconds from Ctrl+S until the window is on the next page, the longest stretch of them in
which its loop did not turn, the longest that its thread itself computed at a stretch, all that its thread
computed, and all that the process did.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from benchmarks.in_window import in_window, tell
from gridclient.actions.visits import VisitAsked
from gridclient.desk import Desk
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.widgets.text_fields import LongTextField
from gridcore.ids import RecordId

_SETTLE_S = 0.4
_PATIENCE_S = 60
_SAID = "上门走访，老人身体尚可，提醒冬季用电用气安全。"


async def _work(desk: Desk, homes: Sequence[str]) -> None:
    desk.show()
    await asyncio.sleep(_SETTLE_S)
    for home in homes:
        await _visit(desk, RecordId(home))
        await asyncio.sleep(_SETTLE_S)


async def _visit(desk: Desk, home: RecordId) -> None:
    desk.window.show_page("visit", VisitAsked(household=home))
    page = desk.window.page("visit")
    assert isinstance(page, VisitFormPage)
    until = time.perf_counter() + _PATIENCE_S
    while page.form is None:
        if time.perf_counter() > until:
            raise RuntimeError(f"no form of a visit stood after {_PATIENCE_S} s")
        await asyncio.sleep(0.001)
    page.form.editor("met").findChildren(QRadioButton)[0].click()
    said = page.form.editor("said")
    assert isinstance(said, LongTextField)
    said.insertPlainText(_SAID)
    await asyncio.sleep(_SETTLE_S)
    done = list[str]()
    finished = page.finished.connect(done.append)
    began = time.perf_counter()
    held, own, turned, computed = 0.0, 0.0, began, time.thread_time()
    of_thread, of_process = computed, time.process_time()
    QTest.keyClick(said, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    while not done or desk.window.current_page == "visit":
        if time.perf_counter() > began + _PATIENCE_S:
            raise RuntimeError(f"the visit was not saved within {_PATIENCE_S} s")
        await asyncio.sleep(0)
        held, turned = max(held, time.perf_counter() - turned), time.perf_counter()
        own, computed = max(own, time.thread_time() - computed), time.thread_time()
    tell("free", time.perf_counter() - began)
    tell("held", held)
    tell("own", own)
    tell("thread", time.thread_time() - of_thread)
    tell("process", time.process_time() - of_process)
    page.finished.disconnect(finished)


if __name__ == "__main__":
    in_window(Path(sys.argv[1]), partial(_work, homes=sys.argv[2:]))
