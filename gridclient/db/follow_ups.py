"""Visits that were promised at a door: who comes again, on which day, with what."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from gridclient.db.by_household import Households
from gridclient.db.today import listed
from gridcore.follow_ups import DUE_AGAIN
from gridcore.ids import RecordId


@dataclass(frozen=True)
class Promise:
    """A visit that said that somebody comes again, since which nobody came."""

    visit: RecordId
    household: RecordId
    resident: RecordId | None
    day: date
    follow_up: str
    promised: str
    worker: str
    """Who recorded the visit: whose it is until a colleague accepts it."""


_OPEN = """
SELECT v.id, v.household, v.resident, v.next_date, v.follow_up, coalesce(v.promised, ''),
    coalesce(v.worker, '')
FROM shown_visit v
WHERE v.removed = 0 AND v.follow_up IN (SELECT value FROM json_each(?1))
    AND length(v.next_date) = 10 AND v.next_date <= ?2 {among}
    AND NOT EXISTS (SELECT 1 FROM shown_visit l WHERE l.household = v.household AND l.removed = 0
        AND l.id <> v.id AND (l.met = 1 OR l.declined = 1) AND (v.resident IS NULL OR l.resident = v.resident)
        AND coalesce(l.recorded_at, l.visited_on) > coalesce(v.recorded_at, v.visited_on))
ORDER BY v.next_date, v.id
"""
_FEW = 10
"""Of more households than this the promises are found faster by their days than by all their visits."""


def open_promises(connection: Connection, until: date, households: Households = None) -> list[Promise]:
    """What was promised for a day or before, and is not kept yet; the oldest first."""
    told = [json.dumps(DUE_AGAIN), until.isoformat()]
    if households is not None:
        told.append(listed(households))
    home = "v.household" if households is not None and len(households) <= _FEW else "+v.household"
    among = "" if households is None else f"AND {home} IN (SELECT value FROM json_each(?3))"
    rows = connection.exec_driver_sql(_OPEN.format(among=among), tuple(told)).all()
    return [
        Promise(
            RecordId(visit),
            RecordId(household),
            None if resident is None else RecordId(resident),
            date.fromisoformat(day),
            follow_up,
            promised,
            worker,
        )
        for visit, household, resident, day, follow_up, promised, worker in rows
    ]
