"""Numbers of papers: drawn offline, so each replica gets blocks of its own, and no two blocks overlap."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId, ReplicaId
from gridcore.wire.messages import PaperBlock

BLOCK = 20
LEAST_LEFT = 5
"""A replica with fewer numbers left gets another block."""
_LOST = 100 * BLOCK
"""More than any committee hands out between a backup and a restore from it."""
_MOST_TOLD = 200
_HIGHEST = 1_000_000_000
_NOVEMBER = 11
"""A month before the first numbers of the next year are handed out."""


class Holder(NamedTuple):
    """Who draws from a block: one replica, so that a restored or copied store never draws again."""

    community: CommunityId
    device: DeviceId
    replica: ReplicaId


class Unused(NamedTuple):
    """Numbers that were handed out and, as far as it has told, not drawn; both ends included."""

    device: DeviceId
    first: int
    last: int


def note_told(connection: Connection, holder: Holder, told: Sequence[PaperBlock]) -> None:
    """Note how far the replica has used its blocks.

    A block that is not known here was handed out before this database was restored: it is the replica's.
    """
    for each in told[:_MOST_TOLD]:
        if not _is_ours(each):
            continue
        connection.exec_driver_sql(
            "INSERT INTO paper_block (community_id, committee, year, first, last, next, device_id, replica)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (community_id, committee, year, first)"
            " DO UPDATE SET next = greatest(paper_block.next, excluded.next)"
            " WHERE paper_block.replica = excluded.replica AND paper_block.next < excluded.next",
            (
                *(holder.community, each.committee, each.year, each.first, each.last, each.next),
                *(holder.device, holder.replica),
            ),
        )


def hand_out(connection: Connection, holder: Holder, committee: str, year: int) -> list[PaperBlock]:
    """All blocks of the replica for a committee's year, a new one among them where few numbers are left."""
    held = blocks_of(connection, holder, committee, year)
    while sum(each.last - each.next + 1 for each in held) < LEAST_LEFT:
        _add(connection, holder, committee, year)
        held = blocks_of(connection, holder, committee, year)
    return held


def blocks_of(connection: Connection, holder: Holder, committee: str, year: int) -> list[PaperBlock]:
    """The replica's blocks for a committee's year, the lowest first."""
    rows = connection.exec_driver_sql(
        "SELECT first, last, next FROM paper_block"
        " WHERE community_id = %s AND replica = %s AND committee = %s AND year = %s ORDER BY first",
        (holder.community, holder.replica, committee, year),
    )
    return [PaperBlock(committee, year, row.first, row.last, row.next) for row in rows]


def unused(connection: Connection, community: CommunityId, committee: str, year: int) -> list[Unused]:
    """Where the series of a committee's year has holes, for its register."""
    rows = connection.exec_driver_sql(
        "SELECT device_id, next, last FROM paper_block"
        " WHERE community_id = %s AND committee = %s AND year = %s AND next <= last ORDER BY next",
        (community, committee, year),
    )
    return [Unused(DeviceId(row.device_id), row.next, row.last) for row in rows]


def skip_ahead(
    connection: Connection, community: CommunityId, series: Sequence[tuple[str, int]], now: datetime
) -> None:
    """The database was restored: begin again beyond all numbers that were handed out and lost.

    Concerns every series that is known, and these.
    """
    rows = connection.exec_driver_sql(
        "SELECT committee, year, max(last) AS top FROM paper_block WHERE community_id = %s"
        " GROUP BY committee, year",
        (community,),
    )
    tops = dict.fromkeys(series, 0) | {(row.committee, row.year): row.top for row in rows}
    for (committee, year), top in sorted(tops.items()):
        first = _beyond(top, year, now)
        connection.exec_driver_sql(
            "INSERT INTO paper_block (community_id, committee, year, first, last, next, device_id, replica)"
            " VALUES (%s, %s, %s, %s, %s, %s, '', '')",
            (community, committee, year, first, first + BLOCK - 1, first + BLOCK),
        )


def _beyond(top: int, year: int, now: datetime) -> int:
    """Where a year's numbers go on: one for each second since before the first of them was handed out.

    So the same backup, restored once more, goes on beyond what was handed out since it was restored before,
    which is in no backup.
    """
    passed = int((now - datetime(year - 1, _NOVEMBER, 1, tzinfo=UTC)).total_seconds())
    return max(top + _LOST, passed) // BLOCK * BLOCK + 1


def committee_of(connection: Connection, community: CommunityId) -> str:
    """The short name of the community's mediation committee; empty where nobody entered it."""
    found = connection.exec_driver_sql(
        "SELECT cells->>'committee' AS committee FROM record WHERE community_id = %s"
        " AND scope = 'community' AND kind = 'community' AND state = 'present' ORDER BY id LIMIT 1",
        (community,),
    ).scalar()
    return found or ""


def _is_ours(block: PaperBlock) -> bool:
    """Whether this program can have handed the block out."""
    is_whole = block.first % BLOCK == 1 and block.last == block.first + BLOCK - 1
    is_small = 0 < block.first < _HIGHEST and 2000 < block.year < 2200
    return (
        is_whole
        and is_small
        and block.first <= block.next <= block.last + 1
        and "\x00" not in block.committee
    )


def _add(connection: Connection, holder: Holder, committee: str, year: int) -> None:
    """Try to add the next block; where another transaction was quicker, nothing happens."""
    connection.exec_driver_sql(
        "INSERT INTO paper_block (community_id, committee, year, first, last, next, device_id, replica)"
        " SELECT %(community)s, %(committee)s, %(year)s, top + 1, top + %(block)s, top + 1, %(device)s,"
        " %(replica)s FROM (SELECT coalesce(max(last), 0) AS top FROM paper_block"
        " WHERE community_id = %(community)s AND committee = %(committee)s AND year = %(year)s) AS known"
        " ON CONFLICT DO NOTHING",
        {**holder._asdict(), "committee": committee, "year": year, "block": BLOCK},
    )
