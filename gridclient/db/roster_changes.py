"""Who changed the cells of some records last, as far as this laptop knows, for an import to be careful."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.ids import RecordId
from gridcore.sync.edits import cells_touched, decode_edit

_DERIVED = "5"
"""The version of ids that follow from words (`derived_id`): groups of a form save are drawn instead."""


@dataclass(frozen=True)
class LastChange:
    """`author` is None where nobody told, empty for this laptop's own user."""

    author: str | None
    at: str
    is_import: bool = False
    """Whether an import of this laptop wrote the value, rather than a person's hand."""


def last_changes(
    connection: Connection, records: Collection[RecordId]
) -> dict[tuple[RecordId, str], LastChange]:
    """The last change of each cell that somebody is known to have written."""
    listed = msgspec.json.encode(sorted(set(records))).decode()
    found: dict[tuple[RecordId, str], LastChange] = {}
    rows = connection.exec_driver_sql(
        "SELECT record, cell, author, at FROM history WHERE record IN (SELECT value FROM json_each(?))"
        " ORDER BY id",
        (listed,),
    )
    for record, cell, author, at in rows:
        found[record, cell] = LastChange(author, at)
    for record, cell, own in _own(connection, listed):
        held = found.get((record, cell))
        if held is None or held.at <= own.at:  # the history tells of the same change without saying how
            found[record, cell] = own
    return found


def _own(connection: Connection, listed: str) -> list[tuple[RecordId, str, LastChange]]:
    """What this laptop wrote and can still read, in the order in which it did."""
    rows = connection.exec_driver_sql(
        "SELECT record, body, at, n FROM sent WHERE sealed = 0 AND body <> x'' AND record IN"
        " (SELECT value FROM json_each(?)) UNION ALL"
        " SELECT record, body, made_at, n FROM pending_edit WHERE state <> 'aside' AND record IN"
        " (SELECT value FROM json_each(?)) ORDER BY 4",
        (listed, listed),
    )
    found = []
    for record, body, at, _ in rows:
        edit = decode_edit(body)
        is_import = edit.grp[14:15] == _DERIVED
        found += [(record, cell, LastChange("", edit.at or at, is_import)) for cell in cells_touched(edit)]
    return found
