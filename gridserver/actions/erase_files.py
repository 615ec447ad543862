"""Erases the attachments of erased records: their keys go with the transaction, their objects are swept."""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridcore.sync.stored import Stored
from gridserver.db import blobs, records
from gridserver.db.records import Lock
from gridserver.db.seal import is_sealed
from gridserver.installation import Installation


def erase_files(
    connection: Connection, installation: Installation, community: CommunityId, before: Iterable[Stored]
) -> None:
    """Forget what hung on these records, as they were, and on no other record of the same scope."""
    wanted: dict[ScopeId, set[str]] = {}
    for stored in before:
        hashes = _hashes(stored)
        for scope in (stored.scope, *stored.left):
            if hashes:
                wanted.setdefault(scope, set()).update(hashes)
    for scope, hashes in sorted(wanted.items()):
        blobs.forget(
            connection, community, scope, hashes - _named(connection, installation, community, scope, hashes)
        )


def _named(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    scope: ScopeId,
    hashes: set[str],
) -> set[str]:
    """Those that another record of the scope names."""
    if not is_sealed(scope):
        return blobs.named_openly(connection, community, scope, sorted(hashes))
    ids = blobs.records_with_files(connection, community, scope)
    held = records.read(connection, installation.sealer, community, ids, Lock.NONE)
    return {each for stored in held for each in _hashes(stored)} & hashes


def _hashes(stored: Stored) -> set[str]:
    """The hashes of all attachments that a record has or had."""
    elements = (stored.sets.get(cell, {}) for cell in blobs.CELLS.get(stored.kind, ()))
    return {name.partition(" ")[0] for each in elements for name in each}
