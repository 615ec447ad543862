"""Opening, saving, stepping and removing records: what every form does, whatever its kind.

A save writes edits with the bases that the form showed when it opened, and never waits for the network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gridclient.db.drafts import Draft, Opened, discard_draft, drafts_of, save_draft
from gridclient.db.facts import facts, save, seen_of
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import RecordType, Value, Values
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN, Seen, changes, creation
from gridcore.sync.edits import Edit, Remove, Resolve, Restore, Step
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

    @property
    def draft_id(self) -> str:
        """Under which the form's draft is kept."""
        return f"{self.declared.kind}/{self.record}"


@dataclass(frozen=True)
class Beside:
    """A change of another record that belongs to the same save; it is based on what is shown now."""

    kind: str
    record: RecordId
    values: Values


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
class Unsaved:
    """Nothing was written: these fields must be mended first."""

    problems: Sequence[FieldProblem]


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
            seen = seen_of(connection, declared, record)
            if seen is None:
                return None
            shown = Form(declared, record, False, seen, declared.values_of(seen.cells))
            drafts = drafts_of(connection, kind, record)
            return _with_draft(shown, drafts[0]) if drafts else shown

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
        """Keep what is typed so far; called while typing."""
        opened = {
            cell: Opened(form.seen.cells.get(cell), _version(base)) for cell, base in form.seen.bases.items()
        }
        draft = Draft(
            id=form.draft_id,
            kind=form.declared.kind,
            record=None if form.is_new else form.record,
            values=dict(typed),
            opened=opened,
            updated_at=self._ports.moment(),
        )
        await self._database.write(lambda connection: save_draft(connection, draft))

    async def discard_draft(self, form: Form) -> None:
        """Forget what was typed."""
        await self._database.write(lambda connection: discard_draft(connection, form.draft_id))

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

        `scope` is for new records without a parent. Raises ProblemError as `Database.write` does.
        """
        whole = {**form.values, **values}
        problems = check_values(form.declared, whole, today=self._ports.today(), allow_demo=self._is_demo)
        errors = [each for each in problems if each.severity == "error"]
        if errors:
            return Unsaved(errors)
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()

        def write(connection: Connection) -> Saved:
            edits: list[Edit] = []
            if form.is_new:
                cells = form.declared.cells_of(whole)
                edits.append(creation(form.declared, form.record, cells, grp=grp, at=at, scope=scope))
            else:
                cells = form.declared.cells_of(values)
                edits += changes(form.declared, form.record, form.seen, cells, grp=grp, at=at)
            edits += _steps(form.declared, form.record, form.seen, steps, grp, at)
            for each in beside:
                edits += _beside(connection, each, grp, at)
            made = save(connection, self._community, edits, at) if edits else []
            discard_draft(connection, form.draft_id)
            return Saved(form.record, len(made))

        return await self._database.write(write)

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

    async def restore(self, record: RecordId) -> None:
        """Bring a removed record back."""
        grp, at = GroupId(self._ports.new_id()), self._ports.moment()
        edit = Restore(n=0, grp=grp, id=record, at=at)
        await self._database.write(lambda connection: save(connection, self._community, [edit], at))

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
    declared = RECORD_TYPES[beside.kind]
    seen = seen_of(connection, declared, beside.record)
    if seen is None:
        return []
    return changes(declared, beside.record, seen, declared.cells_of(beside.values), grp=grp, at=at)


def _with_draft(form: Form, draft: Draft) -> Form:
    """The form as it was left, on the bases of its first opening: what came since is not overwritten."""
    seen = Seen(
        {cell: opened.value for cell, opened in draft.opened.items()},
        {cell: opened.v for cell, opened in draft.opened.items()},
    )
    return Form(form.declared, form.record, False, seen, form.declared.values_of(seen.cells), draft.values)


def _version(base: int | Mapping[str, int]) -> int | dict[str, int]:
    return base if isinstance(base, int) else dict(base)
