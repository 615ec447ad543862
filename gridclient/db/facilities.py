"""Facilities and service points as lists show them, and where a new one may lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.buildings import IS_KEPT
from gridcore.codes.people import GONE
from gridcore.fields import GRID
from gridcore.ids import CommunityId, RecordId, ScopeId


@dataclass(frozen=True)
class FacilityLine:
    """One facility."""

    record: RecordId
    scope: ScopeId
    name: str
    kind: str
    place: str
    """Its address, else the building that it is in."""
    hours: str
    closed_on: str | None
    is_waiting: bool
    is_disputed: bool


@dataclass(frozen=True)
class GridHere:
    """A grid whose records lie on this laptop, with its size."""

    scope: ScopeId
    name: str
    households: int
    people: int
    ended_on: str | None = None


_LINES = """
SELECT f.id, f.scope, coalesce(f.name, ''), coalesce(f.facility_kind, ''),
       coalesce(f.address, coalesce(b.estate, '') || coalesce(b.name, '')), coalesce(f.hours, ''),
       f.closed_on, f.waiting, f.disputed
FROM shown_facility f LEFT JOIN shown_building b ON b.id = f.building
WHERE f.removed = 0
ORDER BY f.closed_on IS NOT NULL, f.scope, f.facility_kind, f.name, f.id
"""


def facilities(connection: Connection) -> list[FacilityLine]:
    """Every facility on this laptop; those that are closed last."""
    found = connection.exec_driver_sql(_LINES)
    return [
        FacilityLine(
            record=RecordId(row[0]),
            scope=ScopeId(row[1]),
            name=row[2],
            kind=row[3],
            place=row[4],
            hours=row[5],
            closed_on=row[6],
            is_waiting=bool(row[7]),
            is_disputed=bool(row[8]),
        )
        for row in found
    ]


def buildings_of(connection: Connection, scope: ScopeId) -> Sequence[tuple[RecordId, str]]:
    """The buildings of a grid with their names, in the order of the tour."""
    found = connection.exec_driver_sql(
        "SELECT id, coalesce(estate, '') || coalesce(name, '') FROM shown_building"
        " WHERE scope = ? AND removed = 0 ORDER BY coalesce(tour_order, 9999), estate, length(name), name",
        (scope,),
    )
    return [(RecordId(each), name) for each, name in found]


_GRIDS = f"""
SELECT g.code, coalesce(g.name, g.code),
       (SELECT count(*) FROM shown_household h WHERE h.scope = 'grid/' || g.code AND {IS_KEPT}),
       (SELECT count(*) FROM shown_resident r WHERE r.scope = 'grid/' || g.code AND r.removed = 0
            AND coalesce(r.status, '') NOT IN {GONE}),
       g.ended_on
FROM shown_grid g
WHERE g.removed = 0 AND 'grid/' || g.code IN (SELECT scope FROM cursor WHERE community = ?)
  AND (g.ended_on IS NULL
       OR EXISTS (SELECT 1 FROM shown_facility f WHERE f.scope = 'grid/' || g.code AND f.removed = 0))
ORDER BY g.code
"""


def grids(connection: Connection, community: CommunityId) -> list[GridHere]:
    """The grids that this laptop follows, with their households and the people who live there.

    One that has ended is told of as long as a facility lies in it.
    """
    found = connection.exec_driver_sql(_GRIDS, (community,))
    return [GridHere(ScopeId(f"{GRID}/{code}"), *rest) for code, *rest in found]
