"""Whether an installation works on this computer: a store is made and opened again, a window painted."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gridclient.actions.locked_store import suggested_passphrase
from gridclient.actions.session import Session
from gridclient.entrance import StoreDoor
from gridclient.ports import of_this_machine
from gridclient.ui.unlock.unlock_window import UnlockWindow
from gridcore.problems import ProblemError


async def check(app: QApplication, tell: Callable[[str], None]) -> bool:
    """Try it in a folder of its own; `tell` hears each step."""
    with tempfile.TemporaryDirectory(prefix="gridclient-check-") as folder:
        try:
            await _check(app, Path(folder) / "store", tell)
        except ProblemError as problem:
            tell(f"failed: {problem.code}")
            return False
    return True


async def _check(app: QApplication, folder: Path, tell: Callable[[str], None]) -> None:
    ports = of_this_machine()
    passphrase = suggested_passphrase(ports).typed
    session = await Session.create(folder, passphrase, ports)
    await session.close()
    tell("an encrypted store was made")
    session = await Session.unlock(folder, passphrase, ports)
    try:
        await session.database.check()
        await asyncio.to_thread(__import__, "gridclient.desk")
    finally:
        await session.close()
    tell("it opens again, and every page of it is sound")
    window = UnlockWindow(StoreDoor(folder, ports))
    window.show()
    app.processEvents()
    if window.grab().isNull():
        raise RuntimeError("nothing was painted")
    window.hide()
    tell("the window was painted")
