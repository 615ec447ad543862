"""Tells a device who its user is at this moment: what they do, and which scopes follow."""

from gridcore.ids import CommunityId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import Duty, Me
from gridserver.db import counter
from gridserver.db.accounts import user_of
from gridserver.db.devices import Device, device_of
from gridserver.db.scopes import access_of, day_of
from gridserver.installation import Installation


def tell_me(installation: Installation, device: Device, community: CommunityId) -> Me | None:
    """The user's duties in a community; None where there is nothing to tell, or no such community.

    Raises ProblemError for a device that is trusted no more.
    """
    with installation.database.snapshot() as connection:
        held, user = device_of(connection, device.device_id), user_of(connection, device.user_id)
        if held is None or user is None or not held.is_trusted:
            raise ProblemError(ProblemCode.REVOKED)
        reading = counter.read(connection, community)
        day = day_of(installation.clock())
        access = access_of(connection, community, device.user_id, device.home, day)
    if reading is None or not access.scopes:
        return None
    return Me(
        device_id=device.device_id,
        user_id=user.user_id,
        user_name=user.name,
        home=device.home,
        community=community,
        epoch=reading.epoch,
        duties=[Duty(each.role, each.place) for each in access.assignments],
        scopes=sorted(access.scopes),
    )
