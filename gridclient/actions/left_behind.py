"""Left-behind work: what laptops could not apply by themselves; a supervisor takes it over or does not."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from threading import Event
from urllib.parse import quote

from gridclient.db.facts import save
from gridclient.db.left_behind import LeftWork, NamedEdit, waiting_work
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.asking import first_line
from gridclient.sync.transport import Call, Transport
from gridcore.ids import CommunityId
from gridcore.sync.edits import Edit, Step
from gridcore.wire.parked import ParkedShown, ParkedValue, decode_parked
from gridcore.workflows.decision import ADMITTED, DISMISSED, WAITING

__all__ = ["LeftBehind", "LeftWork", "NamedEdit", "ParkedShown", "ParkedValue"]

_LARGEST = 8_000_000


class LeftBehind:
    """Reads what waits, asks the server for its values, and decides."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        transport: Callable[[], Awaitable[Transport]],
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._transport = transport

    async def waiting(self) -> Sequence[LeftWork]:
        """What waits, by person and device."""
        return await self._database.read(waiting_work)

    async def look(self, work: LeftWork) -> ParkedShown:
        """What it says, beside what stands now; this laptop keeps nothing of it.

        Raises ProblemError where the server cannot be asked.
        """
        transport = await self._transport()
        target = f"/parked/{quote(work.record, safe='')}?community={quote(self._community)}"
        call = Call("GET", target, limit=_LARGEST)
        return await asyncio.to_thread(first_line, transport, call, decode_parked, Event())

    async def take_over(self, works: Sequence[LeftWork]) -> None:
        """Let the server decide the edits anew, at the present state, in their author's name."""
        await self._decide(works, ADMITTED, "")

    async def dismiss(self, works: Sequence[LeftWork], reason: str) -> None:
        """Leave the edits where they are; their author hears the reason."""
        await self._decide(works, DISMISSED, reason)

    async def _decide(self, works: Sequence[LeftWork], to: str, reason: str) -> None:
        """Each in a group of its own: one that somebody else decided meanwhile holds up no other."""
        at = self._ports.moment()
        edits: list[Edit] = [
            Step(0, self._ports.new_group(), each.record, "progress", WAITING, to, each.base, reason, at=at)
            for each in works
        ]
        await self._database.write(lambda connection: save(connection, self._community, edits, at))
