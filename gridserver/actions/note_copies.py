"""Notices that two copies of one laptop both go on, and suspends the device before they go on for long."""

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ReplicaId
from gridserver.db import audit, devices
from gridserver.db.audit import Entry
from gridserver.db.devices import Device

BACK_AND_FORTH = 2
"""So often each of two copies has to send work after the other had been here. Once may be a mistake: a folder
was moved to a new laptop, and the old one was opened once more."""
_LOOKED_BACK = timedelta(days=30)


def note_return(
    connection: Connection, device: Device, community: CommunityId, replica: ReplicaId, now: datetime
) -> None:
    """A replica sends work although another one of its device was here since it last was.

    A store that was put back from a backup never does: its former replica has ended.
    """
    audit.append(connection, community, Entry(now, device.user_id, "return", replica, device.device_id))
    counts = audit.returns_of(connection, community, device.device_id, now - _LOOKED_BACK)
    if sum(count >= BACK_AND_FORTH for count in counts.values()) > 1:
        devices.suspend_device(connection, device.device_id, now=now)
