"""What the server keeps of a record, and what a laptop was told of it."""

import enum
import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId

FRESH = 1 << 62
"""The version of what the request at hand writes; replaced by the record's number when that is drawn."""


class RecordState(enum.StrEnum):
    """Whether a record is there."""

    PRESENT = "present"
    REMOVED = "removed"
    ERASED = "erased"


WHOLE = ""
"""The cell name under which the removal of a record is stamped, and disputed."""
SIDES = "sides"
"""The cell of a conflict that keeps its sides."""
NO_CHAIN = -1
"""The base of a stamp that no later edit continues: a person decided."""
MERGED = -2
"""The same, where a merge made the value: it is not its replica's alone."""
BY_MERGING = -3
"""The same, where two records were merged: nobody has said of the value itself that it is right."""


class Agreed(msgspec.Struct, frozen=True):
    """Another replica's edit that brought the value that stood there already."""

    replica: ReplicaId
    n: int
    base: int


class Stamp(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who set a cell, from which base, and the conflict it stands in; `was` is its number before a restore.

    `also`: the replicas that sent the same value without having seen this one; from then on nobody's later
    edit slips over the value as a mere continuation.
    """

    v: int
    replica: ReplicaId
    n: int
    base: int
    conflict: RecordId | None = None
    also: tuple[Agreed, ...] = ()
    was: int | None = None


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """One element of a set, with a version of its own, also after it was dropped."""

    present: bool
    v: int
    replica: ReplicaId
    n: int
    base: int
    was: int | None = None


class Written(msgspec.Struct, frozen=True, array_like=True):
    """Which replica brought the values of a version, and when that was by its laptop's clock."""

    v: int
    replica: ReplicaId
    at: str


class Stored(msgspec.Struct, frozen=True):
    """A record on the server. The value of a set in `cells` is the sorted list of its present elements.

    A removed record has a stamp under WHOLE. `left`: the scopes it was in before, as far as they are known;
    who followed one of them knows the record, and edits of it are parked rather than denied. `written`: who
    brought what stands, for people's eyes; no decision looks at it.
    """

    id: RecordId
    kind: str
    scope: ScopeId
    cells: dict[str, Value]
    vers: dict[str, Stamp]
    sets: dict[str, dict[str, Element]]
    seq: int
    state: RecordState = RecordState.PRESENT
    left: tuple[ScopeId, ...] = ()
    written: tuple[Written, ...] = ()

    def version(self, cell: str) -> int:
        """The version of a cell that is no set; 0 where it was never written."""
        stamp = self.vers.get(cell)
        return stamp.v if stamp else 0


def is_own_work(replica: ReplicaId, stamp: Stamp | Element) -> bool:
    """Whether a value is a replica's alone, so that its edits need not have seen it."""
    return stamp.replica == replica and stamp.base != MERGED


_Versioned = TypeVar("_Versioned", Stamp, Element)

Seen = dict[str, int | dict[str, int]]
"""Versions as the wire has them: {cell: v} and {set: {element: v}}, only where v is not the record's seq."""


class Confirmed(msgspec.Struct, frozen=True):
    """A record as the server last described it to this laptop."""

    id: RecordId
    kind: str
    scope: ScopeId
    cells: dict[str, Value]
    vers: Seen
    seq: int

    def version(self, cell: str) -> int:
        """The trunk version of a cell: what an edit of it names as its base; 0 where nothing is known."""
        if cell not in self.cells:
            return 0
        found = self.vers.get(cell, self.seq)
        return found if isinstance(found, int) else self.seq

    def element_version(self, cell: str, element: str) -> int:
        """The trunk version of a present element; 0 for an absent one."""
        held = self.cells.get(cell)
        if not isinstance(held, list) or element not in held:
            return 0
        found = self.vers.get(cell)
        return found.get(element, self.seq) if isinstance(found, dict) else self.seq


def elements_of(held: Value) -> frozenset[str]:
    """The elements in a set cell's value; the empty set for anything that is no list of texts."""
    return (
        frozenset(each for each in held if isinstance(each, str)) if isinstance(held, list) else frozenset()
    )


def stamped(stored: Stored, seq: int) -> Stored:
    """The record with its number drawn: every FRESH version becomes `seq`.

    A record that the request at hand only marked keeps its number: no laptop needs to hear of it.
    """
    if stored.seq != FRESH:
        return stored
    return msgspec.structs.replace(
        stored,
        seq=seq,
        cells={
            cell: _drawn_sides(value, seq) if cell == SIDES else value for cell, value in stored.cells.items()
        },
        vers={cell: _drawn(stamp, seq) for cell, stamp in stored.vers.items()},
        sets={
            cell: {name: _drawn(element, seq) for name, element in elements.items()}
            for cell, elements in stored.sets.items()
        },
    )


def _drawn(each: _Versioned, seq: int) -> _Versioned:
    return msgspec.structs.replace(each, v=seq) if each.v == FRESH else each


def _drawn_sides(sides: Value, seq: int) -> Value:
    """The sides of a conflict that the request at hand brought count as new at the conflict's own number."""
    if not isinstance(sides, dict):
        return sides
    return {
        name: {**side, "v": seq} if isinstance(side, dict) and side.get("v") == FRESH else side
        for name, side in sides.items()
    }


def seen(stored: Stored) -> Seen:
    """The compact versions that travel with a record."""
    found: Seen = {
        cell: stamp.v for cell, stamp in stored.vers.items() if cell != WHOLE and stamp.v != stored.seq
    }
    for cell, elements in stored.sets.items():
        older = {name: each.v for name, each in elements.items() if each.present and each.v != stored.seq}
        if older:
            found[cell] = older
    return found


def digest(rows: Iterable[tuple[RecordId, int]]) -> str:
    """Digest of a scope: SHA-256(id ‖ seq) of its present records, summed modulo 2**128, 32 hex digits."""
    return digest_text(sum(digest_term(record, seq) for record, seq in rows))


def digest_term(record: RecordId, seq: int) -> int:
    """What one record adds to its scope's digest: the first 16 bytes of SHA-256(id ‖ seq) as a number."""
    return int.from_bytes(hashlib.sha256(f"{record}{seq}".encode()).digest()[:16], "big")


def digest_text(total: int) -> str:
    """A running sum of terms as the digest that travels."""
    return f"{total % (1 << 128):032x}"


def written(stored: Stored, cell: str, value: Value, stamp: Stamp) -> Stored:
    """The record with one cell's value and stamp replaced; it gets a number of its own."""
    return msgspec.structs.replace(
        stored, seq=FRESH, cells={**stored.cells, cell: value}, vers={**stored.vers, cell: stamp}
    )


def placed(stored: Stored, scope: ScopeId) -> Stored:
    """The record in another scope; those who follow only the one that it left are told."""
    left = tuple(dict.fromkeys((*stored.left, stored.scope)))
    return msgspec.structs.replace(stored, scope=scope, seq=FRESH, left=left)


def with_elements(stored: Stored, cell: str, elements: dict[str, Element], *, seq: int = FRESH) -> Stored:
    """The record with the elements of a set replaced; it gets a number of its own, unless one is named."""
    present: list[Value] = [each for each in sorted(elements) if elements[each].present]
    return msgspec.structs.replace(
        stored,
        seq=seq,
        cells={**stored.cells, cell: present},
        sets={**stored.sets, cell: elements},
    )


def restamped(stored: Stored, cell: str, stamp: Stamp) -> Stored:
    """The record with another stamp on a cell whose value stays: no laptop needs to hear of it."""
    return msgspec.structs.replace(stored, vers={**stored.vers, cell: stamp})
