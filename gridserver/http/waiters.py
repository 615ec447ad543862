"""Laptops that wait for news. They hold a connection each, but no thread and nothing of PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from gridcore.ids import CommunityId
from gridcore.problems import ProblemCode, ProblemError
from gridserver.actions.look_for_news import Movement, Quiet, movements
from gridserver.db.engine import Database
from gridserver.db.pulse import Pulse
from gridserver.http.outage import Outage

MOST_WAITING = 500
"""In one process; each costs a connection, of which an operating system gives a process about a thousand."""
_OF_A_DEVICE = 2
_LONGEST_S = 50.0
_LOOK_EVERY_S = 0.25
_COME_AGAIN_S = 60


@dataclass(frozen=True)
class NotYet:
    """An endpoint has nothing to say so far; `otherwise` is its answer when that stays so."""

    quiet: Quiet
    otherwise: Response


@dataclass(eq=False)
class _Waiter:
    quiet: Quiet
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    is_to_ask: bool = False

    def wake(self, *, is_to_ask: bool) -> None:
        self.is_to_ask = self.is_to_ask or is_to_ask
        self.woken.set()


class Waiters:
    """Those who wait in this process. One look at PostgreSQL, now and then, serves all of them."""

    def __init__(self, database: Database, outage: Outage) -> None:
        self._database, self._outage = database, outage
        self.most, self.longest_s, self.look_every_s = MOST_WAITING, _LONGEST_S, _LOOK_EVERY_S
        self._waiting: list[_Waiter] = []
        self._seen: dict[CommunityId, Pulse] = {}
        self._looking: asyncio.Task[None] | None = None
        self._is_ended = False

    def __len__(self) -> int:
        return len(self._waiting)

    def end(self) -> None:
        """The server stops: let everybody go, and nobody wait any more."""
        self._is_ended = True
        for each in self._waiting:
            each.wake(is_to_ask=False)

    async def answer(
        self,
        found: Response | NotYet,
        ask: Callable[[], Awaitable[Response | NotYet]],
        leaves: Callable[[], Awaitable[object]],
    ) -> Response:
        """The endpoint's answer, asked for again whenever there may be one; at the latest after a while.

        `leaves` returns when the caller hangs up. Raises ProblemError where too many wait already.
        """
        if isinstance(found, Response):
            return found
        deadline = asyncio.get_running_loop().time() + self.longest_s
        leaving = asyncio.ensure_future(leaves())
        try:
            while isinstance(found, NotYet):
                if not await self._moved(found.quiet, leaving, deadline):
                    return found.otherwise
                found = await ask()
            return found
        finally:
            leaving.cancel()

    async def _moved(self, quiet: Quiet, leaving: asyncio.Future[object], deadline: float) -> bool:
        """Wait until it is worth asking; False when it is not, and time is up."""
        with self._place(quiet) as waiter:
            woken: asyncio.Future[object] = asyncio.ensure_future(waiter.woken.wait())
            try:
                left = deadline - asyncio.get_running_loop().time()
                await asyncio.wait([leaving, woken], timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                woken.cancel()
        if leaving.done():
            raise ClientDisconnect
        return waiter.is_to_ask

    @contextmanager
    def _place(self, quiet: Quiet) -> Iterator[_Waiter]:
        waiter = _Waiter(quiet)
        own = [each for each in self._waiting if each.quiet.device == quiet.device]
        if len(own) >= _OF_A_DEVICE:
            own[0].wake(is_to_ask=False)  # most likely its line is dead, and nobody heard of it
        elif len(self._waiting) >= self.most:
            raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=_COME_AGAIN_S)
        seen = self._seen.setdefault(quiet.community, quiet.pulse)
        if self._is_ended or seen.seq > quiet.pulse.seq or seen.audit > quiet.pulse.audit:
            waiter.wake(is_to_ask=not self._is_ended)  # it was looked at just before that was seen
        self._waiting.append(waiter)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield waiter
        finally:
            self._waiting.remove(waiter)

    async def _look(self) -> None:
        """Look, as long as somebody waits."""
        while self._waiting:
            await asyncio.sleep(self.look_every_s)
            watched = {each.quiet.community for each in self._waiting}
            self._seen = {each: seen for each, seen in self._seen.items() if each in watched}
            try:
                found = await run_in_threadpool(movements, self._database, dict(self._seen))
            except ProblemError as error:
                self._outage.failed("wait", error)  # whoever waits hears nothing until it is back
                continue
            self._outage.went_well()
            for community, movement in found.items():
                self._wake(community, movement)

    def _wake(self, community: CommunityId, movement: Movement) -> None:
        self._seen[community] = movement.pulse
        for each in self._waiting:
            if each.quiet.community == community and movement.concerns(each.quiet.scopes):
                each.wake(is_to_ask=True)
