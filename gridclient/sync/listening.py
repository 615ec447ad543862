"""Keeps one question open at the server while nothing else is asked: it is answered when there is news."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from threading import Event

from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.answers import StoppedError
from gridclient.sync.asking import first_line
from gridclient.sync.round import read_opening
from gridclient.sync.transport import Call, Transport
from gridcore.problems import ProblemError
from gridcore.sync.pace import Line, next_wait_s
from gridcore.wire.polls import Poll, decode_come

SERVER_WAITS_S = 50.0
"""How long a server holds a question at most."""
_READ_S = SERVER_WAITS_S + 15
_SOON_S = 5.0
"""A server that says no sooner than this has no room, or stops."""
_SPREAD_S = 0.3
"""Laptops that hear of the same news do not come all at once."""
_MINUTE_S = 60.0
_AT_ONCE = 3
"""So many times a minute news are fetched without delay."""


class Listening:
    """Calls `heard` when the server says that a round would bring something."""

    def __init__(
        self, database: Database, transport: Transport, ports: Ports, heard: Callable[[], None]
    ) -> None:
        self._database = database
        self._transport = transport
        self._ports = ports
        self._heard = heard
        self._comes: deque[float] = deque()
        self._answered: Poll | None = None
        self._needless = 0

    @contextlib.asynccontextmanager
    async def open(self, *, is_allowed: bool) -> AsyncIterator[None]:
        """Listen while this lasts; nothing is open any more when it ends."""
        if not is_allowed:
            yield
            return
        cut, ends = Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(cut, ends))
            try:
                yield
            finally:
                cut.set()
                ends.set()

    async def _listen(self, cut: Event, ends: asyncio.Event) -> None:
        """Ask until the answer is yes. A laptop that does not poll does not listen either."""
        failures = 0
        while not cut.is_set():
            poll = (await self._database.read(read_opening)).poll
            if poll is None or await _over(ends, self._pause_s(poll)):
                return
            call = Call(
                *("GET", f"/wait/{poll.at}/{poll.state}"), read_s=_READ_S, deadline_s=_READ_S, is_brief=True
            )
            began = asyncio.get_running_loop().time()
            wait_s: float | None = None
            try:
                if (await asyncio.to_thread(first_line, self._transport, call, decode_come, cut)).come:
                    await self._come(poll, ends)
                    return
                if asyncio.get_running_loop().time() - began > _SOON_S:
                    failures = 0
                    continue
            except StoppedError:
                return
            except ProblemError as problem:
                wait_s = problem.params.get("wait_s")
            failures += 1
            if await _over(ends, next_wait_s(Line(failures, retry_after_s=wait_s), self._ports.chance())):
                return

    async def _come(self, poll: Poll, ends: asyncio.Event) -> None:
        if await _over(ends, _SPREAD_S * self._ports.chance()):
            return
        self._comes.append(asyncio.get_running_loop().time())
        self._answered = poll
        self._heard()

    def _pause_s(self, poll: Poll) -> float:
        """Longer where there is news all the time, and where a round left the laptop as it was."""
        now = asyncio.get_running_loop().time()
        while self._comes and now - self._comes[0] > _MINUTE_S:
            self._comes.popleft()
        self._needless = self._needless + 1 if self._answered == poll else 0
        self._answered = None
        if self._needless:
            return next_wait_s(Line(self._needless), self._ports.chance())
        often = max(len(self._comes) - _AT_ONCE, 0)
        return 2.0 ** min(often, 5) if often else 0.0


async def _over(ends: asyncio.Event, wait_s: float) -> bool:
    """Wait; whether listening ended meanwhile."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ends.wait(), wait_s)
    return ends.is_set()
