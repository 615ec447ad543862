"""What the Today page is made from: running plans, the last contact with each person, what came back."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from gridclient.db.by_household import Households
from gridclient.db.consents import standing
from gridclient.db.visit_offers import OFFER_COLUMNS, offer_of
from gridcore.ids import RecordId
from gridcore.visit_offers import NOT_OFFERED, VisitOffer

NO_PLAN = RecordId("")
NO_PLACE = 9999
"""Where buildings without a place in the tour come, and whoever lives in none of them."""


class PlannedPerson(msgspec.Struct, frozen=True, gc=False):
    """A running care plan with the person, the door, and the last contact; or the person alone.

    There may be tens of thousands: a struct is made and compared in a fraction of a dataclass's time, and
    the collector of garbage passes by.
    """

    plan: RecordId
    """`NO_PLAN` for who has none."""
    resident: RecordId
    household: RecordId
    name: str
    address: str
    building: str
    unit: int
    floor: int
    room: str
    tour_order: int
    born: str | None
    scope: str
    frequency: str
    level: str | None
    way: str | None
    needs: tuple[str, ...]
    consent: str | None
    starts_on: str
    ends_on: str | None
    last_on: str | None
    agreed: str | None
    declined: int
    """Visits that were declined one after the other, up to now."""


class PlanChange(NamedTuple):
    """A deviation from a plan: what changed about the visit of a period, and to when or whom it went."""

    plan: RecordId
    period: str
    change: str | None
    moved_to: str | None
    handed_to: str | None
    offer: VisitOffer = NOT_OFFERED


@dataclass(frozen=True)
class ReturnedVisit:
    """A visit that the supervisor returned, with the remark."""

    visit: RecordId
    household: RecordId
    address: str
    visited_on: str
    field: str | None
    remark: str


_DOOR = f"""r.id, h.id, r.name, h.address, coalesce(b.name, ''), coalesce(m.unit, 0), coalesce(m.floor, 0),
       coalesce(m.room_number, ''), coalesce(b.tour_order, {NO_PLACE}), r.birth_date, h.scope"""
_HOME = """JOIN shown_household h ON h.id = r.household AND h.removed = 0
LEFT JOIN shown_room m ON m.id = h.room
LEFT JOIN shown_building b ON b.id = m.building"""
_PLANS = f"""
SELECT p.id, {_DOOR}, p.frequency, p.level, p.way, p.needs, {standing(":today")}, p.starts_on, p.ends_on
FROM shown_care_plan p {{hint}}
JOIN shown_resident r ON r.id = p.resident AND r.removed = 0 {_HOME}
WHERE p.removed = 0 AND p.starts_on IS NOT NULL AND (p.ends_on IS NULL OR p.ends_on >= :today)
"""
WHO = "r.id IN (SELECT value FROM json_each(:value))"
"""Residents, as `listed`."""
_AMONG = " AND h.id IN (SELECT value FROM json_each(:homes))"
_AT = " AND m.building = :building"
_IN_TABLE_ORDER = "NOT INDEXED"
"""By an index of days residents and households would be looked up criss-cross: twice the time."""
_LAST_ANSWERED = """
SELECT resident, visited_on, next_date, max(coalesce(visited_on, '') || id) FROM shown_visit
WHERE resident IN (SELECT value FROM json_each(?)) AND (met = 1 OR declined = 1) AND removed = 0
GROUP BY resident
"""
"""Who declines has answered the visit, also where nobody was met; the plan says when to ask again."""
_DECLINED = """
SELECT d.resident, count(*) FROM shown_visit d
WHERE d.declined = 1 AND d.removed = 0 AND {resident} IN (SELECT value FROM json_each(?))
    AND d.visited_on > coalesce(
        (SELECT max(a.visited_on) FROM shown_visit a WHERE a.resident = d.resident AND a.met = 1
         AND a.removed = 0 AND coalesce(a.declined, 0) = 0), '')
