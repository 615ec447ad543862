"""Splits and merges of grids as records: planned for a day to come, or noted as done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value
from gridcore.grid_changes import Change, EndedGrid, Going, NewGrid
from gridcore.ids import CommunityId, RecordId
from gridcore.moving import Saving
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import Period, Placed
from gridcore.shapes import as_text, is_date
from gridcore.sync.changes import Seen, creation
from gridcore.sync.edits import Create
from gridcore.sync.stored import Stored

GRID_CHANGE = "grid_change"
MOST_BUILDINGS = 500
"""So many ids one record names."""
_AHEAD = timedelta(days=2 * 366)


@dataclass(frozen=True)
class GridPlan:
    """Buildings go from a grid to another one on a day (ISO); all of them where the grid ends.

    `keeps_workers`: who works the old grid works where they go, too.
    """

    grid: str
    to: str
    on: str
    buildings: Collection[RecordId] = ()
    ends: bool = False
    founded: NewGrid | None = None
    keeps_workers: bool = True

    def is_due(self, day: str) -> bool:
        """Whether its day has come (ISO)."""
        return self.on <= day

    def going(self, here: Collection[RecordId]) -> list[RecordId]:
        """Of the buildings that lie in the old grid now, those that go."""
        wanted = frozenset(self.buildings)
        return [each for each in here if self.ends or each in wanted]


@dataclass(frozen=True)
class WorkersFollow:
    """Buildings went from a grid to another one: who works the first works the second, too."""

    grid: str
    to: str


def plan_edit(plan: GridPlan, record: RecordId, saving: Saving, *, done_on: str | None = None) -> Create:
    """The edit that plans it, or that notes it as done."""
    new = plan.founded
    cells: dict[str, Value] = {
        "grid": plan.grid,
        "to": plan.to,
        "name": None if new is None else new.name.strip(),
        "worker": None if new is None else new.worker,
        "on": plan.on,
        "ends": plan.ends,
        "buildings": " ".join(sorted(plan.buildings)) or None,
        "keeps_workers": plan.keeps_workers,
        "done_on": done_on,
    }
    declared = RECORD_TYPES[GRID_CHANGE]
    return creation(declared, record, cells, grp=saving.grp, at=saving.at, scope=COMMUNITY_SCOPE)


def plan_of(cells: Mapping[str, Value]) -> GridPlan:
    """What a record of such a change says."""
    name, worker = as_text(cells.get("name")), as_text(cells.get("worker"))
    to = as_text(cells.get("to"))
    return GridPlan(
        as_text(cells.get("grid")),
        to,
        as_text(cells.get("on")),
        tuple(map(RecordId, as_text(cells.get("buildings")).split())),
        ends=cells.get("ends") is True,
        founded=NewGrid(to, name, worker or None) if name else None,
        keeps_workers=cells.get("keeps_workers") is True,
    )


def waits(cells: Mapping[str, Value]) -> bool:
    """Whether such a record is a plan that was neither carried out nor given up."""
    return cells.get("done_on") is None and cells.get("obstacle") is None


def day_problem(day: Value, today: date) -> FieldProblem | None:
    """What is wrong with the day (ISO) from which a change shall hold: it may lie ahead, but in sight."""
    if not isinstance(day, str) or not is_date(day):
        return problem("date", "date_unreadable")
    return problem("date", "date_too_late") if day > (today + _AHEAD).isoformat() else None


def obstacle(plan: GridPlan, ended: Mapping[str, Value], here: Collection[RecordId]) -> str | None:
    """Why a plan cannot be carried out, as the code of a problem.

    `ended`: of each grid that there is, the day on which it ended; `here`: what lies in the old grid.
    """
    if plan.grid not in ended:
        return "grid_ended"
    if plan.founded is not None:
        if plan.to in ended:
            return "code_taken"
    elif plan.to not in ended or ended[plan.to] is not None or plan.to == plan.grid:
        return "grid_ended"
    return None if plan.ends or plan.going(here) else "no_building"


def planned_change(
    community: CommunityId,
    plan: GridPlan,
    town: Sequence[Stored],
    inside: Sequence[Stored],
    *,
    room_by_room: bool,
) -> Change:
    """The change that a plan comes to, with what lies in the old grid on its day.

    `town`: the grids and the former grids of buildings; `inside`: buildings, rooms and facilities.
    """
    along: dict[str, list[RecordId]] = defaultdict(list)
    for each in inside:
        place = each.cells.get("place")
        if each.kind == "facility":
            along[as_text(each.cells.get("building"))].append(each.id)
        elif each.kind == "room" and room_by_room and isinstance(place, dict):
            along[as_text(place.get("building"))].append(each.id)
    buildings = {each.id: each for each in inside if each.kind == "building"}
    going = [
        Going(_placed(plan.grid, buildings[each], town), _seen(buildings[each]), tuple(along.pop(each, ())))
        for each in plan.going(list(buildings))
    ]
    last = max((each.placed.since or "" for each in going), default="")
    beside = tuple(chain.from_iterable(along.values())) if plan.ends else ()
    old = next(each for each in town if each.kind == "grid" and each.cells.get("code") == plan.grid)
    ended = EndedGrid(old.id, _seen(old)) if plan.ends else None
    on = max(plan.on, last)
    return Change(community, going, plan.to, on, beside=beside, founded=plan.founded, ended=ended)


def _placed(grid: str, building: Stored, town: Sequence[Stored]) -> Placed:
    left = [each.cells for each in town if each.kind == "grid_period"]
    former = [
        Period(as_text(each.get("grid")), as_text(each.get("since")) or None, as_text(each.get("until")))
        for each in left
        if each.get("building") == building.id
    ]
    since = as_text(building.cells.get("in_grid_since")) or None
    return Placed(building.id, grid, since, tuple(former))


def _seen(stored: Stored) -> Seen:
    """As the server knows it: nothing is newer."""
    return Seen(dict(stored.cells), dict.fromkeys(RECORD_TYPES[stored.kind].cells, stored.seq))
