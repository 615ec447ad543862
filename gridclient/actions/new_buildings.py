"""Entering a building that is new, with all its doors."""

from collections.abc import Mapping

from gridclient.db.facilities import grids
from gridclient.db.facts import save
from gridclient.db.place_tree import known_buildings
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.ids import CommunityId
from gridcore.moving import Saving
from gridcore.new_buildings import NewBuilding, new_building_edits, new_building_problem
from gridcore.permissions import Verb, may
from gridcore.roles import Role

__all__ = ["NewBuilding", "NewBuildings"]


class NewBuildings:
    """Makes them; `may_make`: whether this user does."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self.may_make = may(roles, "building", Verb.CREATE) and may(roles, "room", Verb.CREATE)

    async def grids(self) -> Mapping[str, str]:
        """The names of the grids in which it may stand, by code."""
        found = await self._database.read(lambda connection: grids(connection, self._community))
        return {each.scope.partition("/")[2]: each.name for each in found if each.ended_on is None}

    async def make(self, new: NewBuilding) -> FieldProblem | None:
        """Make the building and its doors in one save, or say why not."""
        saving = Saving(self._ports.new_group(), self._ports.moment())

        def write(connection: Connection) -> FieldProblem | None:
            wrong = new_building_problem(new, known_buildings(connection), self._ports.today())
            if wrong is None:
                save(connection, self._community, new_building_edits(self._community, new, saving), saving.at)
            return wrong

        return await self._database.write(write)
