"""Runs rounds in their own time: soon after a save, now and then when idle, ever later while it fails."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from gridclient.db.cursors import is_arriving
from gridclient.db.identity import identity
from gridclient.db.listing import Where, count
from gridclient.db.pending import EditState, count_by_state
from gridclient.db.shown_rebuild import stale
from gridclient.db.threads import Database
from gridclient.db.went_back import count_again
from gridclient.ports import Ports
from gridclient.sync.asking import ask_duties
from gridclient.sync.files import Files
from gridclient.sync.filling import Filling
from gridclient.sync.listening import Listening
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import Listener, RoundEnd
from gridclient.sync.status import Status, SyncState
from gridclient.sync.transport import Transport
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.pace import Line, next_wait_s
from gridcore.workflows.decision import OPEN

_NO_LINE = frozenset(
    {
        ProblemCode.OFFLINE,
        ProblemCode.SERVER_UNREACHABLE,
        ProblemCode.SERVER_TOO_SLOW,
        ProblemCode.SERVER_BUSY,
    }
)
_STOPPED = frozenset({SyncState.REVOKED, SyncState.SUSPENDED, SyncState.HELD})
_OUTDATED = frozenset({ProblemCode.UPDATE_NEEDED, ProblemCode.UPDATE_DUE})
_LOOK_S = 1.0
"""How soon the indicator counts what was saved without a word to the runner."""
_LONG = 9
"""As many failures as make a wait the longest one."""


class SyncRunner:
    """The timer of sync. `run` is one task for the life of the window; everything else only wakes it.

    `told` hears every change of the status, `arrived` that records came; both are called on the loop.
    """

    def __init__(
        self,
        database: Database,
        transport: Transport,
        ports: Ports,
        *,
        told: Callable[[Status], None],
        arrived: Callable[[], Awaitable[None]] | None = None,
        files: Files | None = None,
    ) -> None:
        self._database = database
        self._transport = transport
        self._ports = ports
        self._told = told
        self._arrived = arrived
        self._files = files
        self.carries_files = True
        self._wake = asyncio.Event()
        self._stop = threading.Event()
        self._cut = threading.Event()
        self._ended = asyncio.Event()
        self._line = asyncio.Lock()
        self._listening = Listening(database, transport, ports, self.sync_now)
        self._is_wanted_now = True
        self._asked_for: tuple[frozenset[ScopeId] | None, date] | None = None
        self._failures = 0
        self._retry_after_s: float | None = None
        self.status = Status(SyncState.ON_SERVER)

    async def run(self) -> None:
        """Rounds until `stop`; a round that fails is told in the status and tried again.

        Begins with shown tables that are not whole, so that lists are.
        """
        try:
            await self._fill()
            await self.recount()
            if self._files is not None:
                await self._files.open()
            while not self._stop.is_set():
                self._is_wanted_now = False
                async with self._line:
                    await self._round()
                await self._carry()
                async with self._listening.open(is_allowed=self._may_listen()):
                    await self._sleep()
        finally:
            self._ended.set()

    def sync_now(self) -> None:
        """The user asks: at once, whatever the pace."""
        self._is_wanted_now = True
        self._wake.set()

    def saved(self) -> None:
        """Something was saved: the indicator need not wait to count it."""
        self._wake.set()

    def interrupt(self) -> None:
        """End the round that runs at its next commit line; what came stays, the next round goes on there."""
        self._cut.set()

    @contextlib.asynccontextmanager
    async def between_rounds(self) -> AsyncIterator[None]:
        """No round runs inside; one that runs ends at its next commit line. Another follows afterwards."""
        self._cut.set()
        async with self._line:
            yield
        await self.recount()
        await self._show()
        self.saved()

    async def stop(self) -> None:
        """End at the next commit line; returns when nothing runs any more."""
        self._stop.set()
        self._cut.set()
        self._wake.set()
        await self._ended.wait()

    async def is_first(self) -> bool:
        """Whether the round that runs reads something for the first time."""
        counted = await self._database.read(_counts)
        return self.status.state is SyncState.SENDING and counted.is_arriving

    async def recount(self) -> None:
        """Count what waits and what needs the user, and tell."""
        counted = await self._database.read(_counts)
        self._tell(counted.put_into(self.status))

    async def _fill(self) -> None:
        """Say meanwhile that lists are not whole, and let pages read them when they are."""
        if not await self._database.read(stale):
            return
        counted = await self._database.read(_counts)
        self._tell(replace(counted.put_into(self.status), is_preparing=True))
        await Filling(self._database).finish()
        self._tell(replace(self.status, is_preparing=False))
        await self._show()

    async def _round(self) -> None:
        self._tell(replace(self.status, state=SyncState.SENDING, received=0))
        problem: ProblemError | None = None
        end = RoundEnd()
        if not self._stop.is_set():
            self._cut.clear()
        try:
            end = await sync_round(
                self._database,
                self._transport,
                self._ports,
                self._cut,
                listener=Listener(self._progress, self._show),
            )
            await self._ask_duties(end)
            self._failures, self._retry_after_s = 0, None
        except ProblemError as error:
            problem = error
            self._failures += 1
            self._retry_after_s = error.params.get("wait_s")
        if end.received:
            await self._show()
        counted = await self._database.read(_counts)
        self._tell(counted.put_into(_after(self.status, end, problem)))

    async def _carry(self) -> None:
        """Attachments, piece by piece, as long as no text waits and nobody asks for a round."""
        files = self._files
        if files is None or self._failures:
            return
        await files.sweep()
        try:
            while self.carries_files and not (self._cut.is_set() or self._is_wanted_now):
                carried = await files.carry(self._cut)
                if carried is None or await self._has_text():
                    break
                up, down = self.status.bytes_up + carried.up, self.status.bytes_down + carried.down
                waiting = await files.waiting() if carried.is_whole else self.status.files
                self._tell(replace(self.status, files=waiting, bytes_up=up, bytes_down=down))
                if carried.is_whole and carried.down:
                    await self._show()
        except ProblemError as error:
            self._failures += 1
            self._retry_after_s = error.params.get("wait_s")
        self._tell(replace(self.status, files=await files.waiting()))

    async def _has_text(self) -> bool:
        """Whether an edit waits that was not there when the round ended."""
        return (await self._database.read(_counts)).waiting > 0

    def _progress(self, end: RoundEnd) -> None:
        """A first sync takes a while: say how far it is."""
        is_arriving = self.status.is_arriving or end.is_first
        found = replace(self.status, received=end.received, bytes_down=end.bytes_down)
        self._tell(replace(found, is_arriving=is_arriving))

    async def _show(self) -> None:
        if self._arrived is not None:
            await self._arrived()

    async def _ask_duties(self, end: RoundEnd) -> None:
        """Roles change with scopes; at the first round of a day they are asked for in any case."""
        asked_for = (end.scopes, self._ports.today())
        if (
            end.scopes is not None
            and not (end.is_over or end.is_revoked or end.is_suspended)
            and asked_for != self._asked_for
        ):
            with contextlib.suppress(ProblemError):  # the next round asks again
                await ask_duties(self._database, self._transport, self._stop)
                self._asked_for = asked_for

    def _tell(self, status: Status) -> None:
        found = replace(status, state=_counted_state(status))
        if found != self.status:
            self.status = found
            self._told(found)

    async def _sleep(self) -> None:
        """Wait for the next round's time, or for somebody who cannot wait; a save never puts it off."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._wait_s()
        while not (self._is_wanted_now or self._stop.is_set()):
            left = due - loop.time()
            if left <= 0:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), min(left, _LOOK_S))
            self._wake.clear()
            waiting = self.status.waiting
            await self.recount()
            if self.status.waiting > waiting:  # actions save without knowing of sync
                due = min(due, loop.time() + self._wait_s())

    def _may_listen(self) -> bool:
        """Whether the line is up and costs nothing, and the server has nothing against this laptop."""
        is_well = self.status.state in (SyncState.ON_SERVER, SyncState.WAITING, SyncState.NEEDS_YOU)
        return is_well and self.carries_files and not self._failures

    def _wait_s(self) -> float:
        line = Line(self._failures, self.status.waiting, False, self._retry_after_s)
        is_refused = self.status.problem is ProblemCode.UPDATE_NEEDED
        if is_refused or self.status.state in _STOPPED:
            line = Line(failures=_LONG)  # nothing changes by asking often
        return next_wait_s(line, self._ports.chance())


