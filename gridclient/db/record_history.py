"""The past of records, as far as this laptop knows it: former values, own edits, decisions, removals."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_of
from gridclient.db.history import Former, history_of
from gridclient.db.merged import standing_here
from gridclient.db.numbering import numbers
from gridclient.db.pending import Pending, set_aside
from gridclient.db.pending import pending_of as shown_edits_of
from gridclient.db.removals import Removal, removals_of
from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.edits import Edit, decode_edit
from gridcore.sync.stored import Confirmed
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import OPEN

MOST_ROOMS = 2_000


@dataclass(frozen=True)
class DecidedConflict:
    """A conflict that a person decided, with every value that stood in it."""

    subject: RecordId
    subject_kind: str
    cell: str
    before: Value
    sides: Mapping[str, Mapping[str, Value]]
    decided: Mapping[str, Value]
    conflict_kind: str
    scope: ScopeId


@dataclass(frozen=True)
class ToldProposal:
    """A value that somebody proposed; `decided_by` and `at` as far as this laptop was told."""

    subject: RecordId
    subject_kind: str
    cell: str
    before: Value
    value: Value
    author: str
    progress: str
    decided_by: str | None
    device: str | None
    at: str


@dataclass(frozen=True)
class SentEdit:
    """An edit of this laptop that the server has answered."""

    edit: Edit
    verdict: VerdictCode
    seq: int
    at: str
    is_backed_up: bool = False
    """Whether the server has it in a backup as well."""


@dataclass(frozen=True)
class HistoryFacts:
    """All that this laptop knows of how records became what they are."""

    confirmed: Mapping[RecordId, Confirmed]
    former: Mapping[RecordId, Sequence[Former]]
    """The latest first."""
    pending: Mapping[RecordId, Sequence[Pending]]
    aside: Sequence[Pending]
    sent: Sequence[SentEdit]
    decided: Sequence[DecidedConflict]
    proposals: Sequence[ToldProposal] = ()
    removals: Sequence[Removal] = ()
    went_into: Mapping[RecordId, RecordId] = field(default_factory=dict)
    """Of the removed records those that were merged, each with the one that stands for it here."""


_OF_HOUSEHOLD = """
SELECT id FROM shown_resident WHERE household = ?1 UNION ALL
SELECT id FROM shown_membership WHERE household = ?1 UNION ALL
SELECT n.id FROM shown_phone_number n JOIN shown_resident r ON r.id = n.resident
    WHERE r.household = ?1 UNION ALL
SELECT p.id FROM shown_care_plan p JOIN shown_resident r ON r.id = p.resident WHERE r.household = ?1 UNION ALL
SELECT k.id FROM shown_consent k JOIN shown_resident r ON r.id = k.resident WHERE r.household = ?1 UNION ALL
SELECT id FROM shown_extra_visit_change WHERE household = ?1 UNION ALL
SELECT e.id FROM shown_visit_exception e JOIN shown_care_plan p ON p.id = e.plan
    JOIN shown_resident r ON r.id = p.resident WHERE r.household = ?1
