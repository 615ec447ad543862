"""Obeys `x`: of a scope that is no longer this user's, nothing stays on the laptop."""

from collections.abc import Collection

from sqlalchemy import Connection

from gridclient.db.blobs import part_with_scope
from gridclient.db.confirmed import drop_confirmed, page_of_scope
from gridclient.db.cursors import cursors, unfollow
from gridclient.db.drafts import Draft, all_drafts, discard_draft
from gridclient.db.history import drop_history
from gridclient.db.pending import drop_pending_of_scope, is_waiting_in, records_of_scope
from gridclient.db.removals import forget_removals_in
from gridclient.db.sent import drop_handed_in
from gridclient.db.shown import hide
from gridclient.db.snapshot_places import forget_place
from gridclient.db.went_back import drop_gone
from gridclient.sync.apply import Answer
from gridclient.sync.handed_in import seal_scope
from gridcore.fields import RecordType
from gridcore.ids import ScopeId
from gridcore.permissions import handed_in_beside
from gridcore.records import RECORD_TYPES

_SLICE = 500


def drop_scope(connection: Connection, told: Answer, scope: ScopeId) -> bool:
    """Drop a scope. False while an edit of it still waits: it is asked for again when that is answered."""
    if is_waiting_in(connection, scope):
        return False
    part_with_scope(connection, scope)
    unfollow(connection, told.community, scope)
    is_last = _is_last_of_its_kind(connection, told, scope)
    while records := page_of_scope(connection, scope, _SLICE):
        _drop_drafts(connection, told, records, scope, is_last=is_last)
        drop_history(connection, records)
        drop_handed_in(connection, records)
        drop_confirmed(connection, records)
        hide(connection, records)
    made_here = records_of_scope(connection, scope)
    _drop_drafts(connection, told, made_here, scope, is_last=is_last)
    drop_pending_of_scope(connection, told.community, scope)
    hide(connection, made_here)
    seal_scope(connection, told.community, scope, told.envelope_key)
    forget_place(connection, scope)
    drop_gone(connection, scope)
    forget_removals_in(connection, scope)
    return True


def _is_last_of_its_kind(connection: Connection, told: Answer, scope: ScopeId) -> bool:
    kind = scope.partition("/")[0]
    return all(each.partition("/")[0] != kind for each in cursors(connection, told.community))


def _drop_drafts(
    connection: Connection, told: Answer, records: Collection[str], scope: ScopeId, *, is_last: bool
) -> None:
    """Unsaved forms go with what they are about; a form about nothing yet goes with the last such scope.

    What would be handed in goes with the last scope beside which that is.
    """
    gone = frozenset(records)
    for each in all_drafts(connection):
        declared = RECORD_TYPES.get(each.kind)
        is_of_kind = declared is not None and each.record is None and _lies_at(declared, told, scope)
        if _names(each, gone) or (is_last and is_of_kind):
            discard_draft(connection, each.id)


def _lies_at(declared: RecordType, told: Answer, scope: ScopeId) -> bool:
    """Whether records of a kind lie in scopes of this kind, or are handed in beside them."""
    beside = handed_in_beside(ScopeId(f"{declared.scope}/{told.community}"), told.community) or ""
    return scope.partition("/")[0] in (declared.scope, beside.partition("/")[0])


def _names(draft: Draft, records: frozenset[str]) -> bool:
    shown = (*draft.values.values(), *(each.value for each in draft.opened.values()))
    return draft.record in records or any(isinstance(each, str) and each in records for each in shown)
