"""Splits and merges of grids as records: planned for a day to come, or noted as done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value
from gridcore.grid_changes import NewGrid
from gridcore.ids import RecordId
from gridcore.moving import Saving
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text, is_date
from gridcore.sync.changes import creation
from gridcore.sync.edits import Create

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
