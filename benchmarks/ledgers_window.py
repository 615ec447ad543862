"""A process that opens the ledger of visits again and again: `python -m benchmarks.ledgers_window F N TIMES`.

Lines on its output: what was measured, its milliseconds until the rows are painted, and those of CPU of the
process. It fails where the ledger in folder F has fewer than N rows.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gridclient.actions.session import Session
from gridclient.desk import Desk
from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.ui.async_slot import run_app
from gridclient.ui.ledgers.ledgers_page import LedgersPage
from gridclient.ui.ledgers.visit_filters import VisitFilters
from gridclient.ui.theme import apply_theme

_ELSEWHERE = "settings"
_PAUSE_S = 0.2
_BETWEEN = " · "
"""Stands between how many rows there are and what they amount to."""


async def _watch(app: QApplication, folder: Path, passphrase: str, rows: int, times: int) -> int:
    session = await Session.unlock(folder, passphrase, of_this_machine())
    desk = await Desk.open(app, session, LateReporter())
    desk.window.show_page("ledgers")
    desk.window.show()
    page = desk.window.page("ledgers")
    assert isinstance(page, LedgersPage)
    for _ in range(times):
        await _loaded(page, lambda: _choose(page, "week"))
        _tell("opens", await _loaded(page, lambda: _choose(page, "everything")))
        _tell("counts", await _counted(page))
        if page.view.rows.rowCount() < rows:
            raise RuntimeError(f"{page.view.rows.rowCount()} rows are there")
        _tell("last-page", await _scrolled(page))
        desk.window.show_page(_ELSEWHERE)
        _tell("opens-once-more", await _loaded(page, lambda: desk.window.show_page("ledgers")))
    sys.stdout.flush()
    os._exit(0)


def _choose(page: LedgersPage, period: str) -> None:
    filters = page.view.filters
    assert isinstance(filters, VisitFilters)
    filters.period.set_value(period)
    filters.period.edited.emit()


Spent = tuple[float, float]
"""Seconds by the clock, and of the process's CPU."""


def _now() -> Spent:
    return time.perf_counter(), time.process_time()


def _since(began: Spent) -> Spent:
    clock, cpu = _now()
    return clock - began[0], cpu - began[1]


async def _loaded(page: LedgersPage, ask: Callable[[], None]) -> Spent:
    """From asking until the rows are painted."""
    await asyncio.sleep(_PAUSE_S)
    came = asyncio.Event()
    page.view.rows.loaded.connect(came.set)
    began = _now()
    ask()
    await came.wait()
    page.view.table.view.viewport().repaint()
    spent = _since(began)
    page.view.rows.loaded.disconnect(came.set)
    return spent


async def _counted(page: LedgersPage) -> Spent:
    """From the painted rows until it stands above them what they amount to."""
    began = _now()
    while _BETWEEN not in page.view.summary.text():
        await asyncio.sleep(0.001)
    return _since(began)


async def _scrolled(page: LedgersPage) -> Spent:
    """Until the last page of rows is painted."""
    came = asyncio.Event()
    page.view.rows.dataChanged.connect(came.set)
    began = _now()
    page.view.table.view.scrollToBottom()
    page.view.table.view.viewport().repaint()
    await came.wait()
    page.view.table.view.viewport().repaint()
    spent = _since(began)
    page.view.rows.dataChanged.disconnect(came.set)
    return spent


def _tell(what: str, spent: Spent) -> None:
    clock, cpu = spent
    sys.stdout.write(f"{what} {1_000 * clock:.2f} {1_000 * cpu:.2f}\n")


def main(folder: Path, passphrase: str, rows: int, times: int) -> None:
    """The client's program, from the unlocked store on."""
    keep_memory_private()
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, folder, passphrase, rows, times), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip(), int(sys.argv[2]), int(sys.argv[3]))
