"""Shows a supervisor what left-behind work says, beside what stands now; each look is audited."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import STAFF_SCOPE
from gridcore.shapes import as_text
from gridcore.sync.disputes import as_number
from gridcore.sync.edits import Create, Edit, verb_of
from gridcore.sync.left_behind import PARKED_EDIT
from gridcore.sync.parked_values import places_of, values_in
from gridcore.sync.stored import Stored
from gridcore.wire.parked import ParkedShown, ParkedValue
from gridcore.workflows.decision import WAITING
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

    Of what lies in a scope that this device does not receive only the names are told; so are those of what
    was erased, which the author did not know: that its values are gone tells nobody that it was there.
    """
    with installation.database.write() as connection:
        scopes = followed(installation, connection, device, community)
        left = _left_behind(connection, installation, community, record) if STAFF_SCOPE in scopes else None
        if left is None:
            return None
        held = left_behind.read(
            connection, installation.sealer, community, left, day_of(installation.clock())
        )
        if held is None and left.cells.get("progress") != WAITING:
            return None
        named = _named(left)
        if held is not None:
            named = _shown(connection, installation, community, held[0].edits, named, scopes)
        entry = Entry(installation.clock(), device.user_id, "see-parked", record, device.device_id)
        append(connection, community, entry)
    return ParkedShown(record, named)


def _left_behind(
    connection: Connection, installation: Installation, community: CommunityId, record: RecordId
) -> Stored | None:
    found = records.read(connection, installation.sealer, community, [record], Lock.NONE)
    return found[0] if found and found[0].kind == PARKED_EDIT else None


def _named(left: Stored) -> list[ParkedValue]:
    """The edits by names alone, as every supervisor has them already."""
    held = left.cells.get("edits")
    told = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return [
        ParkedValue(
            as_number(each.get("n")),
            as_text(each.get("kind")),
            RecordId(as_text(each.get("record"))),
            as_text(each.get("do")),
            withheld=True,
        )
        for each in told
    ]


def _shown(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    edits: Sequence[Edit],
    named: Sequence[ParkedValue],
    scopes: frozenset[ScopeId],
) -> list[ParkedValue]:
    ids = {each.id for each in edits}
    found = records.read(connection, installation.sealer, community, ids, Lock.NONE)
    stored = {each.id: each for each in found}
    places = places_of(edits, partial(records.scope_of, connection, community))
    withheld = {each.n: each for each in named}
    return [
        _value(each, stored.get(each.id)) if places[each.id] in scopes else withheld[each.n] for each in edits
    ]


def _value(edit: Edit, known: Stored | None) -> ParkedValue:
    kind = edit.kind if isinstance(edit, Create) else known.kind if known is not None else ""
    cells = values_in(edit)
    now = {name: known.cells[name] for name in cells if name in known.cells} if known is not None else {}
    return ParkedValue(edit.n, kind, edit.id, verb_of(edit), cells, now)
