"""Opening, saving, stepping and removing records: what every form does, whatever its kind.

A save writes edits with the bases that the form showed when it opened, and never waits for the network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gridclient.db.cursors import cursors
from gridclient.db.drafts import Draft, discard_draft, drafts_of, save_draft
from gridclient.db.facts import Place, facts, save, seen_of
from gridclient.db.listing import Where, row, rows
from gridclient.db.merged import is_here, lead_draft, linked_here, opened_with, standing_here
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import RecordType, Value, Values
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.kinship import Kin
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN, Seen, changes, creation
from gridcore.sync.edits import Edit, Erase, Remove, Resolve, Restore, Step
from gridcore.validation import check_values
from gridcore.workflows import MACHINES


@dataclass(frozen=True)
class Form:
    """A form that is open: what it showed when it opened, and a draft that was left of it."""

    declared: RecordType
    record: RecordId
    is_new: bool
    seen: Seen
    values: Mapping[str, Value]
    """By field, as they stood at opening, with what was prefilled."""
    typed: Mapping[str, Value] = field(default_factory=dict)
    """By field, of a draft that was not saved."""
    scope: ScopeId | None = None
    """Where an existing record lay at opening."""

    @property
    def draft_id(self) -> str:
        """Under which the form's draft is kept."""
        return f"{self.declared.kind}/{self.record}"


@dataclass(frozen=True)
class Beside:
    """A change of another record that belongs to the same save; it is based on what is shown now.

    A new one is made in the scope of its parent, or in the one that is named. What stands `apart` is decided
    apart: whatever the server says of it, the rest is as good as saved without it. It comes last.
    """

    kind: str
    record: RecordId
    values: Values
    is_new: bool = False
    scope: ScopeId | None = None
    is_apart: bool = False


@dataclass(frozen=True)
class StepTo:
    """A step that belongs to a save: the state to reach, and what an approval must say."""

    to: str
    reason: str = ""
    saw: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """The save is on the disk."""

    record: RecordId
    edits: int


@dataclass(frozen=True)
class Meanwhile:
    """How a record stands now, under its open form: its values, None where it is not there (any more)."""

    values: Values | None
    is_merged: bool = False
    """It went into another record."""


@dataclass(frozen=True)
class Unsaved:
    """Nothing was written: these fields must be mended first, or the record has left this laptop.

    `instead` is the form of the record that it was merged into, with what was typed; a draft keeps it, too.
    """

    problems: Sequence[FieldProblem]
    is_gone: bool = False
    instead: Form | None = None


class NoSuchStepError(LookupError):
    """The machine's table has no such step from the present state; the page showed a button too many."""


