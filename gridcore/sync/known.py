"""What a decision may look at: the stored records as one request sees them, and who asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from gridcore.fields import ABOUT, Value
from gridcore.grid_plans import WorkersFollow
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment, handed_in_beside, may_found, roles_in, scopes_of
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.aid_places import Granted, with_those_of
from gridcore.sync.departures import Departed
from gridcore.sync.edits import Edit
from gridcore.sync.outcomes import Decided
from gridcore.sync.restored import NO_PAST, Past
from gridcore.sync.stored import WHOLE, RecordState, Stamp, Stored
from gridcore.sync.twins import Trait, Twin, are_one, are_told_apart, trait_of


@dataclass(frozen=True)
class Told:
    """Who made an edit, by name, and when that was by the laptop's clock; empty where nobody knows."""

    name: str = ""
    at: str = ""


class Known(Protocol):
    """The server's records, log and indexes; a shell reads and locks, a test keeps dicts."""

    def record(self, record: RecordId) -> Stored | None:
        """The record as it stands, or None."""

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """The records whose `parent_of` is this one, in any state, sorted: also conflicts and proposals."""

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """The value that a cell got at a version, or None where the log does not have it."""

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """The newest text that this replica sent for the cell on this base and that went into it, or None.

        A text went into the cell where its verdict is `ok` or `merged`.
        """

    def twin(self, stored: Stored, but: frozenset[RecordId] = frozenset()) -> Twin | None:
        """Another present record of the community that is the same person, and none of those; or None."""

    def linked(self, record: RecordId) -> Sequence[RecordId]:
        """The records that name this one otherwise than as their parent, in any state, sorted (`names`)."""

    def granted(self, project: RecordId) -> Granted:
        """The present grants of a project; nobody else gives a place in it before this is decided."""

    def told(self, replica: ReplicaId, n: int) -> Told:
        """Who made edit `n` of a replica: for the eyes of whoever decides a conflict with it."""

    def works_here(self, user: UserId) -> bool:
        """Whether somebody with this account has a task in the community today."""

    def is_community(self, code: CommunityId) -> bool:
        """Whether the server has a community of this code."""

    def left_behind(self, record: Stored) -> "LeftBehind | None":
        """The parked edits that a record of left-behind work stands for; None where they are gone."""


@dataclass(frozen=True)
class Author:
    """Who sends the edits, as the server's own tables say; never as the request claims."""

    user: UserId
    name: str
    replica: ReplicaId
    community: CommunityId
    assignments: tuple[Assignment, ...]
    scopes: frozenset[ScopeId]
    former_scopes: frozenset[ScopeId] = frozenset()
    own_replicas: frozenset[ReplicaId] = frozenset()
    is_system: bool = False
    """The server's own import: no gates, every scope."""
    merges: tuple[Stamp, ...] = ()
    """The merges on the way to the record that takes an edit in, where its author named another one."""
    past: Past = NO_PAST
    """What the server was before it was restored, and what of this author's is sent again."""

    def roles(self, scope: ScopeId) -> frozenset[Role]:
        """The roles that count in a scope."""
        return roles_in(scope, self.assignments, self.community)

    def follows(self, scope: ScopeId) -> bool:
        """Whether the author's laptop receives the scope."""
        return self.is_system or scope in self.scopes

    def hands_in(self, scope: ScopeId) -> bool:
        """Whether the author may write there without receiving it: beside a grid that is followed."""
        return handed_in_beside(scope, self.community) in self.scopes

    def has_left(self, scope: ScopeId) -> bool:
        """Whether the author followed the scope once, or might hand in there."""
        beside = handed_in_beside(scope, self.community)
        return scope in self.former_scopes or beside in self.former_scopes

    def knew(self, stored: Stored) -> bool:
        """Whether the record was on the author's laptop, so that its absence tells nothing new."""
        return any(self.follows(each) or self.has_left(each) for each in (stored.scope, *stored.left))

    def leading(self, founded: Iterable[ScopeId]) -> "Author":
        """The author as lead of the cases that the same request founded."""
        cases = tuple(founded)
        if not cases:
            return self
        led = tuple(Assignment(self.user, Role.MEDIATOR, each) for each in cases)
        return replace(self, assignments=self.assignments + led, scopes=self.scopes.union(cases))

    def over(self, grids: Iterable[str]) -> "Author":
        """The author with the scopes of grids that the same request founded."""
        given = scopes_of(self.user, self.assignments, grids, self.community)
        return replace(self, scopes=self.scopes.union(given))

    def goes_on_with(self, stamp: Stamp) -> bool:
        """Whether a value may be work that the author goes on with: none that is older than a merge.

        What one replica did is in the order of its numbers; the versions of two records that one request
        wrote are not.
        """
        return all(
            stamp.n > each.n if stamp.replica == each.replica else stamp.v > each.v for each in self.merges
        )

    def may_found(self, scope: ScopeId) -> bool:
        """Whether a first record may found the scope."""
        return may_found(scope, self.assignments, self.community)

    def is_own(self, replica: ReplicaId) -> bool:
        """Whether a replica belongs to the author, this one or another."""
        return replica == self.replica or replica in self.own_replicas


