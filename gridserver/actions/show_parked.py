"""Shows a supervisor what left-behind work says, beside what stands now; each look is audited."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import STAFF_SCOPE
from gridcore.sync.edits import Create, Edit, verb_of
from gridcore.sync.known import LeftBehind
from gridcore.sync.left_behind import PARKED_EDIT
from gridcore.sync.parked_values import places_of, values_in
from gridcore.sync.stored import Stored
from gridcore.wire.parked import ParkedShown, ParkedValue
from gridserver.actions.follows import followed
from gridserver.db import left_behind, records
from gridserver.db.audit import Entry, append
from gridserver.db.devices import Device
from gridserver.db.records import Lock
from gridserver.db.scopes import day_of
from gridserver.installation import Installation


def show_parked(
    installation: Installation, device: Device, community: CommunityId, record: RecordId
) -> ParkedShown | None:
    """The values of left-behind work; None where there is none, or for a device that is not of the staff.

    Of what lies in a scope that this device does not receive only the names are told.
    """
    with installation.database.write() as connection:
        scopes = followed(installation, connection, device, community)
        held = _left_behind(connection, installation, community, record) if STAFF_SCOPE in scopes else None
        if held is None:
            return None
        shown = _shown(connection, installation, community, held.edits, scopes)
        entry = Entry(installation.clock(), device.user_id, "see-parked", record, device.device_id)
        append(connection, community, entry)
    return ParkedShown(record, shown)


def _left_behind(
    connection: Connection, installation: Installation, community: CommunityId, record: RecordId
) -> LeftBehind | None:
    sealer = installation.sealer
    found = records.read(connection, sealer, community, [record], Lock.NONE)
    if not found or found[0].kind != PARKED_EDIT:
        return None
    held = left_behind.read(connection, sealer, community, found[0], day_of(installation.clock()))
    return held[0] if held is not None else None


def _shown(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    edits: Sequence[Edit],
    scopes: frozenset[ScopeId],
) -> list[ParkedValue]:
    ids = {each.id for each in edits}
    found = records.read(connection, installation.sealer, community, ids, Lock.NONE)
    stored = {each.id: each for each in found}
    places = places_of(edits, partial(records.scope_of, connection, community))
    return [_value(each, stored.get(each.id), is_seen=places[each.id] in scopes) for each in edits]


def _value(edit: Edit, known: Stored | None, *, is_seen: bool) -> ParkedValue:
    kind = edit.kind if isinstance(edit, Create) else known.kind if known is not None else ""
    do = verb_of(edit)
    if not is_seen:
        return ParkedValue(edit.n, kind, edit.id, do, withheld=True)
    cells = values_in(edit)
    now = {name: known.cells[name] for name in cells if name in known.cells} if known is not None else {}
    return ParkedValue(edit.n, kind, edit.id, do, cells, now)
