"""Edits of the server itself, such as an import: they go the way of everybody's edits."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ReplicaId, UserId
from gridcore.permissions import Assignment
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Edit, next_chain
from gridcore.sync.known import Author
from gridcore.sync.verdicts import Verdict
from gridcore.wire.messages import MOST_EDITS
from gridserver.actions.arriving import of_ours
from gridserver.actions.decide import decide, in_one_transaction
from gridserver.db import counter, planner, replicas
from gridserver.db.accounts import AccountError
from gridserver.installation import Installation

SERVER_REPLICA = ReplicaId("server")
_MANY = 200
"""So many edits may be the first that fill a table."""


def write_as_server(
    installation: Installation, community: CommunityId, edits: Sequence[Edit], *, by: str
) -> list[Verdict]:
    """Number and decide edits that follow every scope and pass no gate; `by` is the user or the console.

    Groups are kept whole; each transaction takes about as many edits as a laptop's request.
    Raises AccountError if there is no such community.
    """
    verdicts: list[Verdict] = []
    for part in _parts(edits):

        def attempt(connection: Connection, part: Sequence[Edit] = part) -> list[Verdict]:
            return write(connection, installation, community, part, by=by)

        verdicts += in_one_transaction(installation, community, attempt)
        if len(part) >= _MANY:
            with installation.database.write() as connection:
                planner.introduce(connection)
    return verdicts


def write(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    edits: Sequence[Edit],
    *,
    by: str,
    assignments: tuple[Assignment, ...] = (),
) -> list[Verdict]:
    """The same inside a transaction that the caller begins anew where it must (`in_one_transaction`)."""
    now, user = installation.clock(), UserId(by)
    if counter.read(connection, community) is None:
        raise AccountError(f"there is no community {community}")
    acked = replicas.lock(
        connection, community, SERVER_REPLICA, device=replicas.SERVER_DEVICE, user=user, now=now
    )
    author = Author(user, by, SERVER_REPLICA, community, assignments, frozenset(), is_system=True)
    fresh = of_ours([numbered(each, acked.n + place) for place, each in enumerate(edits, start=1)])
    decisions = decide(connection, installation, author, fresh, {}, now)
    chain = acked.chain
    for each in fresh:
        chain = next_chain(chain, each.hash)
    replicas.advance(connection, community, SERVER_REPLICA, acked.n + len(fresh), chain, now)
    return list(decisions.verdicts)


def _parts(edits: Sequence[Edit]) -> list[list[Edit]]:
    parts: list[list[Edit]] = []
    for _, members in groupby(edits, key=lambda each: each.grp):
        group = list(members)
        if not parts or len(parts[-1]) + len(group) > MOST_EDITS:
            parts.append([])
        parts[-1] += group
    return parts
