"""One walk of a patrol from its begin to its end: each point is kept at once, what is typed as a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from gridclient.actions.notes import QUICK_NOTE, Notes
from gridclient.actions.records import Form, Records, Saved, Unsaved
from gridclient.db import patrols as kept
from gridclient.db.drafts import load_draft
from gridclient.db.listing import ShownRecord, row
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.ids import RecordId, ScopeId
from gridcore.patrols import (
    PATROL,
    PATROL_CHECK,
    PATROL_PLAN,
    PATROL_POINT,
    check_id,
    day_problem,
    end_of,
    tidy_clock,
    times_problems,
    typed_times,
)
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text, moment_in
from gridcore.sync.changes import NOTHING_SEEN

__all__ = ["PatrolWalks", "TypedTimes", "Walk", "WalkPoint"]


@dataclass(frozen=True)
class WalkPoint:
    """A point of a walk, with what was found; `is_left`: it is no longer in the plan.

    `typed` are words that were not saved yet, None where there are none.
    """

    point: RecordId
    place: str
    finding: str | None = None
    what: str = ""
    typed: str | None = None
    is_left: bool = False


@dataclass(frozen=True)
class Walk:
    """The log of one walk; `ended_at` is empty while it goes on, `typed` a remark that was not saved yet."""

    record: RecordId
    plan: RecordId
    content: str
    scope: ScopeId
    started_at: str
    ended_at: str
    worker: str
    remark: str
    typed: str | None
    points: Sequence[WalkPoint]

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


class PatrolWalks:
    """Begins, writes and ends walks."""

    def __init__(
        self, database: Database, records: Records, notes: Notes, ports: Ports, *, worker: str
    ) -> None:
        self._database, self._records, self._notes, self._ports = database, records, notes, ports
        self._worker = worker

    async def walk(self, patrol: RecordId) -> Walk | None:
        """A walk with all points of its plan, and those that were checked and left it since."""
        return await self._database.read(partial(_walk, patrol=patrol))

    async def begin(self, plan: RecordId) -> RecordId:
        """A new walk, from now on."""
        return await self._make(plan, self._ports.moment(), None)

    async def note_afterwards(self, plan: RecordId, typed: TypedTimes) -> RecordId | Sequence[FieldProblem]:
        """A walk that was made without the laptop; none of its points is checked yet."""
        times = self._read_times(typed)
        return await self._make(plan, *times) if isinstance(times, tuple) else times

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

    async def keep_typed(self, walk: Walk, point: WalkPoint, what: str) -> None:
        """Keep words while they are typed."""
        form = await self._records.open_form(PATROL_CHECK, check_id(walk.record, point.point))
        if form is not None:
            await self._records.keep_draft(form, {"what": what.strip() or None})

    async def keep_typed_remark(self, walk: Walk, remark: str) -> None:
        """Keep the remark while it is typed."""
        form = await self._records.open_form(PATROL, walk.record)
        if form is not None:
            await self._records.keep_draft(form, {"remark": remark.strip() or None})

    async def keep_remark(self, walk: Walk, remark: str) -> None:
        """Keep what is to be said of the whole walk."""
        await self._change(walk.record, {"remark": remark.strip() or None})

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

    async def keep_note(self, point: WalkPoint, what: str) -> Saved | Unsaved:
        """Keep what was found as a quick note of one's own, with the words that stand there."""
        form = await self._records.open_form(QUICK_NOTE.kind)  # a new one: another may be half typed
        said = "：".join(filter(None, (point.place, what.strip())))
        return await self._notes.keep(said, form=form)

    def _read_times(self, typed: TypedTimes) -> tuple[str, str] | list[FieldProblem]:
        day = day_problem(typed.day, self._ports.today())
        start, end = tidy_clock(typed.start, "start"), tidy_clock(typed.end, "end")
        problems = [*([day] if day else []), *start.problems, *end.problems]
        zone = self._ports.now().astimezone().tzinfo
        if problems or start.value is None or end.value is None or zone is None:
            return problems
        times = typed_times(date.fromisoformat(str(typed.day)), start.value, end.value, zone)
        return list(times_problems(*times, self._ports.moment())) or times

    async def _make(self, plan: RecordId, started_at: str, ended_at: str | None) -> RecordId:
        form = await self._records.open_form(PATROL, prefill={"plan": plan})
        assert form is not None  # a form for a new record always opens
        told: Values = {"started_at": started_at, "ended_at": ended_at, "worker": self._worker}
        await self._records.save(form, told)
        return form.record

    async def _change(self, patrol: RecordId, values: Values) -> None:
        form = await self._records.open_form(PATROL, patrol)
        if form is not None:
            await self._records.save(form, {**form.typed, **values})


def _walk(connection: Connection, patrol: RecordId) -> Walk | None:
    found = row(connection, PATROL, patrol)
    if found is None or found.removed:
        return None
    plan = RecordId(as_text(found.values["plan"]))
    above = row(connection, PATROL_PLAN, plan)
    checks = {RecordId(as_text(each.values["point"])): each for each in kept.checks_of(connection, patrol)}
    points = [
        _point(connection, each.id, as_text(each.values["place"]), checks.pop(each.id, None))
        for each in kept.points_of(connection, plan)
    ]
    for point, check in checks.items():
        points.append(_point(connection, point, as_text(check.values["place"]), check, is_left=True))
    return Walk(
        record=patrol,
        plan=plan,
        content="" if above is None else as_text(above.values["content"]),
        scope=found.scope,
        started_at=as_text(found.values["started_at"]),
        ended_at=as_text(found.values["ended_at"]),
        worker=as_text(found.values["worker"]),
        remark=as_text(found.values["remark"]),
        typed=_typed(connection, found, "remark"),
        points=points,
    )


def _point(
    connection: Connection, point: RecordId, place: str, check: ShownRecord | None, *, is_left: bool = False
) -> WalkPoint:
    if check is None:
        return WalkPoint(point, place)
    finding, what = as_text(check.values["finding"]) or None, as_text(check.values["what"])
    return WalkPoint(point, place, finding, what, _typed(connection, check, "what"), is_left)


def _typed(connection: Connection, record: ShownRecord, field: str) -> str | None:
    """What was typed into a field and not saved."""
    draft = load_draft(connection, f"{record.kind}/{record.id}")
    return None if draft is None or field not in draft.values else as_text(draft.values[field])
