"""Recording visits: what the form opens with, drafts, submitting, and the list of what one recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from gridclient.actions.case_from_visit import begin_case
from gridclient.actions.dispute_from_visit import (
    TO_MEDIATORS,
    Written,
    asks_mediators,
    report_problems,
    reports_beside,
)
from gridclient.actions.dispute_reports import hands_in
from gridclient.actions.records import Beside, Form, Records, Saved, StepTo, Unsaved
from gridclient.actions.visit_consent import SAID, Answer, answer_of, written_beside
from gridclient.actions.visit_drafts import DraftLine, draft_lines, led
from gridclient.db import notes
from gridclient.db import visits as kept
from gridclient.db.consents import answers_of
from gridclient.db.facts import seen_of
from gridclient.db.merged import standing_here
from gridclient.db.notes import Note
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection, Database
from gridclient.db.visits import Door, FoundDoor, PastVisit, PersonAtDoor, PlanAtDoor, VisitLine
from gridclient.ports import Ports
from gridcore.codes.visits import USUAL_PURPOSE
from gridcore.deadlines import LastVisit, PlannedVisits, due_visit
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values, record_type
from gridcore.follow_ups import coming_again
from gridcore.ids import RecordId
from gridcore.permissions import may_edit_cell
from gridcore.records.visits import Visit
from gridcore.roles import Role
from gridcore.sync.changes import Seen
from gridcore.visit_checks import visit_problems
from gridcore.work_calendar import WorkCalendar
from gridcore.workflows.approval import DRAFT, SUBMITTED, VISIT_APPROVAL

__all__ = [
    "NOTE",
    "VISIT",
    "Door",
    "DraftLine",
    "FoundDoor",
    "OpenVisit",
    "PastVisit",
    "PersonAtDoor",
    "PlanAtDoor",
    "VisitAsked",
    "VisitLine",
    "VisitPage",
    "Visits",
    "day_of",
]

VISIT = record_type(Visit)
_JUDGED = ("approval", "remark", "remark_field")
NOTE = "note"
"""The name under which a draft keeps the note that it began with; no field of a visit."""
_CHECKED = ("visited_on", "resident", "goods", "signed", "signature")


@dataclass(frozen=True)
class VisitAsked:
    """Which form to open: for a household, perhaps one person of it; a recorded visit; a draft; a note."""

    household: RecordId | None = None
    resident: RecordId | None = None
    visit: RecordId | None = None
    draft: RecordId | None = None
    note: RecordId | None = None
    kind: str | None = None
    """The kind that a new visit begins with, where what asked for it says one."""


@dataclass(frozen=True)
class OpenVisit:
    """A form that is open: the door, what was there before, and what the supervisor remarked."""

    asked: VisitAsked
    form: Form
    door: Door
    past: Sequence[PastVisit]
    note: RecordId | None
    state: str
    remark_field: str | None
    remark: str
    hands_in: bool = False
    """Whether a dispute is handed in to the mediators; who mediates begins a case."""
    is_led: bool = False
    """Whether another household or person was asked for, which was merged into this one."""

    @property
    def is_restored(self) -> bool:
        """Whether a draft was left of it."""
        return bool(self.form.typed)

    def person(self, resident: Value) -> PersonAtDoor | None:
        """One of those who live there."""
        return next((each for each in self.door.people if each.resident == resident), None)


@dataclass(frozen=True)
class VisitPage:
    """Some lines of the list, and how many there are."""

    lines: Sequence[VisitLine]
    total: int


class Visits:
    """What a worker does with visits."""

    def __init__(
        self,
        database: Database,
        records: Records,
        work: WorkCalendar,
        ports: Ports,
        *,
        worker: str,
        roles: frozenset[Role],
    ) -> None:
        self._database, self._records, self._work, self._ports = database, records, work, ports
        self._worker, self._roles = worker, roles
        self._counted: tuple[int, int] | None = None

    async def open(self, asked: VisitAsked) -> OpenVisit | None:
        """The form that was asked for, with the draft that was left of it; None for what is not here."""
        if asked.visit is not None:
            return await self._open_recorded(asked, asked.visit)
        standing = await self._database.read(partial(_standing, asked=asked))
        opened = await self._open_new(standing)
        return opened if opened is None else replace(opened, is_led=standing != asked)

    async def _open_new(self, asked: VisitAsked) -> OpenVisit | None:
        left = await self._left_unsaved(asked)
        if left is not None:
            return await self._opened(asked, left)
        household = await self._household(asked)
        if household is None:
            return None
        today = self._ports.today()
        named, day = asked.resident, today.isoformat()
        door = await self._database.read(lambda c: kept.door(c, household, day, named))
        if door is None:
            return None
        note = await self._note(asked.note)
        form = await self._records.open_form("visit", None, self._prefill(door, asked, note))
        return None if form is None else await self._opened(asked, form)

    async def follow(self, opened: OpenVisit) -> OpenVisit:
        """The open form with what the supervisor says now: a return meets what is being typed, or a draft.

        What is typed keeps the bases on which it was begun.
        """
        now = await self._database.read(lambda connection: seen_of(connection, VISIT, opened.form.record))
        form = opened.form if now is None else _judged_now(opened.form, now)
        remark_field, remark = form.values.get("remark_field"), form.values.get("remark")
        return replace(
            opened,
            form=form,
            state=str(form.values.get("approval") or DRAFT),
            remark_field=remark_field if isinstance(remark_field, str) else None,
            remark=remark if isinstance(remark, str) else "",
        )

    def plan_day(self, plan: PlanAtDoor | None, visited_on: date) -> date | None:
        """When the plan wants the next visit, if this one was on that day."""
        if plan is None:
            return None
        ends = date.fromisoformat(plan.ends_on) if plan.ends_on else None
        planned = PlannedVisits(plan.frequency, date.fromisoformat(plan.starts_on), ends)
        due = due_visit(planned, LastVisit(on=visited_on), {}, self._work, visited_on)
        return due.due if due is not None else None

    async def keep_draft(self, opened: OpenVisit, typed: Values) -> None:
        """Keep what is typed so far; of a new visit everything that the form shows."""
        whole = {**typed, NOTE: opened.note} if opened.form.is_new and opened.note else typed
        await self._records.keep_draft(opened.form, whole)

    async def discard(self, opened: OpenVisit) -> None:
        """Forget what was typed."""
        await self._records.discard_draft(opened.form)

    def problems(self, opened: OpenVisit, whole: Values) -> Sequence[FieldProblem]:
        """What is wrong with a visit because of its door, or of what was handed over.

        Of a recorded one nothing, as long as that stays as it is.
        """
        before = opened.form.values
        if not opened.form.is_new and all(whole.get(each) == before.get(each) for each in _CHECKED):
            return ()
        person = opened.person(whole.get("resident"))
        return visit_problems(whole, opened.door.stay, person.stay if person is not None else None)

    async def submit(self, opened: OpenVisit, values: Values) -> Saved | Unsaved:
        """Save the visit, hand it to the supervisor and note the day with the household, in one group."""
        form, saved = opened.form, dict(values)
        saved.pop(NOTE, None)
        answer, agreed = answer_of(saved.pop(SAID, None)), saved.pop(TO_MEDIATORS, None)
        told = {**form.values, **saved}
        is_passed_on = opened.hands_in and agreed is True and asks_mediators(form.values, told)
        wrong = [*self.problems(opened, told), *(report_problems(told) if is_passed_on else ())]
        if wrong:
            return Unsaved(wrong)
        if form.is_new:
            person = opened.person(saved.get("resident"))
            saved |= {
                "household": opened.door.household,
                "plan": person.plan.plan if person is not None and person.plan is not None else None,
                "worker": self._worker,
                "recorded_at": self._ports.moment(),
            }
        saved |= self._coming_again(opened, {**form.values, **saved})
        whole = {**form.values, **saved}
        beside = await self._noted_beside(opened, whole)
        beside += await self._answered(opened, whole, answer)
        if is_passed_on:
            person = opened.person(whole.get("resident"))
            written = Written(self._worker, self._ports.new_id(), self._ports.moment())
            beside += await reports_beside(self._database, opened.door, person, whole, written)
        steps = [StepTo(SUBMITTED)] if self._may_submit(opened.state) else []
        done = await self._records.save(form, saved, steps=steps, beside=beside)
        if isinstance(done, Saved) and form.values.get("follow_up") != whole.get("follow_up"):
            await begin_case(self._records, self._ports, self._roles, opened.door.address, whole)
        return done

    async def lines(self, offset: int, limit: int) -> VisitPage:
        """What the worker recorded, what came back first; counted anew only after a record changed."""
        return await self._database.read(lambda connection: self.page(connection, offset, limit))

    def page(self, connection: Connection, offset: int, limit: int) -> VisitPage:
        """The same, for the one thread that reads."""
        now = version(connection)
        if self._counted is None or self._counted[0] != now:
            self._counted = now, kept.count_visits(connection, self._worker)
        return VisitPage(kept.visit_lines(connection, self._worker, limit, offset), self._counted[1])

    async def drafts(self) -> Sequence[DraftLine]:
        """Forms that were left unsaved, latest first."""
        return await draft_lines(self._database, self._records, self._ports.today())

    async def words_left(self, asked: VisitAsked) -> str:
        """What was typed for a household that is no longer on this computer."""
        left = await self._left_unsaved(asked)
        return str(left.typed.get("said") or "") if left is not None else ""

    async def find(self, text: str) -> Sequence[FoundDoor]:
        """Households by address, or by who lives there."""
        return await self._database.read(lambda connection: kept.find_doors(connection, text))

    async def _open_recorded(self, asked: VisitAsked, visit: RecordId) -> OpenVisit | None:
        form = await self._records.open_form("visit", visit)
        return None if form is None else await self._opened(asked, form)

    async def _left_unsaved(self, asked: VisitAsked) -> Form | None:
        """The newest draft of a new visit that was begun for the same."""
        for kept_form in await self._records.drafts("visit"):
            each = await led(self._database, kept_form)
            if asked.draft is not None:
                if each.record == asked.draft:
                    return each
            elif asked.note is not None:
                if each.values.get(NOTE) == asked.note:
                    return each
            elif (
                asked.household in (None, each.values.get("household"))
                and asked.resident in (None, each.values.get("resident"))
                and asked != VisitAsked()
            ):
                return each
        return None

    async def _household(self, asked: VisitAsked) -> RecordId | None:
        resident = asked.resident
        if asked.household is not None:
            return asked.household
        if resident is not None:
            return await self._database.read(lambda connection: kept.household_of(connection, resident))
        note = await self._note(asked.note)
        return note.household if note is not None else None

    async def _note(self, note: RecordId | None) -> Note | None:
        if note is None:
            return None
        return await self._database.read(lambda connection: notes.note(connection, note))

    def _prefill(self, door: Door, asked: VisitAsked, note: Note | None) -> Mapping[str, Value]:
        person = next((each for each in door.people if each.resident == asked.resident), None)
        if person is None and door.people and (len(door.people) == 1 or door.people[0].plan is not None):
            person = door.people[0]
        plan = person.plan if person is not None else None
        return {
            "household": door.household,
            "resident": person.resident if person is not None else None,
            "plan": plan.plan if plan is not None else None,
            "visited_on": (note.day if note is not None else "") or self._ports.today().isoformat(),
            "kind": asked.kind or ("care" if plan is not None else "contact"),
            "way": (plan.way if plan is not None else None) or "door",
            "purpose": USUAL_PURPOSE,
            "needs": [*plan.needs] if plan is not None and plan.needs else None,
            "said": note.said if note is not None else None,
        }

    async def _opened(self, asked: VisitAsked, form: Form) -> OpenVisit | None:
        shown = {**form.values, **form.typed}
        household, resident = RecordId(str(shown.get("household"))), shown.get("resident")
        today = self._ports.today().isoformat()
        person = RecordId(resident) if isinstance(resident, str) else None
        door = await self._database.read(lambda connection: kept.door(connection, household, today, person))
        if door is None:
            return None
        past = await self._database.read(
            lambda connection: kept.past_visits(connection, household, person, but=form.record)
        )
        note = asked.note or shown.get(NOTE)
        opened = OpenVisit(
            asked=asked,
            form=form,
            door=door,
            past=past,
            note=RecordId(note) if isinstance(note, str) else None,
            state=DRAFT,
            remark_field=None,
            remark="",
            hands_in=hands_in(self._roles),
        )
        return await self.follow(opened)

    def _coming_again(self, opened: OpenVisit, whole: Values) -> Values:
        """The day on which somebody comes back, or the follow-up that a day asks for; what stands stays."""
        day, person = day_of(whole.get("visited_on")), opened.person(whole.get("resident"))
        before = opened.form.values.get("next_date")
        if day is None or (before and before == whole.get("next_date")):
            return {}
        plan = person.plan if person is not None else None
        return coming_again(whole, day, self.plan_day(plan, day), has_plan=plan is not None)

    def _may_submit(self, state: str) -> bool:
        return any(each.to == SUBMITTED for each in VISIT_APPROVAL.steps_for(state, self._roles))

    async def _noted_beside(self, opened: OpenVisit, whole: Values) -> list[Beside]:
        """The household's last visit, where somebody was met and it is later; the note that is done with."""
        found = []
        day, household = whole.get("visited_on"), opened.door.household
        if (
            whole.get("met") is True
            and isinstance(day, str)
            and may_edit_cell(self._roles, "household", "last_visit")
        ):
            door = await self._database.read(lambda connection: kept.door(connection, household, day))
            if door is not None and (door.last_visit or "") < day:
                found.append(Beside("household", household, {"last_visit": day}))
        if opened.note is not None:
            found.append(Beside("quick_note", opened.note, {"done": True}))
        return found

    async def _answered(self, opened: OpenVisit, whole: Values, answer: Answer | None) -> list[Beside]:
        """What the person visited answered about consent."""
        person = opened.person(whole.get("resident"))
        if answer is None or person is None or day_of(whole.get("visited_on")) is None:
            return []
        answers = await self._database.read(partial(answers_of, resident=person.resident))
        return written_beside(person, answer, answers, self._ports.new_id(), whole, self._worker)


def _judged_now(form: Form, now: Seen) -> Form:
    """The form with the cells that nobody types into as they stand now."""
    cells, bases = {**form.seen.cells}, {**form.seen.bases}
    for name in _JUDGED:
        cells[name] = now.cells.get(name)
        bases[name] = now.bases.get(name, 0)
    values = {**form.values, **{name: now.cells.get(name) for name in _JUDGED}}
    return replace(form, seen=Seen(cells, bases), values=values)


def day_of(typed: Value) -> date | None:
    """A day as it is typed; None for what is none."""
    try:
        return date.fromisoformat(typed) if isinstance(typed, str) else None
    except ValueError:
        return None


def _standing(connection: Connection, asked: VisitAsked) -> VisitAsked:
    """The same, of the household and the person that stand for those that were merged away."""
    home, person = asked.household, asked.resident
    return replace(
        asked,
        household=home and standing_here(connection, home),
        resident=person and standing_here(connection, person),
    )
