"""What the visit form and the list of visits are made from: the door, the plans, what was noted before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from gridclient.db.consents import answers_of, standing
from gridclient.db.search import search
from gridclient.db.titles import titles
from gridcore.consents import may_ask_from
from gridcore.ids import RecordId
from gridcore.visit_checks import Stay

NEVER_ASKED = Stay()
"""Of whom nobody noted from when until when."""


@dataclass(frozen=True)
class PlanAtDoor:
    """A care plan that runs: how often, in which way, what helps."""

    plan: RecordId
    frequency: str
    way: str | None
    needs: tuple[str, ...]
    consent: str | None
    starts_on: str
    ends_on: str | None
    may_ask_from: date | None = None
    """After a refusal: when somebody may be asked again."""


@dataclass(frozen=True)
class PersonAtDoor:
    """Somebody who lives there, or did, with the running plan if there is one."""

    resident: RecordId
    name: str
    plan: PlanAtDoor | None
    born: str | None = None
    stay: Stay = NEVER_ASKED
    is_gone: bool = False


@dataclass(frozen=True)
class Door:
    """A household as the form shows it."""

    household: RecordId
    address: str
    tags: tuple[str, ...]
    last_visit: str | None
    people: Sequence[PersonAtDoor]
    stay: Stay = NEVER_ASKED


@dataclass(frozen=True)
class PastVisit:
    """What was noted before."""

    visit: RecordId
    visited_on: str
    name: str
    kind: str | None
    way: str | None
    is_met: bool | None
    needs: tuple[str, ...]
    said: str
    follow_up: str | None
    next_date: str | None
    worker: str
    promised: str


@dataclass(frozen=True)
class VisitLine:
    """One line of the list of visits."""

    visit: RecordId
    household: RecordId
    address: str
    name: str
    visited_on: str
    kind: str | None
    is_met: bool | None
    follow_up: str | None
    approval: str
    remark: str
    is_waiting: bool
    is_disputed: bool
    is_elsewhere: bool
    """Whether the visited person is not on this laptop."""


@dataclass(frozen=True)
class FoundDoor:
    """A household that a search found, with whom it was found by."""

    household: RecordId
    resident: RecordId | None
    address: str
    name: str


_DOOR = "SELECT id, address, tags, last_visit, ended_on FROM shown_household WHERE id = ? AND removed = 0"
_SINCE = """
SELECT CASE WHEN count(*) = count(day) THEN min(day) END FROM (
    SELECT coalesce(moved_in_on, birth_date) AS day FROM shown_resident WHERE household = ?1 AND removed = 0
    UNION ALL SELECT coalesce(m.moved_in_on, r.birth_date)
    FROM shown_membership m LEFT JOIN shown_resident r ON r.id = m.resident
    WHERE m.household = ?1 AND m.removed = 0)
"""
"""Of whom nobody knows since when they live there: nobody lives anywhere before being born."""
_FORMER = """
SELECT r.name, m.moved_in_on, coalesce(m.moved_out_on, r.moved_out_on), r.died_on
FROM shown_resident r LEFT JOIN shown_membership m ON m.resident = r.id AND m.household = ?1 AND m.removed = 0
WHERE r.id = ?2 ORDER BY m.moved_out_on DESC LIMIT 1
"""
_PEOPLE = f"""
SELECT r.id, r.name, p.id, p.frequency, p.way, p.needs, {standing("?2")}, p.starts_on, p.ends_on, r.birth_date
FROM shown_resident r
LEFT JOIN shown_care_plan p ON p.resident = r.id AND p.removed = 0 AND p.starts_on IS NOT NULL
     AND p.starts_on <= ?2 AND (p.ends_on IS NULL OR p.ends_on >= ?2)
WHERE r.household = ?1 AND r.removed = 0 AND coalesce(r.status, '') NOT IN ('deceased', 'moved_away')
ORDER BY p.id IS NULL, r.relation, r.name, r.id
"""
_PAST = """
SELECT v.id, v.visited_on, coalesce(r.name, ''), v.kind, v.way, v.met, v.needs, coalesce(v.said, ''),
       v.follow_up, v.next_date, coalesce(v.worker, ''), coalesce(v.promised, '')
FROM shown_visit v LEFT JOIN shown_resident r ON r.id = v.resident
WHERE v.household = ?1 AND v.removed = 0 AND v.id <> ?2 AND v.visited_on IS NOT NULL
  AND (?3 IS NULL OR v.resident = ?3) AND v.visited_on <= ?5
ORDER BY v.visited_on DESC, v.recorded_at DESC LIMIT ?4
"""
_LINES = """
SELECT v.id, h.id, h.address, coalesce(r.name, ''), v.visited_on, v.kind, v.met, v.follow_up,
       coalesce(v.approval, 'draft'), coalesce(v.remark, ''), v.waiting, v.disputed,
       v.resident IS NOT NULL AND r.id IS NULL
FROM json_each(?) e JOIN shown_visit v ON v.id = e.value JOIN shown_household h ON h.id = v.household
LEFT JOIN shown_resident r ON r.id = v.resident
ORDER BY e.key
"""
_RECORDED = """
FROM shown_visit v WHERE v.visited_on IS NOT NULL AND v.removed = 0 AND v.worker = ?
    AND EXISTS (SELECT 1 FROM shown_household h WHERE h.id = v.household)
