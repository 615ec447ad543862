"""The window in front of a damaged store, over a real one: what it says, and the way through by keyboard."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.db.folders import DATABASE
from gridclient.db.kdf import FLOOR
from gridclient.db.lock_file import StoreLock
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.entrance import StoreDoor, StoreWorkshop
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.unlock.repair_window import RepairWindow
from gridclient.ui.unlock.unlock_window import UnlockWindow
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.conftest import BALLAST
from tests.client.db.crashing import C, save_household
from tests.client.db.test_journal_files import attach, begin
from tests.client.db.test_repair import spoil
from tests.client.ui.conftest import until
from tests.client.ui.unlock.test_unlock import LOOKS, PASSPHRASE, PORTS, in_sight, texts, write
from tests.client.ui.walk import walk

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SAVES = 3


@pytest.fixture
def folder(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Path:
    """A damaged store with work that no server has."""
    store = tmp_path / "store"
    keys = create_vault(store, PASSPHRASE, params=FLOOR)

    async def work() -> None:
        database = await Database.open(store, keys, ballast_bytes=BALLAST)
        await begin(database)
        await attach(database, store)
        for number in range(SAVES):
            await database.write(partial(save_household, number=number))
        await database.close()

    qloop.run_until_complete(work())
    spoil(store / DATABASE, 0)
    return store


class Reluctant(StoreWorkshop):
    """The real workshop, which does not begin before somebody gives up."""

    is_given_up = False

    def give_up(self) -> None:
        """Remember it too."""
        super().give_up()
        self.is_given_up = True

    async def repair(self, told: object) -> bool:
        """Wait, then repair."""
        await until(lambda: self.is_given_up)
        return await super().repair(told)  # type: ignore[arg-type]


class Broken(StoreWorkshop):
    """The real workshop, in which somebody made a mistake."""

    async def repair(self, told: object) -> bool:
        """Meet it."""
        raise LookupError("a bug")


async def workshop_of(folder: Path) -> StoreWorkshop:
    """As the unlock window leads there."""
    door = StoreDoor(folder, PORTS)
    with pytest.raises(ProblemError, match="database_damaged"):
        await door.unlock(PASSPHRASE)
    assert door.workshop is not None
    return door.workshop


async def window_of(qtbot: QtBot, workshop: StoreWorkshop) -> RepairWindow:
    window = RepairWindow(workshop, lambda: NOW)
    await until(lambda: "…" not in window.in_journal.text())
    in_sight(qtbot, window)
    return window


async def test_the_unlock_window_leads_to_the_repair_and_forgets_the_passphrase(
    qtbot: QtBot, folder: Path
) -> None:
    door = StoreDoor(folder, PORTS)
    window = UnlockWindow(door)
    in_sight(qtbot, window)
    damaged: list[bool] = []
    window.damaged.connect(lambda: damaged.append(True))
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(lambda: bool(damaged))
    assert door.workshop is not None
    assert door.session is None
    assert window.passphrase.text() == ""


async def test_it_says_what_happened_what_is_safe_and_brings_everything_back_by_one_key(
    qtbot: QtBot, folder: Path
) -> None:
    workshop = await workshop_of(folder)
    window = await window_of(qtbot, workshop)
    told = texts(window)
    assert "The file with the records of this computer is damaged." in told
    assert "Everything that was sent is on the server." in told
    assert "6 change(s)、1 photo(s) or paper(s)" in told
    assert "put aside, not deleted" in told
    assert QApplication.focusWidget() is window.button
    repaired: list[bool] = []
    window.repaired.connect(lambda: repaired.append(True))
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    await until(lambda: bool(repaired))
    session = workshop.session
    assert session is not None
    assert len(await session.database.read(lambda c: unanswered(c, C, -1))) == 2 * SAVES
    me = await session.me()
    assert me is not None
    assert me.name == "李建国"
    await session.close()


async def test_given_up_nothing_is_changed_and_it_may_be_tried_again(qtbot: QtBot, folder: Path) -> None:
    found = await workshop_of(folder)
    before = (folder / DATABASE).read_bytes()
    workshop = Reluctant(found.problem, folder, found.keys, PORTS)
    window = await window_of(qtbot, workshop)
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    await until(window.panel.isVisible)
    window.close()
    assert window.isVisible(), "it closes when the repair has come to an end"
    await until(window.state.isVisible)
    assert "Nothing was changed." in window.state.text()
    assert (folder / DATABASE).read_bytes() == before
    assert workshop.session is None
    repaired: list[bool] = []
    window.repaired.connect(lambda: repaired.append(True))
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    await until(lambda: bool(repaired))
    assert workshop.session is not None
    await workshop.session.close()


async def test_a_store_that_somebody_else_opened_meanwhile_is_left_alone(qtbot: QtBot, folder: Path) -> None:
    workshop = await workshop_of(folder)
    window = await window_of(qtbot, workshop)
    lock = StoreLock(folder)
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    await until(window.problem_bar.isVisible)
    assert "This store is open in another window already." in texts(window)
    assert window.button.isEnabled()
    lock.release()


async def test_closed_before_it_changes_nothing(qtbot: QtBot, folder: Path) -> None:
    before = (folder / DATABASE).read_bytes()
    window = await window_of(qtbot, await workshop_of(folder))
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.later, Qt.Key.Key_Space)
    assert (folder / DATABASE).read_bytes() == before
    assert not [*folder.glob("*.damaged-*")]


async def test_after_a_bug_the_window_can_be_closed(qtbot: QtBot, folder: Path) -> None:
    found = await workshop_of(folder)
    window = await window_of(qtbot, Broken(found.problem, folder, found.keys, PORTS))
    risen: list[object] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, told: risen.append(told["exception"]))
    try:
        QTest.keyClick(window.button, Qt.Key.Key_Space)
        await until(lambda: bool(risen))
    finally:
        loop.set_exception_handler(before)
    assert isinstance(risen[0], LookupError), "it is told as every bug is"
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.later, Qt.Key.Key_Space)


async def test_a_missing_file_is_called_missing(qtbot: QtBot, folder: Path) -> None:
    (folder / DATABASE).unlink()
    door = StoreDoor(folder, PORTS)
    with pytest.raises(ProblemError) as caught:
        await door.unlock(PASSPHRASE)
    assert caught.value.code is ProblemCode.DATABASE_MISSING
    assert door.workshop is not None
    window = await window_of(qtbot, door.workshop)
    assert "The file with the records of this computer is missing." in texts(window)


@pytest.mark.parametrize(("scheme", "percent"), LOOKS)
async def test_the_window_passes_the_walk_and_fits_the_smallest_screen(
    qtbot: QtBot, qapp: QApplication, folder: Path, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    window = await window_of(qtbot, await workshop_of(folder))
    assert walk(window) == []
    assert window.height() <= 768
