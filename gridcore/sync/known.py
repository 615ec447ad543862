"""What a decision may look at: the stored records as one request sees them, and who asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment, may_found, roles_in
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.stored import Stored


@dataclass(frozen=True)
class Twin:
    """Two records that seem to be one: what was compared, never the value itself."""

    record: RecordId
    field: str


class Known(Protocol):
    """The server's records, log and indexes; a shell reads and locks, a test keeps dicts."""

    def record(self, record: RecordId) -> Stored | None:
        """The record as it stands, or None."""

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """The records that name this one as their parent, sorted."""

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """The value that a cell got at a version, or None where the log does not have it."""

    def sent(self, record: RecordId, cell: str, replica: ReplicaId, n: int) -> Value:
        """What edit `n` of a replica sent for a cell."""

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """The newest text that this replica sent for the cell on this base and that went into it, or None."""

    def twin(self, stored: Stored) -> Twin | None:
        """Another present record of the community that is the same person, or None."""


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

    def roles(self, scope: ScopeId) -> frozenset[Role]:
        """The roles that count in a scope."""
        return roles_in(scope, self.assignments, self.community)

    def follows(self, scope: ScopeId) -> bool:
        """Whether the author's laptop receives the scope."""
        return self.is_system or scope in self.scopes

    def hands_in(self, scope: ScopeId) -> bool:
        """Whether the author may write there without receiving it: what lies beside a grid that is followed."""
        kind, _, place = scope.partition("/")
        return kind in ("identity", "care") and ScopeId(f"grid/{place}") in self.scopes

    def may_found(self, scope: ScopeId) -> bool:
        """Whether a first record may found the scope."""
        return may_found(scope, self.assignments, self.community)

    def is_own(self, replica: ReplicaId) -> bool:
        """Whether a replica belongs to the author, this one or another."""
        return replica == self.replica or replica in self.own_replicas


@dataclass(frozen=True)
class ScopeFounded:
    """A case made offline begins with its first accepted record; its author leads it."""

    scope: ScopeId


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


Effect = ScopeFounded | MemberNamed | ApprovalWaits


@dataclass
class Overlay:
    """The known records with a request's decisions on top; what a refused group decided is thrown away."""

    below: Known
    records: dict[RecordId, Stored] = field(default_factory=dict)
    sent_now: dict[tuple[RecordId, str, ReplicaId, int], Value] = field(default_factory=dict)
    merged_now: dict[tuple[RecordId, str, ReplicaId, int], str] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)

    def record(self, record: RecordId) -> Stored | None:
        """As this request left it, else as it stood before."""
        return self.records.get(record) or self.below.record(record)

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """Stored children and those of this request."""
        return sorted({*self.below.children(record), *self._new_children(record)})

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """Values of earlier requests alone: nobody has seen a version of this one."""
        return self.below.value_at(record, cell, version)

    def sent(self, record: RecordId, cell: str, replica: ReplicaId, n: int) -> Value:
        """What was sent, in this request or before."""
        key = (record, cell, replica, n)
        return self.sent_now[key] if key in self.sent_now else self.below.sent(record, cell, replica, n)

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """What went into the text, in this request or before."""
        found = self.merged_now.get((record, cell, replica, base))
        return self.below.merged_before(record, cell, replica, base) if found is None else found

    def twin(self, stored: Stored) -> Twin | None:
        """Twins among stored records; those of one request are found when the other one is written."""
        return self.below.twin(stored)

    def write(self, stored: Stored) -> None:
        """Put a decided record on top."""
        self.records[stored.id] = stored

    def _new_children(self, record: RecordId) -> list[RecordId]:
        return [each.id for each in self.records.values() if parent_of(each) == record]


def parent_of(stored: Stored) -> RecordId | None:
    """The record that this one hangs on, where its kind declares a parent."""
    return parent_in(stored.kind, stored.cells)


def parent_in(kind: str, cells: Mapping[str, Value]) -> RecordId | None:
    """The parent that the cells of a record of a kind name."""
    declared = RECORD_TYPES.get(kind)
    if declared is None or declared.parent is None:
        return None
    found = declared.values_of(cells)[declared.parent]
    return RecordId(found) if isinstance(found, str) else None