class Records:
    """What a user can do with records of any kind."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, *, is_demo: bool = False
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._is_demo = is_demo

    async def open_form(
        self, kind: str, record: RecordId | None = None, prefill: Values | None = None
    ) -> Form | None:
        """A form for a record, or for a new one; None when the record is not on this laptop.

        A draft of an existing record comes back by itself; of new ones see `drafts`.
        """
        declared = RECORD_TYPES[kind]
        if record is None:
            made = RecordId(self._ports.new_id())
            return Form(
                declared, made, True, NOTHING_SEEN, declared.values_of(declared.cells_of(prefill or {}))
            )

        def read(connection: Connection) -> Form | None:
            return _form(connection, declared, record)

        return await self._database.read(read)

    async def meanwhile(self, kind: str, record: RecordId) -> Meanwhile:
        """How a record stands whose form is open."""

        def read(connection: Connection) -> Meanwhile:
            found = row(connection, kind, record)
            if found is not None and not found.removed:
                return Meanwhile(found.values)
            return Meanwhile(None, is_merged=standing_here(connection, record) != record)

        return await self._database.read(read)

    async def drafts(self, kind: str) -> list[Form]:
        """Forms of new records of a kind that were left unsaved, newest first."""
        declared = RECORD_TYPES[kind]
        kept = await self._database.read(lambda connection: drafts_of(connection, kind, None))
        return [
            Form(declared, RecordId(each.id.partition("/")[2]), True, NOTHING_SEEN, each.values, each.values)
            for each in kept
        ]

    async def keep_draft(self, form: Form, typed: Values) -> None:
        """Keep what is typed so far; called while typing.

        Of a record that has left this laptop nothing is kept, unless it was merged into another one.
        """
        draft = self._draft(form, typed)

        def write(connection: Connection) -> None:
            if not (form.is_new or is_here(connection, form.record)):
                if standing_here(connection, form.record) != form.record:
                    lead_draft(connection, draft)
                return
            save_draft(connection, draft)

        await self._database.write(write)

    def _draft(self, form: Form, typed: Values) -> Draft:
        return Draft(
            id=form.draft_id,
            kind=form.declared.kind,
            record=None if form.is_new else form.record,
            values=dict(typed),
            opened=opened_with(form.seen),
            updated_at=self._ports.moment(),
        )

    async def discard_draft(self, form: Form) -> None:
        """Forget what was typed."""

        def write(connection: Connection) -> None:
            discard_draft(connection, form.draft_id)
            if not (form.is_new or is_here(connection, form.record)):
                discard_draft(connection, f"{form.declared.kind}/{standing_here(connection, form.record)}")

        await self._database.write(write)

    async def save(
        self,
        form: Form,
        values: Values,
        *,
        scope: ScopeId | None = None,
        steps: Sequence[StepTo] = (),
        beside: Sequence[Beside] = (),
    ) -> Saved | Unsaved:
        """Save a form's values (by field; those that are not named stay) in one group of edits.

        `scope` is for new records without a parent. An existing record that was merged into another one
        meanwhile is not saved: see `Unsaved.instead`. One that somebody removed is; then a person decides.
        Raises ProblemError as `Database.write` does.
        """
        whole = {**form.values, **values}
        kin = await self._kin(form, whole)
        today = self._ports.today()
        problems = check_values(form.declared, whole, today=today, allow_demo=self._is_demo, kin=kin)
        errors = [each for each in problems if each.severity == "error"]
        if errors:
            return Unsaved(errors)
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()

        def write(connection: Connection) -> Saved | Unsaved:
            gone = self._instead_of(connection, form, whole, values)
            if gone is not None:
                return gone
            edits: list[Edit] = []
            if form.is_new:
                cells = form.declared.cells_of(linked_here(connection, form.declared.kind, whole))
                edits.append(creation(form.declared, form.record, cells, grp=grp, at=at, scope=scope))
            else:
                cells = form.declared.cells_of(linked_here(connection, form.declared.kind, values))
                edits += changes(form.declared, form.record, form.seen, cells, grp=grp, at=at)
            edits += _steps(form.declared, form.record, form.seen, steps, grp, at)
            for each in beside:
                edits += _beside(connection, each, self._ports.new_group() if each.is_apart else grp, at)
            former = {} if form.scope is None else {form.record: (form.declared.kind, form.scope)}
            made = save(connection, self._community, edits, at, former=former) if edits else []
            discard_draft(connection, form.draft_id)
            return Saved(form.record, len(made))

        return await self._database.write(write)

    async def _kin(self, form: Form, values: Values) -> Kin | None:
        """Whom a resident lives with; None for records of other kinds."""
        if form.declared.kind != "resident":
            return None
        beside = [Where("household", "=", values.get("household")), Where("id", "!=", form.record)]
        there = await self._database.read(lambda connection: rows(connection, "resident", beside))
        return Kin([each.values for each in there], None if form.is_new else form.values)

    def _instead_of(
        self, connection: Connection, form: Form, whole: Values, values: Values
    ) -> Unsaved | None:
        """What a form leads to that cannot be saved here any more; None where it can be."""
        if form.is_new:
            parent = form.declared.parent
            above = linked_here(connection, form.declared.kind, whole).get(parent) if parent else None
            is_lost = isinstance(above, str) and not is_here(connection, RecordId(above))
            return Unsaved((), is_gone=True) if is_lost else None
        if is_here(connection, form.record):
            return None
        winner = standing_here(connection, form.record)
        if winner == form.record:
            is_followed = form.scope in cursors(connection, self._community)
            return None if is_followed else Unsaved((), is_gone=True)
        lead_draft(connection, self._draft(form, values))
        discard_draft(connection, form.draft_id)
        return Unsaved((), is_gone=True, instead=_form(connection, form.declared, winner))

    async def take_step(self, form: Form, step: StepTo, values: Values | None = None) -> Saved | Unsaved:
        """Take one step of the record's machine, with a change of fields in the same group."""
        return await self.save(form, values or {}, steps=[step])

    async def remove(self, record: RecordId) -> None:
        """Take a record away; it is based on what is shown now."""
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()

        def write(connection: Connection) -> None:
            found = facts(connection, record)
            seq = found.confirmed.seq if found is not None and found.confirmed is not None else 0
            save(connection, self._community, [Remove(n=0, grp=grp, id=record, base=seq, at=at)], at)

        await self._database.write(write)

    async def restore(self, record: RecordId, place: Place | None = None) -> None:
        """Bring a removed record back; `place`: its kind and scope, should it have left this laptop."""
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()
        edit, former = Restore(n=0, grp=grp, id=record, at=at), {record: place} if place is not None else {}

        def write(connection: Connection) -> None:
            save(connection, self._community, [edit], at, former=former)

        await self._database.write(write)

    async def ask_to_erase(self, record: RecordId, reason: str) -> None:
        """Ask that a record and all that hangs on it be erased for ever; another supervisor decides."""
        edit = Erase(0, self._ports.new_group(), record, reason, self._ports.moment())

        def write(connection: Connection) -> None:
            save(connection, self._community, [edit], edit.at)

        await self._database.write(write)

    async def resolve(self, conflict: RecordId, value: Value, *, saw: int, choice: str = "") -> None:
        """Decide a conflict: `choice` names the side's replica, or is empty for a third value.

        `saw` is the number that the conflict's record had on the screen.
        """
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()
        edit = Resolve(n=0, grp=grp, id=conflict, saw=saw, value=value, choice=choice, at=at)
        await self._database.write(lambda connection: save(connection, self._community, [edit], at))


