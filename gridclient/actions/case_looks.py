"""Each opening of a case leaves a note that travels to everybody who has the case."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from gridclient.db.case_looks import Look, looks_at
from gridclient.db.facts import UnknownRecordError, save
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.fields import record_type
from gridcore.ids import CommunityId, RecordId
from gridcore.records.case_file import CaseLook
from gridcore.sync.changes import creation

__all__ = ["CaseLooks", "Look"]

_CASE_LOOK = record_type(CaseLook)


class CaseLooks:
    """Notes openings, and tells who opened a case."""

    def __init__(self, database: Database, community: CommunityId, ports: Ports, name: str) -> None:
        self._database, self._community, self._ports, self._name = database, community, ports, name

    def now(self) -> datetime:
        """This laptop's clock, for telling how long ago that was."""
        return self._ports.now()

    async def note(self, case: RecordId) -> bool:
        """Note that the user opens a case; False where it is not on this laptop any more."""
        at, grp = self._ports.moment(), self._ports.new_group()
        cells = {"case": case, "looked_at": at, "looked_by": self._name}
        edit = creation(_CASE_LOOK, self._ports.new_id(), cells, grp=grp, at=at)
        try:
            await self._database.write(partial(save, community=self._community, edits=[edit], made_at=at))
        except UnknownRecordError:
            return False
        return True

    async def of_case(self, case: RecordId) -> Sequence[Look]:
        """Who opened it; the newest first."""
        return await self._database.read(lambda connection: looks_at(connection, case))
