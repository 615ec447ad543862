"""A process that opens Today again and again: `python -m benchmarks.today_window FOLDER DUE TIMES`.

Lines on its output: milliseconds from asking for the page until its first rows are painted, by the clock, of
CPU of the process and of the window's thread; then the same until all rows are there, counted and painted.
The first line is with the making of the page. Before every second one a visit was saved. It fails where fewer
than DUE visits wait.
"""

import asyncio
import os
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection

from gridclient.actions.session import Session
from gridclient.collector import Collector
from gridclient.db.shown import refresh
from gridclient.desk import Desk
from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.ui.async_slot import run_app
from gridclient.ui.theme import apply_theme
from gridclient.ui.today.today_page import TodayPage
from gridcore.ids import RecordId

_ELSEWHERE = "settings"
_PAUSE_S = 0.2
_PATIENCE_S = 60


async def _watch(app: QApplication, folder: Path, passphrase: str, due: int, times: int) -> int:
    session = await Session.unlock(folder, passphrase, of_this_machine())
    desk = await Desk.open(app, session, LateReporter())
    desk.window.show_page(_ELSEWHERE)
    desk.window.show()
    collector = Collector(lambda: False, desk)
    collector.start()
    for number in range(times):
        await asyncio.sleep(_PAUSE_S)
        if number % 2:
            await session.database.write(partial(_touch, number=number))
        spent = await _open(desk, due)
        sys.stdout.write(" ".join(f"{1_000 * each:.2f}" for each in spent) + "\n")
        desk.window.show_page(_ELSEWHERE)
    sys.stdout.flush()
    os._exit(0)


def _touch(connection: Connection, number: int) -> None:
    """Show a visit anew, as saving it does."""
    some = connection.exec_driver_sql("SELECT id FROM shown_visit ORDER BY id LIMIT 1 OFFSET ?", (number,))
    refresh(connection, [RecordId(some.scalar_one())])


async def _open(desk: Desk, due: int) -> tuple[float, ...]:
    """Seconds until the page shows its first rows, then all: by the clock, of the process, of this thread."""
    began = _now()
    desk.window.show_page("today")
    page = desk.window.page("today")
    assert isinstance(page, TodayPage)
    spent: list[float] = []
    while page.list.rowCount() < due or not spent:
        await _loaded(page)
        if not spent or page.list.rowCount() >= due:
            desk.window.repaint()
            spent += (now - then for now, then in zip(_now(), began, strict=True))
    return tuple(spent if len(spent) > len(began) else spent * 2)


async def _loaded(page: TodayPage) -> None:
    """Until rows were shown once more."""
    loaded = asyncio.get_running_loop().create_future()

    def finish() -> None:
        if not loaded.done():
            loaded.set_result(None)

    page.list.loaded.connect(finish)
    await asyncio.wait_for(loaded, _PATIENCE_S)
    page.list.loaded.disconnect(finish)


def _now() -> tuple[float, ...]:
    return time.perf_counter(), time.process_time(), time.thread_time()


def main(folder: Path, passphrase: str, due: int, times: int) -> None:
    """The client's program, from the unlocked store on."""
    keep_memory_private()
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, folder, passphrase, due, times), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip(), int(sys.argv[2]), int(sys.argv[3]))