def _steps(
    declared: RecordType, record: RecordId, seen: Seen, steps: Sequence[StepTo], grp: GroupId, at: str
) -> list[Edit]:
    """The steps one after the other, each from the state that the one before reached."""
    cell = declared.machine_cell
    if not steps or cell is None:
        return []
    machine = MACHINES[declared.fields[cell].machine or ""]
    state = str(seen.cells.get(cell) or machine.first)
    base = _version(seen.bases.get(cell, 0))
    found: list[Edit] = []
    for each in steps:
        if machine.step(state, each.to) is None:
            raise NoSuchStepError(f"{machine.name}: {state} → {each.to}")
        found.append(
            Step(
                n=0,
                grp=grp,
                id=record,
                cell=cell,
                source=state,
                to=each.to,
                base=base if isinstance(base, int) else 0,
                reason=each.reason,
                saw=dict(each.saw),
                at=at,
            )
        )
        state = each.to
    return found


def _beside(connection: Connection, beside: Beside, grp: GroupId, at: str) -> list[Edit]:
    declared, record = RECORD_TYPES[beside.kind], standing_here(connection, beside.record)
    if beside.is_new:
        cells = declared.cells_of(linked_here(connection, beside.kind, beside.values))
        return [creation(declared, record, cells, grp=grp, at=at, scope=beside.scope)]
    seen = seen_of(connection, declared, record)
    if seen is None:
        return []
    values = linked_here(connection, beside.kind, beside.values)
    return changes(declared, record, seen, declared.cells_of(values), grp=grp, at=at)


def _form(connection: Connection, declared: RecordType, record: RecordId) -> Form | None:
    """The form of a record as it is shown now, with its draft; None for one that is not here."""
    found, seen = facts(connection, record), seen_of(connection, declared, record)
    if found is None or seen is None:
        return None
    shown = Form(declared, record, False, seen, declared.values_of(seen.cells), scope=found.scope)
    drafts = drafts_of(connection, declared.kind, record)
    return _with_draft(shown, drafts[0]) if drafts else shown


def _with_draft(form: Form, draft: Draft) -> Form:
    """The form as it was left, on the bases of its first opening: what came since is not overwritten."""
    seen = Seen(
        {cell: opened.value for cell, opened in draft.opened.items()},
        {cell: opened.v for cell, opened in draft.opened.items()},
    )
    values = form.declared.values_of(seen.cells)
    return Form(form.declared, form.record, False, seen, values, draft.values, form.scope)


def _version(base: int | Mapping[str, int]) -> int | dict[str, int]:
    return base if isinstance(base, int) else dict(base)
