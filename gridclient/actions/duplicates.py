"""Duplicates: who seems to be recorded twice, what one record would say of both, and what people decide."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gridclient.actions.conflicts import Merging, Subject, merging_of
from gridclient.db import duplicates as kept
from gridclient.db.conflicts import hanging_on, names_in, subject_of, wished_of
from gridclient.db.duplicates import Both, Settled
from gridclient.db.facts import facts, save, seen_of
from gridclient.db.merged import is_here
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import Title, titles
from gridclient.ports import Ports
from gridcore.duplicates import Likeness, Pair, Person, Progress, Rank, Reason, compare, search
from gridcore.duplicates_households import among_households
from gridcore.duplicates_merged import after_merge
from gridcore.fields import Value, Values
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.changes import changes, creation
from gridcore.sync.disputes import DIFFERENT
from gridcore.sync.edits import Edit, Merge, Resolve
from gridcore.sync.twins import TOLD_APART, told_apart_id
from gridcore.workflows.decision import decides

__all__ = ["Alike", "Doubt", "Duplicates", "Found", "Line", "Rank", "Reason", "Title"]

_SLICE = 1_000
_MOST_ALIKE = 3
_SURE = 9
"""What the server found by a full number stands above what names and dates tell."""

Told = Callable[[int, int], bool]
"""Hears how far a search is, of how much; says whether it shall go on."""


@dataclass(frozen=True)
class Line:
    """Two records that may be one, as the list shows them."""

    kind: str
    pair: Pair
    first: Title
    second: Title
    by_number: bool
    by_server: bool
    is_merging: bool

    @property
    def both(self) -> Both:
        """The records, in the order of their ids."""
        return self.pair.first, self.pair.second


@dataclass(frozen=True)
class Found:
    """What a search found, the likeliest first, and among how many people."""

    lines: Sequence[Line]
    people: int


@dataclass(frozen=True)
class Doubt:
    """One pair with all that its decision needs."""

    line: Line
    first: Subject
    second: Subject
    names: Mapping[RecordId, Title]
    hanging: Mapping[RecordId, Mapping[str, int]]
    wished: RecordId | None
    may_merge: bool
    is_decider: bool
    """Whether the user decides what others propose: then another such person decides about this."""

    @property
    def is_second_kept(self) -> bool:
        """Whether the second record is proposed to be kept; else whether more hangs on it or it says more."""
        if self.wished is not None:
            return self.wished == self.second.record
        first, second = (
            (sum(self.hanging.get(each.record, {}).values()), sum(map(bool, each.values.values())))
            for each in (self.first, self.second)
        )
        return second > first

    def other(self, kept: Subject) -> Subject:
        """The one that is not kept."""
        return self.second if kept.record == self.first.record else self.first

    def merging(self, kept: Subject) -> Merging:
        """What keeping one of them does."""
        other = self.other(kept)
        return merging_of(kept, other, self.hanging.get(other.record, {}))

    def together(self, kept: Subject) -> Values:
        """What the one record will say, by field."""
        declared = RECORD_TYPES[kept.kind]
        cells, told = declared.cells_of(kept.values), declared.cells_of(self.other(kept).values)
        return declared.values_of(after_merge(declared, cells, told))


@dataclass(frozen=True)
class Alike:
    """Somebody who is on this laptop already and may be the one whose form is open."""

    record: RecordId
    household: RecordId
    title: Title
    reasons: tuple[Reason, ...]


@dataclass
class _Read:
    """What the last whole search found, for one version of the store."""

    version: int = -1
    pairs: dict[Both, tuple[str, Pair]] = field(default_factory=dict)
    people: int = 0


class Duplicates:
    """Searches this laptop's people and households, and writes what is decided about a pair."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports, self._roles = database, community, ports, roles
        self._read = _Read()
        self.may_decide = may(roles, "resident", Verb.EDIT)

    async def find(self, told: Told) -> Found | None:
        """Every pair that nobody has settled; None where `told` stopped the search.

        Reading goes in slices beside everything else that reads, comparing in a thread of its own.
        """
        now = await self._database.read(version)
        if now != self._read.version:
            fresh = await self._searched(now, told)
            if fresh is None:
                return None
            self._read = fresh
        read = self._read
        lines = await self._database.read(lambda connection: _lines(connection, read))
        return Found(lines, read.people)

    async def doubt(self, line: Line) -> Doubt | None:
        """A pair with what both say now; None where one of them is gone."""
        return await self._database.read(lambda connection: self._doubt(connection, line))

    async def merge(self, kept_one: Subject, other: Subject) -> None:
        """Say that two records are one: a proposal, about which a supervisor decides who is somebody else."""
        edit = Merge(0, self._ports.new_group(), other.record, kept_one.record, self._ports.moment())
        await self._database.write(lambda connection: save(connection, self._community, [edit], edit.at))

    async def tell_apart(self, line: Line, *, stands: bool = True) -> None:
        """Say that two records are two; or take that back."""
        await self._database.write(lambda connection: self._tell_apart(connection, line, stands=stands))

    async def alike(self, record: RecordId, values: Values) -> Sequence[Alike]:
        """Who may be the one that a form describes, the likeliest first."""
        return await self._database.read(lambda connection: _alike(connection, record, values))

    async def _searched(self, now: int, told: Told) -> _Read | None:
        people: list[Person] = []
        count = await self._database.read(kept.count_people)
        while True:
            after = people[-1].record if people else ""
            some = await self._database.read(_slice_after(after))
            people += some
            if not told(len(people), 2 * max(count, len(people))):
                return None
            if len(some) < _SLICE:
                break
        pairs = await _compared(people, told)
        if pairs is None:
            return None
        homes = await self._database.read(kept.homes)
        households = await asyncio.to_thread(among_households, homes, pairs)
        found = {(each.first, each.second): ("resident", each) for each in pairs}
        found |= {(each.first, each.second): ("household", each) for each in households}
        return _Read(now, found, len(people))

    def _doubt(self, connection: Connection, line: Line) -> Doubt | None:
        subjects = [subject_of(connection, line.kind, each) for each in line.both]
        first, second = subjects
        if first is None or second is None or not all(is_here(connection, each) for each in line.both):
            return None
        return Doubt(
            line=line,
            first=first,
            second=second,
            names=names_in(connection, (first, second)),
            hanging={each.record: hanging_on(connection, each) for each in (first, second)},
            wished=wished_of(connection, line.both),
            may_merge=may(self._roles, line.kind, Verb.REMOVE),
            is_decider=decides(self._roles),
        )

    def _tell_apart(self, connection: Connection, line: Line, *, stands: bool) -> None:
        grp, at = self._ports.new_group(), self._ports.moment()
        declared, record = RECORD_TYPES[TOLD_APART], told_apart_id(*line.both)
        seen = seen_of(connection, declared, record)
        edits: list[Edit] = []
        if seen is not None and is_here(connection, record):
            edits += changes(declared, record, seen, {"stands": stands}, grp=grp, at=at)
        else:
            cells = {**_named(connection, line), "stands": stands}
            edits.append(creation(declared, record, cells, grp=grp, at=at))
        for twin in kept.settled(connection).twins if stands else ():
            known = facts(connection, twin.conflict)
            kind = "resident_identity" if twin.by_number else twin.kind
            decides = Role.SUPERVISOR in self._roles or may_edit_cell(self._roles, kind, "")
            if twin.both == line.both and decides and known is not None and known.confirmed is not None:
                saw = known.confirmed.seq
                edits.append(Resolve(0, grp, twin.conflict, saw, DIFFERENT, DIFFERENT, at))
        save(connection, self._community, edits, at)


