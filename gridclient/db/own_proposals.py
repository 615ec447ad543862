"""What the user of this laptop proposed or asked for, and how it stands."""

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from gridclient.db.own_work import made_here, mine
from gridclient.db.titles import Title, titles
from gridcore.ids import RecordId


@dataclass(frozen=True)
class OwnProposal:
    """Something that waits for a second person, or was decided by one.

    `sort`: of a proposal the field, of a person's request the wish, of an export the list. `since` is a
    moment or a day.
    """

    record: RecordId
    kind: str
    subject_kind: str
    sort: str
    since: str
    state: str
    is_open: bool
    is_waiting: bool
    """Whether something of it is not on the server yet."""
    title: Title = field(default_factory=Title)


_PROPOSALS = """
SELECT 'proposal', id, coalesce(subject_kind, ''), coalesce(cell, ''), coalesce(proposed_at, ''),
       coalesce(progress, 'open'), coalesce(progress, 'open') = 'open', waiting, "user", replica
FROM shown_proposal WHERE removed = 0
"""
_ASKED = """
SELECT 'rights_request', id, 'resident', coalesce(wish, ''), coalesce(asked_on, ''),
       coalesce(progress, 'open'), coalesce(progress, 'open') = 'open', waiting
FROM shown_rights_request WHERE removed = 0
UNION ALL
SELECT 'list_export', id, '', coalesce(ledger, ''), coalesce(asked_at, ''), progress,
       progress = 'asked' AND coalesce(valid_until, ?1) >= ?1, waiting
FROM shown_list_export WHERE removed = 0 AND progress IN ('asked', 'allowed', 'refused', 'withdrawn')
"""


def own_proposals(connection: Connection, today: str, most: int) -> list[OwnProposal]:
    """First what waits, then what was decided, each from the latest on."""
    rows = connection.exec_driver_sql(_ASKED, (today,)).all()
    made = made_here(connection, {RecordId(row[1]): row[0] for row in rows})
    found = [tuple(row) for row in rows if row[1] in made]
    me, proposed = mine(connection), connection.exec_driver_sql(_PROPOSALS).all()
    found += [tuple(row)[:-2] for row in proposed if me.is_by_me(*row[-2:])]
    lines = [
        OwnProposal(RecordId(each), kind, about, sort, since, state, bool(is_open), bool(waits))
        for kind, each, about, sort, since, state, is_open, waits in found
    ]
    lines.sort(key=lambda each: (each.is_open, each.since, each.record), reverse=True)
    shown = lines[: max(most, sum(each.is_open for each in lines))]
    named = titles(connection, [(each.kind, each.record) for each in shown])
    return [replace(each, title=named[each.record]) for each in shown]
