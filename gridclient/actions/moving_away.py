"""A household that goes elsewhere as a whole, to another grid or community: shown before it is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Literal
from urllib.parse import quote

from gridclient.db import moving_away as kept
from gridclient.db.facts import save
from gridclient.db.grid_changes import grids_in_use
from gridclient.db.moving_away import Going
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridclient.sync.asking import first_line
from gridclient.sync.transport import Call, Transport
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.edits import Move
from gridcore.sync.moving_away import arrivals_scope
from gridcore.wire.communities import Neighbour, decode_communities

__all__ = ["Going", "Leaving", "MovingAway", "NotSent", "Place"]

NotSent = Literal["gone", "waits"]
"""The household is no longer on this laptop, or it is on its way already."""


@dataclass(frozen=True)
class Place:
    """Where a household may go, by the name that people know."""

    scope: ScopeId
    name: str
    is_here: bool
    """Whether its records lie on this laptop: then nobody else has to agree."""
    is_abroad: bool = False
    """Another community: only who moves goes along."""


@dataclass(frozen=True)
class Leaving:
    """A household with what goes along, and where it may go; the first place is where it lies."""

    going: Going
    here: str
    places: Sequence[Place]
    has_arrived: bool = False
    """From another community, and no grid has it yet."""

    @property
    def waits_for(self) -> str:
        """The name of the place to which it is on its way; empty where it is not."""
        return next((each.name for each in self.places if each.scope == self.going.to), self.going.to or "")


class MovingAway:
    """What a user can do about a household that goes elsewhere with all its people."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        transport: Callable[[], Awaitable[Transport]],
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._transport = transport

    async def leaving(self, household: RecordId) -> Leaving | None:
        """What goes with a household, and where to; None for one that is not here."""
        return await self._database.read(partial(_leaving, community=self._community, household=household))

    async def learn(self) -> bool:
        """Ask the server for the other communities; whether it told of others than before.

        Raises ProblemError where it cannot be asked; what it told last is offered all the same.
        """
        transport = await self._transport()
        call = Call("GET", f"/communities?community={quote(self._community)}")
        told = await asyncio.to_thread(first_line, transport, call, decode_communities, Event())
        return await self._database.write(partial(kept.keep_neighbours, told=told))

    async def send(self, household: RecordId, to: ScopeId) -> NotSent | None:
        """Let a household go; or say why it cannot. Raises ProblemError as `Database.write` does.

        The server takes it there, or asks whoever supervises the grid: until then it stays where it is.
        """
        grp, at = self._ports.new_group(), self._ports.moment()

        def write(connection: Connection) -> NotSent | None:
            found = kept.going(connection, household)
            if found is None:
                return "gone"
            if found.to is not None:
                return "waits"
            save(connection, self._community, [Move(0, grp, household, to, at)], at)
            return None

        return await self._database.write(write)


def _leaving(connection: Connection, community: CommunityId, household: RecordId) -> Leaving | None:
    found = kept.going(connection, household)
    if found is None:
        return None
    grids = grids_in_use(connection, community)
    names = {each.code: each.name for each in grids}
    places = [Place(each.scope, each.name, each.is_here) for each in grids if each.code != found.grid]
    places += [_abroad(each) for each in kept.neighbours(connection) if each.code != community]
    has_arrived = found.scope == arrivals_scope(community)
    return Leaving(found, names.get(found.grid, found.grid), places, has_arrived)


def _abroad(neighbour: Neighbour) -> Place:
    name = kept.neighbour_words(neighbour)
    return Place(arrivals_scope(neighbour.code), name, is_here=False, is_abroad=True)
