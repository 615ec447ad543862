"""Tells a laptop whether a sync would bring anything, and what to watch while it would not."""

from collections.abc import Mapping
from typing import NamedTuple

import psycopg
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from gridcore.ids import CommunityId, DeviceId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.polls import Poll
from gridserver.actions.give_news import standing_there
from gridserver.db import counter, pulse, statistics
from gridserver.db.devices import Device, device_of
from gridserver.db.engine import Database
from gridserver.db.pulse import Pulse
from gridserver.db.scopes import access_of, day_of
from gridserver.installation import Installation


class Quiet(NamedTuple):
    """Nothing new so far: whose laptop it is, and where it might come from."""

    device: DeviceId
    community: CommunityId
    scopes: frozenset[ScopeId]
    pulse: Pulse


class Movement(NamedTuple):
    """What happened in a community since it was looked at."""

    pulse: Pulse
    scopes: frozenset[ScopeId]
    has_new_duties: bool
    """Or somebody is trusted no more: whoever waits there is looked up again."""

    def concerns(self, scopes: frozenset[ScopeId]) -> bool:
        """Whether a laptop with these scopes may have news."""
        return self.has_new_duties or not self.scopes.isdisjoint(scopes)


def movements(database: Database, seen: Mapping[CommunityId, Pulse]) -> dict[CommunityId, Movement]:
    """What happened in those communities that are not as they were seen.

    Raises ProblemError when PostgreSQL does not answer.
    """
    try:
        with database.look() as connection:
            now = pulse.pulses_of(connection, seen.keys())
            return {
                community: Movement(
                    beat,
                    pulse.moved_since(connection, community, seen[community].seq),
                    beat.audit != seen[community].audit,
                )
                for community, beat in now.items()
                if beat != seen[community]
            }
    except (PoolTimeoutError, OperationalError, psycopg.OperationalError) as error:
        raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=0) from error


def look_for_news(installation: Installation, device: Device, poll: Poll) -> Quiet | None:
    """None where the laptop should come: its scopes moved, or it stands elsewhere than the server thinks.

    A suspended device should, to hear of that.

    Raises ProblemError for a device that is trusted no more.
    """
    with installation.database.snapshot() as connection:
        community = device.home
        held = device_of(connection, device.device_id)
        if held is not None and held.is_suspended:
            return None
        if held is None or not held.is_trusted:
            raise ProblemError(ProblemCode.REVOKED)
        beat = pulse.pulses_of(connection, [community]).get(community)
        reading = counter.read(connection, community)
        access = access_of(connection, community, device.user_id, device.home, day_of(installation.clock()))
        if beat is None or reading is None:
            return None
        if standing_there(connection, device, access, reading, poll) is None:
            return None
        stats = statistics.stats_of(connection, community, access.scopes)
    if any(each.last > poll.at for each in stats.values()):
        return None
    return Quiet(device.device_id, community, access.scopes, beat)
