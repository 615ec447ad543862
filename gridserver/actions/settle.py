"""From decisions to rows: numbers for the records, a line in the log for each edit, and what is set aside."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import Create, Edit, verb_of
from gridcore.sync.known import Author, ParkedAnswered
from gridcore.sync.outcomes import ERASED, OK, Decided, Outcome
from gridcore.sync.stored import FRESH, RecordState, Stored, stamped
from gridcore.sync.take import Taken
from gridcore.sync.verdicts import NOT_APPLIED, Verdict
from gridcore.sync.written import times_of, with_writer
from gridserver.actions.arriving import Arriving
from gridserver.db.edit_log import Entry
from gridserver.db.known import LockedRecords
from gridserver.db.parked import Parked


@dataclass(frozen=True)
class Answered:
    """Left-behind work that a supervisor decided; `entries` are its edits that apply now."""

    record: RecordId
    replica: ReplicaId
    numbers: tuple[int, ...]
    is_admitted: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Settled:
    """What a request leads to, ready to be written."""

    records: tuple[Stored, ...]
    fresh: Mapping[RecordId, int]
    entries: tuple[Entry, ...]
    parked: tuple[Parked, ...]
    answered: tuple[Answered, ...] = ()


def count_fresh(taken: Taken) -> int:
    """How many numbers a request needs: one for each record that a laptop has to hear of."""
    return sum(each.seq == FRESH for each in taken.records)


def handed_in_again(known: LockedRecords, author: Author, taken: Taken) -> frozenset[RecordId]:
    """What somebody handed in as it was known already, where its author receives nothing.

    It is answered with a number of this request: that of the record would say since when it is known.
    """
    fresh = {each.id for each in taken.records if each.seq == FRESH}
    said = {each.record for each in taken.decided if each.outcome == OK} - fresh
    held = (known.before(each) for each in sorted(said))
    return frozenset(each.id for each in held if each is not None and not author.follows(each.scope))


def settle(
    known: LockedRecords,
    author: Author,
    taken: Taken,
    edits: Sequence[Arriving],
    first: int,
    again: Collection[RecordId] = (),
) -> Settled:
    """Stamp the records with numbers from `first` on, in their order, and word the log.

    What is handed in `again` is told by the number after these.
    """
    times = {} if author.is_system else times_of(author.replica, taken.decided, taken.effects)
    records: list[Stored] = []
    numbers: dict[RecordId, int] = {}
    for each in taken.records:
        if each.seq == FRESH:
            numbers[each.id] = first + len(numbers)
            records.append(with_writer(stamped(each, numbers[each.id]), times))
        else:
            records.append(each)
    ground = _Ground(known, {each.id: each for each in records}, dict.fromkeys(again, first + len(numbers)))
    decided = {each.edit.n: each for each in taken.decided}
    entries, parked = [], []
    for edit in edits:
        entry = _entry(ground, edit, decided[edit.n])
        entries.append(entry)
        is_erased = ground.is_erased(edit.record) or decided[edit.n].outcome == ERASED
        if entry.verdict.code in NOT_APPLIED and not is_erased:
            reason = entry.verdict.extra or entry.verdict.code.value
            parked.append(Parked(edit.n, edit.record, ground.scope(edit.record), reason, edit.body))
    answered = [_answered(ground, each) for each in taken.effects if isinstance(each, ParkedAnswered)]
    return Settled(tuple(records), numbers, tuple(entries), tuple(parked), tuple(answered))


def set_aside(edits: Sequence[Arriving], outcome: Outcome) -> tuple[list[Entry], list[Parked]]:
    """Edits that are not even looked at, such as those of a device that is trusted no more."""
    entries, parked = [], []
    for each in edits:
        verdict = Verdict(each.n, outcome.code, 0, outcome.extra)
        entries.append(_unapplied(each, verdict))
        parked.append(Parked(each.n, each.record, None, outcome.extra or outcome.code.value, each.body))
    return entries, parked


@dataclass(frozen=True)
class _Ground:
    """The records as the request leaves them."""

    known: LockedRecords
    records: Mapping[RecordId, Stored]
    again: Mapping[RecordId, int]

    def _record(self, record: RecordId) -> Stored | None:
        return self.records.get(record) or self.known.before(record)

    def scope(self, record: RecordId) -> ScopeId | None:
        found = self._record(record)
        return found.scope if found is not None else None

    def is_erased(self, record: RecordId) -> bool:
        found = self._record(record)
        return found is not None and found.state is RecordState.ERASED

    def number(self, record: RecordId) -> int:
        if record in self.again:
            return self.again[record]
        found = self._record(record)
        return found.seq if found is not None else 0


def _answered(ground: _Ground, effect: ParkedAnswered) -> Answered:
    """What could not be applied this time either keeps its line in the log."""
    entries = []
    for each in effect.decided:
        if each.outcome.code not in NOT_APPLIED:
            edit, body = each.edit, ground.known.parked_bodies[effect.replica, each.edit.n]
            arriving = Arriving(edit.n, edit.grp, edit.id, hashlib.sha256(body).hexdigest(), body, edit)
            entries.append(_entry(ground, arriving, each))
    return Answered(effect.record, effect.replica, effect.numbers, bool(effect.decided), tuple(entries))


def _entry(ground: _Ground, arriving: Arriving, decided: Decided) -> Entry:
    edit, outcome, subject = decided.edit, decided.outcome, decided.subject
    if outcome.code in NOT_APPLIED:
        return _unapplied(arriving, Verdict(arriving.n, outcome.code, 0, outcome.extra))
    seq = ground.number(decided.record)
    return Entry(
        n=arriving.n,
        hash=arriving.hash,
        record=subject,
        scope=ground.scope(subject),
        grp=arriving.grp,
        do=verb_of(edit),
        cells=decided.cells,
        verdict=Verdict(arriving.n, outcome.code, seq, outcome.extra),
        at=edit.at,
        body=arriving.body,
        result=_result(edit, decided),
    )


def _result(edit: Edit, decided: Decided) -> dict[str, Value]:
    """What the cells got where that is not what was sent: after a merge, a decision, an accepted proposal."""
    outcome = decided.outcome
    if not outcome.has_result:
        return {}
    if isinstance(edit, Create) and isinstance(outcome.result, dict):
        return outcome.result
    return {decided.cells[0]: outcome.result}


def _unapplied(arriving: Arriving, verdict: Verdict) -> Entry:
    """The log keeps that it came and how it ended; its values are kept among the parked."""
    edit = arriving.edit
    return Entry(
        n=arriving.n,
        hash=arriving.hash,
        record=arriving.record,
        scope=None,
        grp=arriving.grp,
        do=verb_of(edit) if edit is not None else "",
        cells=(),
        verdict=verdict,
        at=edit.at if edit is not None else "",
    )
