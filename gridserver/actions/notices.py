"""What supervisors are told at their next sync: that a laptop's store was copied or put back."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.wire.notices import CopyNoticed, encode_notice
from gridserver.db import statement
from gridserver.db.scopes import moment_of

_TOLD_FOR = timedelta(days=30)
_MOST = 10


def notices_for(
    connection: Connection, community: CommunityId, assignments: Collection[Assignment], now: datetime
) -> list[str]:
    """The notices for whoever supervises the community; none for anybody else."""
    if not any(each.role is Role.SUPERVISOR and each.place == community for each in assignments):
        return []
    rows = statement.rows(
        connection,
        "SELECT at, actor, device_id FROM audit WHERE community_id = %s AND action = 'fork' AND at > %s"
        " ORDER BY n DESC LIMIT %s",
        (community, now - _TOLD_FOR, _MOST),
    )
    if not rows:
        return []
    names = statement.rows(
        connection,
        "SELECT d.device_id, d.name, u.name FROM device d JOIN app_user u ON u.user_id = d.user_id"
        " WHERE d.device_id = ANY(%s)",
        ([device for _, _, device in rows],),
    )
    known = {device: (user, name) for device, name, user in names}
    found = [(at, *known.get(device, (actor, ""))) for at, actor, device in rows]
    return [encode_notice(CopyNoticed(moment_of(at), user, device)) for at, user, device in found]
