"""Splitting a grid and merging two: what would become of them, and doing it in one save, now or on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gridclient.db.arrived import has_arrived
from gridclient.db.facts import facts, save, seen_of
from gridclient.db.grid_changes import BuildingSize, GridContent, GridLine, content_of, grid_lines
from gridclient.db.grid_plans import PlannedChange, planned_buildings, planned_changes
from gridclient.db.regrouping import placed_buildings
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem, problem
from gridcore.grid_changes import (
    Change,
    EndedGrid,
    Going,
    NewGrid,
    change_edits,
    new_grid_problem,
    next_grid_code,
)
from gridcore.grid_plans import MOST_BUILDINGS, GridPlan, day_problem, plan_edit
from gridcore.grid_size import is_too_large
from gridcore.ids import CommunityId, RecordId
from gridcore.moving import Saving
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import regroup_problem
from gridcore.roles import Role
from gridcore.sync.edits import Edit, Remove
from gridcore.wire.messages import MOST_EDITS

__all__ = [
    "BuildingSize",
    "GridChanges",
    "GridContent",
    "GridLine",
    "NewGrid",
    "PlannedChange",
    "SizeChange",
    "Wanted",
    "size_changes",
]

_MANY_RECORDS = 900
"""Identities and reasons lie beside what is here, at most as many again: one move carries 2,000."""


@dataclass(frozen=True)
class Wanted:
    """The buildings that leave a grid, where to and since when (ISO). A grid that ends gives all of them.

    `keeps_workers`: who works the grid works where they go, too.
    """

    grid: str
    buildings: Collection[RecordId]
    to: str | NewGrid | None
    on: str
    ends: bool = False
    keeps_workers: bool = True


@dataclass(frozen=True)
class SizeChange:
    """A grid before and after; empty names where it has none yet."""

    name: str
    worker: str
    households: tuple[int, int]
    people: tuple[int, int]

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than one worker can know, afterwards."""
        return is_too_large(self.households[1], self.people[1])


def size_changes(
    grid: GridLine, leaving: Collection[BuildingSize], to: GridLine | NewGrid | None, *, ends: bool
) -> tuple[SizeChange, ...]:
    """What becomes of both grids; of the first alone while nobody has said where to."""
    households = grid.households if ends else sum(each.households for each in leaving)
    people = grid.people if ends else sum(each.people for each in leaving)
    left = SizeChange(
        grid.name,
        grid.worker,
        (grid.households, grid.households - households),
        (grid.people, grid.people - people),
    )
    match to:
        case None:
            return (left,)
        case NewGrid():
            return left, SizeChange(to.name, to.worker or "", (0, households), (0, people))
        case GridLine():
            sizes = (to.households, to.households + households), (to.people, to.people + people)
            return left, SizeChange(to.name, to.worker, *sizes)


