"""The history of any record, and taking an earlier value back: an edit like every other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

__all__ = ["Change", "Histories", "History", "Offer", "Refusal", "Title", "Unsaved"]

Refusal = Literal["gone", "same", "not_yours"]
"""Why a value cannot be taken back: its record is gone, it stands already, somebody else has to do it."""

_NEVER = frozenset({FieldKind.STATE, FieldKind.DETAIL, FieldKind.ATTACHMENTS})
"""What is changed by steps and by pages of its own."""


@dataclass(frozen=True)
class Offer:
    """An earlier value that can stand again, beside the one that it replaces.

    `is_own_last`: the value now is this user's own and nobody wrote since. `is_proposal`: a supervisor has to
    agree before it stands.
    """

    change: Change
    now: Value
    then: Value
    cell_now: Value
    is_own_last: bool
    is_proposal: bool


@dataclass(frozen=True)
class History:
    """The past of a record and of what belongs to it, as it is told to this user.

    `offered` says of each change whether its earlier value can be taken back; `names` are those of the
    records that it speaks of, and of those that its values name.
    """

    kind: str
    record: RecordId
    changes: Sequence[Change]
    offered: Sequence[bool]
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
        offered = tuple(self.can_take_back(each) for each in changes)
        return History(kind, record, changes, offered, await self._names(kind, record, changes))

    async def _names(
        self, kind: str, record: RecordId, changes: Sequence[Change]
    ) -> Mapping[RecordId, Title]:
        wanted = {(kind, record), *((each.kind, each.record) for each in changes)}
        for each in changes:
            declared = RECORD_TYPES[each.kind].fields.get(each.field)
            if declared is not None and declared.kind is FieldKind.LINK and declared.link is not None:
                values = (each.before, each.after)
                wanted |= {(declared.link, RecordId(value)) for value in values if isinstance(value, str)}
        return await self._database.read(lambda connection: titles(connection, wanted))

    def can_take_back(self, change: Change) -> bool:
        """Whether the earlier value of a change may stand again by this user's hand, or by a proposal."""
        if change.what == "removed":
            return bool(change.title) and may(self._roles, change.kind, Verb.REMOVE)
        if change.what != "changed":
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
        then, now = declared.values_of({cell.name: change.cell_before}), form.seen.cells.get(cell.name)
        values = declared.values_of({cell.name: now})
        if all((values[each.name] or None) == (then[each.name] or None) for each in cell.fields):
            return "same"
        return Offer(
            change=change,
            now=values[change.field],
            then=change.before,
            cell_now=now,
            is_own_last=await self._is_own_last(change),
            is_proposal=self._is_gated(declared, cell, form),
        )

    async def take_back(self, offer: Offer) -> Saved | Unsaved:
        """Let the earlier value stand again; raises ProblemError as `Records.save` does."""
        return await self._write(offer.change, offer.change.cell_before)

    async def undo(self, offer: Offer) -> Saved | Unsaved:
        """The value that stood before it was taken back."""
        return await self._write(offer.change, offer.cell_now)

    async def bring_back(self, change: Change) -> bool:
        """A removed record comes back; False where it is not known here any more."""
        found = await self._database.read(lambda connection: removed(connection, [change.record]))
        if not found:
            return False
        await self._records.restore(change.record, (found[0].kind, found[0].scope))
        return True

    async def _write(self, change: Change, value: Value) -> Saved | Unsaved:
        form = await self._records.open_form(change.kind, change.record)
        if form is None:
            return Unsaved((), is_gone=True)
        return await self._records.save(form, _values(form, change, value))

    async def _is_own_last(self, change: Change) -> bool:
        """Whether the change is the last of its cell, and this user made it on this computer."""

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
