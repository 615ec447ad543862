"""A process that opens Today again and again: `python -m benchmarks.today_window FOLDER DUE TIMES`.

Lines on its output: milliseconds from asking for the page until its rows are painted, by the clock, of CPU of
the process, of the window's thread, and of the thread that reads; the first one with the making of the page.
Before every second one a visit was saved. It fails where fewer than DUE visits wait.
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


async def _watch(app: QApplication, folder: Path, passphrase: str, due: int, times: int) -> int:
    session = await Session.unlock(folder, passphrase, of_this_machine())
    desk = await Desk.open(app, session, LateReporter())
    desk.window.show_page(_ELSEWHERE)
    desk.window.show()
    for number in range(times):
        await asyncio.sleep(_PAUSE_S)
        if number % 2:
            await session.database.write(partial(_touch, number=number))
        read = await session.database.read(_thread_time)
        spent = await _open(desk, due)
        spent += (await session.database.read(_thread_time) - read,)
        sys.stdout.write(" ".join(f"{1_000 * each:.2f}" for each in spent) + "\n")
        desk.window.show_page(_ELSEWHERE)
    sys.stdout.flush()
    os._exit(0)


def _touch(connection: Connection, number: int) -> None:
    """Show a visit anew, as saving it does."""
    some = connection.exec_driver_sql("SELECT id FROM shown_visit ORDER BY id LIMIT 1 OFFSET ?", (number,))
    refresh(connection, [RecordId(some.scalar_one())])


def _thread_time(_: Connection) -> float:
    return time.thread_time()


async def _open(desk: Desk, due: int) -> tuple[float, ...]:
    """Seconds until the page shows what is due, painted: by the clock, of the process, of this thread."""
    began = _now()
    desk.window.show_page("today")
    page = desk.window.page("today")
    assert isinstance(page, TodayPage)
    loaded = asyncio.get_running_loop().create_future()

    def finish() -> None:
        if not loaded.done():
            loaded.set_result(None)

    page.list.loaded.connect(finish)
    await loaded
    page.list.loaded.disconnect(finish)
    if page.list.rowCount() < due:
        raise RuntimeError(f"{page.list.rowCount()} visits are due")
    desk.window.repaint()
    page.table.view.viewport().repaint()
    return tuple(now - then for now, then in zip(_now(), began, strict=True))


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
