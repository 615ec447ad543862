"""What supervisors are told at their next sync: that a laptop's store was copied, or that it is suspended."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.wire.notices import CopyNoticed, DeviceSuspended, encode_notice
from gridserver.db import audit, devices
from gridserver.db.scopes import moment_of

_TOLD_FOR = timedelta(days=30)
_MOST = 10


def notices_for(
    connection: Connection, community: CommunityId, assignments: Collection[Assignment], now: datetime
) -> list[str]:
    """The notices for whoever supervises the community; none for anybody else."""
    if not any(each.role is Role.SUPERVISOR and each.place == community for each in assignments):
        return []
    copies = audit.copies_since(connection, community, now - _TOLD_FOR, _MOST)
    known = devices.names_of(connection, [device_id for _, _, device_id in copies]) if copies else {}
    found = [(at, *known.get(device_id, (actor, ""))) for at, actor, device_id in copies]
    stopped = devices.suspended(connection, community)[:_MOST]
    return [
        *(encode_notice(DeviceSuspended(moment_of(at), user, device)) for at, user, device in stopped),
        *(encode_notice(CopyNoticed(moment_of(at), user, device)) for at, user, device in found),
    ]
