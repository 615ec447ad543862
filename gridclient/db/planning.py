"""Who stands in for whom, as the planning page and Today read it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from gridcore.ids import RecordId

_STAND_INS = """
SELECT s.id, g.code, g.name, o.code, o.name, s.starts_on, s.ends_on, s.waiting, s.disputed
FROM shown_stand_in s JOIN shown_grid g ON g.id = s.grid JOIN shown_grid o ON o.id = s.by_grid
WHERE s.removed = 0 AND length(s.starts_on) = 10 AND length(s.ends_on) = 10 {which}
ORDER BY s.starts_on DESC, s.id
"""


@dataclass(frozen=True)
class KnownStandIn:
    """The workers of one grid make the visits of another one on some days."""

    id: RecordId
    grid: str
    grid_name: str
    by_grid: str
    by_name: str
    starts_on: date
    ends_on: date
    is_waiting: bool
    is_disputed: bool


def stand_ins(connection: Connection, day: date | None = None) -> list[KnownStandIn]:
    """All of them, the latest first, or those of a day."""
    which = "" if day is None else "AND s.starts_on <= :day AND s.ends_on >= :day"
    told = {} if day is None else {"day": day.isoformat()}
    rows = connection.exec_driver_sql(_STAND_INS.format(which=which), told).all()
    found = []
    for record, grid, name, by_grid, by_name, starts, ends, waiting, disputed in rows:
        days = date.fromisoformat(starts), date.fromisoformat(ends)
        names = (grid, name or grid, by_grid, by_name or by_grid)
        found.append(KnownStandIn(RecordId(record), *names, *days, bool(waiting), bool(disputed)))
    return found


def grid_names(connection: Connection) -> list[tuple[RecordId, str, str]]:
    """The grids of the community that are in use: code, and name with who works there."""
    rows = connection.exec_driver_sql(
        "SELECT id, code, name, worker FROM shown_grid"
        " WHERE removed = 0 AND ended_on IS NULL AND code IS NOT NULL ORDER BY code"
    ).all()
    return [
        (RecordId(record), code, " · ".join(filter(None, (name, worker))))
        for record, code, name, worker in rows
    ]


def marks(connection: Connection, kind: str) -> dict[RecordId, tuple[bool, bool]]:
    """Of each campaign whether it still waits to be sent, and whether it is disputed."""
    rows = connection.exec_driver_sql(f"SELECT id, waiting, disputed FROM shown_{kind} WHERE removed = 0")
    return {RecordId(record): (bool(waiting), bool(disputed)) for record, waiting, disputed in rows.all()}
