"""Erases what was decided to be erased, wherever its values lie; and once more after a restore."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridcore.sync.erasing import emptied
from gridcore.sync.known import Effect, Erased
from gridcore.sync.stored import RecordState, Stored, stamped
from gridserver.actions.erase_files import erase_files
from gridserver.db import counter, edit_log, records, snapshots, statistics, twins
from gridserver.db import parked as parked_edits
from gridserver.db.audit import Entry, append
from gridserver.db.records import Lock
from gridserver.erased_list import ErasedRecord
from gridserver.installation import Installation

_CONSOLE = "console"
_NEW = "gridserver.erased"
"""Under this name a connection carries what its transaction erased, until it is committed."""


def erase_values(
    connection: Connection,
    community: CommunityId,
    effects: Sequence[Effect],
    after: Iterable[Stored],
    *,
    by: str,
    now: datetime,
) -> None:
    """Let nothing stay of the records that a request erased, wherever else their values lie."""
    wanted = {each for effect in effects if isinstance(effect, Erased) for each in effect.records}
    if not wanted:
        return
    gone = [each for each in after if each.id in wanted]
    _forget(connection, community, gone)
    append(connection, community, *(Entry(now, by, "erase", each.id) for each in gone))
    connection.info.setdefault(_NEW, []).extend(_listed(community, gone))


def begin(connection: Connection) -> None:
    """Forget what an attempt that came to nothing has noted."""
    connection.info.pop(_NEW, None)


def list_meant(
    connection: Connection, installation: Installation, community: CommunityId
) -> list[ErasedRecord]:
    """Put outside the database what the transaction erases, as the last thing before its commit."""
    meant: list[ErasedRecord] = connection.info.pop(_NEW, [])
    reading = counter.read(connection, community) if meant else None
    if reading is not None and installation.erased is not None:
        installation.erased.mean(meant, reading.epoch)
    return meant


def list_done(installation: Installation, erased: Sequence[ErasedRecord]) -> None:
    """Put down that it is committed."""
    if erased and installation.erased is not None:
        installation.erased.add(erased)


def find_out(installation: Installation) -> None:
    """What became of what was meant when a server ended: erased, or never committed. Raises ErasedListError.

    Where the database was restored since it cannot be told; two people had agreed, so it is erased.
    """
    if installation.erased is None:
        return
    meant = sorted(installation.erased.meant(), key=lambda each: each[0].community)
    for community, members in groupby(meant, key=lambda each: each[0].community):
        wanted = list(members)
        with installation.database.snapshot() as connection:
            reading = counter.read(connection, community)
            ids = [each.record for each, _ in wanted]
            held = records.read(connection, installation.sealer, community, ids, Lock.NONE)
        gone = {each.id for each in held if each.state is RecordState.ERASED}
        if reading is not None:
            done = [each for each, epoch in wanted if each.record in gone or epoch != reading.epoch]
            list_done(installation, done)
            installation.erased.withdraw(each for each, _ in wanted if each not in done)


def erase_again(installation: Installation) -> int:
    """Erase what the list names and the database has nevertheless, as after a restore; how many those were.

    Raises ErasedListError.
    """
    if installation.erased is None:
        return 0
    find_out(installation)
    count = 0
    listed = sorted(installation.erased.read(), key=lambda each: each.community)
    for community, members in groupby(listed, key=lambda each: each.community):
        with installation.database.write() as connection:
            if counter.read(connection, community) is not None:
                counter.lock(connection, community)
                count += _erase_again(connection, installation, community, list(members))
    return count


def _erase_again(
    connection: Connection, installation: Installation, community: CommunityId, wanted: Sequence[ErasedRecord]
) -> int:
    sealer, ids = installation.sealer, [each.record for each in wanted]
    held = {each.id: each for each in records.read(connection, sealer, community, ids, Lock.ALONE)}
    back = [each for each in held.values() if each.state is not RecordState.ERASED]
    lacking = [each for each in wanted if each.record not in held]
    new = [Stored(each.record, each.kind, each.scope, {}, {}, {}, 0) for each in lacking]
    if not (back or new):
        return 0
    first = counter.draw(connection, community, len(back) + len(new))
    after = [stamped(emptied(each), first + place) for place, each in enumerate([*back, *new])]
    records.replace(connection, sealer, community, after[: len(back)])
    records.insert(connection, sealer, community, after[len(back) :])
    changes = statistics.Changes()
    pairs = [(held.get(each.id), each) for each in after]
    for before, each in pairs:
        changes.note(before, each)
    statistics.apply(connection, community, changes)
    twins.write(connection, twins.Hashes(installation.blind, community), community, pairs)
    _forget(connection, community, after)
    erase_files(connection, installation, community, back)
    now = installation.clock()
    append(connection, community, *(Entry(now, _CONSOLE, "erase-again", each.id) for each in after))
    return len(after)


def _forget(connection: Connection, community: CommunityId, gone: Sequence[Stored]) -> None:
    ids = [each.id for each in gone]
    edit_log.forget(connection, community, ids)
    parked_edits.forget(connection, community, ids)
    snapshots.forget(connection, community, {scope for each in gone for scope in (each.scope, *each.left)})


def _listed(community: CommunityId, gone: Iterable[Stored]) -> list[ErasedRecord]:
    return [ErasedRecord(community, each.id, each.kind, each.scope) for each in gone]
