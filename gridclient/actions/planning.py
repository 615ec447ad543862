"""What a supervisor plans beyond the care plans: campaigns, and who stands in for whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from gridclient.actions.extra_visits import campaign_reach
from gridclient.actions.records import Records
from gridclient.db import planning as kept
from gridclient.db.extra_visits import KnownCampaign, campaigns
from gridclient.db.planning import KnownStandIn
from gridclient.db.threads import Connection, Database
from gridclient.db.today import planned_people
from gridcore.extra_visits import CAMPAIGN
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Assignment, Verb, may, supervises_grid

__all__ = ["CampaignLine", "Planned", "Planning", "StandInLine"]


@dataclass(frozen=True)
class CampaignLine:
    """A campaign, how many households it goes to, and how many were reached; all grids together."""

    campaign: KnownCampaign
    households: int
    reached: int
    is_waiting: bool
    is_disputed: bool

    @property
    def record(self) -> RecordId:
        """Which one."""
        return self.campaign.id


@dataclass(frozen=True)
class StandInLine:
    """Who stands in for whom, and when; `may_change`: whether this user supervises both grids."""

    stand_in: KnownStandIn
    may_change: bool

    @property
    def record(self) -> RecordId:
        """Which one."""
        return self.stand_in.id


Planned = CampaignLine | StandInLine


class Planning:
    """Reads what is planned, and takes it back."""

    def __init__(
        self, database: Database, records: Records, community: CommunityId, assignments: Sequence[Assignment]
    ) -> None:
        self._database, self._records = database, records
        self._community, self._assignments = community, assignments
        self.may_write = may((each.role for each in assignments), CAMPAIGN, Verb.CREATE)

    async def lines(self, day: date) -> Sequence[Planned]:
        """What runs or comes first, then what is over."""
        return await self._database.read(partial(_lines, day=day, gives=self._gives))

    async def grids(self) -> Sequence[tuple[RecordId, str]]:
        """The grids that this user may hand over, and let stand in: those that the server would take."""
        found = await self._database.read(kept.grid_names)
        return [(record, name) for record, code, name in found if self._gives(code)]

    async def remove(self, line: Planned) -> None:
        """Take it back; visits that were made stay."""
        await self._records.remove(line.record)

    async def restore(self, line: Planned) -> None:
        """It was removed by mistake."""
        await self._records.restore(line.record)

    def _gives(self, grid: str) -> bool:
        return supervises_grid(grid, self._assignments, self._community)


def _lines(connection: Connection, day: date, gives: Callable[[str], bool]) -> list[Planned]:
    people = planned_people(connection, day.isoformat())
    marks = kept.marks(connection, CAMPAIGN)
    found: list[Planned] = []
    for each in campaigns(connection):
        # Ages count as they were in its days; of plans only what they say now is known.
        reach = campaign_reach(
            connection, each, people, min(max(day, each.wish.starts_on), each.wish.ends_on)
        )
        found.append(CampaignLine(each, *reach, *marks.get(each.id, (False, False))))
    found += [
        StandInLine(each, may_change=gives(each.grid) and gives(each.by_grid))
        for each in kept.stand_ins(connection)
    ]
    return sorted(found, key=lambda line: (_ends(line) < day, -_ends(line).toordinal()))


def _ends(line: Planned) -> date:
    return line.campaign.wish.ends_on if isinstance(line, CampaignLine) else line.stand_in.ends_on
