"""Answers a poll: where the server finds that it knows what the laptop has, it sends what moved since."""

from datetime import timedelta

from sqlalchemy.engine import Connection

from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.compaction import must_compare
from gridcore.wire.messages import Mark, News, encode_line
from gridcore.wire.polls import Poll, Standing, state_of, sum_of
from gridserver.actions.give_changes import LARGEST_ANSWER, Answer, Writer, in_order
from gridserver.db import counter, replicas, statistics
from gridserver.db.counter import Reading
from gridserver.db.devices import Device, device_of
from gridserver.db.replicas import Acked
from gridserver.db.scopes import Access, access_of, day_of
from gridserver.installation import Installation

_ASKED_WHOLE_AFTER = timedelta(hours=1)
"""A whole request notes that the replica was here, and hands out what a poll has no words for."""


def give_news(installation: Installation, device: Device, poll: Poll) -> Answer:
    """The lines that the same request in full would get, without those that say nothing new.

    Where the laptop may stand elsewhere than the server thinks, one line that asks for the whole request.
    """
    with installation.database.snapshot() as connection:
        community = device.home
        reading = counter.read(connection, community)
        access = access_of(connection, community, device.user_id, device.home, day_of(installation.clock()))
        if reading is None or not _is_enough(connection, installation, device, access, reading, poll):
            return Answer([encode_line(Mark(w=True))])
        stats = statistics.stats_of(connection, community, access.scopes)
        if any(must_compare(poll.at, each.floor) for each in stats.values()):
            return Answer([encode_line(Mark(w=True))])
        founded = [(each, stats.get(each, statistics.NEVER_FOUNDED)) for each in in_order(access.scopes)]
        told = sum_of((scope, stat.rows, stat.digest) for scope, stat in founded)
        answer = Answer([encode_line(Mark(p=News(reading.seq, told)))])
        writer = Writer(connection, installation, community, {}, answer, left=LARGEST_ANSWER)
        for scope, stat in founded:
            if stat.last > poll.at:
                writer.write_scope(scope, poll.at, reading.seq, stat)
        return answer


def standing_there(
    connection: Connection, device: Device, access: Access, reading: Reading, poll: Poll
) -> Acked | None:
    """The replica of the device that stands where the poll says, by its edits; None where none does."""
    if poll.at > reading.seq:
        return None
    for replica, acked in replicas.of_device(connection, device.home, device.device_id):
        standing = Standing(device.home, replica, reading.epoch, acked.n, acked.chain, access.scopes)
        if state_of(standing, poll.at) == poll.state:
            return acked
    return None


def _is_enough(
    connection: Connection,
    installation: Installation,
    device: Device,
    access: Access,
    reading: Reading,
    poll: Poll,
) -> bool:
    """Whether the poll says where the laptop stands, and nothing waits to be told that only a head tells."""
    held = device_of(connection, device.device_id)
    if held is None or not held.is_trusted:
        return False
    if Assignment(device.user_id, Role.MEDIATOR, device.home) in access.assignments:
        return False  # numbers of papers are handed out against a whole request
    acked = standing_there(connection, device, access, reading, poll)
    return acked is not None and installation.clock() - acked.last_seen <= _ASKED_WHOLE_AFTER
