"""The way in: from the passphrase to an open store of a known user."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gridclient.actions.locked_store import (
    advice_on,
    store_exists,
    suggested_passphrase,
    wait_before_unlocking_s,
)
from gridclient.ports import Ports
from gridclient.ui.unlock.door import Spared, Suggestion
from gridclient.ui.unlock.unlock_window import REPAIRABLE, CreateWindow, FrontWindow, UnlockWindow
from gridcore.fields import Label
from gridcore.problems import ProblemCode, ProblemError

if TYPE_CHECKING:
    from gridclient.actions.session import Session
    from gridclient.db.keys import Keys


class StoreDoor:
    """The door of one folder (`gridclient.ui.unlock.door.Door`)."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self._folder, self._ports = folder, ports
        self.session: Session | None = None
        self.workshop: StoreWorkshop | None = None

    def exists(self) -> bool:
        """Whether there is a store to unlock."""
        return store_exists(self._folder)

    def seconds_to_wait(self) -> int:
        """How long the next try must wait."""
        return wait_before_unlocking_s(self._folder, self._ports)

    def weakness(self, passphrase: str) -> Label | None:
        """Advice where a new passphrase is too weak."""
        return advice_on(passphrase)

    def suggest(self) -> Suggestion:
        """A new random passphrase."""
        made = suggested_passphrase(self._ports)
        return Suggestion(" ".join(made.words), made.typed)

    async def create(self, passphrase: str) -> None:
        """Make the store and open it."""
        from gridclient.actions.session import Session  # the keys' part of it takes a tenth of a second

        self.session = await Session.create(self._folder, passphrase, self._ports)

    async def unlock(self, passphrase: str) -> None:
        """Open the store that is there; for a damaged one, the way is through the workshop."""
        from gridclient.actions.session import Session

        keys = await Session.keys_of(self._folder, passphrase, self._ports)
        try:
            self.session = await Session.open(self._folder, keys, self._ports)
        except ProblemError as problem:
            if problem.code in REPAIRABLE:
                self.workshop = StoreWorkshop(problem, self._folder, keys, self._ports)
            raise


class StoreWorkshop:
    """Repairs the store of one folder (`gridclient.ui.unlock.door.Workshop`)."""

    def __init__(self, problem: ProblemError, folder: Path, keys: "Keys", ports: Ports) -> None:
        from gridclient.actions.repair import Repair

        self.problem, self.keys = problem, keys
        self._repair = Repair(folder, keys, ports)
        self.session: Session | None = None

    async def look(self) -> Spared:
        """What the journal has."""
        found = await self._repair.look()
        return Spared(found.edits, found.records, found.files, found.last_at)

    async def repair(self, told: Callable[[int], None]) -> bool:
        """Repair and open."""
        self.session = await self._repair.repair(told)
        return self.session is not None

    def give_up(self) -> None:
        """Stop while that changes nothing."""
        self._repair.give_up()


class ServerOffice:
    """Enrols the laptop of an open store (`gridclient.ui.unlock.door.Office`)."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    async def enrol(self, server: str, code: str) -> None:
        """Enrol; the device carries the computer's name."""
        if not server.startswith(("http://", "https://")):
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        import platform

        await self._session.enrol(server.rstrip("/"), code, platform.node() or "laptop")


async def open_store(folder: Path, ports: Ports) -> "Session | None":
    """Show the unlock window, or the one that sets up a new store; None when it was closed."""
    door = StoreDoor(folder, ports)
    if not door.exists():
        window = CreateWindow(door)
        return door.session if await _passed(window, window.opened) else None
    unlock = UnlockWindow(door)
    if not await _passed(unlock, unlock.opened, unlock.damaged):
        return None
    if door.session is not None or door.workshop is None:
        return door.session
    from gridclient.ui.unlock.repair_window import RepairWindow

    repair = RepairWindow(door.workshop, ports.now)
    return door.workshop.session if await _passed(repair, repair.repaired) else None


async def enrol(session: "Session", server: str) -> bool:
    """Show the enrolment window; False when it was closed."""
    from gridclient.ui.unlock.enrol_window import EnrolWindow

    window = EnrolWindow(ServerOffice(session), server)
    return await _passed(window, window.enrolled)


async def farewell() -> None:
    """Say that this computer was taken out of service, until the user closes the window."""
    from gridclient.ui.unlock.farewell_window import FarewellWindow

    window = FarewellWindow()
    await _passed(window, window.closed)


async def _passed(window: FrontWindow, *signals: object) -> bool:
    """Show a window until one of its signals, or until it is closed."""
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def pass_through() -> None:
        if not answer.done():
            answer.set_result(True)

    def give_up() -> None:
        if not answer.done():
            answer.set_result(False)

    for each in signals:
        each.connect(pass_through)  # type: ignore[attr-defined]  # a bound Qt signal has no public type
    window.closed.connect(give_up)
    window.show()
    try:
        return await answer
    finally:
        window.hide()
        window.deleteLater()