"""
_LATEST_FIRST = "ORDER BY v.visited_on DESC, v.recorded_at DESC, v.id"
_RETURNED = f"SELECT v.id {_RECORDED} AND v.approval = 'returned' {_LATEST_FIRST}"
_OTHERS = f"SELECT v.id {_RECORDED} AND v.approval IS NOT 'returned' {_LATEST_FIRST} LIMIT ? OFFSET ?"


def door(
    connection: Connection, household: RecordId, today: str, named: RecordId | None = None
) -> Door | None:
    """A household with its people and the plans that run on a day; None where it is not here.

    `named` is among them also where that person has left, or died.
    """
    row = connection.exec_driver_sql(_DOOR, (household,)).one_or_none()
    if row is None:
        return None
    people: dict[RecordId, PersonAtDoor] = {}
    for (
        resident,
        name,
        plan,
        frequency,
        way,
        needs,
        consent,
        starts_on,
        ends_on,
        born,
    ) in connection.exec_driver_sql(_PEOPLE, (household, today)):
        runs = None
        if plan is not None:
            told = answers_of(connection, RecordId(resident)) if consent == "refused" else ()
            again = may_ask_from(each.values for each in told)
            runs = PlanAtDoor(
                RecordId(plan), frequency, way, _listed(needs), consent, starts_on, ends_on, again
            )
        people.setdefault(RecordId(resident), PersonAtDoor(RecordId(resident), name or "", runs, born))
    if named is not None and named not in people:
        people |= _former(connection, household, named)
    found, address, tags, last_visit, ended_on = row
    since = connection.exec_driver_sql(_SINCE, (household,)).scalar_one()
    stay = Stay(since, ended_on)
    return Door(RecordId(found), address or "", _listed(tags), last_visit, [*people.values()], stay)


def _former(connection: Connection, household: RecordId, person: RecordId) -> dict[RecordId, PersonAtDoor]:
    row = connection.exec_driver_sql(_FORMER, (household, person)).one_or_none()
    if row is None:
        return {}
    name, since, until, died_on = row
    return {person: PersonAtDoor(person, name or "", None, None, Stay(since, until, died_on), is_gone=True)}


def household_of(connection: Connection, resident: RecordId) -> RecordId | None:
    """Where somebody lives."""
    found = connection.exec_driver_sql(
        "SELECT household FROM shown_resident WHERE id = ? AND removed = 0", (resident,)
    ).scalar_one_or_none()
    return None if found is None else RecordId(found)


def past_visits(
    connection: Connection,
    household: RecordId,
    resident: RecordId | None = None,
    *,
    but: RecordId | None = None,
    until: str = "9999-12-31",
    limit: int = 3,
) -> list[PastVisit]:
    """The last visits of a household, or of one person in it, up to a day, latest first, but for one."""
    rows = connection.exec_driver_sql(_PAST, (household, but or "", resident, limit, until))
    return [
        PastVisit(RecordId(visit), day, name, kind, way, _flag(met), _listed(needs), *rest)
        for visit, day, name, kind, way, met, needs, *rest in rows
    ]


def visit_lines(connection: Connection, worker: str, limit: int, offset: int) -> list[VisitLine]:
    """A worker's visits: those that came back first, then the latest."""
    back = [visit for (visit,) in connection.exec_driver_sql(_RETURNED, (worker,)).all()]
    visits = back[offset : offset + limit]
    left = (limit - len(visits), max(offset - len(back), 0))
    visits += [visit for (visit,) in connection.exec_driver_sql(_OTHERS, (worker, *left)).all()]
    rows = connection.exec_driver_sql(_LINES, (json.dumps(visits),))
    return [
        VisitLine(
            RecordId(visit),
            RecordId(home),
            *(address, name, day, kind, _flag(met), follow_up, approval, remark),
            *(bool(each) for each in marks),
        )
        for visit, home, address, name, day, kind, met, follow_up, approval, remark, *marks in rows
    ]


def count_visits(connection: Connection, worker: str) -> int:
    """How many visits a worker has noted."""
    return int(connection.exec_driver_sql(f"SELECT count(*) {_RECORDED}", (worker,)).scalar_one())


def find_doors(connection: Connection, text: str, limit: int = 20) -> list[FoundDoor]:
    """Households by address, or by name, pinyin, initials or phone tail of who lives there."""
    hits = [each for each in search(connection, text, limit) if each.kind in ("household", "resident")]
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(address, '') FROM shown_household WHERE removed = 0"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps([each.household for each in hits]),),
    )
    addresses = {row.id: str(row[1]) for row in rows}
    named = titles(connection, [(each.kind, each.record) for each in hits])
    return [
        FoundDoor(
            each.household,
            each.record if each.kind == "resident" else None,
            addresses[each.household],
            " ".join(named[each.record].words[:1]) if each.kind == "resident" else "",
        )
        for each in hits
        if each.household is not None and each.household in addresses
    ]


def _listed(kept: str | None) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()


def _flag(kept: int | None) -> bool | None:
    return None if kept is None else bool(kept)
