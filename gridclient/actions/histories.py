"""The history of any record, and taking an earlier value back: an edit like every other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gridclient.actions.record_history import THIS_COMPUTER, Change, history_told
from gridclient.actions.records import Form, Records, Saved, Unsaved
from gridclient.db.record_history import history_facts, records_around
from gridclient.db.removals import removed
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import Title, titles
from gridcore.fields import PROPOSE, Cell, FieldKind, RecordType, Value, Values
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import ACCEPTED

__all__ = ["Change", "Histories", "History", "Offer", "Refusal", "Title", "Unsaved", "Ways"]

Refusal = Literal["gone", "same", "not_yours"]
"""Why a value cannot be taken back: its record is gone, it stands already, somebody else has to do it."""

_NEVER = frozenset({FieldKind.STATE, FieldKind.DETAIL, FieldKind.ATTACHMENTS})
"""What is changed by steps and by pages of its own."""
_WAYS_BACK = frozenset({"removed", "went_into", "went_elsewhere", "merged"})
"""Of whole records what can be undone."""
_WITH_A_VALUE_BEFORE = frozenset({"", ACCEPTED})
"""Of a proposal that was not accepted the value before stands still."""


@dataclass(frozen=True)
class Offer:
    """An earlier value that can stand again, beside the one that it replaces.

    `cell_then` and `cell_now` are those of the whole cell. `is_own_last`: the value now is this user's own,
    and nobody wrote since. `is_proposal`: a supervisor has to agree before it stands.
    """

    change: Change
    now: Value
    then: Value
    cell_then: Value
    cell_now: Value
    is_own_last: bool
    is_proposal: bool


@dataclass(frozen=True)
class Ways:
    """What of a change can be taken back: changes whose `before` would stand again.

    `lost` goes with the change's `others`; None where that is not this user's to do.
    """

    back: Change | None
    lost: tuple[Change | None, ...]


@dataclass(frozen=True)
class History:
    """The past of a record and of what belongs to it, as it is told to this user.

    `ways` are those of each change. `names` are those of the records that it speaks of, and of those that
    its values name.
    """

    kind: str
    record: RecordId
    changes: Sequence[Change]
    ways: Sequence[Ways]
    names: Mapping[RecordId, Title]


class Histories:
    """Reads histories, and writes what was taken back."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        records: Records,
        *,
        roles: frozenset[Role],
        user_name: str,
    ) -> None:
        self._database, self._community, self._records = database, community, records
        self._roles, self._user_name = roles, user_name

    async def history(self, kind: str, record: RecordId) -> History:
        """How a record, and what belongs to it, became what it is: what waits first, then the latest."""

        def read(connection: Connection) -> Sequence[Change]:
            around = records_around(connection, kind, record)
            return history_told(history_facts(connection, self._community, around), self._user_name)

        changes = await self._database.read(read)
        ways = tuple(self._ways(each) for each in changes)
        return History(kind, record, changes, ways, await self._names(kind, record, changes))

    async def _names(
        self, kind: str, record: RecordId, changes: Sequence[Change]
    ) -> Mapping[RecordId, Title]:
        wanted = {(kind, record), *((each.kind, each.record) for each in changes)}
        wanted |= {(each.kind, each.other) for each in changes if each.other is not None}
        for each in changes:
            declared = RECORD_TYPES[each.kind].fields.get(each.field)
            if declared is not None and declared.kind is FieldKind.LINK and declared.link is not None:
                values = (each.before, each.after, *(one.value for one in each.others))
                wanted |= {(declared.link, RecordId(value)) for value in values if isinstance(value, str)}
        return await self._database.read(lambda connection: titles(connection, wanted))

    def _ways(self, change: Change) -> Ways:
        lost = [replace(change, before=one.value, cell_before=one.cell, others=()) for one in change.others]
        is_over = change.outcome in _WITH_A_VALUE_BEFORE
        return Ways(
            back=change if is_over and self.can_take_back(change) else None,
            lost=tuple(each if self.can_take_back(each) else None for each in lost),
        )

    def can_take_back(self, change: Change) -> bool:
        """Whether the earlier value of a change may stand again by this user's hand, or by a proposal."""
        if change.what in _WAYS_BACK:
            is_known = bool(change.title) or change.other is not None
            return is_known and may(self._roles, change.kind, Verb.REMOVE)
        if change.what not in ("changed", "decided", "proposed"):
            return False
        declared = RECORD_TYPES[change.kind]
        field = declared.fields.get(change.field)
        if field is None or field.kind in _NEVER or field.computed or field.name == declared.parent:
            return False
        if field.required and change.before in (None, "", []):
            return False
        return may_edit_cell(self._roles, change.kind, field.cell)

    async def offer(self, change: Change) -> Offer | Refusal:
        """The value now beside the earlier one; or why it cannot be taken back."""
        if not self.can_take_back(change):
            return "not_yours"
        form = await self._records.open_form(change.kind, change.record)
        if form is None:
            return "gone"
        declared = form.declared
        cell = declared.cells[declared.fields[change.field].cell]
        now = form.seen.cells.get(cell.name)
        cell_then = _as_it_was(cell, now, change.cell_before)
        then = declared.values_of({cell.name: cell_then})
        values = declared.values_of({cell.name: now})
        if all((values[each.name] or None) == (then[each.name] or None) for each in cell.fields):
            return "same"
        return Offer(
            change=change,
            now=values[change.field],
            then=then[change.field],
            cell_then=cell_then,
            cell_now=now,
            is_own_last=await self._is_own_last(change),
            is_proposal=self._is_gated(declared, cell, form),
        )

    async def take_back(self, offer: Offer) -> Saved | Unsaved:
        """Let the earlier value stand again; raises ProblemError as `Records.save` does."""
        return await self._write(offer.change, offer.cell_then)

    async def undo(self, offer: Offer) -> Saved | Unsaved:
        """The value that stood before it was taken back."""
        return await self._write(offer.change, offer.cell_now)

    async def bring_back(self, change: Change) -> bool:
        """A removed or merged record comes back; False where it is not known here any more."""
        gone = change.other if change.what == "merged" else change.record
        if gone is None or change.scope is None:
            return False
        if change.what != "merged" and not await self._is_removed(gone):
            return False
        await self._records.restore(gone, (change.kind, change.scope))
        return True

    async def _is_removed(self, record: RecordId) -> bool:
        return bool(await self._database.read(lambda connection: removed(connection, [record])))

    async def _write(self, change: Change, value: Value) -> Saved | Unsaved:
        form = await self._records.open_form(change.kind, change.record)
        if form is None:
            return Unsaved((), is_gone=True)
        return await self._records.save(form, _values(form, change, value))

    async def _is_own_last(self, change: Change) -> bool:
        """Whether the change is the last of its cell, and this user made it on this computer."""
        if change.what != "changed":
            return False

        def read(connection: Connection) -> Sequence[Change]:
            facts = history_facts(connection, self._community, [change.record])
            return history_told(facts, self._user_name)

        cell = RECORD_TYPES[change.kind].fields[change.field].cell
        for each in await self._database.read(read):
            if each.record == change.record and each.field and each.standing != "refused":
                declared = RECORD_TYPES[each.kind].fields[each.field]
                if declared.cell == cell and each.what != "proposed":
                    is_own = each.author == self._user_name and each.device == THIS_COMPUTER
                    return is_own and (each.at, each.cell_before) == (change.at, change.cell_before)
        return False

    def _is_gated(self, declared: RecordType, cell: Cell, form: Form) -> bool:
        """Whether the server will make a proposal of it: the same rules as `gridcore.sync.proposals`."""
        if cell.merge is PROPOSE and Role.SUPERVISOR not in self._roles:
            return True
        name = declared.machine_cell
        machine = declared.fields[name].machine if name is not None else None
        if name is None or machine is None:
            return False
        rules = MACHINES[machine]
        return cell.name in rules.covers and form.seen.cells.get(name) in rules.closed


def _values(form: Form, change: Change, value: Value) -> Values:
    """All fields of the change's cell: what belongs together is taken back together."""
    declared = form.declared
    cell = declared.cells[declared.fields[change.field].cell]
    found = declared.values_of({cell.name: value})
    return {each.name: found[each.name] for each in cell.fields}


def _as_it_was(cell: Cell, now: Value, before: Value) -> Value:
    """What the cell shall say; of a set of which one element was proposed, all of now but for that."""
    if not cell.is_set or not isinstance(before, dict):
        return before
    there = [*now] if isinstance(now, list) else []
    kept = [each for each in there if each != before.get("drop")]
    wanted = before.get("add")
    return kept if wanted is None or wanted in kept else [*kept, wanted]
