"""Patrols: what is planned and due, and a walk from its begin to its end, saved point by point."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from gridclient.actions.notes import QUICK_NOTE, Notes
from gridclient.actions.records import Form, Records, Saved, Unsaved
from gridclient.db import patrols as kept
from gridclient.db.listing import ShownRecord, row
from gridclient.db.patrols import LogLine, Made
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.deadlines import DueVisit
from gridcore.field_problems import FieldProblem
from gridcore.fields import GRID, Value, Values
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.patrols import (
    PATROL,
    PATROL_CHECK,
    PATROL_PLAN,
    PATROL_POINT,
    check_id,
    day_problem,
    end_of,
    is_waiting,
    local_day,
    next_patrol,
    tidy_clock,
    times_problems,
    typed_times,
)
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text, moment_in
from gridcore.sync.changes import NOTHING_SEEN
from gridcore.work_calendar import WorkCalendar

__all__ = ["LogLine", "Patrols", "PlanLine", "TypedTimes", "Walk", "WalkPoint"]


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
    is_unsent: bool
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
    def is_asked(self) -> bool:
        """Whether it is under way, or waits to be walked."""
        return self.is_under_way or is_waiting(self.due)


@dataclass(frozen=True)
class WalkPoint:
    """A point of a walk, with what was found; `is_left`: it is no longer in the plan."""

    point: RecordId
    place: str
    finding: str | None = None
    what: str = ""
    is_left: bool = False


@dataclass(frozen=True)
class Walk:
    """The log of one walk; `ended_at` is empty while it goes on."""

    record: RecordId
    plan: RecordId
    content: str
    scope: ScopeId
    started_at: str
    ended_at: str
    worker: str
    remark: str
    points: Sequence[WalkPoint]
    may_write: bool

    @property
    def checked(self) -> int:
        """How many points say what they were like."""
        return sum(each.finding is not None for each in self.points)


@dataclass(frozen=True)
class TypedTimes:
    """Day and times as somebody typed them; the day in ISO where it can be read."""

    day: Value
    start: str
    end: str


class Patrols:
    """What the pages ask; `places`: the grids, or the community, where the user plans and walks."""

    def __init__(
        self,
        database: Database,
        records: Records,
        notes: Notes,
        ports: Ports,
        work: WorkCalendar,
        community: CommunityId,
        *,
        places: Collection[str],
        worker: str,
    ) -> None:
        self._database, self._records, self._notes, self._ports = database, records, notes, ports
        self._work, self._community, self._worker = work, community, worker
        self._places = frozenset(places)

    async def lines(self) -> Sequence[PlanLine]:
        """Every plan on this laptop: what is under way, what waits longest, what comes, and what is over."""
        return await self._database.read(self._lines)

    async def plan(self, plan: RecordId) -> PlanLine | None:
        """One of them; None where it is not here."""
        return next((each for each in await self.lines() if each.record == plan), None)

    async def logs(self, plan: RecordId, offset: int, limit: int) -> tuple[Sequence[LogLine], int]:
        """Some walks of a plan, the newest first, and how many there are."""
        return await self._database.read(
            lambda connection: (
                kept.logs_of(connection, plan, limit, offset),
                kept.count_logs(connection, plan),
            )
        )

    async def walk(self, patrol: RecordId) -> Walk | None:
        """A walk with all points of its plan, and those that were checked and left it since."""
        return await self._database.read(partial(self._walk, patrol=patrol))

    async def begin(self, plan: RecordId) -> RecordId | None:
        """The walk of a plan that goes on, or a new one from now on; None of a plan that is not ours."""
        line = await self.plan(plan)
        if line is None or not line.may_walk:
            return None
        if line.made.open_walk is not None:
            return line.made.open_walk
        return await self._make(plan, self._ports.moment(), None)

    async def tick(self, walk: Walk, point: WalkPoint, finding: str | None, what: str) -> Saved | Unsaved:
        """Keep what a point was like, at once; ticked on two laptops, both meet in one record."""
        values: dict[str, Value] = {"finding": finding, "what": what.strip() or None, "place": point.place}
        record = check_id(walk.record, point.point)
        form = await self._records.open_form(PATROL_CHECK, record)
        if form is None:
            above = await self._database.read(lambda connection: row(connection, PATROL_POINT, point.point))
            if above is None or above.removed:
                return Unsaved((), is_gone=True)
            declared = RECORD_TYPES[PATROL_CHECK]
            named = declared.values_of({"patrol": walk.record, "point": point.point})
            form = Form(declared, record, True, NOTHING_SEEN, named)
        return await self._records.save(form, values)

    async def end(self, walk: Walk) -> bool:
        """The walk ends now; False where it was begun so long ago that its end must be typed."""
        ended_at = end_of(walk.started_at, self._ports.moment()) if moment_in(walk.started_at) else None
        if ended_at is None:
            return False
        await self._change(walk.record, {"ended_at": ended_at})
        return True

    async def go_on(self, walk: Walk) -> None:
        """It was ended by mistake."""
        await self._change(walk.record, {"ended_at": None})

    async def set_times(self, walk: Walk, typed: TypedTimes) -> Sequence[FieldProblem]:
        """Write when a walk began and ended; nothing is written while something is wrong."""
        times = self._read_times(typed)
        if isinstance(times, tuple):
            await self._change(walk.record, {"started_at": times[0], "ended_at": times[1]})
            return ()
        return times

    async def note_afterwards(self, plan: RecordId, typed: TypedTimes) -> RecordId | Sequence[FieldProblem]:
        """A walk that was made without the laptop; None of its points is checked yet."""
        times = self._read_times(typed)
        return await self._make(plan, *times) if isinstance(times, tuple) else times

    async def keep_remark(self, walk: Walk, remark: str) -> None:
        """Keep what is to be said of the whole walk."""
        await self._change(walk.record, {"remark": remark.strip() or None})

    async def keep_note(self, walk: Walk, point: WalkPoint, what: str) -> Saved | Unsaved:
        """Keep what was found as a quick note of one's own, with the words that stand there."""
        form = await self._records.open_form(QUICK_NOTE.kind)  # a new one: another may be half typed
        said = "：".join(filter(None, (point.place, what.strip())))
        return await self._notes.keep(said, form=form)

    async def remove(self, record: RecordId) -> None:
        """It was noted by mistake."""
        await self._records.remove(record)

    async def restore(self, record: RecordId) -> None:
        """It was removed by mistake."""
        await self._records.restore(record)

    def _read_times(self, typed: TypedTimes) -> tuple[str, str] | list[FieldProblem]:
        day = day_problem(typed.day, self._ports.today())
        start, end = tidy_clock(typed.start, "start"), tidy_clock(typed.end, "end")
        problems = [*([day] if day else []), *start.problems, *end.problems]
        if problems or start.value is None or end.value is None:
            return problems
        on = date.fromisoformat(str(typed.day))
        zone = self._ports.now().astimezone().tzinfo
        assert zone is not None
        times = typed_times(on, start.value, end.value, zone)
        return list(times_problems(*times, self._ports.moment())) or times

    async def _make(self, plan: RecordId, started_at: str, ended_at: str | None) -> RecordId:
        form = await self._records.open_form(PATROL, prefill={"plan": plan})
        assert form is not None
        told: Values = {"started_at": started_at, "ended_at": ended_at, "worker": self._worker}
        await self._records.save(form, told)
        return form.record

    async def _change(self, patrol: RecordId, values: Values) -> None:
        form = await self._records.open_form(PATROL, patrol)
        if form is not None:
            await self._records.save(form, values)

    def _lines(self, connection: Connection) -> list[PlanLine]:
        today = self._ports.today()
        names, made = kept.grid_names(connection), kept.made(connection)
        points = kept.point_counts(connection)
        found = [
            self._line(each, names, made.get(each.id, Made()), points.get(each.id, 0), today)
            for each in kept.plans(connection)
        ]
        return sorted(found, key=_rank)

    def _line(
        self, plan: ShownRecord, names: dict[str, str], made: Made, points: int, today: date
    ) -> PlanLine:
        zone = self._ports.now().astimezone().tzinfo
        last = local_day(made.last_at, zone) if zone is not None else None
        return PlanLine(
            record=plan.id,
            scope=plan.scope,
            grid=names.get(plan.scope, ""),
            values=plan.values,
            points=points,
            made=made,
            last=last,
            due=next_patrol(plan.values, last, self._work, today),
            may_walk=self._is_ours(plan.scope),
            is_unsent=plan.waiting,
            is_disputed=plan.disputed,
        )

    def _is_ours(self, scope: ScopeId) -> bool:
        kind, _, code = scope.partition("/")
        return kind == GRID and not self._places.isdisjoint((code, self._community))

    def _walk(self, connection: Connection, patrol: RecordId) -> Walk | None:
        found = row(connection, PATROL, patrol)
        if found is None or found.removed:
            return None
        plan = RecordId(as_text(found.values["plan"]))
        above = row(connection, PATROL_PLAN, plan)
        checks = {as_text(each.values["point"]): each.values for each in kept.checks_of(connection, patrol)}
        points = [
            _point(each.id, as_text(each.values["place"]), checks.pop(each.id, {}))
            for each in kept.points_of(connection, plan)
        ]
        for point, check in checks.items():
            points.append(_point(RecordId(point), as_text(check.get("place")), check, is_left=True))
        return Walk(
            record=patrol,
            plan=plan,
            content="" if above is None else as_text(above.values["content"]),
            scope=found.scope,
            started_at=as_text(found.values["started_at"]),
            ended_at=as_text(found.values["ended_at"]),
            worker=as_text(found.values["worker"]),
            remark=as_text(found.values["remark"]),
            points=points,
            may_write=self._is_ours(found.scope),
        )


def _point(point: RecordId, place: str, check: Values, *, is_left: bool = False) -> WalkPoint:
    finding = as_text(check.get("finding")) or None
    return WalkPoint(point, place, finding, as_text(check.get("what")), is_left)


def _rank(line: PlanLine) -> tuple[int, date, str]:
    """What goes on, then by the day that is due; plans that ask for nothing last."""
    if line.is_under_way:
        return 0, date.min, line.content
    return (1, line.due.due, line.content) if line.due is not None else (2, date.max, line.content)
