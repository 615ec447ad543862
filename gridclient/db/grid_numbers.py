"""What was in each building on a day: people, households, and the visits that were made."""

from collections.abc import Mapping

from sqlalchemy import Connection

from gridcore.codes.people import GONE
from gridcore.ids import RecordId

_LIVED = f"""
WITH stay(household, began, ended) AS (
  SELECT household, max(coalesce(moved_in_on, ''), coalesce(birth_date, '')),
         CASE WHEN coalesce(status, '') IN {GONE}
              THEN coalesce(died_on, moved_out_on, '') ELSE '9999' END
  FROM shown_resident WHERE removed = 0
  UNION ALL
  SELECT household, coalesce(moved_in_on, ''), coalesce(moved_out_on, '')
  FROM shown_membership WHERE removed = 0
)
SELECT m.building, count(*) FROM stay s JOIN shown_household h ON h.id = s.household
JOIN shown_room m ON m.id = h.room WHERE s.began <= ? AND ? < s.ended GROUP BY m.building
"""
"""A stay of which nobody knows when it ended counts on no day."""

_KEPT = """
SELECT m.building, count(*) FROM shown_household h JOIN shown_room m ON m.id = h.room
WHERE h.removed = 0 AND coalesce(h.ended_on, '9999') > ? GROUP BY m.building
"""

_VISITED = """
SELECT m.building, v.visited_on, count(*) FROM shown_visit v JOIN shown_household h ON h.id = v.household
JOIN shown_room m ON m.id = h.room
WHERE v.removed = 0 AND v.visited_on BETWEEN ? AND ? GROUP BY m.building, v.visited_on
"""


def people_on(connection: Connection, day: str) -> Mapping[RecordId, int]:
    """How many lived in each building on a day (ISO)."""
    return {RecordId(each): count for each, count in connection.exec_driver_sql(_LIVED, (day, day))}


def households_on(connection: Connection, day: str) -> Mapping[RecordId, int]:
    """How many households of each building had not been given up on a day (ISO)."""
    return {RecordId(each): count for each, count in connection.exec_driver_sql(_KEPT, (day,))}


def visits_between(connection: Connection, first: str, last: str) -> list[tuple[RecordId, str, int]]:
    """How many visits were made in each building on each day (ISO), both ends included."""
    found = connection.exec_driver_sql(_VISITED, (first, last))
    return [(RecordId(building), day, count) for building, day, count in found]
