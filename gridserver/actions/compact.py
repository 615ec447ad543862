"""Compaction: what left a scope, and every laptop that still comes has heard of, is not kept any longer."""

from dataclasses import dataclass

from gridcore.ids import CommunityId
from gridcore.sync.compaction import passed_by_all
from gridserver.db import compaction, counter, replicas
from gridserver.db.accounts import communities
from gridserver.installation import Installation


@dataclass(frozen=True)
class Compacted:
    """What was done for one community: up to which number everybody has read, and how many farewells went."""

    community: CommunityId
    upto: int
    dropped: int


def compact(installation: Installation) -> list[Compacted]:
    """Compact all communities. It may run beside everything else, and be stopped and begun anew at will.

    Each scope is a transaction by itself. A laptop that comes back meanwhile hears all or compares: its
    answer sees the farewells and the floor at one moment.
    """
    with installation.database.snapshot() as connection:
        found = communities(connection)
    return [_compacted(installation, community) for community, _, _ in found]


def _compacted(installation: Installation, community: CommunityId) -> Compacted:
    now = installation.clock()
    with installation.database.snapshot() as connection:
        reading = counter.read(connection, community)
        seq = reading.seq if reading is not None else 0
        upto = passed_by_all(replicas.readers(connection, community), seq, now)
        scopes = compaction.scopes_to_compact(connection, community, upto)
    dropped = 0
    for scope in scopes:
        with installation.database.write() as connection:
            dropped += compaction.drop_farewells(connection, community, scope, upto)
    return Compacted(community, upto, dropped)
