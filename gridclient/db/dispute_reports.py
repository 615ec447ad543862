"""Disputes that were handed in: the author's receipts, and what mediators received."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.cursors import cursors
from gridclient.db.facts import place_of
from gridclient.db.listing import ShownRecord, Where, count, rows
from gridcore.fields import GRID
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.workflows.dispute_report import HANDED_IN

_ALL = 100_000


@dataclass(frozen=True)
class HandedInDispute:
    """What its author knows of a dispute that was handed in; nothing of what it was about."""

    record: RecordId
    household: RecordId | None
    address: str
    told_on: str
    outcome: str
    reason: str
    answered_at: str
    is_waiting: bool
    """It has not been sent yet."""


_OWN = """
SELECT r.id AS record, h.id AS home, coalesce(h.address, '') AS address, coalesce(r.told_on, '') AS told_on,
    coalesce(r.outcome, '') AS outcome, coalesce(r.reason, '') AS reason,
    coalesce(r.answered_at, '') AS answered_at, r.sending AS sending
FROM (
    SELECT id, household, told_on, 'handed_in' AS outcome, NULL AS reason, NULL AS answered_at, 1 AS sending
    FROM shown_dispute_report WHERE removed = 0
    UNION ALL
    SELECT id, household, told_on, outcome, reason, answered_at, 0 FROM shown_dispute_receipt
    WHERE removed = 0
) r LEFT JOIN shown_household h ON h.id = r.household AND h.removed = 0
ORDER BY r.sending DESC, r.told_on DESC, r.id DESC
"""


def handed_in_disputes(connection: Connection) -> list[HandedInDispute]:
    """Of somebody who hands in and does not mediate: what is to be sent, then the receipts, latest first."""
    found = connection.exec_driver_sql(_OWN).all()
    return [
        HandedInDispute(
            record=RecordId(each.record),
            household=None if each.home is None else RecordId(each.home),
            address=each.address,
            told_on=each.told_on,
            outcome=each.outcome,
            reason=each.reason,
            answered_at=each.answered_at,
            is_waiting=bool(each.sending),
        )
        for each in found
    ]


def received_reports(connection: Connection) -> list[ShownRecord]:
    """What a mediator received, the oldest first."""
    return rows(connection, "dispute_report", order=("told_on",), limit=_ALL)


def waiting_reports(connection: Connection) -> int:
    """How many reports no mediator has answered."""
    return count(connection, "dispute_report", [Where("progress", "=", HANDED_IN)])


def intake_of(connection: Connection, household: RecordId) -> ScopeId | None:
    """Where a dispute in a household is handed in; None for a household that is not here."""
    held = place_of(connection, household)
    return None if held is None else sibling_scope(RECORD_TYPES["dispute_report"], held[1])


def intake_anywhere(connection: Connection, community: CommunityId) -> ScopeId | None:
    """Where a dispute without a household is handed in: with the first grid of this laptop."""
    grids = (each for each in sorted(cursors(connection, community)) if each.startswith(f"{GRID}/"))
    return next((sibling_scope(RECORD_TYPES["dispute_report"], each) for each in grids), None)
