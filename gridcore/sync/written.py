"""Who brought what a record says, noted beside its versions, so that histories name people and laptops."""

from collections.abc import Iterable, Mapping

import msgspec

from gridcore.ids import ReplicaId
from gridcore.sync.known import Effect, ParkedAnswered
from gridcore.sync.outcomes import Decided
from gridcore.sync.stored import Element, Stamp, Stored, Written

MOST_WRITTEN = 8
"""Of one record; those of the oldest versions go first."""
_LONGEST_TIME = 32

Times = Mapping[tuple[ReplicaId, int], str]
"""When edits were made by the clock of their laptop, by replica and number."""


def times_of(replica: ReplicaId, decided: Iterable[Decided], effects: Iterable[Effect]) -> Times:
    """The times of a request's own edits, and of those of others that it admitted."""
    found = {(replica, each.edit.n): each.edit.at for each in decided}
    for effect in effects:
        if isinstance(effect, ParkedAnswered):
            found.update({(effect.replica, each.edit.n): each.edit.at for each in effect.decided})
    return found


def with_writer(stored: Stored, times: Times) -> Stored:
    """A record that has just got its number, with who wrote at it; versions that nothing has any more go."""
    stamps: list[Stamp | Element] = [*stored.vers.values()]
    stamps += [each for held in stored.sets.values() for each in held.values()]
    standing = {each.v for each in stamps}
    kept = [each for each in stored.written if each.v in standing and each.v != stored.seq]
    fresh = {(each.replica, each.n) for each in stamps if each.v == stored.seq}
    for replica, n in sorted(fresh & times.keys())[:1]:
        kept.append(Written(stored.seq, replica, times[replica, n][:_LONGEST_TIME]))
    return msgspec.structs.replace(stored, written=tuple(kept[-MOST_WRITTEN:]))
