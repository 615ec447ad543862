"""The list of households as one searches, narrows and sorts it."""

import datetime
from dataclasses import dataclass

from gridclient.actions.buildings import LONG_UNVISITED_DAYS
from gridclient.db import households as kept
from gridclient.db.households import Chip, Day, Doors, HouseholdLine, SortName, Wish
from gridclient.db.threads import Database

__all__ = ["Chip", "FoundHouseholds", "HouseholdLine", "Households", "SortName", "Wish"]


@dataclass(frozen=True)
class FoundHouseholds:
    """Some lines of the list, and how many there are altogether."""

    lines: list[HouseholdLine]
    total: int


class Households:
    """Reads the list from the store, page by page."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._doors: Doors | None = None

    async def count(self) -> int:
        """How many households this user serves."""
        return await self._database.read(kept.count_households)

    async def page(self, wish: Wish, today: datetime.date, offset: int, limit: int) -> FoundHouseholds:
        """Lines `offset` to `offset + limit` of what is wished for, as it stands on a day."""
        long_ago = today - datetime.timedelta(days=LONG_UNVISITED_DAYS)
        day, known = Day(today.isoformat(), long_ago.isoformat()), self._doors
        doors, lines = await self._database.read(
            lambda connection: kept.read_page(connection, wish, day, offset, limit, known)
        )
        self._doors = doors
        return FoundHouseholds(lines, len(doors.doors))
