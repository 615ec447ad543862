"""What the Today page is made from: running plans, the last contact with each person, what came back."""

import json
from dataclasses import dataclass, fields

from sqlalchemy import Connection

from gridclient.db.consents import standing
from gridcore.ids import RecordId


@dataclass(frozen=True)
class PlannedPerson:
    """A running care plan with the person, the door, and the last contact."""

    plan: RecordId
    resident: RecordId
    household: RecordId
    name: str
    address: str
    building: str
    unit: int
    floor: int
    room: str
    tour_order: int
    frequency: str
    way: str | None
    needs: tuple[str, ...]
    consent: str | None
    starts_on: str
    ends_on: str | None
    last_on: str | None
    agreed: str | None
    declined: int
    """Visits that were declined one after the other, up to now."""


@dataclass(frozen=True)
class ReturnedVisit:
    """A visit that the supervisor returned, with the remark."""

    visit: RecordId
    household: RecordId
    address: str
    visited_on: str
    field: str | None
    remark: str


_PLANS = f"""
SELECT p.id, r.id, h.id, r.name, h.address, coalesce(b.name, ''), coalesce(m.unit, 0), coalesce(m.floor, 0),
       coalesce(m.room_number, ''), coalesce(b.tour_order, 9999), p.frequency, p.way, p.needs,
       {standing("?1")}, p.starts_on, p.ends_on, v.visited_on, v.next_date,
       (SELECT count(*) FROM shown_visit d
        WHERE d.resident = r.id AND d.declined = 1 AND d.removed = 0 AND d.visited_on > coalesce(
            (SELECT max(a.visited_on) FROM shown_visit a WHERE a.resident = r.id AND a.met = 1
             AND a.removed = 0 AND coalesce(a.declined, 0) = 0), ''))
FROM shown_care_plan p
JOIN shown_resident r ON r.id = p.resident AND r.removed = 0
JOIN shown_household h ON h.id = r.household AND h.removed = 0
LEFT JOIN shown_room m ON m.id = h.room
LEFT JOIN shown_building b ON b.id = m.building
LEFT JOIN shown_visit v ON v.id = (
    SELECT id FROM shown_visit WHERE resident = r.id AND met = 1 AND removed = 0
    ORDER BY visited_on DESC, id DESC LIMIT 1
)
WHERE p.removed = 0 AND p.starts_on IS NOT NULL AND (p.ends_on IS NULL OR p.ends_on >= ?1)
"""


def planned_people(
    connection: Connection,
    today: str,
    *,
    building: RecordId | None = None,
    household: RecordId | None = None,
) -> list[PlannedPerson]:
    """Everybody with a care plan that runs on a day (ISO); of one building or household if it is named."""
    within = {"m.building": building, "h.id": household}
    named = {column: record for column, record in within.items() if record is not None}
    wanted = "".join(f" AND {column} = ?{at}" for at, column in enumerate(named, 2))
    rows = connection.exec_driver_sql(_PLANS + wanted, (today, *named.values()))
    names = [each.name for each in fields(PlannedPerson)]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [PlannedPerson(**{**each, "needs": _listed(each["needs"])}) for each in found]


def exceptions(connection: Connection) -> list[tuple[RecordId, str, str, str | None]]:
    """Deviations from plans: plan, period, what changed, the day it was moved to."""
    rows = connection.exec_driver_sql(
        "SELECT plan, period, exception, moved_to FROM shown_visit_exception"
        " WHERE removed = 0 AND exception IS NOT NULL"
    )
    return [(RecordId(plan), period, change, moved) for plan, period, change, moved in rows]


def returned_visits(connection: Connection, worker: str) -> list[ReturnedVisit]:
    """The worker's visits that came back with a remark, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT v.id, h.id, h.address, v.visited_on, v.remark_field, coalesce(v.remark, '')"
        " FROM shown_visit v JOIN shown_household h ON h.id = v.household"
        " WHERE v.approval = 'returned' AND v.removed = 0 AND v.worker = ? ORDER BY v.visited_on DESC",
        (worker,),
    )
    return [ReturnedVisit(RecordId(visit), RecordId(home), *rest) for visit, home, *rest in rows]


def open_conflicts(connection: Connection) -> int:
    """How many conflicts wait for a decision."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM shown_conflict WHERE progress = 'open' AND removed = 0"
    )
    return int(found.scalar_one())


def _listed(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()
