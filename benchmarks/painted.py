"""A process that tells when its window is painted: `python -m benchmarks.painted bare|client FOLDER`.

`bare` is an empty PySide6 window. `client` is the client itself on the store of FOLDER: its unlock window,
then the passphrase typed into it, then Today. Lines on its output: what happened, and when.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if sys.argv[1:2] == ["client"]:
    import gridclient.app  # noqa: F401  # before Qt, as when it is started by itself

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem, QWidget

if TYPE_CHECKING:
    from gridclient.ui.today.today_page import TodayPage
    from gridclient.ui.unlock.unlock_window import UnlockWindow


class FirstPaint(QObject):
    """Sees the application's paint events; tells of each top window once, when it stands on the screen."""

    def __init__(self, app: QApplication, painted: Callable[[QWidget], None]) -> None:
        super().__init__(app)
        self._painted = painted
        self._seen: set[int] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            key = id(watched)
            if key not in self._seen:
                self._seen.add(key)
                QTimer.singleShot(0, lambda: self._painted(watched))
        return False


def tell(what: str, at: float | None = None) -> None:
    """One line: seconds since the epoch, which the starting process reads from the same clock."""
    sys.stdout.write(f"{what} {time.time() if at is None else at:.6f}\n")
    sys.stdout.flush()


def tell_painted() -> None:
    """The first window is there: at which moment, after how much CPU."""
    tell("painted")
    tell("cpu", time.process_time())


def bare() -> None:
    """Nothing but a window."""
    app = QApplication([])
    FirstPaint(app, lambda _: _end_painted())
    window = QMainWindow()
    window.show()
    app.exec()


def client(folder: Path, passphrase: str) -> None:
    """The client as `gridclient.app.main` starts it."""
    from gridclient.app import Program
    from gridclient.hardening import keep_memory_private
    from gridclient.languages import install_language
    from gridclient.late_reporter import LateReporter
    from gridclient.preferences import load_preferences, preferences_file
    from gridclient.ui.async_slot import run_app
    from gridclient.ui.theme import apply_theme

    keep_memory_private()
    app = QApplication([])
    preferences = load_preferences(preferences_file())
    install_language(app, preferences.language)
    apply_theme(app, preferences.scheme, preferences.font_percent)
    reporter = LateReporter()
    hands = _Hands(passphrase)
    FirstPaint(app, hands.painted)
    program = Program(app, argparse.Namespace(folder=folder, server=""), reporter, os._exit)
    run_app(app, program.run, reporter)


class _Hands:
    """Types the passphrase, as soon as the client has read what it reads meanwhile; then looks at Today."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._timer = QTimer(interval=5)

    def painted(self, window: QWidget) -> None:
        """A window stands on the screen."""
        from gridclient.ui.unlock.unlock_window import UnlockWindow

        if isinstance(window, UnlockWindow):
            tell_painted()
            self._timer.timeout.connect(lambda: self._unlock(window))
            self._timer.start()
            return
        from gridclient.ui.today.today_page import TodayPage

        page = window.findChild(TodayPage)
        if page is not None and page.list.is_loaded:
            _look_at(page)
        elif page is not None:
            page.list.loaded.connect(lambda: _look_at(page))

    def _unlock(self, window: "UnlockWindow") -> None:
        desk = sys.modules.get("gridclient.desk")
        if hasattr(desk, "work_calendar"):  # its last function: all has been read
            self._timer.stop()
            window.passphrase.setText(self._passphrase)
            tell("typed")
            window.unlock()


def _look_at(page: "TodayPage") -> None:
    page.window().repaint()  # what was loaded may not be on the screen yet
    tell("filled")
    rows = page.list.rowCount()
    tell("rows", rows)
    _tell_floor(rows)
    os._exit(0)


def _tell_floor(rows: int) -> None:
    """The same number of rows in Qt's own table in a bare window, from making it to having painted it."""
    began = time.time()
    window = QMainWindow()
    table = QTableWidget(rows, 6, window)
    for row in range(rows):
        for column in range(6):
            table.setItem(row, column, QTableWidgetItem("李建国 3幢2单元501室"))
    window.setCentralWidget(table)
    window.show()
    window.repaint()
    tell("plain", time.time() - began)


def _end_painted() -> None:
    tell_painted()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        client(Path(sys.argv[2]), sys.stdin.readline().strip())