@dataclass(frozen=True)
class ScopeFounded:
    """A case made offline begins with its first accepted record; its author leads it.

    `lead` is that author where somebody else's request admitted the record.
    """

    scope: ScopeId
    lead: UserId | None = None


@dataclass(frozen=True)
class GridFounded:
    """A supervisor cut a new grid; from the next edit on, buildings may go there."""

    grid: str


@dataclass(frozen=True)
class MemberNamed:
    """A member of a case was accepted: the user gets the case's scope."""

    scope: ScopeId
    user: UserId
    until: str | None


@dataclass(frozen=True)
class ApprovalWaits:
    """An approval began or ended: the supervisors follow the scope while it waits."""

    scope: ScopeId
    record: RecordId
    waits: bool


@dataclass(frozen=True)
class LeftBehind:
    """Parked edits with their author, whose scopes and assignments are all that there ever were.

    `is_at_home`: the author's own scope lies in this community.
    """

    author: Author
    edits: tuple[Edit, ...]
    is_at_home: bool


@dataclass(frozen=True)
class ParkedAnswered:
    """Left-behind work was admitted or dismissed; `decided` says how admitted edits ended."""

    record: RecordId
    replica: ReplicaId
    numbers: tuple[int, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True)
class Erased:
    """Records of which nothing may stay: neither in the log, nor among the parked, nor in an index."""

    records: tuple[RecordId, ...]


_OfScopes = ScopeFounded | GridFounded | WorkersFollow | MemberNamed | ApprovalWaits
Effect = _OfScopes | ParkedAnswered | Erased | Departed


@dataclass
class Overlay:
    """The known records with a request's decisions on top; what a refused group decided is thrown away."""

    below: Known
    records: dict[RecordId, Stored] = field(default_factory=dict)
    merged_now: dict[tuple[RecordId, str, ReplicaId, int], str] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    traits: dict[Trait, set[RecordId]] = field(default_factory=dict)
    """Who had a trait at some moment of the request: among thousands of new people, whom to compare."""
    hanging: dict[RecordId, set[RecordId]] = field(default_factory=dict)
    """What hung on a record at some moment of the request: a grid with thousands of records may move."""
    touched: dict[RecordId, Stored] = field(default_factory=dict)
    """What was written here since somebody emptied it; `take` does so for each edit."""

    def __post_init__(self) -> None:
        below = self.below if isinstance(self.below, Overlay) else None
        self._layers: tuple[dict[RecordId, Stored], ...] = (self.records, *(below._layers if below else ()))
        self._calm: tuple[dict[RecordId, int], ...] = ({}, *(below._calm if below else ()))
        self._changes: list[int] = below._changes if below else [0]
        self._ground: Known = below._ground if below else self.below

    def record(self, record: RecordId) -> Stored | None:
        """As this request left it, else as it stood before. Nothing else is asked for as often."""
        for layer in self._layers:
            if record in layer:
                return layer[record]
        return self._ground.record(record)

    def is_calm(self, record: RecordId | None) -> bool:
        """Whether a record and all that it hangs on is there and was never moved.

        Remembered, for thousands hang on the same few, until one of those that were asked for is written.
        """
        if record is None:
            return True
        for layer in self._calm:
            if layer.get(record) == self._changes[0]:
                return True
        stored = self.record(record)
        if stored is None or stored.left or stored.state is not RecordState.PRESENT:
            return False
        if not self.is_calm(parent_of(stored)):
            return False
        self._calm[0][record] = self._changes[0]
        return True

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """Stored children and those of this request."""
        found = {*self.below.children(record), *self.hanging.get(record, ())}
        return [each for each in sorted(found) if self._hangs_on(each, record)]

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """Values of earlier requests alone: nobody has seen a version of this one."""
        return self.below.value_at(record, cell, version)

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """What went into the text, in this request or before."""
        found = self.merged_now.get((record, cell, replica, base))
        return self.below.merged_before(record, cell, replica, base) if found is None else found

    def twin(self, stored: Stored, but: frozenset[RecordId] = frozenset()) -> Twin | None:
        """Twins among stored records, and among those of this request."""
        trait = trait_of(stored.kind, stored.cells)
        if trait is None:
            return None
        for each in sorted(self.traits.get(trait, set()) - {stored.id} - but):
            other = self.records[each]
            is_there = other.state is RecordState.PRESENT and trait_of(other.kind, other.cells) == trait
            if is_there and are_one(self.record, other, stored):
                return Twin(each, trait.field)
        found = self.below.twin(stored, but)
        met = self.record(found.record) if found is not None else None
        if found is not None and met is not None and trait_of(met.kind, met.cells) != trait:
            return self.twin(stored, but | {found.record})  # this request made somebody else of it
        return None if met is not None and are_told_apart(self.record, stored, met) else found

    def linked(self, record: RecordId) -> Sequence[RecordId]:
        """Stored records and those of this request."""
        found = {*self.below.linked(record), *self.records}
        return [each for each in sorted(found) if (held := self.record(each)) and names(held, record)]

    def granted(self, project: RecordId) -> Granted:
        """Stored grants and those of this request."""
        return with_those_of(self.records.values(), project, self.below.granted(project))

    def told(self, replica: ReplicaId, n: int) -> Told:
        """Edits of earlier requests alone: of this one, the author is known."""
        return self.below.told(replica, n)

    def works_here(self, user: UserId) -> bool:
        """As before the request: edits assign nobody but members of cases."""
        return self.below.works_here(user)

    def is_community(self, code: CommunityId) -> bool:
        """As before the request: edits found no community."""
        return self.below.is_community(code)

    def left_behind(self, record: Stored) -> LeftBehind | None:
        """What was parked before this request."""
        return self.below.left_behind(record)

    def write(self, stored: Stored) -> None:
        """Put a decided record on top."""
        if any(stored.id in layer for layer in self._calm):
            self._changes[0] += 1
        self.records[stored.id] = self.touched[stored.id] = stored
        above = parent_of(stored)
        if above is not None:
            self.hanging.setdefault(above, set()).add(stored.id)
        trait = trait_of(stored.kind, stored.cells)
        if trait is not None:
            self.traits.setdefault(trait, set()).add(stored.id)

    def adopt(self, trial: "Overlay") -> None:
        """Keep what was decided on a trial on top of this one."""
        self.records.update(trial.records)
        self.touched.update(trial.records)
        self._calm[0].update(trial._calm[0])
        self.merged_now.update(trial.merged_now)
        self.effects += trial.effects
        for trait, records in trial.traits.items():
            self.traits.setdefault(trait, set()).update(records)
        for above, records in trial.hanging.items():
            self.hanging.setdefault(above, set()).update(records)

    def seq_before(self, record: RecordId) -> int:
        """The number of a record before this request, 0 for a new one: nobody can have seen a later one."""
        found = self._ground.record(record)
        return found.seq if found is not None else 0

    def _hangs_on(self, child: RecordId, record: RecordId) -> bool:
        stored = self.record(child)
        return stored is not None and parent_of(stored) == record


