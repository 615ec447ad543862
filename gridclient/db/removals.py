"""Who removed what, as far as this laptop was told: the record itself has left it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection

from gridclient.db.history import Former, Writer, write_history
from gridclient.db.titles import titles
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.known import parent_in
from gridcore.sync.stored import WHOLE, Confirmed

REMOVED, RESTORED = "removed", "restored"
"""What a history line of a whole record tells, where it is not that the record was added."""


@dataclass(frozen=True)
class Removal:
    """A record that somebody took away; `device` is empty for this computer."""

    record: RecordId
    kind: str
    scope: ScopeId
    under: RecordId | None
    """What it hung on."""
    title: str
    author: str
    device: str
    at: str
    is_merged: bool = False
    """Whether it went into another record, which may lie where this user sees nothing."""


def note_removals(
    connection: Connection,
    gone: Collection[Confirmed],
    by: Mapping[RecordId, Writer],
    merged: Collection[RecordId] = (),
) -> None:
    """Remember by whom records were removed, and which of them were merged, before they are let go of."""
    known = [each for each in gone if each.id in by]
    if not known:
        return
    named = titles(connection, [(each.kind, each.id) for each in known])
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO removal (record, kind, scope, under, title, author, device, at, merged)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(each.id, each.kind, each.scope, parent_in(each.kind, each.cells)),
                "".join(named[each.id].words[:1]),
                *(by[each.id].author, by[each.id].device, by[each.id].at, each.id in merged),
            )
            for each in known
        ],
    )


def came_back(
    connection: Connection, records: Mapping[RecordId, Writer | None], at: str
) -> frozenset[RecordId]:
    """Those of the records that had been removed; their history tells both, the removal and the way back."""
    if not records:
        return frozenset()
    former = []
    for each in removed(connection, records):
        by = records[each.record]
        told = (by.author, by.at, by.device) if by is not None else (None, at, None)
        former.append(Former(each.record, WHOLE, REMOVED, 0, each.author, each.at, each.device))
        former.append(Former(each.record, WHOLE, RESTORED, 0, *told))
    write_history(connection, former)
    back = frozenset(each.record for each in former)
    connection.exec_driver_sql(
        "DELETE FROM removal WHERE record IN (SELECT value FROM json_each(?))", (_listed(back),)
    )
    return back


def removed(connection: Connection, records: Collection[RecordId]) -> list[Removal]:
    """Those of the records that were removed."""
    return _read(connection, "record IN (SELECT value FROM json_each(?))", _listed(records))


def removals_of(connection: Connection, records: Collection[RecordId]) -> list[Removal]:
    """What was removed of these records, or from under them."""
    listed = _listed(records)
    own = _read(connection, "record IN (SELECT value FROM json_each(?))", listed)
    below = _read(connection, "under IN (SELECT value FROM json_each(?))", listed)
    return list(dict.fromkeys([*own, *below]))


def forget_removals(connection: Connection, records: Collection[RecordId]) -> None:
    """Let go of what is known of these records' removals, and of what was removed from under them."""
    for column in ("record", "under"):
        connection.exec_driver_sql(
            f"DELETE FROM removal WHERE {column} IN (SELECT value FROM json_each(?))", (_listed(records),)
        )


def forget_removals_in(connection: Connection, scope: ScopeId) -> None:
    """The same of a scope that is no longer this user's."""
    connection.exec_driver_sql("DELETE FROM removal WHERE scope = ?", (scope,))


def _read(connection: Connection, condition: str, listed: str) -> list[Removal]:
    rows = connection.exec_driver_sql(
        "SELECT record, kind, scope, under, title, author, device, at, merged FROM removal"
        f" WHERE {condition} ORDER BY record",
        (listed,),
    )
    return [replace(Removal(*row), is_merged=bool(merged)) for *row, merged in rows]


def _listed(records: Collection[RecordId]) -> str:
    return msgspec.json.encode(list(records)).decode()
