"""Of a record that was erased nothing stays on the laptop: not what it was, what was sent, or what was begun.

What the server has not answered yet still goes to it, so that its numbers have no gap; the answer is that the
record was erased, and then that edit goes as well. Rows that are deleted are overwritten (`secure_delete`).
"""

from collections.abc import Collection, Sequence
from itertools import groupby

from sqlalchemy import Connection

from gridclient.db.blobs import keep_back
from gridclient.db.confirmed import confirmed_of, drop_confirmed
from gridclient.db.cursors import counted, cursor_of, store_cursor
from gridclient.db.drafts import all_drafts, discard_draft
from gridclient.db.history import drop_history
from gridclient.db.journal import purge
from gridclient.db.pending import Pending, drop_answered, drop_answered_of
from gridclient.db.removals import forget_removals
from gridclient.db.sent import drop_handed_in, empty_records
from gridclient.db.shown import hide
from gridclient.db.went_back import let_go_of_gone
from gridcore.ids import CommunityId, RecordId
from gridcore.sync.outcomes import ERASED
from gridcore.sync.verdicts import VerdictCode


def forget_erased(connection: Connection, community: CommunityId, records: Collection[RecordId]) -> None:
    """Let go of everything that is known of erased records."""
    gone = sorted(set(records))
    if not gone:
        return
    _count_out(connection, community, gone)
    keep_back(connection, gone)
    drop_confirmed(connection, gone)
    let_go_of_gone(connection, gone)
    drop_history(connection, gone)
    forget_removals(connection, gone)
    drop_handed_in(connection, gone)
    drop_answered_of(connection, community, gone)
    empty_records(connection, community, gone)
    for each in all_drafts(connection):
        if each.record in gone or any(value in gone for value in each.values.values() if value is not None):
            discard_draft(connection, each.id)
    hide(connection, gone)
    purge(connection, gone)


def _count_out(connection: Connection, community: CommunityId, gone: Collection[RecordId]) -> None:
    """Their scopes have so many rows less here, whether or not those scopes have told of it yet."""
    held = sorted(confirmed_of(connection, gone).values(), key=lambda each: each.scope)
    for scope, leaving in groupby(held, key=lambda each: each.scope):
        cursor = cursor_of(connection, community, scope)
        if cursor is not None:
            store_cursor(connection, community, counted(cursor, leaving, ()))


def forget_refused(
    connection: Connection, community: CommunityId, answered: Sequence[Pending]
) -> list[Pending]:
    """Let go of edits that came too late for a record that was erased; returns the others."""
    late = [each for each in answered if (each.verdict, each.extra) == (VerdictCode.DENIED, ERASED.extra)]
    if late:
        drop_answered(connection, community, [each.n for each in late])
        forget_erased(connection, community, [each.edit.id for each in late])
    return [each for each in answered if each not in late]
