"""A process in which somebody works with many people: `python -m benchmarks.many_window FOLDER RUNS WORD …`.

In the client's own window the words are searched for, key by key, lists are leafed through and scrolled, the
largest chart is drawn, and lists are counted to be exported. Lines on its output: what was done, and its
seconds, or bytes of memory.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListWidget

from benchmarks.figures import Watch
from benchmarks.in_window import in_window, tell
from benchmarks.tower import FLATS, FLOORS, TOWER
from benchmarks.watched import Heart
from gridclient.desk import Desk
from gridclient.ui.buildings.chart_view import ChartView
from gridclient.ui.care.key_people_page import KeyPeoplePage
from gridclient.ui.export.export_dialog import ExportDialog
from gridclient.ui.households.households_page import HouseholdsPage
from gridclient.ui.shell.command_palette import CommandPalette
from gridclient.ui.widgets.record_table import RecordTable

_LISTS = ("households", "care")
_LOOKS, _DRAWN, _STEPS = 10, 2, 60
"""Of each run."""
_FRAME_S = 0.016
_NOTCH = QPoint(0, -120)
_SETTLE_S = 0.4


async def _work(desk: Desk, runs: int, words: Sequence[str]) -> None:
    process = psutil.Process()
    desk.show()
    await asyncio.sleep(_SETTLE_S)
    tell("memory", process.memory_info().rss)
    await _search(desk, words)
    tell("memory", process.memory_info().rss)
    for page in _LISTS:
        await _leaf(desk, page, runs)
        tell("memory", process.memory_info().rss)
    await _draw(desk, runs)
    tell("memory", process.memory_info().rss)
    _draw_whole(desk, runs)
    for page in _LISTS:
        await _export(desk, page)


async def _search(desk: Desk, words: Sequence[str]) -> None:
    """From each key until what fits is painted."""
    desk.window.search()
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    field, found = palette.findChild(QLineEdit), palette.findChild(QListWidget)
    assert field is not None
    assert found is not None
    await asyncio.sleep(_SETTLE_S)
    for word in words:
        for letter in word:
            watch = Watch()
            await _after(found.model().modelReset, partial(_type, field, letter))
            found.viewport().repaint()
            _tell("key", watch)
        await _after(found.model().modelReset, field.clear)
    palette.reject()


def _type(field: QLineEdit, letter: str) -> None:
    """As an input method brings it."""
    event = QInputMethodEvent()
    event.setCommitString(letter)
    QApplication.sendEvent(field, event)


async def _leaf(desk: Desk, page: str, runs: int) -> None:
    """Jump to far places of a list, until their rows are painted; then scroll it from its beginning."""
    table: RecordTable[object] = desk.window.page(page).findChildren(RecordTable)[0]
    view, model, bar = table.view, table.rows, table.view.verticalScrollBar()
    watch = Watch()
    await _after(model.loaded, partial(desk.window.show_page, page))
    view.viewport().repaint()
    _tell(f"{page}-opened", watch)
    tell(f"{page}-rows", model.rowCount())
    looks = _LOOKS * runs
    painted = model.dataChanged.connect(lambda *_: view.viewport().repaint())
    for look in range(1, looks + 1):
        watch = Watch()
        bar.setValue(bar.maximum() * look // looks)
        while model.row(view.rowAt(0)) is None:
            await _after(model.dataChanged)
        _tell(f"{page}-page", watch)
        await asyncio.sleep(_FRAME_S)
    QObject.disconnect(painted)
    bar.setValue(0)
    await asyncio.sleep(_SETTLE_S)
    await _scroll(view, page, _STEPS * runs)


async def _scroll(view: QAbstractItemView, page: str, steps: int) -> None:
    """Turn the wheel once a frame; how late each beat of the loop was, with cores of its own."""
    heart = Heart(view)
    heart.start()
    for _ in range(steps):
        place = QPointF(view.viewport().rect().center())
        wheel = QWheelEvent(
            *(place, QPointF(view.viewport().mapToGlobal(place)), QPoint(), _NOTCH),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(view.viewport(), wheel)
        await asyncio.sleep(_FRAME_S)
    for late, by_us, _ in heart.stop():
        tell(f"{page}-late", late)
        tell(f"{page}-scroll", by_us)


async def _draw(desk: Desk, runs: int) -> None:
    """The tower: from asking for it until what a window shows of it is painted; then it is scrolled."""
    view = _chart_of(desk)
    reset = view.model().modelReset
    for _ in range(_DRAWN * runs):
        desk.window.show_page("settings")
        await asyncio.sleep(_SETTLE_S)
        watch = Watch()
        await _after(reset, partial(desk.window.show_page, "buildings", TOWER))
        while view.chart is None or view.chart.building.id != TOWER:
            await _after(reset)
        view.viewport().repaint()
        _tell("chart-asked", watch)
        await asyncio.sleep(_SETTLE_S)
    await _scroll(view, "chart", _STEPS * runs)


def _draw_whole(desk: Desk, runs: int) -> None:
    """The whole of it at once, as wide as on its page, in views that have drawn nothing before."""
    shown = _chart_of(desk)
    chart = shown.chart
    if chart is None or len(chart.flats) != FLOORS * FLATS:
        raise RuntimeError("the tower of the benchmark has other flats")
    height = shown.verticalHeader().length() + shown.horizontalHeader().height() + 2 * shown.frameWidth()
    for _ in range(_DRAWN * runs):
        whole = ChartView()
        whole.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        whole.resize(shown.width(), height)
        whole.show()
        for what in ("chart-first", "chart-painted"):
            watch = Watch()
            whole.show_chart(chart)
            whole.viewport().repaint()
            _tell(what, watch)
        whole.close()


def _chart_of(desk: Desk) -> ChartView:
    return desk.window.page("buildings").findChildren(ChartView)[0]


async def _export(desk: Desk, page: str) -> None:
    """Ask to export a list, until it is counted; how late each beat of the loop was meanwhile."""
    desk.window.show_page(page)
    await asyncio.sleep(_SETTLE_S)
    heart = Heart(desk.window)
    heart.start()
    shown = desk.window.page(page)
    assert isinstance(shown, HouseholdsPage | KeyPeoplePage)
    shown.export.click()
    dialog = None
    while dialog is None or not dialog.sentence.text():
        await asyncio.sleep(_FRAME_S)
        dialog = desk.window.findChild(ExportDialog)
    for late, by_us, _ in heart.stop():
        tell(f"{page}-export-late", late)
        tell(f"{page}-export", by_us)
    dialog.reject()


def _tell(what: str, watch: Watch) -> None:
    spent = watch.spent()
    tell(what, spent.wall_s)
    tell(f"{what}-cpu", spent.cpu_s)


async def _after(signal: SignalInstance, act: Callable[[], object] = lambda: None) -> None:
    """Do something, and wait until the signal comes."""
    came = asyncio.Event()
    connection = signal.connect(lambda *_: came.set())
    act()
    await came.wait()
    QObject.disconnect(connection)


if __name__ == "__main__":
    in_window(Path(sys.argv[1]), partial(_work, runs=int(sys.argv[2]), words=sys.argv[3:]))
