"""What a community lies in, and its buildings by name."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridcore.ids import CommunityId, RecordId


@dataclass(frozen=True)
class DivisionHere:
    """A division: the community, or one that it lies in."""

    code: str
    name: str
    level: str


_UP = """
WITH RECURSIVE up(id, code, name, level, above, height) AS (
  SELECT d.id, d.code, d.name, d.level, d.above, 1 FROM shown_district d
  JOIN shown_community c ON c.district = d.id WHERE c.code = ? AND d.removed = 0
  UNION
  SELECT d.id, d.code, d.name, d.level, d.above, up.height + 1 FROM shown_district d
  JOIN up ON up.above = d.id WHERE d.removed = 0 AND up.height < 6
)
SELECT coalesce(code, ''), coalesce(name, ''), coalesce(level, '') FROM up ORDER BY height DESC
"""
"""At most as many as there are levels: a list in which one lies in itself ends too."""

_NAMED = """
SELECT substr(scope, 6), id FROM shown_building
WHERE removed = 0 AND instr(lower(coalesce(estate, '') || coalesce(name, '')), ?) > 0
ORDER BY scope, coalesce(tour_order, 9999), id LIMIT 200
"""


def divisions_above(connection: Connection, community: CommunityId) -> list[DivisionHere]:
    """The divisions that the community lies in, the highest first, and itself at the end."""
    found = [DivisionHere(*row) for row in connection.exec_driver_sql(_UP, (community,))]
    own = connection.exec_driver_sql(
        "SELECT code, coalesce(name, code) FROM shown_community WHERE code = ? AND removed = 0", (community,)
    ).first()
    code, name = own if own is not None else (community, community)
    return [*found, DivisionHere(code, name, "community")]


def buildings_named(connection: Connection, words: str) -> dict[str, set[RecordId]]:
    """The buildings whose estate and name hold the words, by the code of their grid."""
    found: dict[str, set[RecordId]] = {}
    for grid, building in connection.exec_driver_sql(_NAMED, ("".join(words.lower().split()),)):
        found.setdefault(grid, set()).add(RecordId(building))
    return found


def building_names(connection: Connection) -> dict[RecordId, tuple[str, str]]:
    """Estate and name of every building here."""
    found = connection.exec_driver_sql(
        "SELECT id, coalesce(estate, ''), coalesce(name, '') FROM shown_building WHERE removed = 0"
    )
    return {RecordId(each): (estate, name) for each, estate, name in found}


def known_buildings(connection: Connection) -> list[tuple[str, str, str]]:
    """Estate, name and grid's name of every building here."""
    found = connection.exec_driver_sql(
        "SELECT coalesce(b.estate, ''), coalesce(b.name, ''), coalesce(g.name, substr(b.scope, 6))"
        " FROM shown_building b LEFT JOIN shown_grid g ON b.scope = 'grid/' || g.code WHERE b.removed = 0"
    )
    return [(estate, name, grid) for estate, name, grid in found]