GROUP BY d.resident
"""
_FEW = 500
"""More people than this are looked up faster by reading the whole index of visits."""
_NEVER = (None, None)
_NEEDS = 15
"""Its place in a row; the others lie as in `PlannedPerson`."""
_Row = Sequence[Any]
_BETWEEN_NAMES = re.compile(r"[、,，;；/]")


def planned_people(
    connection: Connection,
    today: str,
    *,
    building: RecordId | None = None,
    households: Households = None,
) -> list[PlannedPerson]:
    """Everybody with a care plan that runs on a day (ISO), the oldest plan first; of one building, or of some
    households, if they are named.
    """
    is_narrow = building is not None or households is not None
    plans = _PLANS.format(hint="" if is_narrow else _IN_TABLE_ORDER)
    plans += ("" if building is None else _AT) + ("" if households is None else _AMONG)
    told = {"today": today, "building": building, "homes": listed(households or ())}
    return in_order(_with_visits(connection, connection.exec_driver_sql(plans, told).all()))


def in_order(people: Iterable[PlannedPerson]) -> list[PlannedPerson]:
    """The oldest plan first."""
    return sorted(people, key=attrgetter("starts_on", "plan"))


def people_without_plan(
    connection: Connection, today: str, where: str, value: str = "", *, households: Households = None
) -> list[PlannedPerson]:
    """Who lives here without a running plan, in the order of their ids; of some households if they are named.

    `where` narrows the residents `r` by `:value`.
    """
    rows = connection.exec_driver_sql(
        f"SELECT '{NO_PLAN}', {_DOOR}, 'on_request', NULL, NULL, NULL, {standing(':today')}, :today, NULL"
        f" FROM shown_resident r {_HOME}"
        " JOIN (SELECT id AS resident, NULL AS consent FROM shown_resident) p ON p.resident = r.id"
        " WHERE r.removed = 0 AND r.status IN ('lives_here', 'away')"
        " AND NOT EXISTS (SELECT 1 FROM shown_care_plan o WHERE o.resident = r.id AND o.removed = 0"
        f" AND o.starts_on IS NOT NULL AND (o.ends_on IS NULL OR o.ends_on >= :today)) AND {where}"
        f"{'' if households is None else _AMONG} ORDER BY r.id",
        {"today": today, "value": value, "homes": listed(households or ())},
    )
    return _with_visits(connection, rows.all())


def people_of(connection: Connection, today: str, residents: Sequence[RecordId]) -> list[PlannedPerson]:
    """These residents with the plan that runs on a day (ISO), or without one, in any order."""
    found = [each for each in planned_people(connection, today) if each.resident in set(residents)]
    others = set(residents) - {each.resident for each in found}
    return found + people_without_plan(connection, today, WHO, listed(others))


def _with_visits(connection: Connection, rows: Sequence[_Row]) -> list[PlannedPerson]:
    """The last contact with each, and how often each declined since."""
    residents = [row[1] for row in rows]
    those = listed(residents)
    last = {row[0]: row[1:3] for row in connection.exec_driver_sql(_LAST_ANSWERED, (those,)).all()}
    looked_up = "d.resident" if len(rows) <= _FEW else "+d.resident"
    counted = connection.exec_driver_sql(_DECLINED.format(resident=looked_up), (those,)).all()
    declined: dict[str, int] = {row[0]: row[1] for row in counted}
    return [
        PlannedPerson(
            *(*row[:_NEEDS], _listed(row[_NEEDS]), *row[_NEEDS + 1 :], *last.get(resident, _NEVER), count)
        )
        for row, resident in zip(rows, residents, strict=True)
        for count in (declined.get(resident, 0),)
    ]


def listed(records: Iterable[RecordId]) -> str:
    """Records as one parameter of a statement."""
    return msgspec.json.encode(sorted(records)).decode()


def exceptions(connection: Connection) -> list[PlanChange]:
    """Deviations from plans, and visits that were offered."""
    rows = connection.exec_driver_sql(
        f"SELECT plan, period, exception, moved_to, handed_to, {OFFER_COLUMNS} FROM shown_visit_exception"
        " WHERE removed = 0 AND (exception IS NOT NULL OR offered_by IS NOT NULL)"
    )
    return [
        PlanChange(plan, period, change, moved_to, handed_to, offer_of(offer))
        for plan, period, change, moved_to, handed_to, *offer in rows.all()
    ]


def visitors(connection: Connection, since: str) -> list[str]:
    """Who recorded visits here since a day (ISO), by name."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT worker FROM shown_visit WHERE visited_on >= ? AND removed = 0 AND worker <> ''"
        " ORDER BY worker",
        (since,),
    )
    return [worker for (worker,) in rows.all()]


def grid_workers(connection: Connection) -> list[str]:
    """Who serves the grids that are in use, as each grid names them; several are written in one line."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT worker FROM shown_grid WHERE removed = 0 AND ended_on IS NULL AND worker <> ''"
    )
    names = (one.strip() for (worker,) in rows.all() for one in _BETWEEN_NAMES.split(worker))
    return sorted(each for each in set(names) if each)


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


@lru_cache(maxsize=1_000)
def _listed(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()
