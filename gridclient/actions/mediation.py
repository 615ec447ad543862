"""What a mediator can do with a case, and the supervisor while it waits for a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from gridclient.actions.case_looks import CaseLooks
from gridclient.actions.records import Form, NoSuchStepError, Records, Saved, Unsaved
from gridclient.db.colleagues import colleagues
from gridclient.db.confirmed import confirmed_record
from gridclient.db.facts import save, seen_of
from gridclient.db.identity import identity
from gridclient.db.mediation import CaseRecords, Held, case_records, cases, community_values
from gridclient.db.mediation_directory import room_for, rooms_of
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.case_checks import part_problems
from gridcore.case_contents import CaseContents, gathered
from gridcore.codes.mediation import CASE_OUTCOME
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.ids import CommunityId, GroupId, RecordId, derived_id
from gridcore.permissions import scope_for
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.changes import changes, saw_of
from gridcore.sync.edits import Edit, Step
from gridcore.workflows import MACHINES, StepRule
from gridcore.workflows.approval import APPROVED, DRAFT, RETURNED
from gridcore.workflows.case_file import Missing, RunningClock, is_offered, missing_before, running_clocks
from gridcore.workflows.court import CourtState, court_state
from gridcore.workflows.mediation import ARCHIVED, CLOSED, IN_MEDIATION, REGISTERED

__all__ = [
    "AGREEMENT",
    "CASE",
    "PARTY",
    "SESSION",
    "Case",
    "FormSave",
    "Held",
    "Lacking",
    "Mediation",
    "Offered",
    "changes_of",
    "contents_of",
]

CASE, PARTY, SESSION, AGREEMENT = "mediation_case", "party", "mediation_session", "agreement"
_APPROVAL = "agreement_approval"
_TOLD_APART_BY = frozenset({"case", "role", "resident", "paper", "title", "about"})
"""By what a form that was left unsaved is the one that is asked for, where that is named."""
ENDS_SOON = timedelta(days=3)
"""So long before its last day a limit is told of on Today."""
_NO_CLOCK = "9"
"""Sorts after every day."""
_DAYS = frozenset({"held_on", "asked_on", "given_on", "visited_on", "applied_on", "signed_on"})
"""What is written down on the day itself, more often than not."""
_OWN_NAME = frozenset({"visitor", "investigators"})
"""Who does these is who writes them down, as a rule."""
_DAY_OF = {REGISTERED: "accepted_on", CLOSED: "closed_on"}
"""The steps whose day is kept."""
_TAKES_PART = frozenset({Role.MEDIATOR, Role.SUPERVISOR})


@dataclass(frozen=True)
class Offered:
    """A step that the user's role may take now, and what the case still lacks for it."""

    rule: StepRule
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Case:
    """A case as its page and its line in the list show it."""

    records: CaseRecords
    state: str
    clocks: Sequence[RunningClock]
    """The limits that run, the nearest first."""
    steps: Sequence[Offered]
    agreement_state: str | None
    agreement_steps: Sequence[Offered]
    may_write: bool
    """Whether the user mediates it; a supervisor only decides."""
    court: CourtState = CourtState.NONE
    """How the agreement stands with the court."""

    @property
    def clock(self) -> RunningClock | None:
        """The limit that ends first."""
        return self.clocks[0] if self.clocks else None

    @property
    def may_add(self) -> bool:
        """Whether records may join the file: while it is open, by who mediates."""
        return self.may_write and self.state not in (CLOSED, ARCHIVED)

    @property
    def agreement_is_approved(self) -> bool:
        """Whether the agreement may be printed for signing."""
        return self.agreement_state == APPROVED

    @property
    def may_write_agreement(self) -> bool:
        """Whether its words are still the mediator's: before it is submitted, or after it was returned."""
        is_open = self.agreement_state in (DRAFT, RETURNED)
        begins = self.agreement_state is None and self.state == IN_MEDIATION
        return self.may_write and (is_open or begins)


@dataclass(frozen=True)
class Lacking:
    """The step was not taken: the case still lacks this."""

    missing: tuple[Missing, ...]


class FormSave(NamedTuple):
    """What the edits of one save share."""

    grp: GroupId
    at: str


class _Taken(NamedTuple):
    rule: StepRule
    base: int
    reason: str


