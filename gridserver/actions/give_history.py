"""Gives the past of a record to those who may read it: who changed what, and when, as the laptops claim."""

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, UserId
from gridcore.sync.edits import Add, Create, Drop, Edit, Set, Step, Text, verb_of
from gridcore.wire.snapshots import Past, PastEdit, PastLine, encode
from gridserver.actions.follows import followed
from gridserver.db import accounts, edit_log, records
from gridserver.db.devices import Device
from gridserver.db.edit_log import PastRow
from gridserver.installation import Installation

_MOST = 100
_NEWEST = 1 << 62


def give_history(
    installation: Installation,
    device: Device,
    community: CommunityId,
    record: RecordId,
    before: int | None = None,
) -> list[bytes] | None:
    """The lines of a record's history below a number; None for a record that the device does not receive."""
    sealer = installation.sealer
    with installation.database.snapshot() as connection:
        scopes = followed(installation, connection, device, community)
        if records.scope_of(connection, community, record) not in scopes:
            return None
        rows = edit_log.past(
            connection,
            sealer,
            community,
            record,
            sorted(scopes),
            before=before or _NEWEST,
            most=_MOST + 1,
        )
        users = {each: accounts.user_of(connection, UserId(each)) for each in {row.author for row in rows}}
    names = {each: user.name if user is not None else each for each, user in users.items()}
    shown = rows[:_MOST]
    first = PastLine(Past(record, len(shown), more=len(rows) > _MOST))
    return [encode(first), *(encode(_past_edit(row, names[row.author])) for row in shown)]


def _past_edit(row: PastRow, author: str) -> PastEdit:
    edit = row.logged.edit
    return PastEdit(
        seq=row.seq,
        author=author,
        at=row.at,
        do=verb_of(edit),
        verdict=row.verdict,
        cells={**_sent(edit), **row.logged.result},
        reason=edit.reason if isinstance(edit, Step) else "",
    )


def _sent(edit: Edit) -> dict[str, Value]:
    match edit:
        case Create(cells=cells):
            return dict(cells)
        case Set(cell=cell, value=value) | Text(cell=cell, value=value):
            return {cell: value}
        case Step(cell=cell, to=to):
            return {cell: to}
        case Add(cell=cell, element=element) | Drop(cell=cell, element=element):
            return {cell: element}
        case _:
            return {}