def reaches(author: Author, stored: Stored) -> bool:
    """What the author follows, and what the author handed in."""
    own = any(author.is_own(each.replica) for each in stored.vers.values())
    return author.follows(stored.scope) or (author.hands_in(stored.scope) and own)


_LINKS: Mapping[str, frozenset[str]] = {
    kind: frozenset(
        each.name
        for each in declared.fields.values()
        if each.link is not None and RECORD_TYPES[each.link].mergeable
    )
    for kind, declared in RECORD_TYPES.items()
}


_ABOVE: Mapping[str, tuple[str | None, str]] = {
    kind: (declared.fields[declared.parent].group, declared.parent)
    if declared.parent is not None
    else (None, "subject" if declared.scope is ABOUT else "")
    for kind, declared in RECORD_TYPES.items()
}
"""Where the cells of a kind say what a record hangs on: the group, and the name in it; none is called ""."""


def links_in(kind: str) -> frozenset[str]:
    """The cells of a kind that name a record which may turn out to be another one."""
    return _LINKS.get(kind, frozenset())


def names(stored: Stored, record: RecordId) -> bool:
    """Whether a record names another one, not as its parent: by a link, or as what it was merged into."""
    parent = RECORD_TYPES[stored.kind].parent
    merged = stored.cells.get(WHOLE)
    return any(stored.cells.get(each) == record for each in links_in(stored.kind) - {parent}) or (
        isinstance(merged, dict) and merged.get("winner") == record
    )


def parent_of(stored: Stored) -> RecordId | None:
    """The record that this one hangs on: its declared parent, or what a conflict or proposal is about."""
    return parent_in(stored.kind, stored.cells)


def parent_in(kind: str, cells: Mapping[str, Value]) -> RecordId | None:
    """The record that the cells of a record of a kind hang it on, or None."""
    group, name = _ABOVE[kind]
    if group is None:
        found = cells.get(name)
    else:
        held = cells.get(group)
        found = held.get(name) if isinstance(held, dict) else None
    return RecordId(found) if isinstance(found, str) else None
