"""Activities of the worker's grids, and what these still lack this month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.records import Records
from gridclient.db import activities as kept
from gridclient.db.activities import ActivityLine
from gridclient.db.arrived import has_arrived
from gridclient.db.grid_changes import grids_in_use
from gridclient.db.threads import Connection, Database
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.monthly_duties import missing_duties
from gridcore.permissions import Verb, may
from gridcore.roles import Role

__all__ = ["Activities", "ActivityLine", "GridLacks"]


@dataclass(frozen=True)
class GridLacks:
    """A grid, and the duties of which its month has none yet."""

    scope: ScopeId
    name: str
    missing: tuple[str, ...]


class Activities:
    """What the page and the line on Today ask; `places`: where the user is a worker or a leader."""

    def __init__(
        self,
        database: Database,
        records: Records,
        community: CommunityId,
        *,
        roles: frozenset[Role],
        places: Collection[str],
    ) -> None:
        self._database, self._records, self._community = database, records, community
        self._places = frozenset(places)
        self.may_write = may(roles, "grid_activity", Verb.CREATE)

    async def lines(self, offset: int, limit: int) -> tuple[Sequence[ActivityLine], int]:
        """Some of them, the newest first, and how many there are."""
        return await self._database.read(
            lambda connection: (
                kept.activities(connection, limit, offset),
                kept.count_activities(connection),
            )
        )

    async def lacking(self, day: date) -> Sequence[GridLacks]:
        """The user's own grids, with what each lacks in the month of a day; nothing where all was done.

        Of a grid whose visits are still on their way nobody knows it, so it is not among them.
        """

        def read(connection: Connection) -> list[GridLacks]:
            month = day.isoformat()[:7]
            return [
                GridLacks(
                    each.scope, each.name, missing_duties(kept.duties_of_grid(connection, each.scope, month))
                )
                for each in grids_in_use(connection, self._community)
                if each.is_here
                and not self._places.isdisjoint((each.code, self._community))
                and has_arrived(connection, self._community, each.code)
            ]

        return await self._database.read(read)

    async def remove(self, record: RecordId) -> None:
        """It was noted by mistake."""
        await self._records.remove(record)

    async def restore(self, record: RecordId) -> None:
        """It was removed by mistake."""
        await self._records.restore(record)
