"""Which grid a building belongs to on a day, and the edits by which it goes to another one.

A building belongs to exactly one grid: the one whose scope it lies in. What it belonged to before is kept
with its dates, so that a report about last year still counts it where it was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import GRID, Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.moving import Saving
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen, changes, creation
from gridcore.sync.edits import Edit, Move


@dataclass(frozen=True)
class Period:
    """A time in a grid, from the first day to the day on which the building had left; ISO."""

    grid: str
    since: str | None
    until: str


@dataclass(frozen=True)
class Placed:
    """A building with the grid that it belongs to now, and those that it has left."""

    building: RecordId
    grid: str
    since: str | None
    former: tuple[Period, ...] = ()

    def grid_on(self, day: str) -> str | None:
        """The code of the grid to which the building belonged on a day (ISO); None before it was known."""
        if self.since is None or day >= self.since:
            return self.grid
        return next((each.grid for each in self.former if _covers(each, day)), None)


def _covers(period: Period, day: str) -> bool:
    return (period.since or "") <= day < period.until


def counted_by_grid(
    placed: Iterable[Placed], counts: Iterable[tuple[RecordId, str, int]]
) -> Mapping[str, int]:
    """What was counted in buildings on days (ISO), by the grid to which each belonged on that day."""
    known = {each.building: each for each in placed}
    found: Counter[str] = Counter()
    for building, day, count in counts:
        grid = known[building].grid_on(day) if building in known else None
        if grid is not None:
            found[grid] += count
    return found


def period_id(building: RecordId, former: int) -> RecordId:
    """The id of a building's next former grid: two laptops that tell of one regrouping make one record."""
    return derived_id("grid_period", building, str(former))


def regroup_problem(placed: Placed, to: str, on: str) -> FieldProblem | None:
    """Why a building cannot go to a grid on a day."""
    if to == placed.grid:
        return problem("grid", "same_grid")
    last = max([placed.since or "", *(each.until for each in placed.former)])
    return problem("until", "date_too_early") if on < last else None


def regroup_edits(placed: Placed, seen: Seen, to: str, on: str, saving: Saving) -> list[Edit]:
    """A building goes to another grid on a day (ISO), with all that hangs on it."""
    declared, period = RECORD_TYPES["building"], RECORD_TYPES["grid_period"]
    left: dict[str, Value] = {
        "building": placed.building,
        "grid": placed.grid,
        "since": placed.since,
        "until": on,
    }
    known = period_id(placed.building, len(placed.former))
    since: dict[str, Value] = {"in_grid_since": on}
    return [
        creation(period, known, left, grp=saving.grp, at=saving.at, scope=COMMUNITY_SCOPE),
        *changes(declared, placed.building, seen, since, grp=saving.grp, at=saving.at),
        Move(0, saving.grp, placed.building, ScopeId(f"{GRID}/{to}"), saving.at),
    ]
