"""A process that opens the ledger of visits again and again: `python -m benchmarks.ledgers_window F N TIMES`.

Lines on its output: what was measured and its milliseconds, until the rows are painted. It fails where the
ledger in folder F has fewer than N rows.
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


async def _loaded(page: LedgersPage, ask: Callable[[], None]) -> float:
    """Seconds from asking until the rows are painted."""
    await asyncio.sleep(_PAUSE_S)
    came = asyncio.Event()
    page.view.rows.loaded.connect(came.set)
    began = time.perf_counter()
    ask()
    await came.wait()
    page.view.table.view.viewport().repaint()
    spent = time.perf_counter() - began
    page.view.rows.loaded.disconnect(came.set)
    return spent


async def _scrolled(page: LedgersPage) -> float:
    """Seconds until the last page of rows is painted."""
    came = asyncio.Event()
    page.view.rows.dataChanged.connect(came.set)
    began = time.perf_counter()
    page.view.table.view.scrollToBottom()
    page.view.table.view.viewport().repaint()
    await came.wait()
    page.view.table.view.viewport().repaint()
    spent = time.perf_counter() - began
    page.view.rows.dataChanged.disconnect(came.set)
    return spent


def _tell(what: str, seconds: float) -> None:
    sys.stdout.write(f"{what} {1_000 * seconds:.2f}\n")


def main(folder: Path, passphrase: str, rows: int, times: int) -> None:
    """The client's program, from the unlocked store on."""
    keep_memory_private()
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, folder, passphrase, rows, times), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip(), int(sys.argv[2]), int(sys.argv[3]))
