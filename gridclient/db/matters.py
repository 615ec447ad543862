"""Clocks of records as the Today page counts them: plans to review, requests of people."""

from typing import NamedTuple

from sqlalchemy import Connection

from gridcore.ids import RecordId
from gridcore.workflows.rights import OPEN


class Dated(NamedTuple):
    """Whom a clock is about, with the day (ISO) that it follows from."""

    resident: RecordId
    day: str
    name: str


def plans_to_review(connection: Connection, today: str) -> list[Dated]:
    """Running plans whose review is due on a day (ISO) or before."""
    rows = connection.exec_driver_sql(
        "SELECT p.resident, p.review_on, r.name FROM shown_care_plan p"
        " JOIN shown_resident r ON r.id = p.resident AND r.removed = 0"
        " WHERE p.removed = 0 AND length(p.review_on) = 10 AND p.review_on <= ?1"
        " AND (p.ends_on IS NULL OR p.ends_on >= ?1)",
        (today,),
    ).all()
    return [Dated(RecordId(resident), day, name or "") for resident, day, name in rows]


def open_requests(connection: Connection) -> list[Dated]:
    """Requests of people that wait for an answer, by the resident and the day on which they were made."""
    rows = connection.exec_driver_sql(
        "SELECT q.resident, q.asked_on, r.name FROM shown_rights_request q"
        " JOIN shown_resident r ON r.id = q.resident AND r.removed = 0"
        " WHERE q.removed = 0 AND coalesce(q.progress, ?1) = ?1 AND length(q.asked_on) = 10",
        (OPEN,),
    ).all()
    return [Dated(RecordId(resident), day, name or "") for resident, day, name in rows]
