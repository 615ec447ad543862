"""The ledger of visits: narrowed and counted over all of them, read in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from gridclient.db.key_people import found_people
from gridcore.ids import RecordId


@dataclass(frozen=True)
class VisitWish:
    """Which visits, in which order; days are ISO and both within, everything else is empty where it is open.

    `level`: of the care plan that a visit belongs to.
    """

    text: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    way: str = ""
    purpose: str = ""
    follow_up: str = ""
    level: str = ""
    worker: str = ""
    is_oldest_first: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words narrows it."""
        chosen = (self.kind, self.way, self.purpose, self.follow_up, self.level, self.worker)
        return any((self.since, self.until, *chosen))


@dataclass(frozen=True)
class VisitEntry:
    """One visit, as the ledger tells it: no free words, no reason of care."""

    visit: RecordId
    household: RecordId
    resident: RecordId | None
    name: str
    address: str
    visited_on: str
    kind: str | None
    way: str | None
    is_met: bool | None
    purpose: str | None
    needs: tuple[str, ...]
    follow_up: str | None
    next_date: str | None
    worker: str


@dataclass(frozen=True)
class VisitCounts:
    """What a wish leaves, counted."""

    visits: int
    households: int
    met: int
    by_kind: Mapping[str, int]


_ENTRIES = """
SELECT v.id, v.household, v.resident, coalesce(r.name, ''), coalesce(h.address, ''), v.visited_on,
       v.kind, v.way, v.met, v.purpose, v.needs, v.follow_up, v.next_date, coalesce(v.worker, '')
FROM json_each(?) e JOIN shown_visit v ON v.id = e.value
LEFT JOIN shown_household h ON h.id = v.household LEFT JOIN shown_resident r ON r.id = v.resident
ORDER BY e.key
"""
_EXACT = ("kind", "way", "purpose", "follow_up", "worker")
_THERE = "removed = 0 AND visited_on IS NOT NULL"


def visit_total(connection: Connection, wish: VisitWish) -> int:
    """How many visits a wish leaves."""
    condition, values = _condition(connection, wish)
    told = connection.exec_driver_sql(f"SELECT count(*) FROM shown_visit WHERE {condition}", values)
    return int(told.scalar_one())


def visit_ids(connection: Connection, wish: VisitWish, total: int, offset: int, limit: int) -> list[RecordId]:
    """Visits `offset` to `offset + limit` of the `total` that a wish leaves, in its order.

    They are counted off from the end that is nearer.
    """
    condition, values = _condition(connection, wish)
    limit = max(min(limit, total - offset), 0)
    is_from_end = 2 * offset + limit > total
    way = "" if wish.is_oldest_first is not is_from_end else " DESC"
    rows = connection.exec_driver_sql(
        f"SELECT id FROM shown_visit WHERE {condition} ORDER BY visited_on{way}, id{way} LIMIT ? OFFSET ?",
        (*values, limit, total - offset - limit if is_from_end else offset),
    )
    found = [RecordId(visit) for (visit,) in rows.all()]
    return found[::-1] if is_from_end else found


def visit_counts(connection: Connection, wish: VisitWish) -> VisitCounts:
    """The same visits, counted."""
    condition, values = _condition(connection, wish)
    rows = connection.exec_driver_sql(
        "SELECT coalesce(kind, ''), count(*), coalesce(sum(met = 1), 0) FROM shown_visit"
        f" WHERE {condition} GROUP BY 1",
        values,
    ).all()
    homes = connection.exec_driver_sql(
        f"SELECT count(DISTINCT household) FROM shown_visit WHERE {condition}", values
    ).scalar_one()
    visits, met = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return VisitCounts(visits, int(homes), met, {row[0]: row[1] for row in rows})


def visit_entries(connection: Connection, visits: Sequence[RecordId]) -> list[VisitEntry]:
    """Some visits in the order in which they are named; one that is gone meanwhile is left out."""
    rows = connection.exec_driver_sql(_ENTRIES, (msgspec.json.encode(visits).decode(),))
    return [_entry(tuple(row)) for row in rows]


def workers(connection: Connection) -> list[str]:
    """Everybody who recorded a visit that is here and has its day."""
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT worker FROM shown_visit WHERE {_THERE} AND worker > '' ORDER BY worker"
    )
    return [each for (each,) in rows]


def _condition(connection: Connection, wish: VisitWish) -> tuple[str, tuple[str, ...]]:
    parts, values = [_THERE], []
    for name in _EXACT:
        if wanted := getattr(wish, name):
            parts.append(f"{name} = ?")
            values.append(wanted)
    for sign, day in ((">=", wish.since), ("<=", wish.until)):
        if day:
            parts.append(f"visited_on {sign} ?")
            values.append(day)
    if wish.level:
        parts.append("plan IN (SELECT id FROM shown_care_plan WHERE level = ? AND removed = 0)")
        values.append(wish.level)
    if wish.text.strip():
        found = msgspec.json.encode(sorted(found_people(connection, wish.text.strip()))).decode()
        among = "(SELECT value FROM json_each(?))"
        parts.append(f"(household IN {among} OR resident IN {among})")
        values += [found, found]
    return " AND ".join(parts), tuple(values)


def _entry(row: tuple[Any, ...]) -> VisitEntry:  # columns of many types, in the order of _ENTRIES
    visit, home, resident, name, address, day, kind, way, met, purpose, needs, *rest = row
    return VisitEntry(
        RecordId(visit),
        RecordId(home or ""),
        None if resident is None else RecordId(resident),
        *(name, address, day, kind, way),
        None if met is None else bool(met),
        purpose,
        tuple(msgspec.json.decode(needs)) if needs else (),
        *rest,
    )