class Mediation:
    """Reads and works on the cases that are on this laptop; a case that is here may be seen by its user."""

    def __init__(
        self,
        database: Database,
        records: Records,
        ports: Ports,
        community: CommunityId,
        *,
        mediator: str,
        roles: frozenset[Role],
        founds: bool = True,
    ) -> None:
        """`founds` says no for who mediates in single cases alone."""
        self._database, self._records, self._ports = database, records, ports
        self._founds = founds
        self._community, self._mediator, self._roles = community, mediator, roles & _TAKES_PART
        self.looks = CaseLooks(database, community, ports, mediator)

    @property
    def mediates(self) -> bool:
        """Whether the user works on cases; a supervisor only decides."""
        return Role.MEDIATOR in self._roles

    @property
    def may_found(self) -> bool:
        """Whether the user begins cases; from who helps in single cases the server would take none."""
        return self.mediates and self._founds

    async def cases(self) -> list[Case]:
        """Every case, those whose limit ends first on top, those without a clock after them."""
        found = await self._database.read(cases)
        return sorted(map(self._shown, found), key=_urgency)

    async def ending(self) -> list[Case]:
        """Cases with a limit that has ended, or ends within days, for who mediates them; the first on top."""
        until = self._ports.today() + ENDS_SOON
        found = await self.cases() if self.mediates else []
        return [each for each in found if each.clock is not None and each.clock.due <= until]

    async def case(self, case: RecordId) -> Case | None:
        """One case; None when it is not, or no longer, on this laptop."""
        found = await self._database.read(lambda connection: case_records(connection, case))
        return None if found is None else self._shown(found)

    async def new_case(self) -> Form:
        """A form for a new case, with what is known filled in, or the one that was left unsaved."""
        left = await self._records.drafts(CASE)
        if left:
            return left[0]
        community = await self._database.read(community_values)
        prefill: Values = {
            "applied_on": self._ports.today().isoformat(),
            "committee": f"{community['name']}人民调解委员会" if community.get("name") else None,
            "mediator": self._mediator,
            "registrar": self._mediator,
        }
        return await self._opened(CASE, prefill)

    async def new_part(self, case: RecordId, kind: str, prefill: Values | None = None) -> Form:
        """A form for something that hangs on a case; its first day is today."""
        declared = RECORD_TYPES[kind]
        day = next((each.name for each in declared.fields.values() if each.name in _DAYS), None)
        known: dict[str, Value] = {day: self._ports.today().isoformat()} if day is not None else {}
        known |= dict.fromkeys(_OWN_NAME & declared.fields.keys(), self._mediator)
        if kind == SESSION:
            today = self._ports.today().isoformat()
            known["place"] = await self._database.read(lambda connection: room_for(connection, case, today))
        return await self._opened_for(kind, {"case": case, **known, **(prefill or {})})

    async def colleagues(self) -> Mapping[str, str]:
        """With whom the user may share a case, by account: the other mediators of the community."""

        def read(connection: Connection) -> Mapping[str, str]:
            known = identity(connection)
            found = colleagues(connection)
            return {each: name for each, name in found.items() if known is None or each != known.user}

        return await self._database.read(read)

    async def rooms(self) -> Sequence[str]:
        """The mediation rooms that are open today."""
        today = self._ports.today().isoformat()
        return await self._database.read(lambda connection: rooms_of(connection, today))

    async def agreement_form(self, case: RecordId) -> Form | None:
        """The form of the one agreement; where there is none yet, a new one with the facts of the case.

        Its id follows from the case, so that two laptops of the same case write one agreement.
        """
        found = await self._database.read(lambda connection: case_records(connection, case))
        if found is None:
            return None
        if found.agreement is not None:
            return await self._records.open_form(AGREEMENT, found.agreement.record)
        prefill: Values = {
            "case": case,
            "facts": found.case.values.get("facts"),
            "agreed_on": self._ports.today().isoformat(),
        }
        form = await self._opened_for(AGREEMENT, prefill)
        return replace(form, record=derived_id(AGREEMENT, case))

    async def open_form(self, kind: str, record: RecordId) -> Form | None:
        """The form of a record of a case; None when it is not on this laptop."""
        return await self._records.open_form(kind, record)

    async def save(self, form: Form, values: Values) -> Saved | Unsaved:
        """Save a form; a new case founds a scope of its own, which nobody else receives.

        What contradicts another record of the file is told beside its field, and nothing is saved.
        """
        wrong = await self._beside_others(form, {**form.values, **values})
        if wrong:
            return Unsaved(wrong)
        scope = (
            scope_for(form.declared, form.record) if form.is_new and form.declared.parent is None else None
        )
        return await self._records.save(form, values, scope=scope)

    async def _beside_others(self, form: Form, values: Values) -> Sequence[FieldProblem]:
        """What is wrong with a record of a case beside the others of its file."""
        case, kind = values.get("case"), form.declared.kind
        if not isinstance(case, str):
            return ()
        found = await self._database.read(lambda connection: case_records(connection, RecordId(case)))
        file = contents_of(found) if found is not None else None
        return tuple(part_problems(kind, form.record, values, file)) if file is not None else ()

    async def keep_draft(self, form: Form, typed: Values) -> None:
        """Keep what is typed so far."""
        await self._records.keep_draft(form, typed)

    async def discard_draft(self, form: Form) -> None:
        """Forget what was typed."""
        await self._records.discard_draft(form)

    async def take_step(self, case: RecordId, kind: str, to: str, reason: str = "") -> Saved | Lacking | None:
        """Take a step of the case, or of its agreement; None when that is not on this laptop any more.

        Raises NoSuchStepError for a step that the machine's table does not have from the present state.
        """
        save_ = FormSave(self._ports.new_group(), self._ports.moment())
        today = self._ports.today().isoformat()

        def write(connection: Connection) -> Saved | Lacking | None:
            found = case_records(connection, case)
            subject = _subject(found, kind)
            if found is None or subject is None:
                return None
            taken = _taken(connection, kind, subject, to, reason)
            missing = missing_before(taken.rule, contents_of(found)) if kind == CASE else ()
            if missing:
                return Lacking(missing)
            told = _told(to, today) if kind == CASE else {}
            if reason:
                told["remark" if taken.rule.is_approval else "reason"] = reason
            edits = changes_of(connection, kind, subject, told, save_)
            edits.append(_step(connection, kind, subject, taken, save_))
            return Saved(subject, len(save(connection, self._community, edits, save_.at)))

        return await self._database.write(write)

    async def _opened_for(self, kind: str, prefill: Values) -> Form:
        """A new form of a case, or the one of that case that was left unsaved."""
        for left in await self._records.drafts(kind):
            if all(left.values.get(each) == prefill[each] for each in _TOLD_APART_BY & prefill.keys()):
                if left.values.get("content_hash") == prefill.get("content_hash"):
                    return left
                await self._records.discard_draft(left)  # nobody has signed the paper that it is now
        return await self._opened(kind, prefill)

    async def _opened(self, kind: str, prefill: Values) -> Form:
        form = await self._records.open_form(kind, None, prefill)
        assert form is not None  # a form for a new record always opens
        return form

    def _shown(self, found: CaseRecords) -> Case:
        case, agreement = found.case, found.agreement
        state = case.text("progress") or MACHINES["mediation"].first
        approval = None if agreement is None else agreement.text("approval") or MACHINES[_APPROVAL].first
        file = contents_of(found)
        steps = MACHINES["mediation"].steps_for(state, self._roles)
        decided = MACHINES[_APPROVAL].steps_for(approval, self._roles) if approval is not None else ()
        return Case(
            records=found,
            state=state,
            clocks=running_clocks(file, self._ports.today()),
            steps=[
                Offered(each, missing_before(each, file))
                for each in steps
                if is_offered(each.source, each.to, file)
            ],
            court=court_state(file, self._ports.today()),
            agreement_state=approval,
            agreement_steps=[Offered(each) for each in decided],
            may_write=self.mediates,
        )


