"""What the Sync page is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.blobs import WaitingFile, waiting_files
from gridclient.db.facts import place_of
from gridclient.db.identity import identity
from gridclient.db.journal_replay import Recovered, forget_recovered, recovered
from gridclient.db.left_behind import Answer, answers
from gridclient.db.noticed import unseen_notices
from gridclient.db.numbering import Numbering, numbers
from gridclient.db.pending import Pending, set_aside, unanswered
from gridclient.db.repaired import forget_repair, repaired_at
from gridclient.db.sent import HandedIn, all_handed_in
from gridclient.db.titles import Title, titles
from gridclient.db.went_back import count_again
from gridcore.ids import CommunityId, RecordId
from gridcore.records import RECORD_TYPES
from gridcore.wire.notices import Notice

_MOST = 100_000


@dataclass(frozen=True)
class Picture:
    """Edits on their way, with the titles of what they are about."""

    numbering: Numbering
    waiting: Sequence[Pending]
    aside: Sequence[Pending]
    handed_in: Sequence[HandedIn]
    titles: Mapping[RecordId, Title]
    last_contact: str
    is_sealed: bool
    answers: Sequence[Answer]
    recovered: Recovered | None
    """What a crash had lost and the journal brought back, until the user has seen it."""
    repaired_at: str
    """When this database took the place of a damaged one, until the user has seen that."""
    notices: Sequence[Notice]
    again: int
    """Edits that a restored server lost and that are not up again yet."""
    files: Sequence[WaitingFile]
    kinds: Mapping[RecordId, str]
    """Of the records on which these files hang."""


def picture(connection: Connection, community: CommunityId) -> Picture:
    """The page as the store has it now."""
    waiting = unanswered(connection, community, _MOST)
    aside = set_aside(connection, community)
    handed = all_handed_in(connection)
    known = identity(connection)
    files = waiting_files(connection)
    places = {each.record: found for each in files if (found := place_of(connection, each.record))}
    named = {(each.kind, each.edit.id) for each in (*waiting, *aside)}
    named |= {(kind, record) for record, (kind, _) in places.items()}
    named |= {(kind, each.about) for each in handed if each.about and (kind := _about_kind(each.kind))}
    return Picture(
        numbering=numbers(connection, community),
        waiting=waiting,
        aside=aside,
        handed_in=handed,
        titles=titles(connection, sorted(named)),
        last_contact=known.last_contact if known is not None else "",
        is_sealed=known is not None and bool(known.envelope_key),
        answers=answers(connection),
        recovered=recovered(connection),
        repaired_at=repaired_at(connection),
        notices=unseen_notices(connection),
        again=count_again(connection, community),
        files=files,
        kinds={record: kind for record, (kind, _) in places.items()},
    )


def forget_what_came_back(connection: Connection) -> None:
    """The user has seen what a crash or a repair brought back."""
    forget_recovered(connection)
    forget_repair(connection)


def _about_kind(kind: str) -> str | None:
    declared = RECORD_TYPES.get(kind)
    if declared is None or declared.parent is None:
        return None
    return declared.fields[declared.parent].link