def _slice_after(after: str) -> Callable[[Connection], list[Person]]:
    return lambda connection: kept.people_after(connection, after, _SLICE)


async def _compared(people: Sequence[Person], told: Told) -> list[Pair] | None:
    """Every pair; a thread does the work in small steps, between which it can be stopped."""
    steps, pairs = search(people), list[Pair]()
    while (step := await asyncio.to_thread(_next, steps)) is not None:
        pairs += step.pairs
        if not told(step.total + step.done, 2 * step.total):
            return None
    return pairs


def _next(steps: Iterator[Progress]) -> Progress | None:
    return next(steps, None)


def _lines(connection: Connection, read: _Read) -> list[Line]:
    """What was found and is not settled, with what the server found beside it."""
    known = kept.settled(connection)
    pairs = {both: found for both, found in read.pairs.items() if both not in known.apart}
    numbers = {each.both for each in known.twins if each.by_number}
    for each in known.twins:
        if each.both not in known.apart and all(is_here(connection, one) for one in each.both):
            nothing = Pair(*each.both, (), Likeness.UNLIKE, frozenset(), 0)
            kind, pair = pairs.get(each.both, (each.kind, nothing))
            score = _SURE if each.by_number else max(pair.score, 6)
            pairs[each.both] = (kind, replace(pair, score=max(pair.score, score)))
    named = titles(connection, [(kind, each) for both, (kind, _) in pairs.items() for each in both])
    lines = [_line(kind, pair, named, known, numbers) for kind, pair in pairs.values()]
    return sorted(lines, key=lambda each: (each.is_merging, each.pair.order))


def _line(kind: str, pair: Pair, named: Mapping[RecordId, Title], known: Settled, numbers: set[Both]) -> Line:
    both = (pair.first, pair.second)
    return Line(
        kind=kind,
        pair=pair,
        first=named[pair.first],
        second=named[pair.second],
        by_number=both in numbers,
        by_server=any(each.both == both for each in known.twins),
        is_merging=known.merging.issuperset(both),
    )


def _named(connection: Connection, line: Line) -> dict[str, Value]:
    """What a record of two that are told apart says of them."""
    if line.kind == "household":
        return {"household": line.pair.first, "other_household": line.pair.second}
    about = subject_of(connection, line.kind, line.pair.first)
    home = about.values.get("household") if about is not None else None
    return {"household": home, "resident": line.pair.first, "other_resident": line.pair.second}


def _alike(connection: Connection, record: RecordId, values: Values) -> list[Alike]:
    person = kept.person_of(connection, record, values)
    found = [(compare(person, each), each) for each in kept.who_may_be(connection, person)]
    likely = sorted(((pair.order, each.record, pair) for pair, each in found if pair is not None))
    apart = kept.settled(connection).apart if likely else frozenset()
    chosen = [(one, pair) for _, one, pair in likely if (pair.first, pair.second) not in apart][:_MOST_ALIKE]
    named = titles(connection, [("resident", one) for one, _ in chosen])
    told = []
    for one, pair in chosen:
        about = subject_of(connection, "resident", one)
        if about is not None:
            household = RecordId(str(about.values.get("household")))
            told.append(Alike(one, household, named[one], pair.reasons))
    return told
