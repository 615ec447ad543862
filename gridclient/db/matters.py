"""Clocks of records as the Today page counts them: plans to review, requests of people."""

from typing import NamedTuple

from sqlalchemy import Connection

from gridclient.db.by_household import Households
from gridclient.db.today import listed
from gridcore.ids import RecordId
from gridcore.workflows.rights import OPEN


class Dated(NamedTuple):
    """Whom a clock is about, with the day (ISO) that it follows from."""

    resident: RecordId
    day: str
    name: str
    household: RecordId
    """Where the person lives; who lives nowhere stands for one."""


_HERE = "(SELECT value FROM json_each(:homes))"
_AMONG = (
    f" AND r.id IN (SELECT id FROM shown_resident WHERE household IN {_HERE} UNION ALL SELECT * FROM {_HERE})"
)


def plans_to_review(connection: Connection, today: str, households: Households = None) -> list[Dated]:
    """Running plans whose review is due on a day (ISO) or before; of some households if they are named."""
    rows = connection.exec_driver_sql(
        "SELECT p.resident, p.review_on, coalesce(r.name, ''), coalesce(r.household, r.id)"
        " FROM shown_care_plan p JOIN shown_resident r ON r.id = p.resident AND r.removed = 0"
        " WHERE p.removed = 0 AND length(p.review_on) = 10 AND p.review_on <= :today"
        f" AND (p.ends_on IS NULL OR p.ends_on >= :today){'' if households is None else _AMONG}",
        {"today": today, "homes": listed(households or ())},
    ).all()
    return [Dated(*row) for row in rows]


def open_requests(connection: Connection) -> list[Dated]:
    """Requests of people that wait for an answer, by the resident and the day on which they were made."""
    rows = connection.exec_driver_sql(
        "SELECT q.resident, q.asked_on, coalesce(r.name, ''), coalesce(r.household, r.id)"
        " FROM shown_rights_request q"
        " JOIN shown_resident r ON r.id = q.resident AND r.removed = 0"
        " WHERE q.removed = 0 AND coalesce(q.progress, ?1) = ?1 AND length(q.asked_on) = 10",
        (OPEN,),
    ).all()
    return [Dated(*row) for row in rows]
