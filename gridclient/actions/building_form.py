"""Changing a building afterwards: its name, its estate, its layout and the doors that follow from it."""

from dataclasses import dataclass

from gridclient.db.arrived import has_arrived
from gridclient.db.building_form import other_buildings, standing_building
from gridclient.db.facts import save
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.building_changes import DoorChanges, Standing, change_building, door_changes
from gridcore.field_problems import FieldProblem, problem
from gridcore.ids import CommunityId, RecordId
from gridcore.moving import Saving
from gridcore.new_buildings import NewBuilding, new_building_problem
from gridcore.permissions import Verb, may
from gridcore.roles import Role
from gridcore.wire.messages import MOST_EDITS

__all__ = ["BuildingForms", "DoorChanges", "Refused", "Standing", "door_changes"]


@dataclass(frozen=True)
class Refused:
    """Why nothing was saved; `homes`: who is kept behind doors that would go, by their addresses."""

    problem: FieldProblem
    homes: tuple[str, ...] = ()


class BuildingForms:
    """Reads and saves them; `may_change`: whether this user does."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        rooms = may(roles, "room", Verb.CREATE) and may(roles, "room", Verb.REMOVE)
        self.may_change = may(roles, "building", Verb.EDIT) and rooms

    async def standing(self, building: RecordId) -> Standing | None:
        """A building as it stands; None when it is not here (any more)."""
        return await self._database.read(lambda connection: standing_building(connection, building))

    async def change(self, seen: Standing, wanted: NewBuilding) -> Refused | None:
        """Change the building and its doors in one save, or say why not.

        What the form saw is the base of each edit; doors and households are those of this moment.
        """
        saving = Saving(self._ports.new_group(), self._ports.moment())

        def write(connection: Connection) -> Refused | None:
            now = standing_building(connection, seen.id)
            if now is None:
                raise LookupError("a building that has left this laptop")
            if not has_arrived(connection, self._community, now.grid):
                return Refused(problem("layout", "still_arriving"))
            others = other_buildings(connection, seen.id)
            wrong = new_building_problem(wanted, others, self._ports.today())
            if wrong is not None:
                return Refused(wrong)
            standing = Standing(seen.id, seen.grid, seen.seen, now.rooms)
            lived_in = door_changes(standing, wanted).lived_in
            if lived_in:
                homes = tuple(home.address for each in lived_in for home in each.homes)
                return Refused(problem("layout", "doors_lived_in"), homes)
            edits = change_building(standing, wanted, saving)
            if len(edits) > MOST_EDITS:
                return Refused(problem("units", "too_many_doors", limit=MOST_EDITS - 1))
            save(connection, self._community, edits, saving.at)
            return None

        return await self._database.write(write)
