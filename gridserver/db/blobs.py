"""Rows about attachments: those that are whole, and uploads that go on, each of one device."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from gridcore.fields import FieldKind
from gridcore.ids import CommunityId, DeviceId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridserver.db import statement

CELLS = {
    kind: cells
    for kind, declared in RECORD_TYPES.items()
    if (cells := [each.cell for each in declared.fields.values() if each.kind is FieldKind.ATTACHMENTS])
}
"""The cells that name attachments, of each kind that has any."""
ATTACHED_IN = sorted({cell for cells in CELLS.values() for cell in cells})
_KINDS = sorted(CELLS)


@dataclass(frozen=True)
class Named:
    """An attachment by its name: the same content in two scopes is two attachments."""

    community: CommunityId
    scope: ScopeId
    sha256: str


@dataclass(frozen=True)
class Blob:
    """A whole attachment of a scope; `key` is sealed."""

    size: int
    name: str
    key: bytes
    device: DeviceId


@dataclass(frozen=True)
class Upload:
    """What a device has sent of an attachment so far; `pieces` are their sizes."""

    size: int
    have: int
    pieces: tuple[int, ...]
    key: bytes


def blob_of(connection: Connection, named: Named) -> Blob | None:
    """The attachment of a scope, if it is whole."""
    found = statement.row(
        connection,
        "SELECT size, name, key, device_id FROM blob WHERE community_id = %s AND scope = %s AND sha256 = %s",
        (named.community, named.scope, named.sha256),
    )
    return None if found is None else Blob(found[0], found[1], bytes(found[2]), DeviceId(found[3]))


def keep_blob(connection: Connection, named: Named, made: Blob, now: datetime) -> bool:
    """Note a whole attachment; False where another device was quicker, whose object stays."""
    found = statement.row(
        connection,
        "INSERT INTO blob (community_id, scope, sha256, size, name, key, device_id, stored)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1",
        (named.community, named.scope, named.sha256, made.size, made.name, made.key, made.device, now),
    )
    return found is not None


def begin_upload(
    connection: Connection,
    named: Named,
    device: DeviceId,
    begun: Upload,
    now: datetime,
) -> None:
    """Begin an upload; one that was begun already goes on."""
    statement.run(
        connection,
        "INSERT INTO upload (community_id, scope, sha256, device_id, size, have, pieces, key, touched)"
        " VALUES (%s, %s, %s, %s, %s, 0, '{}', %s, %s) ON CONFLICT DO NOTHING",
        (named.community, named.scope, named.sha256, device, begun.size, begun.key, now),
    )


def upload_of(
    connection: Connection,
    named: Named,
    device: DeviceId,
    *,
    lock: bool = False,
) -> Upload | None:
    """A device's upload, perhaps held until the transaction ends."""
    found = statement.row(
        connection,
        "SELECT size, have, pieces, key FROM upload"
        " WHERE community_id = %s AND scope = %s AND sha256 = %s AND device_id = %s"
        + (" FOR UPDATE" if lock else ""),
        (named.community, named.scope, named.sha256, device),
    )
    return None if found is None else Upload(found[0], found[1], tuple(found[2]), bytes(found[3]))


def note_piece(
    connection: Connection,
    named: Named,
    device: DeviceId,
    size: int,
    now: datetime,
) -> None:
    """One piece more is in the store."""
    statement.run(
        connection,
        "UPDATE upload SET have = have + %s, pieces = pieces || %s::bigint, touched = %s"
        " WHERE community_id = %s AND scope = %s AND sha256 = %s AND device_id = %s",
        (size, size, now, named.community, named.scope, named.sha256, device),
    )


def end_upload(connection: Connection, named: Named, device: DeviceId) -> None:
    """The upload became a blob, or was refused."""
    statement.run(
        connection,
        "DELETE FROM upload WHERE community_id = %s AND scope = %s AND sha256 = %s AND device_id = %s",
        (named.community, named.scope, named.sha256, device),
    )


def sent_by(
    connection: Connection, community: CommunityId, device: DeviceId, since: datetime
) -> tuple[int, int]:
    """How many uploads of a device go on, and how many bytes it sent or announced since a moment."""
    found = statement.rows(
        connection,
        "SELECT (SELECT count(*) FROM upload WHERE community_id = %(community)s AND device_id = %(device)s),"
        " (SELECT coalesce(sum(size), 0) FROM upload"
        "   WHERE community_id = %(community)s AND device_id = %(device)s)"
        " + (SELECT coalesce(sum(size), 0) FROM blob"
        "   WHERE community_id = %(community)s AND device_id = %(device)s AND stored >= %(since)s)",
        {"community": community, "device": device, "since": since},
    )[0]
    return int(found[0]), int(found[1])


