"""How each community stands: counts and times, never values."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridserver.db.accounts import communities


class Overview(NamedTuple):
    """One community: its counter, what lies there, who was here last, and what waits for a supervisor."""

    community: CommunityId
    name: str
    seq: int
    records: int
    replicas: int
    last_seen: datetime | None
    parked: int


def overview(connection: Connection) -> list[Overview]:
    """All communities, by id."""
    rows = {
        row.community_id: row.rows
        for row in connection.exec_driver_sql(
            "SELECT community_id, sum(rows)::bigint AS rows FROM scope_stat GROUP BY community_id"
        )
    }
    seen = {
        row.community_id: (row.replicas, row.last_seen)
        for row in connection.exec_driver_sql(
            "SELECT community_id, count(*) AS replicas, max(last_seen) AS last_seen FROM acked"
            " WHERE device_id <> 'server' GROUP BY community_id"
        )
    }
    parked = {
        row.community_id: row.waiting
        for row in connection.exec_driver_sql(
            "SELECT community_id, count(*) AS waiting FROM parked WHERE state = 'waiting'"
            " GROUP BY community_id"
        )
    }
    return [
        Overview(
            community,
            name,
            seq,
            rows.get(community, 0),
            *seen.get(community, (0, None)),
            parked.get(community, 0),
        )
        for community, name, seq in communities(connection)
    ]


def users_and_devices(connection: Connection) -> tuple[int, int]:
    """How many users are active, and how many of their devices."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM app_user WHERE state = 'active') AS users,"
        " (SELECT count(*) FROM device JOIN app_user USING (user_id)"
        " WHERE device.state = 'active' AND app_user.state = 'active') AS devices"
    ).one()
    return row.users, row.devices
