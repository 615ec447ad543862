"""A desk for tables of cases: a server with one household, and short words for edits."""

from dataclasses import dataclass, field

import msgspec

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import (
    Add,
    Create,
    Drop,
    Edit,
    Erase,
    Merge,
    Move,
    Remove,
    Resolve,
    Restore,
    Set,
    Step,
    Text,
)
from gridcore.sync.stored import Stored
from gridcore.sync.verdicts import Verdict
from tests.fakes.memory_server import COMMUNITY, MemoryServer

GRID, OTHER, IDENTITY, CARE = (
    ScopeId(each) for each in ("grid/grid-1", "grid/grid-2", "identity/grid-1", "care/grid-1")
)
HOME, VISIT, PLAN = RecordId("home"), RecordId("visit"), RecordId("plan")
ROOM, HOUSE, PERSON = RecordId("room"), RecordId("house"), RecordId("person")


@dataclass
class Desk:
    """Who pushes what, without laptops in between."""

    server: MemoryServer = field(default_factory=MemoryServer)
    counts: dict[ReplicaId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Ann with two laptops, Bob and Eve share a grid; Cyd cares for it, Sue and Sid supervise it."""
        enrol = self.server.enrol
        self.ann = enrol("ann", (Role.GRID_WORKER, "grid-1"))
        self.ann2 = enrol("ann")
        self.bob = enrol("bob", (Role.GRID_WORKER, "grid-1"))
        self.eve = enrol("eve", (Role.GRID_WORKER, "grid-1"))
        self.cyd = enrol("cyd", (Role.CARE_SPECIALIST, "grid-1"))
        self.sue = enrol("sue", (Role.SUPERVISOR, COMMUNITY))
        self.mia = enrol("mia", (Role.MEDIATOR, COMMUNITY))
        self.far = enrol("far", (Role.GRID_WORKER, "grid-2"))
        setter = enrol("setter", (Role.GRID_WORKER, "grid-1"), (Role.CARE_SPECIALIST, "grid-1"))
        self.sid = enrol("sid", (Role.SUPERVISOR, COMMUNITY))
        found = self.push(
            setter,
            create(HOUSE, "building", scope=GRID, name="一号楼"),
            create(ROOM, "room", place={"building": HOUSE, "room_number": "101"}),
            create(HOME, "household", room=ROOM, address="甲", remark="一。二。三。"),
            create(PERSON, "resident", household=HOME, name="某人"),
            create(PLAN, "care_plan", resident=PERSON, frequency="monthly", starts_on="2026-01-01"),
            create(VISIT, "visit", household=HOME, visited_on="2026-03-01", said="一。二。三。"),
        )
        assert {each.code for each in found} == {"ok"}, found

    def push(self, replica: ReplicaId, *edits: Edit) -> list[Verdict]:
        """One request; edits get their numbers, and a group each unless they name one."""
        numbered = []
        for each in edits:
            n = self.counts[replica] = self.counts.get(replica, 0) + 1
            grp = each.grp or GroupId(f"{replica}:{n}")
            numbered.append(_with(each, n, grp))
        return self.server.push(replica, numbered)[0]

    def one(self, replica: ReplicaId, edit: Edit) -> Verdict:
        """One request with one edit."""
        return self.push(replica, edit)[0]

    def record(self, record: RecordId) -> Stored:
        """The record as it stands."""
        return self.server.stored[record]

    def value(self, record: RecordId, cell: str) -> Value:
        """The value of a cell."""
        return self.record(record).cells.get(cell)

    def version(self, record: RecordId, cell: str) -> int:
        """What a laptop that has read everything names as the base of an edit."""
        stored = self.record(record)
        return max((each.v for each in stored.sets.get(cell, {}).values()), default=stored.version(cell))

    def sides(self, conflict: str | None) -> dict[str, Value]:
        """The values in a conflict, by replica."""
        held = self.record(RecordId(str(conflict))).cells["sides"]
        assert isinstance(held, dict)
        return {name: side.get("value") for name, side in held.items() if isinstance(side, dict)}

    def about(self, kind: str, record: RecordId, state: str = "open") -> list[Stored]:
        """The conflicts or proposals about a record that are in a state."""
        return [
            each
            for each in self.server.stored.values()
            if each.kind == kind and each.cells.get("subject") == record and each.cells["progress"] == state
        ]


def _with(edit: Edit, n: int, grp: GroupId) -> Edit:
    return msgspec.structs.replace(edit, n=n, grp=grp)


_NONE = GroupId("")


def create(record: RecordId, kind: str, *, scope: ScopeId | None = None, **cells: Value) -> Create:
    """A new record."""
    return Create(0, _NONE, record, kind, dict(cells), scope)


def put(record: RecordId, cell: str, value: Value, base: int = 0) -> Set:
    """One value."""
    return Set(0, _NONE, record, cell, value, base)


def write(record: RecordId, cell: str, value: str, base: int = 0) -> Text:
    """One text."""
    return Text(0, _NONE, record, cell, value, base)


def add(record: RecordId, cell: str, element: str, base: int = 0) -> Add:
    """One element more."""
    return Add(0, _NONE, record, cell, element, base)


def drop(record: RecordId, cell: str, element: str, base: int = 0) -> Drop:
    """One element less."""
    return Drop(0, _NONE, record, cell, element, base)


def step(
    record: RecordId,
    cell: str,
    way: tuple[str, str],
    base: int = 0,
    *,
    reason: str = "",
    saw: dict[str, int] | None = None,
) -> Step:
    """One step, from where to where."""
    return Step(0, _NONE, record, cell, way[0], way[1], base, reason, saw or {})


def remove(record: RecordId, base: int = 0) -> Remove:
    """A removal."""
    return Remove(0, _NONE, record, base)


def restore(record: RecordId) -> Restore:
    """A record taken back."""
    return Restore(0, _NONE, record)


def move(record: RecordId, scope: ScopeId) -> Move:
    """A move."""
    return Move(0, _NONE, record, scope)


def resolve(conflict: str | None, saw: int, value: Value, choice: str = "") -> Resolve:
    """A decision."""
    return Resolve(0, _NONE, RecordId(str(conflict)), saw, value, choice)


def merge(loser: RecordId, winner: RecordId) -> Merge:
    """Two records are one."""
    return Merge(0, _NONE, loser, winner)


def erase(record: RecordId, reason: str = "") -> Erase:
    """All of a record is to go."""
    return Erase(0, _NONE, record, reason)


def in_group(name: str, *edits: Edit) -> tuple[Edit, ...]:
    """The edits of one form save."""
    return tuple(_with(each, 0, GroupId(name)) for each in edits)
