"""The client's own window on a store, offscreen, for the processes that measure it."""

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gridclient.actions.session import Session
from gridclient.desk import Desk
from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.ui.async_slot import run_app
from gridclient.ui.theme import apply_theme


def in_window(folder: Path, work: Callable[[Desk], Awaitable[None]]) -> None:
    """Unlock with the passphrase on the input, build everything, work; the window is not shown yet."""
    passphrase = sys.stdin.readline().strip()
    keep_memory_private()
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)

    async def opened() -> int:
        session = await Session.unlock(folder, passphrase, of_this_machine())
        await work(await Desk.open(app, session, LateReporter()))
        sys.stdout.flush()
        os._exit(0)

    run_app(app, opened, LateReporter())


def tell(what: str, *values: float) -> None:
    """A line on the output."""
    sys.stdout.write(" ".join((what, *(f"{each:.6f}" for each in values))) + "\n")
