"""What a supervisor plans beyond the care plans: campaigns, and who stands in for whom."""

from collections.abc import Sequence
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
from gridcore.ids import RecordId
from gridcore.permissions import Verb, may
from gridcore.roles import Role

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
    """Who stands in for whom, and when."""

    stand_in: KnownStandIn

    @property
    def record(self) -> RecordId:
        """Which one."""
        return self.stand_in.id


Planned = CampaignLine | StandInLine


class Planning:
    """Reads what is planned, and takes it back."""

    def __init__(self, database: Database, records: Records, roles: frozenset[Role]) -> None:
        self._database, self._records = database, records
        self.may_write = may(roles, CAMPAIGN, Verb.CREATE)

    async def lines(self, day: date) -> Sequence[Planned]:
        """What runs or comes first, then what is over."""
        return await self._database.read(partial(_lines, day=day))

    async def grids(self) -> Sequence[tuple[RecordId, str]]:
        """The grids that may be handed over."""
        return await self._database.read(kept.grid_names)

    async def remove(self, line: Planned) -> None:
        """Take it back; visits that were made stay."""
        await self._records.remove(line.record)

    async def restore(self, line: Planned) -> None:
        """It was removed by mistake."""
        await self._records.restore(line.record)


def _lines(connection: Connection, day: date) -> list[Planned]:
    people = planned_people(connection, day.isoformat())
    marks = kept.marks(connection, CAMPAIGN)
    found: list[Planned] = []
    for each in campaigns(connection):
        # Ages count as they were in its days; of plans only what they say now is known.
        reach = campaign_reach(
            connection, each, people, min(max(day, each.wish.starts_on), each.wish.ends_on)
        )
        found.append(CampaignLine(each, *reach, *marks.get(each.id, (False, False))))
    found += [StandInLine(each) for each in kept.stand_ins(connection)]
    return sorted(found, key=lambda line: (_ends(line) < day, -_ends(line).toordinal()))


def _ends(line: Planned) -> date:
    return line.campaign.wish.ends_on if isinstance(line, CampaignLine) else line.stand_in.ends_on
