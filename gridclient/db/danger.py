"""Reports of danger: what a supervisor has not read yet, and what its author knows of an own one."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridcore.ids import RecordId


@dataclass(frozen=True)
class OwnReport:
    """A report by its day (ISO); nothing of what it says. `read_by` is empty until somebody has read it."""

    record: RecordId
    seen_on: str
    read_by: str
    read_at: str
    is_waiting: bool
    """It has not been sent yet."""


_OWN = """
SELECT id, coalesce(seen_on, ''), coalesce(read_by, ''), coalesce(read_at, ''), 0
FROM shown_danger_receipt WHERE removed = 0
UNION ALL
SELECT id, coalesce(seen_on, ''), '', '', 1 FROM shown_danger_report WHERE removed = 0 AND waiting = 1
ORDER BY 5 DESC, 2 DESC, 1
"""


def own_reports(connection: Connection) -> list[OwnReport]:
    """What somebody who supervises nobody handed in: what is to be sent, then the latest first."""
    rows = connection.exec_driver_sql(_OWN).all()
    return [OwnReport(RecordId(row[0]), row[1], row[2], row[3], bool(row[4])) for row in rows]


def place_of(connection: Connection, household: RecordId) -> str | None:
    """The address of a household."""
    sql = "SELECT address FROM shown_household WHERE id = ? AND removed = 0"
    return connection.exec_driver_sql(sql, (household,)).scalar()
