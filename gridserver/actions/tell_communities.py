"""Tells which communities the server has, so that a household can move to another one."""

from gridcore.ids import CommunityId
from gridcore.wire.communities import Communities, Neighbour
from gridserver.actions.follows import followed
from gridserver.db import accounts, districts
from gridserver.db.devices import Device
from gridserver.installation import Installation


def tell_communities(
    installation: Installation, device: Device, community: CommunityId
) -> Communities | None:
    """Every community by name; None for whoever has nothing to do in this one."""
    with installation.database.snapshot() as connection:
        if not followed(installation, connection, device, community):
            return None
        named = [(code, name) for code, name, _ in accounts.communities(connection)]
        above = districts.names_above(connection)
    return Communities(tuple(Neighbour(code, name, above.get(code, ())) for code, name in named))
