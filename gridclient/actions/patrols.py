"""Patrol plans: what was made of each, when the next walk is due, and who walks it now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.patrol_walks import PatrolWalks, TypedTimes
from gridclient.actions.records import Records
from gridclient.db import patrols as kept
from gridclient.db.grid_changes import GridInUse, grids_in_use
from gridclient.db.listing import ShownRecord
from gridclient.db.patrols import LogLine, Made
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.deadlines import DueVisit
from gridcore.field_problems import FieldProblem
from gridcore.fields import GRID, Values
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.patrol import patrol_sheet
from gridcore.patrols import is_waiting, local_day, next_patrol
from gridcore.shapes import as_text
from gridcore.work_calendar import WorkCalendar

__all__ = ["GridInUse", "LogLine", "Made", "Patrols", "PlanLine"]


@dataclass(frozen=True)
class PlanLine:
    """A plan, what was made of it, and when the next walk is due; `may_walk`: it is of an own grid."""

    record: RecordId
    scope: ScopeId
    grid: str
    values: Values
    points: int
    made: Made
    last: date | None
    due: DueVisit | None
    may_walk: bool
    is_disputed: bool

    @property
    def content(self) -> str:
        """What is looked after."""
        return as_text(self.values.get("content"))

    @property
    def is_under_way(self) -> bool:
        """Whether somebody walks it."""
        return self.made.open_walk is not None

    @property
    def is_waiting(self) -> bool:
        """Whether it waits to be walked, and nobody has begun."""
        return not self.is_under_way and is_waiting(self.due)


class Patrols:
    """What the pages ask; `places`: the grids, or the community, where the user plans and walks."""

    def __init__(
        self,
        database: Database,
        records: Records,
        walks: PatrolWalks,
        ports: Ports,
        work: WorkCalendar,
        community: CommunityId,
        *,
        places: Collection[str],
    ) -> None:
        self._database, self._records, self._walks, self._ports = database, records, walks, ports
        self._work, self._community = work, community
        self._places = frozenset(places)

    async def lines(self) -> Sequence[PlanLine]:
        """Every plan on this laptop: what is under way, what waits longest, what comes, and what is over."""
        return await self._database.read(self._lines)

    async def plan(self, plan: RecordId) -> PlanLine | None:
        """One of them; None where it is not here."""
        return next((each for each in await self.lines() if each.record == plan), None)

    async def asked(self) -> Sequence[PlanLine]:
        """What is under way or waits in the user's own grids."""
        found = await self.lines()
        return [each for each in found if each.may_walk and (each.is_under_way or each.is_waiting)]

    async def grids(self) -> Sequence[GridInUse]:
        """Where the user may plan."""
        found = await self._database.read(lambda connection: grids_in_use(connection, self._community))
        return [each for each in found if each.is_here and self._is_ours(each.scope)]

    async def logs(self, plan: RecordId, offset: int, limit: int) -> tuple[Sequence[LogLine], int]:
        """Some walks of a plan, the newest first, and how many there are."""
        return await self._database.read(
            lambda connection: (
                kept.logs_of(connection, plan, limit, offset),
                kept.count_logs(connection, plan),
            )
        )

    async def sheet(self, plan: RecordId) -> Paper | None:
        """The plan on paper, with its points to be ticked; None of one that is not here."""
        line = await self.plan(plan)
        if line is None:
            return None
        points = await self._database.read(lambda connection: kept.points_of(connection, plan))
        places = [as_text(each.values["place"]) for each in points]
        return patrol_sheet(line.values, line.grid, places, self._ports.today())

    async def begin(self, plan: RecordId) -> RecordId | None:
        """The walk of a plan that goes on, or a new one from now on; None of a plan that is not ours."""
        line = await self.plan(plan)
        if line is None or not line.may_walk:
            return None
        return line.made.open_walk or await self._walks.begin(plan)

    async def note_afterwards(
        self, plan: RecordId, typed: TypedTimes
    ) -> RecordId | Sequence[FieldProblem] | None:
        """A walk that was made without the laptop; None of a plan that is not ours."""
        line = await self.plan(plan)
        if line is None or not line.may_walk:
            return None
        return await self._walks.note_afterwards(plan, typed)

    async def remove(self, record: RecordId) -> None:
        """A plan or a walk was noted by mistake."""
        await self._records.remove(record)

    async def restore(self, record: RecordId) -> None:
        """It was removed by mistake."""
        await self._records.restore(record)

    def _lines(self, connection: Connection) -> list[PlanLine]:
        today, zone = self._ports.today(), self._ports.now().astimezone().tzinfo
        names, made = kept.grid_names(connection), kept.made(connection)
        points = kept.point_counts(connection)
        found = []
        for each in kept.plans(connection):
            done = made.get(each.id, Made())
            last = local_day(done.last_at, zone) if zone is not None else None
            grid, count = names.get(each.scope, ""), points.get(each.id, 0)
            found.append(self._line(each, grid, count, done, last, today))
        return sorted(found, key=_rank)

    def _line(
        self, plan: ShownRecord, grid: str, points: int, made: Made, last: date | None, today: date
    ) -> PlanLine:
        return PlanLine(
            record=plan.id,
            scope=plan.scope,
            grid=grid,
            values=plan.values,
            points=points,
            made=made,
            last=last,
            due=next_patrol(plan.values, last, self._work, today),
            may_walk=self._is_ours(plan.scope),
            is_disputed=plan.disputed,
        )

    def _is_ours(self, scope: ScopeId) -> bool:
        kind, _, code = scope.partition("/")
        return kind == GRID and not self._places.isdisjoint((code, self._community))


def _rank(line: PlanLine) -> tuple[int, date, str]:
    """What goes on, then by the day that is due; plans that ask for nothing last."""
    if line.is_under_way:
        return 0, date.min, line.content
    return (1, line.due.due, line.content) if line.due is not None else (2, date.max, line.content)
