"""What was handed in: kinds that this user makes and does not receive, and edits of a scope that was lost.

After the verdict the values leave the laptop; that something was handed in, and when, stays. What must be
sent again after a restore of the server is sealed to the server's key, which this laptop cannot open.
"""

from collections.abc import Collection, Container, Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import Connection

from gridclient.db import sent
from gridclient.db.history import drop_history
from gridclient.db.journal import purge
from gridclient.db.pending import Pending, drop_answered
from gridclient.db.sent import HandedIn, Kept, note_handed_in
from gridclient.db.shown import hide
from gridclient.sync.envelopes import ENVELOPES
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.edits import Create
from gridcore.sync.known import parent_in
from gridcore.sync.verdicts import REFUSES_THE_GROUP, VerdictCode
from gridcore.wire.sealed import sealed_base

_SCOPE_LEFT, _GROUP_REFUSED = "scope_left", "group_refused"


def handed(answered: Sequence[Pending], followed: Container[ScopeId]) -> list[Pending]:
    """Of answered edits those that were handed in: of scopes that are not received here, and not refused.

    What was denied or invalid stays with its author, and so does what was kept back because another part of
    its form is invalid: the author is to mend that, so nobody else is shown it.
    """
    mended = {each.edit.grp for each in answered if each.verdict is VerdictCode.INVALID}
    kept = {each.n for each in answered if each.extra == _GROUP_REFUSED and each.edit.grp in mended}
    left = (each for each in answered if each.scope not in followed and each.n not in kept)
    return [each for each in left if each.verdict not in REFUSES_THE_GROUP]


def hand_in(
    connection: Connection,
    community: CommunityId,
    given: Sequence[Pending],
    envelope_key: bytes,
    at: str,
) -> set[RecordId]:
    """Let go of the values of edits that were handed in; returns the records that nothing is left of.

    Without a key of the server the edits stay readable inside the encrypted store for as long as a restore
    could ask for them.
    """
    if not given:
        return set()
    for each in given:
        if isinstance(each.edit, Create):
            about = parent_in(each.kind, each.edit.cells)
            note_handed_in(connection, HandedIn(each.edit.id, each.kind, each.scope, about, at))
        elif each.verdict is VerdictCode.PARKED:  # its author sees that it went to the supervisor
            note_handed_in(connection, HandedIn(each.edit.id, each.kind, each.scope, None, at))
    numbers = [each.n for each in given]
    drop_answered(connection, community, numbers)
    if envelope_key:
        seal(connection, community, sent.kept(connection, community, numbers), envelope_key)
    purge(connection)
    records = {each.edit.id for each in given}
    drop_history(connection, records)
    hide(connection, records)
    return records


def seal_scope(connection: Connection, community: CommunityId, scope: ScopeId, envelope_key: bytes) -> None:
    """Of a scope that is no longer this user's, nothing stays that this laptop can read."""
    if envelope_key:
        seal(connection, community, sent.kept_of_scope(connection, community, scope), envelope_key)
    else:
        sent.empty_scope(connection, community, scope)
    purge(connection)


def seal_records(
    connection: Connection, community: CommunityId, records: Collection[RecordId], envelope_key: bytes
) -> None:
    """Of records that went to a scope which this user lacks, own words cannot be read here any more."""
    found = sent.kept_of_records(connection, community, records) if records and envelope_key else []
    if found:
        seal(connection, community, found, envelope_key)
        purge(connection)


def seal_left_behind(
    connection: Connection, community: CommunityId, answered: Sequence[Pending], envelope_key: bytes
) -> None:
    """Of edits about what went elsewhere only the author's own copy stays, until it is dismissed."""
    left = [e.n for e in answered if e.verdict is VerdictCode.PARKED and e.extra == _SCOPE_LEFT]
    if left and envelope_key:
        seal(connection, community, sent.kept(connection, community, left), envelope_key)


def seal(connection: Connection, community: CommunityId, edits: Sequence[Kept], envelope_key: bytes) -> None:
    """Replace readable edits by what only the server opens."""
    key = X25519PublicKey.from_public_bytes(envelope_key)
    sealed = [
        (each, ENVELOPES.encrypt(each.body, key, sealed_base(community, each.n, each.hash))) for each in edits
    ]
    sent.replace_sealed(connection, community, [(each.n, body) for each, body in sealed])