class GridChanges:
    """What a supervisor does when a grid has grown too large, or two should be one."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        """`may_change`: whether this user does so."""
        self._database, self._community, self._ports = database, community, ports
        self.may_change = may(roles, "grid", Verb.CREATE)

    async def grids(self) -> Sequence[GridLine]:
        """Every grid of the community that is known here, with its size."""
        return await self._database.read(lambda connection: grid_lines(connection, self._community))

    async def content(self, grid: str) -> GridContent:
        """What lies in a grid, building by building."""
        return await self._database.read(lambda connection: content_of(connection, grid))

    def next_code(self, grids: Sequence[GridLine]) -> str:
        """The code that a new grid would get."""
        return next_grid_code(self._community, [each.code for each in grids])

    async def planned(self) -> Sequence[PlannedChange]:
        """What is planned for days to come, and what was planned and could not be done."""
        return await self._database.read(planned_changes)

    async def take_back(self, planned: RecordId) -> None:
        """Give a plan up."""
        grp, at = self._ports.new_group(), self._ports.moment()

        def write(connection: Connection) -> None:
            found = facts(connection, planned)
            seq = found.confirmed.seq if found is not None and found.confirmed is not None else 0
            save(connection, self._community, [Remove(0, grp, planned, seq, at)], at)

        await self._database.write(write)

    async def change(self, wanted: Wanted) -> FieldProblem | None:
        """Let the buildings go in one save, or say why they cannot. The server takes them there.

        Until then they are shown where they were; nothing happens by halves, whatever the line does. What
        shall hold from a day to come is planned: the server does it on that day.
        """
        wrong = day_problem(wanted.on, self._ports.today())
        if wrong is not None:
            return wrong
        saving, record = Saving(self._ports.new_group(), self._ports.moment()), self._ports.new_id()

        def write(connection: Connection) -> FieldProblem | None:
            made = self._made(connection, wanted)
            if isinstance(made, FieldProblem):
                return made
            edits = self._edits(made, wanted, record, saving)
            if len(edits) > MOST_EDITS or len(made.going) > MOST_BUILDINGS:
                return problem("buildings", "too_many_at_once")
            save(connection, self._community, edits, saving.at)
            return None

        return await self._database.write(write)

    def _edits(self, made: Change, wanted: Wanted, record: RecordId, saving: Saving) -> list[Edit]:
        """A plan alone; or all that happens, with a note of it that lets the workers go along."""
        going = [] if wanted.ends else [each.placed.building for each in made.going]
        plan = GridPlan(
            wanted.grid, made.to, made.on, going, made.ended is not None, made.founded, wanted.keeps_workers
        )
        if not plan.is_due(self._ports.today().isoformat()):
            return [plan_edit(plan, record, saving)]
        return [*change_edits(made, saving), plan_edit(plan, record, saving, done_on=made.on)]

    def _made(self, connection: Connection, wanted: Wanted) -> Change | FieldProblem:
        if not has_arrived(connection, self._community, wanted.grid):
            return problem("buildings", "still_arriving")
        grids = {each.code: each for each in grid_lines(connection, self._community)}
        to = self._target(wanted, grids)
        if isinstance(to, FieldProblem):
            return to
        content = content_of(connection, wanted.grid)
        leaving = [each for each in content.buildings if wanted.ends or each.id in wanted.buildings]
        wrong = _problem_of(wanted, content, leaving)
        if wrong is not None:
            return wrong
        if planned_buildings(connection, wanted.grid, leaving):
            return problem("buildings", "is_planned")
        going = _going(connection, leaving, to, wanted.on)
        if isinstance(going, FieldProblem):
            return going
        return Change(
            self._community,
            going,
            to,
            wanted.on,
            beside=content.beside if wanted.ends else (),
            founded=wanted.to if isinstance(wanted.to, NewGrid) else None,
            ended=_ended(connection, grids[wanted.grid]) if wanted.ends else None,
        )

    def _target(self, wanted: Wanted, grids: Mapping[str, GridLine]) -> str | FieldProblem:
        """The code of the grid to which they go."""
        match wanted.to:
            case None:
                return problem("grid", "no_grid_chosen")
            case NewGrid() as new:
                return new_grid_problem(self._community, new, grids) or new.code
            case str() as code:
                if code == wanted.grid:
                    return problem("grid", "same_grid")
                is_ended = code not in grids or grids[code].ended_on is not None
                return problem("grid", "grid_ended") if is_ended else code


def _problem_of(wanted: Wanted, content: GridContent, leaving: Sequence[BuildingSize]) -> FieldProblem | None:
    if not leaving and not wanted.ends:
        return problem("buildings", "no_building")
    if not wanted.ends and len(leaving) == len(content.buildings):
        return problem("buildings", "all_buildings")
    if any(each.is_on_its_way for each in leaving):
        return problem("buildings", "waits_to_move")
    return None


def _going(
    connection: Connection, leaving: Sequence[BuildingSize], to: str, on: str
) -> list[Going] | FieldProblem:
    placed = {each.building: each for each in placed_buildings(connection)}
    going: list[Going] = []
    for each in leaving:
        wrong = regroup_problem(placed[each.id], to, on)
        if wrong is not None:
            return wrong
        seen = seen_of(connection, RECORD_TYPES["building"], each.id)
        if seen is None:
            raise LookupError("a building that has left this laptop")
        rooms = each.rooms if each.records > _MANY_RECORDS else ()
        going.append(Going(placed[each.id], seen, (*each.facilities, *rooms)))
    return going


def _ended(connection: Connection, grid: GridLine) -> EndedGrid:
    seen = seen_of(connection, RECORD_TYPES["grid"], grid.id)
    if seen is None:
        raise LookupError("a grid that is not on this laptop")
    return EndedGrid(grid.id, seen)
