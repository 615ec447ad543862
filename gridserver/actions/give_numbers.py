"""Gives a mediator's laptop numbers for its papers, before it runs out of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.wire.messages import PaperBlock
from gridserver.db.paper_numbers import Holder, committee_of, hand_out, note_told

_DECEMBER = 12
"""From then on a laptop gets numbers of the next year too: it may be offline when that begins."""


def give_numbers(
    connection: Connection,
    holder: Holder,
    assignments: Sequence[Assignment],
    told: Sequence[PaperBlock],
    today: date,
) -> list[PaperBlock]:
    """Note how far the laptop has used its blocks; returns those that it did not name.

    A block whose answer was lost is given again, as it is, until the laptop names it.
    """
    if told:
        note_told(connection, holder, told)
    if not any(each.role is Role.MEDIATOR and each.place == holder.community for each in assignments):
        return []
    committee = committee_of(connection, holder.community)
    if not committee:
        return []
    years = [today.year, today.year + 1] if today.month == _DECEMBER else [today.year]
    known = {(each.committee, each.year, each.first) for each in told}
    return [
        each
        for year in years
        for each in hand_out(connection, holder, committee, year)
        if (each.committee, each.year, each.first) not in known
    ]