def _urgency(each: Case) -> tuple[str, str, RecordId]:
    due = each.clock.due.isoformat() if each.clock is not None else _NO_CLOCK
    return (due, each.records.case.text("applied_on"), each.records.case.record)


def contents_of(found: CaseRecords, community: Values | None = None) -> CaseContents:
    """The values of a case for its steps and its papers."""
    parts = {kind: [(each.record, each.values) for each in held] for kind, held in found.parts.items()}
    return gathered(found.case.values, parts, community)


def _told(to: str, today: str) -> dict[str, str]:
    """What a step of the case writes beside its state: when it was accepted or closed, how it came out."""
    told = {_DAY_OF[to]: today} if to in _DAY_OF else {}
    return told | ({"outcome": to} if to in CASE_OUTCOME else {})


def _subject(found: CaseRecords | None, kind: str) -> RecordId | None:
    if found is None or kind == CASE:
        return None if found is None else found.case.record
    return None if found.agreement is None else found.agreement.record


def changes_of(
    connection: Connection, kind: str, record: RecordId, cells: Mapping[str, str], save_: FormSave
) -> list[Edit]:
    """Edits of a record that this program makes by itself, based on what is shown now."""
    declared = RECORD_TYPES[kind]
    seen = seen_of(connection, declared, record)
    return [] if seen is None else changes(declared, record, seen, cells, grp=save_.grp, at=save_.at)


def _taken(connection: Connection, kind: str, record: RecordId, to: str, reason: str) -> _Taken:
    """The step from the state that is shown, with the version of that state."""
    declared = RECORD_TYPES[kind]
    cell, seen = declared.machine_cell or "", seen_of(connection, declared, record)
    machine = MACHINES[declared.fields[cell].machine or ""]
    cells, bases = (seen.cells, seen.bases) if seen is not None else ({}, {})
    state, base = str(cells.get(cell) or machine.first), bases.get(cell, 0)
    rule = machine.step(state, to)
    if rule is None:
        raise NoSuchStepError(f"{machine.name}: {state} → {to}")
    return _Taken(rule, base if isinstance(base, int) else 0, reason)


def _step(connection: Connection, kind: str, record: RecordId, taken: _Taken, save_: FormSave) -> Step:
    declared = RECORD_TYPES[kind]
    machine = MACHINES[declared.fields[declared.machine_cell or ""].machine or ""]
    confirmed = confirmed_record(connection, record)
    return Step(
        n=0,
        grp=save_.grp,
        id=record,
        cell=declared.machine_cell or "",
        source=taken.rule.source,
        to=taken.rule.to,
        base=taken.base,
        reason=taken.reason,
        saw=saw_of(machine, confirmed) if taken.rule.is_approval and confirmed is not None else {},
        at=save_.at,
    )