@dataclass(frozen=True)
class _Counted:
    """Edits that wait, things that need the user, the last contact, and whether all is here."""

    waiting: int = 0
    needs_you: int = 0
    last_contact: str = ""
    is_arriving: bool = False

    def put_into(self, status: Status) -> Status:
        """The status with what was counted."""
        return replace(
            status,
            waiting=self.waiting,
            needs_you=self.needs_you,
            last_contact=self.last_contact,
            is_arriving=self.is_arriving,
        )


def _counts(connection: Connection) -> _Counted:
    known = identity(connection)
    if known is None:
        return _Counted()
    states = count_by_state(connection, known.community)
    open_conflicts = count(connection, "conflict", [Where("progress", "=", OPEN)])
    waiting, aside = states.get(EditState.WAITING, 0), states.get(EditState.ASIDE, 0)
    waiting += count_again(connection, known.community)
    is_first = is_arriving(connection, known.community)
    return _Counted(waiting, aside + open_conflicts, known.last_contact, is_first)


def _after(status: Status, end: RoundEnd, problem: ProblemError | None) -> Status:
    if problem is None and end.is_outdated:
        problem = ProblemError(ProblemCode.UPDATE_DUE)
    return replace(
        status,
        state=_ended_state(end, problem),
        bytes_up=end.bytes_up,
        bytes_down=end.bytes_down,
        received=end.received,
        problem=problem.code if problem is not None else None,
        problem_params=problem.params if problem is not None else {},
        held=end.parting.mark if end.parting is not None else "",
        is_handed_over=end.is_handed_over,
    )


def _ended_state(end: RoundEnd, problem: ProblemError | None) -> SyncState:
    if end.is_revoked or (problem is not None and problem.code is ProblemCode.REVOKED):
        return SyncState.REVOKED
    if end.is_suspended:
        return SyncState.SUSPENDED
    if end.parting is not None:
        return SyncState.HELD
    if problem is not None and problem.code in _OUTDATED:
        return SyncState.OUTDATED
    if problem is not None:
        return SyncState.OFFLINE if problem.code in _NO_LINE else SyncState.FAILED
    return SyncState.ON_SERVER


def _counted_state(status: Status) -> SyncState:
    if status.state not in (SyncState.ON_SERVER, SyncState.WAITING, SyncState.NEEDS_YOU):
        return status.state
    if status.needs_you:
        return SyncState.NEEDS_YOU
    return SyncState.WAITING if status.waiting else SyncState.ON_SERVER
