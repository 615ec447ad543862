"""Funded projects, who has a place in them, and who lives where they would propose somebody."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from gridcore.aid import AidRule, Member
from gridcore.codes.people import GONE
from gridcore.ids import RecordId

_IN_USE = "h.removed = 0 AND h.ended_on IS NULL"
_LIVES = f"r.removed = 0 AND coalesce(r.status, '') NOT IN {GONE}"
_PROJECTS = """
SELECT id, name, given, budget, quota, from_age, living, starts_on, ends_on, waiting, disputed
FROM shown_aid_project
WHERE removed = 0 AND length(starts_on) = 10 AND length(ends_on) = 10
ORDER BY starts_on DESC, id
"""
_GRANTS = """
SELECT t.id, t.project, t.household, h.address, coalesce(g.name, ''), coalesce(r.name, ''), t.given_on,
       coalesce(t.device, ''), t.waiting, t.disputed, coalesce(p.name, ''), coalesce(p.given, '')
FROM shown_aid_grant t LEFT JOIN shown_aid_project p ON p.id = t.project
LEFT JOIN shown_household h ON h.id = t.household
LEFT JOIN shown_grid g ON 'grid/' || g.code = t.scope
LEFT JOIN shown_resident r ON r.id = t.resident
WHERE t.removed = 0 AND {which}
ORDER BY h.address, t.id
"""
_MEMBERS = f"""
SELECT r.household, h.address, coalesce(g.name, ''), r.id, r.name, r.birth_date, r.relation
FROM shown_resident r JOIN shown_household h ON h.id = r.household AND {_IN_USE}
LEFT JOIN shown_grid g ON 'grid/' || g.code = h.scope
WHERE {_LIVES} AND r.household IN ({{homes}})
ORDER BY h.scope, h.address, r.household, r.id
"""
_OLD_ENOUGH = f"SELECT r.household FROM shown_resident r WHERE {_LIVES} AND r.birth_date <= :born"
_EVERYBODY = "SELECT id FROM shown_household"


@dataclass(frozen=True)
class KnownProject:
    """A project as it was made."""

    id: RecordId
    name: str
    given: str
    budget: int
    quota: int
    rule: AidRule
    starts_on: date
    ends_on: date
    is_waiting: bool
    is_disputed: bool


@dataclass(frozen=True)
class KnownGrant:
    """A household's place in a project, and what it got."""

    id: RecordId
    project: RecordId
    household: RecordId
    address: str
    grid: str
    resident: str
    given_on: str | None
    device: str
    is_waiting: bool
    is_disputed: bool
    project_name: str
    given: str
    """What the project gives."""


@dataclass(frozen=True)
class Home:
    """A household with whoever lives there today."""

    household: RecordId
    address: str
    grid: str
    members: Sequence[Member]
    names: Mapping[RecordId, str]


def projects(connection: Connection) -> list[KnownProject]:
    """All of them, the latest first; what says no days is none."""
    found = []
    for row in connection.exec_driver_sql(_PROJECTS).all():
        record, name, given, budget, quota, age, living, starts, ends, waiting, disputed = row
        found.append(
            KnownProject(
                RecordId(record),
                name or "",
                given or "",
                budget or 0,
                quota or 0,
                AidRule(age, frozenset(json.loads(living) if living else ())),
                date.fromisoformat(starts),
                date.fromisoformat(ends),
                bool(waiting),
                bool(disputed),
            )
        )
    return found


def grants(connection: Connection, project: RecordId) -> list[KnownGrant]:
    """The places of a project that this laptop knows of, by address."""
    return _grants(connection, "t.project = ?", project)


def grants_of(connection: Connection, household: RecordId) -> list[KnownGrant]:
    """The places that a household has."""
    return _grants(connection, "t.household = ?", household)


def _grants(connection: Connection, which: str, value: RecordId) -> list[KnownGrant]:
    rows = connection.exec_driver_sql(_GRANTS.format(which=which), (value,)).all()
    return [
        KnownGrant(
            id=RecordId(row[0]),
            project=RecordId(row[1]),
            household=RecordId(row[2]),
            address=row[3] or "",
            grid=row[4],
            resident=row[5],
            given_on=row[6],
            device=row[7],
            is_waiting=bool(row[8]),
            is_disputed=bool(row[9]),
            project_name=row[10],
            given=row[11],
        )
        for row in rows
    ]


def homes(connection: Connection, rule: AidRule, day: date) -> list[Home]:
    """The households in which somebody is old enough for a rule, each with everybody who lives there."""
    age = rule.from_age
    if age is None:
        return _homes(connection, _EVERYBODY, {})
    born = f"{day.year - age:04}-{day.month:02}-{day.day:02}"
    return _homes(connection, _OLD_ENOUGH, {"born": born})


def home(connection: Connection, household: RecordId) -> Home | None:
    """One household that is in use, with whoever lives there; None where nobody does."""
    return next(iter(_homes(connection, ":household", {"household": household})), None)


def _homes(connection: Connection, which: str, told: Mapping[str, str]) -> list[Home]:
    rows = connection.exec_driver_sql(_MEMBERS.format(homes=which), dict(told)).all()
    found: dict[RecordId, tuple[str, str, list[Member], dict[RecordId, str]]] = {}
    for household, address, grid, resident, name, born, relation in rows:
        _, _, members, names = found.setdefault(RecordId(household), (address or "", grid, [], {}))
        members.append(Member(RecordId(resident), _day(born), relation))
        names[RecordId(resident)] = name or ""
    return [Home(household, *rest) for household, rest in found.items()]


def _day(text: str | None) -> date | None:
    """A birth date that is known to the day."""
    return date.fromisoformat(text) if text is not None and len(text) == 10 else None
