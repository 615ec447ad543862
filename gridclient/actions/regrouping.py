"""Buildings that go from one grid to another, and where each of them was on a day."""

from collections.abc import Mapping

from gridclient.db.facilities import grids
from gridclient.db.facts import save, seen_of
from gridclient.db.pending import pending_of
from gridclient.db.regrouping import placed_buildings
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem, problem
from gridcore.ids import CommunityId, GroupId, RecordId
from gridcore.moving import Saving
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import regroup_edits, regroup_problem
from gridcore.roles import Role
from gridcore.sync.edits import Move


class Regrouping:
    """What a supervisor does when grids are cut anew; `may_regroup`: whether this user does."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self.may_regroup = may(roles, "grid_period", Verb.CREATE)

    async def grids(self) -> Mapping[str, str]:
        """The names of the grids to which a building may go, by code."""
        found = await self._database.read(lambda connection: grids(connection, self._community))
        return {each.scope.partition("/")[2]: each.name for each in found if each.ended_on is None}

    async def grids_on(self, day: str) -> Mapping[RecordId, str | None]:
        """The code of the grid to which each building belonged on a day (ISO)."""
        found = await self._database.read(placed_buildings)
        return {each.building: each.grid_on(day) for each in found}

    async def regroup(self, building: RecordId, to: str, on: str) -> FieldProblem | None:
        """Let a building go to a grid on a day (ISO), with all that hangs on it; or say why it cannot.

        The server takes it there: until then it is shown where it was. Raises LookupError for a building
        that is not on this laptop.
        """
        saving = Saving(GroupId(self._ports.new_id()), self._ports.moment())

        def write(connection: Connection) -> FieldProblem | None:
            placed = next((each for each in placed_buildings(connection) if each.building == building), None)
            if any(
                isinstance(each.edit, Move) for each in pending_of(connection, [building]).get(building, ())
            ):
                return problem("grid", "waits_to_move")
            seen = seen_of(connection, RECORD_TYPES["building"], building)
            if placed is None or seen is None:
                raise LookupError("a building that has left this laptop")
            wrong = regroup_problem(placed, to, on)
            if wrong is None:
                save(connection, self._community, regroup_edits(placed, seen, to, on, saving), saving.at)
            return wrong

        return await self._database.write(write)
