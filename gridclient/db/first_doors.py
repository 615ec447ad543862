"""The households behind the first doors on the way, for a list that shows those before it has read all."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.today import NO_PLACE
from gridcore.ids import RecordId


@dataclass(frozen=True)
class First:
    """How many doors are read first, out of how many buildings at most, where there are more plans than so
    many: fewer are read in a moment.
    """

    doors: int = 100
    """They fill a large screen where every second household waits."""
    buildings: int = 20
    plans: int = 500


FIRST = First()
_MORE_PLANS = "SELECT 1 FROM shown_care_plan LIMIT 1 OFFSET ?"
_BUILDING = f"coalesce(b.tour_order, {NO_PLACE}), coalesce(b.name, '')"
_DOORS = f"""
SELECT {_BUILDING}, coalesce(m.unit, 0), coalesce(m.floor, 0), coalesce(m.room_number, ''), h.id
FROM shown_building b CROSS JOIN shown_room m ON m.building = b.id
CROSS JOIN shown_household h ON h.room = m.id AND h.removed = 0
WHERE b.tour_order < {NO_PLACE} AND ({_BUILDING}) <= (SELECT {_BUILDING} FROM shown_building b
    ORDER BY 1, 2 LIMIT 1 OFFSET min(?2, (SELECT count(*) - 1 FROM shown_building)))
ORDER BY 1, 2, 3, 4, 5 LIMIT ?1
"""
_HOMES_OF = """
SELECT household FROM shown_resident WHERE id IN (SELECT value FROM json_each(?)) AND household IS NOT NULL
"""


def has_many_plans(connection: Connection, first: First) -> bool:
    """Whether reading all of them takes long."""
    return connection.exec_driver_sql(_MORE_PLANS, (first.plans,)).first() is not None


def first_doors(connection: Connection, first: First) -> frozenset[RecordId]:
    """The households behind the first doors in walking order; all others live behind later ones."""
    rows = connection.exec_driver_sql(_DOORS, (first.doors + 1, first.buildings - 1)).all()
    if len(rows) > first.doors:  # there may be more behind the last door
        rows = [row for row in rows if tuple(row[:-1]) < tuple(rows[-1][:-1])]
    return frozenset(RecordId(row[-1]) for row in rows)


def homes_of(connection: Connection, residents: str) -> frozenset[RecordId]:
    """Where these residents live; `residents` as `listed`."""
    rows = connection.exec_driver_sql(_HOMES_OF, (residents,)).all()
    return frozenset(RecordId(household) for (household,) in rows)
