"""The one way in which records change: edits are decided on locked records and stored in one transaction."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import psycopg
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.known import Author
from gridcore.sync.left_behind import NOT_TRUSTED, Origin, left_behind, not_trusted
from gridcore.sync.outcomes import Outcome, invalid, parked
from gridcore.sync.stored import RecordState
from gridcore.sync.take import Taken, take
from gridcore.sync.verdicts import Verdict
from gridserver.actions import erase
from gridserver.actions.arriving import Arriving
from gridserver.actions.case_access import follow_effects
from gridserver.actions.erase_files import erase_files
from gridserver.actions.settle import Answered, Settled, count_fresh, handed_in_again, set_aside, settle
from gridserver.db import counter, edit_log, records, statement, statistics, twins
from gridserver.db import parked as parked_edits
from gridserver.db.audit import Entry, append
from gridserver.db.known import LockedRecords
from gridserver.db.scopes import day_of, moment_of
from gridserver.installation import Installation

_MOST_ATTEMPTS = 6
_COUNTER_FIRST_FROM = 3
_MOST_SKIPPED = 1_000
"""Numbers that are left out before those of a request, by chance: whoever compares those of two answers would
count what was written unseen, and so hear that somebody has a document number, or that a number differs."""
_MEETINGS = frozenset({"40P01", "40001", "23505"})
"""SQL states of two requests that met: a deadlock, a failed serialization, the same row inserted twice."""

_NOT_AN_EDIT = invalid("not_an_edit")
_GROUP_REFUSED = parked("group_refused")

_T = TypeVar("_T")


@dataclass(frozen=True)
class Decisions:
    """The answers, and the records with their numbers that their author need not receive back."""

    verdicts: tuple[Verdict, ...]
    echoes: Mapping[RecordId, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sender:
    """The device by name, for the eyes of whoever decides about what it left behind."""

    device: str = ""
    is_trusted: bool = True


class OvertakenError(Exception):
    """Somebody else wrote meanwhile what a decision was built on."""


def in_one_transaction(
    installation: Installation, community: CommunityId, attempt: Callable[[Connection], _T]
) -> _T:
    """Do what draws numbers. Where two requests met, begin anew; the third time with the counter held."""
    for count in range(1, _MOST_ATTEMPTS + 1):
        try:
            with installation.database.write() as connection:
                if count >= _COUNTER_FIRST_FROM:
                    counter.lock(connection, community)
                erase.begin(connection)
                result = attempt(connection)
                meant = erase.list_meant(connection, installation, community)
            erase.list_done(installation, meant)
            return result
        except OvertakenError:
            if count == _MOST_ATTEMPTS:
                raise
        except (DBAPIError, psycopg.Error) as error:
            if _sqlstate(error) not in _MEETINGS or count == _MOST_ATTEMPTS:
                raise
    raise AssertionError("the last attempt returns or raises")


def _sqlstate(error: DBAPIError | psycopg.Error) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.sqlstate if isinstance(cause, psycopg.Error) else None


def decide(
    connection: Connection,
    installation: Installation,
    author: Author,
    edits: Sequence[Arriving],
    cursors: Mapping[ScopeId, int],
    now: datetime,
    *,
    sender: Sender = Sender(),
) -> Decisions:
    """Decide edits and write what follows. When it raises, nothing may be committed.

    Of a sender who is not trusted everything is parked.
    """
    is_trusted = sender.is_trusted
    broken = {each.grp for each in edits if each.edit is None and each.grp} if is_trusted else set()
    sound = [each for each in edits if each.edit is not None and each.grp not in broken]
    meant = [each.edit for each in sound if each.edit is not None]
    sealer, blind = installation.sealer, installation.blind
    known = LockedRecords(connection, sealer, blind, author.community, day=day_of(now))
    known.prepare(meant)
    taken = take(known, author, meant) if is_trusted else Taken(not_trusted(meant), (), ())
    if not author.is_system:
        left = left_behind(known, author, taken.decided, Origin(sender.device, moment_of(now)))
        taken = replace(taken, records=(*taken.records, *left))
    # From here on nothing is slow and nothing waits: the numbers are drawn, and everybody waits for us.
    again = handed_in_again(known, author, taken)
    count, skipped = count_fresh(taken) + bool(again), secrets.randbelow(_MOST_SKIPPED)
    first = counter.draw(connection, author.community, skipped + count) + skipped if count else 0
    if not (known.are_twins_unchanged() and known.claim(each.id for each in taken.records)):
        raise OvertakenError
    settled = settle(known, author, taken, sound, first, again)
    with statement.together(connection):
        _store(connection, installation, author.community, known, settled)
        _log(connection, installation, author, settled.entries, settled.parked, now)
    verdicts = [each.verdict for each in settled.entries]
    _answer_parked(connection, installation, author, settled.answered, now)
    for each in edits:
        if each.edit is None or each.grp in broken:
            reason = _NOT_AN_EDIT if each.edit is None else _GROUP_REFUSED
            reason = reason if is_trusted else NOT_TRUSTED
            verdicts += keep_aside(connection, installation, author, [each], reason, now)
    changed = [(known.before(each.id), each) for each in settled.records]
    follow_effects(connection, installation, author, taken.effects, changed, now)
    after = settled.records
    erase.erase_values(connection, author.community, taken.effects, after, by=author.user, now=now)
    erased = [b for b, each in changed if b is not None and each.state is RecordState.ERASED]
    erase_files(connection, installation, author.community, erased)
    read = {scope: upto for scope, upto in cursors.items() if not author.past.is_lost(upto)}
    known_before = _echoes(known, taken, settled, read)
    return Decisions(tuple(sorted(verdicts, key=lambda each: each.n)), known_before)


def _answer_parked(
    connection: Connection,
    installation: Installation,
    author: Author,
    answered: Sequence[Answered],
    now: datetime,
) -> None:
    """What a supervisor admitted is in the history from now on; what was dismissed stays where it is."""
    sealer, community = installation.sealer, author.community
    for each in answered:
        edit_log.admit(connection, sealer, community, each.replica, each.entries)
        state, told = ("admitted", "admit") if each.is_admitted else ("dismissed", "dismiss")
        parked_edits.answer(connection, community, each.replica, each.numbers, state)
        append(connection, community, Entry(now, author.user, told, each.record))


def keep_aside(
    connection: Connection,
    installation: Installation,
    author: Author,
    edits: Sequence[Arriving],
    outcome: Outcome,
    now: datetime,
) -> list[Verdict]:
    """Log edits that mean nothing, and keep them as they came."""
    entries, kept = set_aside(edits, outcome)
    _log(connection, installation, author, entries, kept, now)
    return [each.verdict for each in entries]


def _store(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    known: LockedRecords,
    settled: Settled,
) -> None:
    sealer = installation.sealer
    pairs = [(known.before(each.id), each) for each in settled.records]
    new = [after for before, after in pairs if before is None]
    records.insert(connection, sealer, community, new)
    records.replace(connection, sealer, community, [after for before, after in pairs if before is not None])
    changes = statistics.Changes()
    for before, after in pairs:
        if after.id in settled.fresh:
            changes.note(before, after)
    statistics.apply(connection, community, changes)
    twins.write(connection, known.hashes, community, pairs)


def _log(
    connection: Connection,
    installation: Installation,
    author: Author,
    entries: Sequence[edit_log.Entry],
    kept: Sequence[parked_edits.Parked],
    now: datetime,
) -> None:
    sealer, community, replica = installation.sealer, author.community, author.replica
    if author.past.was:
        entries = [each._replace(was=author.past.was.get(each.n)) for each in entries]
    edit_log.write(connection, sealer, community, replica, entries, author=author.user, now=now)
    parked_edits.write(connection, sealer, community, replica, kept, author=author.user, now=now)


def _echoes(
    known: LockedRecords, taken: Taken, settled: Settled, cursors: Mapping[ScopeId, int]
) -> dict[RecordId, int]:
    """What the laptop need not receive: it had read the record as it was, and the rest are its own edits.

    A cursor that the server gave out before it was restored tells nothing: what the laptop read may be lost.
    """
    found = {}
    for each in taken.echoes & settled.fresh.keys():
        before = known.before(each)
        if before is None or before.seq <= cursors.get(before.scope, 0):
            found[each] = settled.fresh[each]
    return found
