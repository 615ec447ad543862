"""Looks at reasons of care outside the person's page: why, when, who; noted before anything is shown."""

from functools import partial

from gridclient.db.facts import UnknownRecordError, save
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.fields import record_type
from gridcore.ids import CommunityId, RecordId
from gridcore.records.care import CareLook
from gridcore.sync.changes import creation

CARE_LOOK = record_type(CareLook)


class CareLooks:
    """Writes notes that travel to everybody who may read the reasons, and into the person's file."""

    def __init__(self, database: Database, community: CommunityId, ports: Ports, name: str) -> None:
        self._database, self._community, self._ports, self._name = database, community, ports, name

    async def note(self, plan: RecordId, why: str) -> bool:
        """Note a look at the reasons of a plan; False where the plan is not here: then nothing is shown."""
        at, grp = self._ports.moment(), self._ports.new_group()
        cells = {"plan": plan, "why": why, "looked_at": at, "looked_by": self._name}
        edit = creation(CARE_LOOK, self._ports.new_id(), cells, grp=grp, at=at)
        try:
            await self._database.write(partial(save, community=self._community, edits=[edit], made_at=at))
        except UnknownRecordError:
            return False
        return True
