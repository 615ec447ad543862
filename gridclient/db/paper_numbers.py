"""Numbers of papers, drawn from the blocks that the server gave to this replica; each is drawn once."""

from collections.abc import Iterable

from sqlalchemy import Connection

from gridclient.db.repaired import refuses_numbers
from gridcore.ids import CommunityId
from gridcore.papers.mediation import case_number
from gridcore.wire.messages import PaperBlock

_OURS = "community = ? AND replica = (SELECT id FROM replica WHERE current = 1)"


def held_blocks(connection: Connection, community: CommunityId) -> list[PaperBlock]:
    """The blocks of this replica, with how far each is used: what a sync tells the server."""
    rows = connection.exec_driver_sql(
        f'SELECT committee, year, "first", "last", "next" FROM paper_block WHERE {_OURS}'
        ' ORDER BY committee, year, "first"',
        (community,),
    )
    return [PaperBlock(*row) for row in rows]


def keep_blocks(connection: Connection, community: CommunityId, blocks: Iterable[PaperBlock]) -> None:
    """Keep blocks that the server gave; one that is here already stays as it is."""
    given = [*blocks]
    if not given or refuses_numbers(connection):
        return
    for each in given:
        connection.exec_driver_sql(
            'INSERT OR IGNORE INTO paper_block (community, replica, committee, year, "first", "last", "next")'
            " SELECT ?, id, ?, ?, ?, ?, ? FROM replica WHERE current = 1",
            (community, each.committee, each.year, each.first, each.last, each.next),
        )


def take_number(connection: Connection, community: CommunityId, committee: str, year: int) -> str | None:
    """Draw the next number of a committee's year, in the transaction of the edit that writes it on a paper.

    None when no number is left on this laptop: the next sync brings some.
    """
    drawn = connection.exec_driver_sql(
        'UPDATE paper_block SET "next" = "next" + 1'
        f' WHERE {_OURS} AND committee = ? AND year = ? AND "first" = (SELECT min("first") FROM paper_block'
        f' WHERE {_OURS} AND committee = ? AND year = ? AND "next" <= "last") RETURNING "next"',
        (community, committee, year, community, committee, year),
    ).scalar_one_or_none()
    return None if drawn is None else case_number(year, committee, drawn - 1)


def numbers_left(connection: Connection, community: CommunityId, committee: str, year: int) -> int:
    """How many numbers of a committee's year this laptop may still draw."""
    return int(
        connection.exec_driver_sql(
            f'SELECT coalesce(sum("last" - "next" + 1), 0) FROM paper_block WHERE {_OURS}'
            " AND committee = ? AND year = ?",
            (community, committee, year),
        ).scalar_one()
    )