"""
_OF_RESIDENT = """
SELECT id FROM shown_membership WHERE resident = ?1 UNION ALL
SELECT id FROM shown_phone_number WHERE resident = ?1 UNION ALL
SELECT id FROM shown_care_plan WHERE resident = ?1 UNION ALL
SELECT c.id FROM shown_care_reason c JOIN shown_care_plan p ON p.id = c.plan WHERE p.resident = ?1 UNION ALL
SELECT id FROM shown_consent WHERE resident = ?1 UNION ALL
SELECT id FROM shown_given_file WHERE resident = ?1 UNION ALL
SELECT id FROM shown_rights_request WHERE resident = ?1 UNION ALL
SELECT id FROM shown_aid_pair WHERE helped = ?1 OR helper = ?1
"""
_OF_PLAN = """
SELECT id FROM shown_care_reason WHERE plan = ?1 UNION ALL
SELECT id FROM shown_visit_exception WHERE plan = ?1
"""
_OF_BUILDING = f"""
SELECT id FROM shown_grid_period WHERE building = ?1 UNION ALL
SELECT id FROM (SELECT id FROM shown_room WHERE building = ?1 LIMIT {MOST_ROOMS})
"""
_AROUND: Mapping[str, str] = {
    "household": _OF_HOUSEHOLD,
    "resident": _OF_RESIDENT,
    "care_plan": _OF_PLAN,
    "building": _OF_BUILDING,
}
"""What hangs on a record closely enough that its history is told with it. Only what is on this laptop: a
laptop receives a scope whole or not at all, so nothing that its user may not see can be in it."""


def records_around(connection: Connection, kind: str, record: RecordId) -> list[RecordId]:
    """The record, and those whose past belongs to its history."""
    query = _AROUND.get(kind)
    found = connection.exec_driver_sql(query, (record,)) if query is not None else ()
    return list(dict.fromkeys([record, *(RecordId(each) for (each,) in found)]))


def history_facts(
    connection: Connection, community: CommunityId, records: Collection[RecordId]
) -> HistoryFacts:
    """What is known of the past of these records."""
    pending = shown_edits_of(connection, records)
    aside = [each for each in set_aside(connection, community) if each.edit.id in set(records)]
    removals = removals_of(connection, records)
    answered = {each.n for found in pending.values() for each in found} | {each.n for each in aside}
    return HistoryFacts(
        confirmed=confirmed_of(connection, records),
        former={each: history_of(connection, each) for each in records},
        pending=pending,
        aside=aside,
        sent=_sent(connection, community, records, answered),
        decided=_decided(connection, records),
        proposals=_proposals(connection, records),
        removals=removals,
        went_into=_merged(connection, removals),
    )


def _merged(connection: Connection, removals: Collection[Removal]) -> dict[RecordId, RecordId]:
    stands = {each.record: standing_here(connection, each.record) for each in removals}
    return {record: winner for record, winner in stands.items() if winner != record}


def _decided(connection: Connection, records: Collection[RecordId]) -> list[DecidedConflict]:
    found = connection.exec_driver_sql(
        "SELECT subject, subject_kind, coalesce(cell, ''), before, sides, decided, conflict_kind, scope"
        " FROM shown_conflict WHERE progress <> ?1 AND conflict_kind IN ('value', 'duplicate')"
        " AND (subject IN (SELECT value FROM json_each(?2))"
        " OR json_extract(decided, '$.winner') IN (SELECT value FROM json_each(?2)))",
        (OPEN, _listed(records)),
    )
    return [
        DecidedConflict(
            RecordId(about), kind, cell, _value(before), _sides(sides), _object(decided), what, ScopeId(scope)
        )
        for about, kind, cell, before, sides, decided, what, scope in found
    ]


def _proposals(connection: Connection, records: Collection[RecordId]) -> list[ToldProposal]:
    """Each with who decided it: whoever replaced its first state."""
    found = connection.exec_driver_sql(
        "SELECT id, subject, subject_kind, cell, before, value, coalesce(author, ''), coalesce(progress, ?)"
        " FROM shown_proposal WHERE removed = 0 AND subject IN (SELECT value FROM json_each(?)) ORDER BY id",
        (OPEN, _listed(records)),
    ).all()
    told = []
    for each, subject, kind, cell, before, value, author, progress in found:
        past = history_of(connection, RecordId(each))
        last = next((one for one in past if one.cell == ("" if progress == OPEN else "progress")), None)
        by = last.replaced_by if last is not None and progress != OPEN else None
        device = last.device if last is not None else None
        at = last.replaced_at if last is not None else ""
        values = (_value(before), _value(value), author, progress)
        told.append(ToldProposal(RecordId(subject), kind, cell, *values, by, device, at))
    return told


def _sent(
    connection: Connection, community: CommunityId, records: Collection[RecordId], but: Collection[int]
) -> list[SentEdit]:
    safe_n = numbers(connection, community).safe_n
    found = connection.exec_driver_sql(
        "SELECT n, body, verdict, coalesce(seq, 0), at FROM sent WHERE community = ? AND sealed = 0"
        " AND length(body) > 0 AND record IN (SELECT value FROM json_each(?)) ORDER BY n",
        (community, _listed(records)),
    )
    return [
        SentEdit(decode_edit(body), VerdictCode(verdict), seq, at, n <= safe_n)
        for n, body, verdict, seq, at in found
        if n not in but
    ]


def _value(kept: str | None) -> Value:
    found: Value = msgspec.json.decode(kept) if kept else None
    return found


def _object(kept: str | None) -> Mapping[str, Value]:
    found = _value(kept)
    return found if isinstance(found, dict) else {}


def _sides(kept: str | None) -> dict[str, Mapping[str, Value]]:
    return {name: side for name, side in _object(kept).items() if isinstance(side, dict)}


def _listed(records: Collection[RecordId]) -> str:
    return msgspec.json.encode(list(records)).decode()
