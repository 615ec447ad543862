"""Splits and merges of grids that are planned, or that could not be done on their day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.grid_changes import BuildingSize
from gridclient.db.place_tree import building_names
from gridcore.grid_plans import GridPlan, plan_of
from gridcore.ids import RecordId
from gridcore.roster.ids import grid_id

_PLANS = """
SELECT id, grid, "to", name, worker, "on", ends, buildings, keeps_workers, obstacle FROM shown_grid_change
WHERE removed = 0 AND done_on IS NULL ORDER BY "on", id
"""


@dataclass(frozen=True)
class PlannedChange:
    """A plan with the names of its grids and buildings; `obstacle`: why it was not done, as a problem's code.

    No buildings are named where all of them go, or where they are not on this laptop.
    """

    id: RecordId
    plan: GridPlan
    grid_name: str
    to_name: str
    buildings: tuple[str, ...]
    obstacle: str | None


def planned_changes(connection: Connection) -> list[PlannedChange]:
    """All plans that wait, and those that failed, by their days."""
    found = list(_plans(connection))
    grids = dict(map(tuple, connection.exec_driver_sql("SELECT id, name FROM shown_grid WHERE removed = 0")))
    names = building_names(connection) if found else {}
    return [
        PlannedChange(
            record,
            plan,
            grids.get(grid_id(plan.grid)) or plan.grid,
            plan.founded.name if plan.founded is not None else grids.get(grid_id(plan.to)) or plan.to,
            tuple("".join(names[each]) for each in plan.buildings if each in names),
            obstacle,
        )
        for record, plan, obstacle in found
    ]


def planned_buildings(connection: Connection, grid: str, here: Sequence[BuildingSize]) -> frozenset[RecordId]:
    """The buildings of a grid that a plan lets go already."""
    ids = [each.id for each in here]
    waiting = [plan for _, plan, obstacle in _plans(connection) if plan.grid == grid and obstacle is None]
    return frozenset(each for plan in waiting for each in plan.going(ids))


def _plans(connection: Connection) -> Iterator[tuple[RecordId, GridPlan, str | None]]:
    columns = ("grid", "to", "name", "worker", "on", "ends", "buildings", "keeps_workers")
    for record, *told, obstacle in connection.exec_driver_sql(_PLANS):
        cells = dict(zip(columns, told, strict=True))
        flags = {each: bool(cells[each]) for each in ("ends", "keeps_workers")}
        yield RecordId(record), plan_of({**cells, **flags}), obstacle
