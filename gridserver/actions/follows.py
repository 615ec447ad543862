"""Whether a device may read a scope at this moment."""

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridserver.db.devices import Device, device_of
from gridserver.db.scopes import access_of, day_of
from gridserver.installation import Installation


def followed(
    installation: Installation, connection: Connection, device: Device, community: CommunityId
) -> frozenset[ScopeId]:
    """The scopes that a device receives: none when it is trusted no more."""
    held = device_of(connection, device.device_id)
    if held is None or not held.is_trusted:
        return frozenset()
    day = day_of(installation.clock())
    return access_of(connection, community, device.user_id, device.home, day).scopes


def follows(
    installation: Installation, connection: Connection, device: Device, community: CommunityId, scope: ScopeId
) -> bool:
    """Whether the device receives this scope."""
    return scope in followed(installation, connection, device, community)
