"""Patrol plans with what was made of them, and the walks with the points that were checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.listing import ShownRecord, Where, rows
from gridcore.ids import RecordId
from gridcore.patrols import PATROL_CHECK, PATROL_PLAN, PATROL_POINT

_MOST = 2_000
"""More plans than a community has, more points than anybody walks."""
_MADE = """
SELECT plan, count(*), max(CASE WHEN ended_at IS NOT NULL THEN started_at END)
FROM shown_patrol WHERE removed = 0 AND plan IS NOT NULL GROUP BY 1
"""
_OPEN = """
SELECT plan, id, coalesce(started_at, ''), coalesce(worker, '') FROM shown_patrol
WHERE removed = 0 AND ended_at IS NULL AND plan IS NOT NULL ORDER BY started_at, id
"""
_POINTS = "SELECT plan, count(*) FROM shown_patrol_point WHERE removed = 0 AND plan IS NOT NULL GROUP BY plan"
_GRIDS = "SELECT 'grid/' || code, name FROM shown_grid WHERE removed = 0 AND code IS NOT NULL"
_LOGS = """
SELECT w.id, coalesce(w.started_at, ''), coalesce(w.ended_at, ''), coalesce(w.worker, ''),
       w.waiting, w.disputed, coalesce(sum(c.finding IS NOT NULL), 0), coalesce(sum(c.finding = 'found'), 0)
FROM shown_patrol w LEFT JOIN shown_patrol_check c ON c.patrol = w.id AND c.removed = 0
WHERE w.plan = ? AND w.removed = 0
GROUP BY w.id ORDER BY w.started_at DESC, w.id LIMIT ? OFFSET ?
"""
_COUNT = "SELECT count(*) FROM shown_patrol WHERE plan = ? AND removed = 0"
_PLACES = """
SELECT 'facility', id, coalesce(name, ''), 0 FROM shown_facility
WHERE scope = ?1 AND removed = 0 AND closed_on IS NULL
UNION ALL
SELECT 'building', id, coalesce(estate, '') || coalesce(name, ''), coalesce(tour_order, 9999)
FROM shown_building WHERE scope = ?1 AND removed = 0
ORDER BY 1 DESC, 4, 3, 2
"""


@dataclass(frozen=True)
class Made:
    """What was made of a plan: how many walks are noted, when the last that ended began, which is open."""

    walks: int = 0
    last_at: str | None = None
    open_walk: RecordId | None = None
    open_since: str = ""
    open_by: str = ""


@dataclass(frozen=True)
class LogLine:
    """One walk as a list shows it; empty where it has no end yet."""

    record: RecordId
    started_at: str
    ended_at: str
    worker: str
    is_unsent: bool
    is_disputed: bool
    checked: int
    found: int


@dataclass(frozen=True)
class KnownPlace:
    """A facility or a building that a point may name."""

    kind: str
    record: RecordId
    name: str


def plans(connection: Connection) -> list[ShownRecord]:
    """Every plan on this laptop."""
    return rows(connection, PATROL_PLAN, order=("content", "id"), limit=_MOST)


def grid_names(connection: Connection) -> dict[str, str]:
    """What the grids are called, by their scope."""
    return {scope: name or "" for scope, name in connection.exec_driver_sql(_GRIDS)}


def made(connection: Connection) -> dict[RecordId, Made]:
    """What was made of each plan that was walked; of several open walks the one that was begun first."""
    opened: dict[str, tuple[str, str, str]] = {}
    for plan, walk, since, by in connection.exec_driver_sql(_OPEN):
        opened.setdefault(plan, (walk, since, by))
    found = {}
    for plan, walks, last in connection.exec_driver_sql(_MADE):
        walk, since, by = opened.get(plan, (None, "", ""))
        found[RecordId(plan)] = Made(int(walks), last, None if walk is None else RecordId(walk), since, by)
    return found


def point_counts(connection: Connection) -> Mapping[RecordId, int]:
    """How many points each plan has."""
    return {RecordId(plan): int(count) for plan, count in connection.exec_driver_sql(_POINTS)}


def points_of(connection: Connection, plan: RecordId) -> list[ShownRecord]:
    """The points of a plan in their order."""
    of_plan = [Where("plan", "=", plan)]
    return rows(connection, PATROL_POINT, of_plan, order=("walk_order", "id"), limit=_MOST)


def checks_of(connection: Connection, patrol: RecordId) -> list[ShownRecord]:
    """What was found at the points of a walk."""
    return rows(connection, PATROL_CHECK, [Where("patrol", "=", patrol)], order=("id",), limit=_MOST)


def logs_of(connection: Connection, plan: RecordId, limit: int, offset: int) -> list[LogLine]:
    """Some walks of a plan, the newest first."""
    found = connection.exec_driver_sql(_LOGS, (plan, limit, offset))
    return [
        LogLine(RecordId(walk), start, end, worker, bool(unsent), bool(disputed), int(checked), int(told))
        for walk, start, end, worker, unsent, disputed, checked, told in found
    ]


def count_logs(connection: Connection, plan: RecordId) -> int:
    """How many walks of a plan are noted."""
    return int(connection.exec_driver_sql(_COUNT, (plan,)).scalar_one())


def known_places(connection: Connection, scope: str) -> list[KnownPlace]:
    """The facilities of a grid, then its buildings in the order of the tour."""
    found = connection.exec_driver_sql(_PLACES, (scope,))
    return [KnownPlace(kind, RecordId(record), name) for kind, record, name, _ in found if name]
