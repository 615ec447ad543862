"""Activities of grids as lists show them, and how often each duty of a month was done."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridcore.ids import RecordId, ScopeId

_LINES = """
SELECT a.id, a.scope, coalesce(g.name, ''), coalesce(a.held_on, ''), coalesce(a.activity_kind, ''),
       coalesce(a.what, ''), a.came, a.waiting, a.disputed
FROM shown_grid_activity a LEFT JOIN shown_grid g ON 'grid/' || g.code = a.scope AND g.removed = 0
WHERE a.removed = 0 ORDER BY a.held_on DESC, a.id LIMIT ? OFFSET ?
"""
_VISITS = """
SELECT coalesce(sum(met = 1 AND way = 'door'), 0),
       coalesce(sum(kind = 'errand' OR coalesce(goods, '') <> ''), 0),
       coalesce(sum(met = 1 AND purpose = 'rules'), 0)
FROM shown_visit WHERE removed = 0 AND visited_on >= ?1 AND visited_on <= ?2
    AND coalesce(approval, 'draft') <> 'draft' AND {whose}
"""
_NOTED = """
SELECT activity_kind, count(*) FROM shown_grid_activity
WHERE removed = 0 AND held_on >= ?1 AND held_on <= ?2 AND activity_kind IS NOT NULL AND {whose} GROUP BY 1
"""


@dataclass(frozen=True)
class ActivityLine:
    """One activity."""

    record: RecordId
    scope: ScopeId
    grid: str
    held_on: str
    kind: str
    what: str
    came: int | None
    is_waiting: bool
    is_disputed: bool


def activities(connection: Connection, limit: int, offset: int) -> list[ActivityLine]:
    """Those on this laptop, the newest first."""
    rows = connection.exec_driver_sql(_LINES, (limit, offset))
    return [
        ActivityLine(
            RecordId(record), ScopeId(scope), grid, held_on, kind, what, came, bool(waiting), bool(disputed)
        )
        for record, scope, grid, held_on, kind, what, came, waiting, disputed in rows
    ]


def count_activities(connection: Connection) -> int:
    """How many there are."""
    found = connection.exec_driver_sql("SELECT count(*) FROM shown_grid_activity WHERE removed = 0")
    return int(found.scalar_one())


def duties_of_grid(connection: Connection, scope: ScopeId, month: str) -> dict[str, int]:
    """How often each duty of a month (`YYYY-MM`) was done in a grid, by the records on this laptop."""
    return _duties(connection, "scope = ?3", scope, month)


def duties_of_worker(connection: Connection, worker: str, month: str) -> dict[str, int]:
    """The same, of what one worker noted."""
    return _duties(connection, "worker = ?3", worker, month)


def activities_noted(connection: Connection, worker: str, day: str) -> dict[str, int]:
    """How many activities of each kind one worker noted for a day."""
    return _noted(connection, "worker = ?3", (day, day, worker))


def _duties(connection: Connection, whose: str, who: str, month: str) -> dict[str, int]:
    """What visits say is noted once: errands and goods are service, explained rules are publicity."""
    asked = (f"{month}-01", f"{month}-31", who)
    visits, service, publicity = connection.exec_driver_sql(_VISITS.format(whose=whose), asked).one()
    found = {"visit": visits, "service": service, "publicity": publicity}
    for code, count in _noted(connection, whose, asked).items():
        found[code] = found.get(code, 0) + count
    return found


def _noted(connection: Connection, whose: str, asked: tuple[str, str, str]) -> dict[str, int]:
    return dict(map(tuple, connection.exec_driver_sql(_NOTED.format(whose=whose), asked)))