_LEFT = (
    "SELECT l.scope FROM record r"
    " CROSS JOIN LATERAL jsonb_each(r.sets) AS s(cell, elements)"
    " CROSS JOIN LATERAL jsonb_each(s.elements) AS e(element, held)"
    " JOIN left_scope l ON l.community_id = r.community_id AND l.record = r.id"
    " WHERE r.community_id = %(community)s AND r.scope = %(scope)s AND r.was_in IS NOT NULL"
    " AND s.cell = ANY(%(cells)s) AND starts_with(e.element, %(sha256)s)"
    " AND (e.held->>'v')::bigint <= l.seq"
)
_SENT_ELSEWHERE = (
    "SELECT b.scope FROM blob b"
    " JOIN acked a ON a.community_id = b.community_id AND a.device_id = b.device_id"
    " JOIN record r ON r.community_id = b.community_id AND r.scope = %(scope)s"
    " CROSS JOIN LATERAL jsonb_each(r.sets) AS s(cell, elements)"
    " CROSS JOIN LATERAL jsonb_each(s.elements) AS e(element, held)"
    " WHERE b.community_id = %(community)s AND b.sha256 = %(hash)s AND b.scope <> r.scope"
    " AND s.cell = ANY(%(cells)s) AND starts_with(e.element, %(sha256)s)"
    " AND a.replica = e.held->>'replica'"
)


def former_scopes(connection: Connection, named: Named) -> list[ScopeId]:
    """The scopes out of which an attachment is brought along: it hung on its record before that left them.

    What was attached later, in this scope, by its hash alone, is none of these. What was attached by the very
    device that sent it elsewhere is: it had not heard yet that the record, or what that hangs on, had moved.
    """
    rows = statement.rows(
        connection,
        f"{_LEFT} UNION {_SENT_ELSEWHERE} ORDER BY scope",
        {
            "community": named.community,
            "scope": named.scope,
            "sha256": f"{named.sha256} ",
            "hash": named.sha256,
            "cells": ATTACHED_IN,
        },
    )
    return [ScopeId(former) for (former,) in rows]


def known_names(connection: Connection) -> set[str]:
    """The names of all whole attachments' objects."""
    return {name for (name,) in statement.rows(connection, "SELECT name FROM blob", ())}


def uploads(connection: Connection) -> list[tuple[Named, DeviceId, datetime, Upload]]:
    """All uploads that go on, and when each was last heard of."""
    rows = statement.rows(
        connection,
        "SELECT community_id, scope, sha256, device_id, touched, size, have, pieces, key FROM upload",
        (),
    )
    return [
        (
            Named(community, scope, sha256),
            device,
            touched,
            Upload(size, have, tuple(pieces), bytes(key)),
        )
        for community, scope, sha256, device, touched, size, have, pieces, key in rows
    ]


def named_openly(
    connection: Connection, community: CommunityId, scope: ScopeId, hashes: list[str]
) -> set[str]:
    """Those hashes that a record of a scope names whose values are not sealed."""
    rows = statement.rows(
        connection,
        "SELECT h FROM unnest(%(hashes)s::text[]) AS h WHERE EXISTS (SELECT 1 FROM record"
        " WHERE community_id = %(community)s AND scope = %(scope)s AND kind = ANY(%(kinds)s)"
        " AND state <> 'erased' AND position(h IN sets::text) > 0)",
        {"community": community, "scope": scope, "hashes": hashes, "kinds": _KINDS},
    )
    return {each for (each,) in rows}


def records_with_files(connection: Connection, community: CommunityId, scope: ScopeId) -> list[RecordId]:
    """The records of a scope that may name attachments."""
    rows = statement.rows(
        connection,
        "SELECT id FROM record WHERE community_id = %s AND scope = %s AND kind = ANY(%s)"
        " AND state <> 'erased' ORDER BY id",
        (community, scope, _KINDS),
    )
    return [RecordId(each) for (each,) in rows]


def forget(connection: Connection, community: CommunityId, scope: ScopeId, hashes: set[str]) -> None:
    """Destroy the keys of attachments, whole or on their way; what lies in the store is swept later."""
    for table in ("blob", "upload"):
        statement.run(
            connection,
            f"DELETE FROM {table} WHERE community_id = %s AND scope = %s AND sha256 = ANY(%s)",
            (community, scope, sorted(hashes)),
        )
