"""Which scopes a user follows in a community, computed from the server's own tables on every request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from sqlalchemy.engine import Connection

from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, ScopeId, UserId
from gridcore.permissions import Assignment, scopes_of
from gridcore.roles import Role
from gridcore.sync.moving_away import arrivals_scope
from gridserver.db import statement

_CHINA = timezone(timedelta(hours=8))

_GRIDS = """
SELECT array_agg(cells->>'code' ORDER BY cells->>'code') FROM record
 WHERE community_id = %(community)s AND scope = 'community' AND kind = 'grid' AND state = 'present'
   AND cells->>'code' IS NOT NULL
"""
_STAND_INS = """
SELECT json_agg(json_build_array(g.cells->>'code', o.cells->>'code',
         s.state = 'present' AND s.cells->>'ends_on' >= %(day_text)s) ORDER BY s.id)
  FROM record s JOIN record g ON g.community_id = s.community_id AND g.id = s.cells->>'grid'
  JOIN record o ON o.community_id = s.community_id AND o.id = s.cells->>'by_grid'
 WHERE s.community_id = %(community)s AND s.scope = 'community' AND s.kind = 'stand_in'
   AND s.state IN ('present', 'removed') AND s.cells->>'starts_on' <= %(day_text)s
   AND g.kind = 'grid' AND o.kind = 'grid' AND g.cells->>'code' IS NOT NULL
"""
_ACCESS = f"""
SELECT (SELECT json_agg(json_build_array(role, place,
          valid_from <= %(day)s AND (valid_to IS NULL OR valid_to >= %(day)s))
          ORDER BY role, place, valid_from) FROM assignment
          WHERE community_id = %(community)s AND user_id = %(user)s) AS given,
       ({_GRIDS}) AS grids, ({_STAND_INS}) AS stand_ins,
       (SELECT true FROM scope_stat WHERE community_id = %(community)s AND scope = %(arrivals)s) AS arrivals
"""
_MAKES_VISITS = (Role.GRID_WORKER, Role.GRID_LEADER)


@dataclass(frozen=True)
class Access:
    """What a user is assigned to on a day, the scopes which that gives, and those which it once gave.

    `ever` are the assignments of any day.
    """

    assignments: tuple[Assignment, ...]
    scopes: frozenset[ScopeId]
    former_scopes: frozenset[ScopeId]
    ever: tuple[Assignment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the user has, and ever had, nothing to do with the community."""
        return not self.scopes and not self.former_scopes


def day_of(moment: datetime) -> date:
    """The day on which assignments count: all of China keeps one time."""
    return moment.astimezone(_CHINA).date()


def moment_of(moment: datetime) -> str:
    """A time as it travels: UTC to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def access_of(
    connection: Connection, community: CommunityId, user: UserId, home: CommunityId, day: date
) -> Access:
    """A user's access to a community; the own scope lies in the home community alone."""
    told = {"community": community, "user": user, "day": day, "day_text": day.isoformat()}
    told["arrivals"] = arrivals_scope(community)
    found, grids, stand_ins, has_arrivals = statement.rows(connection, _ACCESS, told)[0]
    grids = [*(grids or ()), *([community] if has_arrivals else ())]
    if found is None and community != home:
        return Access((), frozenset(), frozenset())
    given = [(Assignment(user, Role(role), place), counts) for role, place, counts in found or ()]
    given += _stood_in_for(given, stand_ins or ())
    ever = tuple(dict.fromkeys(each for each, _ in given))
    now = tuple(dict.fromkeys(each for each, counts in given if counts))
    scopes = _scopes(user, now, grids, community, home)
    return Access(now, scopes, _scopes(user, ever, grids, community, home) - scopes, ever)


def _stood_in_for(
    given: Sequence[tuple[Assignment, bool]], stand_ins: Sequence[tuple[str, str, bool]]
) -> list[tuple[Assignment, bool]]:
    """What a user gets because the own grid stands in for another one, and whether it counts on the day.

    Only who is assigned to the grid that stands in; nobody gets a grid through two stand-ins.
    """
    return [
        (Assignment(each.user, Role.GRID_WORKER, grid), counts and is_today)
        for grid, by_grid, is_today in stand_ins
        for each, counts in given
        if each.place == by_grid and each.role in _MAKES_VISITS and grid != by_grid
    ]


def grids_of(connection: Connection, community: CommunityId) -> list[str]:
    """The codes of a community's grids."""
    return statement.rows(connection, _GRIDS, {"community": community})[0][0] or []


def supervisors_of(connection: Connection, community: CommunityId, day: date) -> list[UserId]:
    """Who supervises the whole community on a day."""
    return _who_are(connection, Role.SUPERVISOR, community, day)


def mediators_of(connection: Connection, community: CommunityId, day: date) -> list[UserId]:
    """Who mediates in the whole community on a day."""
    return _who_are(connection, Role.MEDIATOR, community, day)


def _who_are(connection: Connection, role: Role, community: CommunityId, day: date) -> list[UserId]:
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT user_id FROM assignment WHERE community_id = %s AND role = %s AND place = %s"
        " AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s) ORDER BY user_id",
        (community, role.value, community, day, day),
    )
    return [UserId(row.user_id) for row in rows]


def _scopes(
    user: UserId,
    assignments: tuple[Assignment, ...],
    grids: list[str],
    community: CommunityId,
    home: CommunityId,
) -> frozenset[ScopeId]:
    found = frozenset(scopes_of(user, assignments, grids, community))
    return found if community == home else found - {ScopeId(f"{ScopeKind.USER}/{user}")}
