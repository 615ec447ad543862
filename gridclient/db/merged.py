"""Which record stands for one that was merged into another and has left this laptop.

Two things tell it: the conflict of the pair, which lies with the records or with the staff, and the answer to
an edit of the merged one. Neither names a record that this user does not follow.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from gridclient.db.drafts import Draft, Opened, all_drafts, discard_draft, save_draft
from gridclient.db.facts import place_of, seen_of
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen
from gridcore.sync.disputes import BY_TWIN, ONE
from gridcore.sync.known import links_in
from gridcore.sync.verdicts import VerdictCode

_BY_CONFLICT = """
SELECT json_extract(decided, '$.winner') FROM shown_conflict
WHERE removed = 0 AND conflict_kind = ? AND json_extract(decided, '$.loser') = ?
  AND json_extract(decided, '$.choice') = ?
"""
_BY_ANSWER = """
SELECT extra FROM (
    SELECT extra, n FROM sent WHERE record = ?1 AND verdict = ?2
    UNION ALL SELECT extra, n FROM pending_edit WHERE record = ?1 AND verdict = ?2)
WHERE extra IS NOT NULL ORDER BY n DESC LIMIT 1
"""


def is_here(connection: Connection, record: RecordId) -> bool:
    """Whether anything that is shown is known of a record."""
    return place_of(connection, record) is not None


def standing_here(connection: Connection, record: RecordId) -> RecordId:
    """The record that stands for one: itself, unless it left and was merged into one that is here."""
    met, at = {record}, record
    while not is_here(connection, at):
        winner = _winner(connection, at)
        if winner is None or winner in met:
            return record
        met.add(winner)
        at = winner
    return at


def _winner(connection: Connection, record: RecordId) -> RecordId | None:
    told = connection.exec_driver_sql(_BY_CONFLICT, (BY_TWIN, record, ONE)).scalar()
    if told is None:
        told = connection.exec_driver_sql(_BY_ANSWER, (record, VerdictCode.MERGED.value)).scalar()
    return RecordId(told) if isinstance(told, str) else None


def linked_here(connection: Connection, kind: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Values by field, in which links to merged records name those that stand for them."""
    found = dict(values)
    for name in sorted(links_in(kind) & values.keys()):
        value = values[name]
        if isinstance(value, str):
            found[name] = standing_here(connection, RecordId(value))
    return found


def lead_drafts(connection: Connection) -> None:
    """Forms about merged records that were left unsaved go on with the records that stand for them."""
    for each in all_drafts(connection):
        if each.kind in RECORD_TYPES:
            lead_draft(connection, each)


def lead_draft(connection: Connection, draft: Draft) -> Draft:
    """One draft where it belongs now; what is typed already in a draft of the kept record goes before."""
    values = linked_here(connection, draft.kind, draft.values)
    record = None if draft.record is None else standing_here(connection, draft.record)
    if (record, values) == (draft.record, draft.values):
        return draft
    led = Draft(draft.id, draft.kind, record, values, draft.opened, draft.updated_at)
    if record is not None and record != draft.record:
        led = _with_record(connection, led, record)
        discard_draft(connection, draft.id)
    save_draft(connection, led)
    return led


def _with_record(connection: Connection, draft: Draft, record: RecordId) -> Draft:
    """The draft as one of another record, based on what is shown of that one now."""
    name = f"{draft.kind}/{record}"
    there = next((each for each in all_drafts(connection) if each.id == name), None)
    if there is not None:
        values = {**draft.values, **there.values}
        return Draft(name, draft.kind, record, values, there.opened, draft.updated_at)
    seen = seen_of(connection, RECORD_TYPES[draft.kind], record)
    opened = opened_with(seen) if seen is not None else {}
    return Draft(name, draft.kind, record, draft.values, opened, draft.updated_at)


def opened_with(seen: Seen) -> dict[str, Opened]:
    """What a draft keeps of what its form showed."""
    return {
        cell: Opened(seen.cells.get(cell), base if isinstance(base, int) else dict(base))
        for cell, base in seen.bases.items()
    }
