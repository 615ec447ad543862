"""A process that syncs behind an open window: `python -m benchmarks.watched FOLDER`.

The client's own window stands on the store of FOLDER, offscreen; a hand scrolls its lists and goes from one
to the other, and a heart tells how the loop beats: first while the round lasts that `Desk.show` begins, then
for as long with nothing to do. Lines on its output: whether in the round or at rest, and `Heart`'s seconds.
"""

import asyncio
import os
import sys
import time
from array import array
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gridclient.actions.session import Session
from gridclient.desk import Desk
from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.sync.status import SyncState
from gridclient.ui.async_slot import run_app
from gridclient.ui.theme import apply_theme
from gridclient.ui.widgets.record_table import RowsView

BEAT_MS = 5
_LISTS = ("today", "households")
_SCROLL_MS, _TURN = 60, 12
"""So often the list in sight is scrolled; after so many times the other one is opened."""
_QUEUED = Path("/proc/thread-self/schedstat")
_SETTLE_S = 0.7
_LEAST_S = 2.0


class Heart(QObject):
    """Notes of each beat how late it is, how late it had been on cores of its own, and the loop's CPU.

    On cores of its own the loop does not wait longer than this process works meanwhile: what others' work
    adds is left out.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.beats = array("d")  # objects made now and then would keep the freed memory between them
        self._last = _now()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self.beats = array("d")
        self._last = _now()
        self._timer.start()

    def stop(self) -> list[tuple[float, float, float]]:
        """The beats until now."""
        self._timer.stop()
        told = iter(self.beats)
        return list(zip(told, told, told, strict=True))

    def _beat(self) -> None:
        now = _now()
        passed, mine, everybody, queued = (
            each - before for each, before in zip(now, self._last, strict=True)
        )
        self._last = now
        late = max(passed - BEAT_MS / 1_000, 0.0)
        self.beats.extend((late, max(min(late - queued, everybody), 0.0), mine))


class Hand(QObject):
    """Somebody who looks through the lists."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._moves = desk, 0
        self._timer = QTimer(self, interval=_SCROLL_MS)
        self._timer.timeout.connect(self._move)

    def start(self) -> None:
        """Look from now on."""
        self._timer.start()

    def _move(self) -> None:
        window = self._desk.window
        self._moves += 1
        if self._moves % _TURN == 0:
            window.show_page(_LISTS[self._moves // _TURN % len(_LISTS)])
        for view in window.findChildren(RowsView):
            if view.isVisible():
                bar = view.verticalScrollBar()
                bar.setValue((bar.value() + 3 * bar.singleStep()) % max(bar.maximum(), 1))


async def _watch(app: QApplication, folder: Path, passphrase: str) -> int:
    session = await Session.unlock(folder, passphrase, of_this_machine())
    desk = await Desk.open(app, session, LateReporter())
    for page in _LISTS:  # made and read once, as somebody has who works with them
        desk.window.show_page(page)
        desk.window.show()
        await asyncio.sleep(_SETTLE_S)
    heart, hand = Heart(desk), Hand(desk)
    hand.start()
    began = time.perf_counter()
    heart.start()
    desk.show()
    await _round_over(desk)
    await asyncio.sleep(_SETTLE_S)  # what arrived is read and painted
    _tell("round", heart.stop())
    took = time.perf_counter() - began
    await asyncio.sleep(_SETTLE_S)
    heart.start()
    await asyncio.sleep(max(took, _LEAST_S))
    _tell("rest", heart.stop())
    sys.stdout.flush()
    os._exit(0)


async def _round_over(desk: Desk) -> None:
    while desk.status.state is not SyncState.SENDING:
        await asyncio.sleep(BEAT_MS / 1_000)
    while desk.status.state is SyncState.SENDING:
        await asyncio.sleep(BEAT_MS / 1_000)
    if desk.status.problem is not None:
        raise RuntimeError(f"the round of the benchmark failed: {desk.status.problem}")


def _tell(when: str, beats: list[tuple[float, float, float]]) -> None:
    for late, by_us, cpu in beats:
        sys.stdout.write(f"{when} {late:.6f} {by_us:.6f} {cpu:.6f}\n")


def _now() -> tuple[float, float, float, float]:
    """By the clock; CPU of this thread, and of all; what it waited for a core, where the system tells."""
    try:
        queued = int(_QUEUED.read_text("ascii").split()[1]) / 1e9
    except OSError:
        queued = 0.0
    return time.perf_counter(), time.thread_time(), time.process_time(), queued


def main(folder: Path, passphrase: str) -> None:
    """The client's program, from the unlocked store on."""
    keep_memory_private()
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, folder, passphrase), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip())
