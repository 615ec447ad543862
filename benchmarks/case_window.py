"""A process that opens a case again and again: `python -m benchmarks.case_window FOLDER CASE OTHER`.

Lines on its output: seconds by the clock and of the CPU from asking for the case until its page is painted,
then those of the floor.
"""

import asyncio
import sqlite3
import sys
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from benchmarks.case import large_case
from benchmarks.figures import Watch
from benchmarks.in_window import in_window, tell
from gridclient.desk import Desk
from gridclient.ui.mediation.mediation_page import MediationPage

_TIMES = 8
_SETTLE_S = 0.4
_ACROSS = 4


async def _work(desk: Desk, case: str, other: str) -> None:
    desk.show()
    await asyncio.sleep(_SETTLE_S)
    for _ in range(_TIMES):
        spent = (await _open(desk, case)).spent()
        tell("wall", spent.wall_s)
        tell("cpu", spent.cpu_s)
        page = _page(desk)
        labels, buttons = len(page.view.findChildren(QLabel)), len(page.view.findChildren(QPushButton))
        await _open(desk, other)  # so that nothing of the case is on the page when it is opened again
        await asyncio.sleep(_SETTLE_S)
    for _ in range(_TIMES):
        least = _floor(labels, buttons)
        tell("floor_wall", least.spent().wall_s)
        tell("floor_cpu", least.spent().cpu_s)


def _page(desk: Desk) -> MediationPage:
    page = desk.window.page("mediation")
    assert isinstance(page, MediationPage)
    return page


async def _open(desk: Desk, case: str) -> Watch:
    """Painted at its end; the watch is still running."""
    desk.window.show_page("mediation")
    page = _page(desk)
    loaded = asyncio.get_running_loop().create_future()

    def finish() -> None:
        if page.view.isVisible() and not loaded.done():
            loaded.set_result(None)

    watch = Watch()
    page.loaded.connect(finish)
    page.open_record(case)
    await loaded
    desk.window.repaint()
    page.loaded.disconnect(finish)
    return watch


def _floor(labels: int, buttons: int) -> Watch:
    """The case's records out of a plain database, and as many plain widgets in a grid that scrolls."""
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE row (id, kind, cells)")
    rows = [(each.id, each.kind, msgspec.json.encode(dict(each.cells))) for each in large_case()]
    plain.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
    area = QScrollArea()
    area.resize(1_180, 900)
    area.show()
    watch = Watch()
    for (cells,) in plain.execute("SELECT cells FROM row ORDER BY kind, id"):
        msgspec.json.decode(cells)
    inside = QWidget()
    grid = QGridLayout(inside)
    widgets = [
        *(QLabel("春晓苑12号楼") for _ in range(labels)),
        *(QPushButton("打开") for _ in range(buttons)),
    ]
    for at, each in enumerate(widgets):
        grid.addWidget(each, *divmod(at, _ACROSS))
    area.setWidget(inside)
    area.repaint()
    plain.close()
    return watch


if __name__ == "__main__":
    in_window(Path(sys.argv[1]), partial(_work, case=sys.argv[2], other=sys.argv[3]))
