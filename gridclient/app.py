"""Composition root of the client: one process from unlocking to locking."""

import argparse
import asyncio
import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import Ports, of_this_machine
from gridclient.preferences import load_preferences, preferences_file
from gridclient.ui.async_slot import run_app
from gridclient.ui.qt_messages import quieten_offscreen
from gridclient.ui.theme import apply_theme

CLOSED, LOCKED = 0, 3
_FIRST_PAINT_S = 0.05
"""Until the first window stands on the screen nothing else is read: that would take its turns."""
LAST_S = 1.8
"""Windows waits two seconds before it sleeps."""


class Program:
    """Unlock, enrol if need be, work, lock."""

    def __init__(
        self,
        app: QApplication,
        options: argparse.Namespace,
        reporter: LateReporter,
        leave: Callable[[int], NoReturn],
    ) -> None:
        self._app, self._options, self._reporter, self._leave = app, options, reporter, leave
        self._ports: Ports = of_this_machine()

    async def run(self) -> int:
        """The exit code: closed, or locked and to be started again."""
        from gridclient.entrance import enrol, farewell, open_store

        async with asyncio.TaskGroup() as tasks:
            opening = tasks.create_task(open_store(self._options.folder, self._ports))
            await asyncio.sleep(_FIRST_PAINT_S)  # the rest is read while the passphrase is typed
            tasks.create_task(asyncio.to_thread(importlib.import_module, "gridclient.desk"))
        session = opening.result()
        if session is None:
            return CLOSED
        gives_up = False
        try:
            if await session.me() is None and not await enrol(session, self._options.server):
                return CLOSED
            from gridclient.actions.uncollected import spare_what_is_there
            from gridclient.desk import Desk

            desk = await Desk.open(self._app, session, self._reporter)
            spare_what_is_there()
            try:
                if not await desk.work():
                    gives_up = desk.gives_up
                    return CLOSED
                self._leave_by_force()
                return LOCKED
            finally:
                await desk.close()
        finally:
            self._reporter.window = None
            if not gives_up:
                await session.close()
            elif await session.give_up():
                await farewell()

    def _leave_by_force(self) -> None:
        """Whatever still hangs, a disk or a line, the key is not in memory when the computer sleeps."""
        last = threading.Timer(LAST_S, self._leave, [LOCKED])
        last.daemon = True
        last.start()


def main(arguments: Sequence[str]) -> int:
    """Run the client until it is closed; after locking a fresh process shows the unlock window."""
    options = _options(arguments)
    keep_memory_private()
    quieten_offscreen()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Gridclient")
    preferences = load_preferences(preferences_file())
    install_language(app, preferences.language)
    apply_theme(app, preferences.scheme, preferences.font_percent)
    reporter = LateReporter()
    leave = partial(_leave, arguments, threading.Lock())
    start = partial(_self_check, app) if options.check else Program(app, options, reporter, leave).run
    leave(run_app(app, start, reporter))


def _leave(arguments: Sequence[str], once: threading.Lock, code: int) -> NoReturn:
    """End the process; the first who calls does it."""
    once.acquire()
    if code == LOCKED:
        subprocess.Popen(_own_command(arguments), close_fds=True)
        code = CLOSED
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)  # what a dying interpreter would still do with Qt is a usual source of aborts


async def _self_check(app: QApplication) -> int:
    from gridclient.self_check import check

    holds = await check(app, lambda line: _write(f"check: {line}"))
    _write("check: everything works" if holds else "check: it does not work")
    return CLOSED if holds else 1


def _write(line: str) -> None:
    if sys.stdout is not None:  # a bundle without a console has none
        sys.stdout.write(line + "\n")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    from gridclient.db.folders import default_folder

    parser = argparse.ArgumentParser(
        prog="python -m gridclient", description="The grid workers' desktop client."
    )
    parser.add_argument(
        "--folder", type=Path, default=default_folder(), help="where the encrypted store lies"
    )
    parser.add_argument("--server", default="", help="the server's address, for the first connection")
    parser.add_argument("--check", action="store_true", help="try whether the installation works, and end")
    return parser.parse_args(arguments)


def _own_command(arguments: Sequence[str]) -> list[str]:
    """How this program is started: as a bundle by itself, else as a module."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "gridclient"]
    return [*start, *arguments]
