"""Opening conflicts and joining sides. A cell is in at most one open conflict, and only a person closes it.

While a conflict is open, each value that its cell gets is one of its sides, and `standing` names that side.
So no later value can displace one that nobody else keeps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from gridcore.fields import ScopeKind, Value
from gridcore.ids import RecordId, ReplicaId, conflict_id
from gridcore.permissions import STAFF_SCOPE
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Author, Overlay
from gridcore.sync.stored import (
    BY_MERGING,
    FRESH,
    NO_CHAIN,
    WHOLE,
    Agreed,
    RecordState,
    Stamp,
    Stored,
    restamped,
)
from gridcore.sync.twins import Twin, are_told_apart, pair_told_apart, trait_of
from gridcore.workflows.decision import OPEN, RESOLVED

CONFLICT, PROPOSAL = "conflict", "proposal"
BY_VALUE, BY_REMOVAL, BY_RULE, BY_TWIN = "value", "removal", "rule", "duplicate"
DIFFERENT, ONE, GONE = "different", "same", "gone"
"""What is decided about two records that seem to be one; `gone`: what made them seem so was mended."""
MERGED_PAIR = "merge"
"""The cell name of a conflict that tells of two records which were merged without having been doubted."""
DECIDED = "decided:"
"""Begins the name of a side whose value the replica of another side decided or merged earlier."""


@dataclass(frozen=True)
class Side:
    """One value in a conflict, as it is kept in the conflict's `sides`."""

    replica: ReplicaId
    base: int
    v: int
    n: int
    value: Value
    author: str
    at: str = ""

    def as_value(self) -> dict[str, Value]:
        """The side as the conflict record keeps it."""
        kept: dict[str, Value] = {"base": self.base, "v": self.v, "n": self.n, "value": self.value}
        return {**kept, "author": self.author, "at": self.at}


@dataclass(frozen=True)
class Dispute:
    """What a conflict is opened with: who stood there, who arrived, whose value stands now.

    `before` is the value that the arriving side saw; `under` the conflict that opens again, else the id
    follows from the base.
    """

    holders: Sequence[Side]
    arriving: Side
    before: Value = None
    standing: str = ""
    under: RecordId | None = None


def side_of(author: Author, base: int, n: int, value: Value, at: str) -> Side:
    """The side that an arriving edit takes."""
    return Side(author.replica, base, FRESH, n, value, author.name, at)


def sides_in(conflict: Stored) -> dict[str, dict[str, Value]]:
    """The sides of a conflict record, by replica."""
    held = conflict.cells.get("sides")
    return {k: v for k, v in held.items() if isinstance(v, dict)} if isinstance(held, dict) else {}


def stamps_of_sides(conflict: Stored) -> dict[str, Stamp]:
    """The sides' edits, by replica, without their values."""
    return {
        replica: Stamp(
            as_number(side.get("v")),
            ReplicaId(replica),
            as_number(side.get("n")),
            as_number(side.get("base")),
        )
        for replica, side in sides_in(conflict).items()
    }


def as_number(value: Value) -> int:
    """A number that a conflict or a proposal keeps; 0 where it has none."""
    return value if isinstance(value, int) else 0


def standing_value(stored: Stored, cell: str) -> Value:
    """What a conflict is about, as it stands: the cell's value, or whether the record is removed."""
    return stored.state is RecordState.REMOVED if cell == WHOLE else stored.cells.get(cell)


def holders(known: Overlay, stored: Stored, cell: str, author: Author) -> list[Side]:
    """Whose side the standing value is: of everyone who sent it, except the author's own replica.

    What nobody else sent was decided or merged by the author's replica, and is no side of its edits.
    """
    stamp, value = stored.vers[cell], standing_value(stored, cell)
    senders = [stamp, *(Stamp(stamp.v, each.replica, each.n, each.base) for each in stamp.also)]
    others = [side_before(known, each, value) for each in senders if each.replica != author.replica]
    mine = Side(author.replica, NO_CHAIN, stamp.v, stamp.n, value, author.name)
    return others or [_renamed(mine)]


def _renamed(side: Side) -> Side:
    return replace(side, replica=ReplicaId(_name_of_decided(side.replica, side.n)))


def _name_of_decided(replica: str, n: int) -> str:
    return f"{DECIDED}{replica}:{n}"


def side_before(known: Overlay, stamp: Stamp, value: Value) -> Side:
    """The side of an edit that came before."""
    told = known.told(stamp.replica, stamp.n)
    return Side(stamp.replica, stamp.base, stamp.v, stamp.n, value, told.name, told.at)


def agree(known: Overlay, stored: Stored, cell: str, side: Side) -> None:
    """Another replica wants what stands there: from now on nobody takes it back as theirs alone."""
    stamp = stored.vers[cell]
    conflict = open_conflict(known, stored, cell)
    if side.replica == stamp.replica and stamp.base == BY_MERGING:
        said = msgspec.structs.replace(stamp, n=side.n, base=NO_CHAIN)
        known.write(restamped(stored, cell, said))
        return
    if side.replica in (stamp.replica, *(each.replica for each in stamp.also)):
        return
    if conflict is not None:
        known.write(joined(conflict, side, standing_in(conflict)))
        return
    also = (*stamp.also, Agreed(side.replica, side.n, side.base))
    known.write(restamped(stored, cell, msgspec.structs.replace(stamp, also=also)))


def keep_standing(known: Overlay, stored: Stored, cell: str, found: Dispute) -> RecordId:
    """Dispute a cell whose value stays: the side that stood there stands on, under a name of its own."""
    conflict, arriving = open_conflict(known, stored, cell), found.arriving
    if conflict is not None and standing_in(conflict) != arriving.replica:
        known.write(joined(conflict, arriving, standing_in(conflict)))
        return conflict.id
    there = found.holders
    if not there[0].replica.startswith(DECIDED) and (
        conflict is not None or there[0].replica == arriving.replica
    ):
        there = [_renamed(there[0]), *there[1:]]
    return dispute(known, stored, cell, replace(found, holders=there, standing=there[0].replica))


def dispute(known: Overlay, stored: Stored, cell: str, found: Dispute) -> RecordId:
    """Open the conflict of a cell, or join its open one, and mark the cell with it."""
    already = open_conflict(known, stored, cell)
    new: dict[str, Value] = {each.replica: each.as_value() for each in found.holders}
    mine: dict[str, Value] = {found.arriving.replica: found.arriving.as_value()}
    if already is not None:
        sides = {**new, **sides_in(already), **mine}
        conflict = _with_sides(already, sides, found.standing, found.arriving)
    else:
        opened = found.under or conflict_id(stored.id, cell, found.arriving.base)
        earlier = known.record(opened)
        cells: dict[str, Value] = {
            "subject": stored.id,
            "subject_kind": stored.kind,
            "cell": cell,
            "conflict_kind": BY_REMOVAL if cell == WHOLE else BY_VALUE,
            "base": earlier.cells["base"] if earlier is not None else found.arriving.base,
            "before": earlier.cells["before"] if earlier is not None else found.before,
            "standing": found.standing,
            "sides": {**(sides_in(earlier) if earlier is not None else {}), **new, **mine},
            "progress": OPEN,
        }
        conflict = new_record(opened, CONFLICT, stored, cells, found.arriving)
    known.write(conflict)
    mark = stored.vers.get(cell) or Stamp(0, found.arriving.replica, found.arriving.n, NO_CHAIN)
    known.write(restamped(stored, cell, _marked(mark, conflict.id, found)))
    return conflict.id


def _marked(stamp: Stamp, conflict: RecordId, found: Dispute) -> Stamp:
    """The stamp of a disputed cell: it names the side that stands, and who agreed is a side from now on."""
    other = next((each for each in stamp.also if each.replica == found.standing), None)
    if other is not None:
        stamp = msgspec.structs.replace(stamp, replica=other.replica, n=other.n, base=other.base)
    return msgspec.structs.replace(stamp, conflict=conflict, also=())


def joined(conflict: Stored, side: Side, standing: str) -> Stored:
    """An open conflict with one more side, or with a side's newer value."""
    return _with_sides(conflict, {**sides_in(conflict), side.replica: side.as_value()}, standing, side)


def _with_sides(conflict: Stored, sides: dict[str, Value], standing: str, by: Side) -> Stored:
    stamps = {name: Stamp(FRESH, by.replica, by.n, NO_CHAIN) for name in ("sides", "standing")}
    return msgspec.structs.replace(
        conflict,
        seq=FRESH,
        cells={**conflict.cells, "sides": sides, "standing": standing},
        vers={**conflict.vers, **stamps},
    )


def standing_in(conflict: Stored) -> str:
    """The name of the side whose value the cell holds."""
    return str(conflict.cells.get("standing"))


def set_aside(conflict: Stored, own: Stamp, by: Side) -> Stored:
    """The conflict with a replica's side under a name of its own: another side of the replica arrives."""
    name = _name_of_decided(own.replica, own.n)
    sides: dict[str, Value] = {
        name if each == own.replica else each: side for each, side in sides_in(conflict).items()
    }
    held = standing_in(conflict)
    return _with_sides(conflict, sides, name if held == own.replica else held, by)


def is_open(conflict: Stored) -> bool:
    """Whether the conflict still waits for a person."""
    return conflict.cells.get("progress") == OPEN


def open_conflict(known: Overlay, stored: Stored, cell: str) -> Stored | None:
    """The open conflict that a cell stands in."""
    stamp = stored.vers.get(cell)
    found = known.record(stamp.conflict) if stamp is not None and stamp.conflict else None
    return found if found is not None and is_open(found) else None


def note_twin(known: Overlay, author: Author, stored: Stored, twin: Twin) -> RecordId | None:
    """Record that two records seem to be one person; None where the author may not know of the other.

    The conflict lies beside both records if they share a scope that laptops follow, else with the staff.
    """
    note = _twin_record(known, author, stored, twin)
    already = known.record(note.id)
    if already is None:
        known.write(note)
    elif has_gone(already):
        known.write(with_cells(already, author, 0, {"progress": OPEN, "decided": None}))
    return note.id if note.scope != STAFF_SCOPE and author.follows(stored.scope) else None


def has_gone(conflict: Stored) -> bool:
    """Whether a doubt ended by itself: it comes back with what had made it, and a person may still decide."""
    decided = conflict.cells.get("decided")
    return isinstance(decided, dict) and decided.get("choice") == GONE


def end_mended_doubts(known: Overlay, author: Author, before: Stored, n: int) -> None:
    """A number was written over another one: who shared that one only is doubted no longer.

    Those who still share it are compared with each other: so far their doubts were about this record alone.
    """
    after, trait = known.record(before.id) or before, trait_of(before.kind, before.cells)
    if trait is None or trait == trait_of(after.kind, after.cells):
        return
    twin, seen = known.twin(before), frozenset[RecordId]()
    while twin is not None:
        seen |= {twin.record}
        first, second = sorted((before.id, twin.record))
        note = known.record(conflict_id(first, second, 0))
        other = known.record(twin.record)
        if note is not None and is_open(note) and other is not None:
            chosen: dict[str, Value] = {"replica": author.replica, "author": author.name, "at": "", "n": n}
            cells: dict[str, Value] = {"progress": RESOLVED, "decided": {**chosen, "choice": GONE}}
            known.write(with_cells(note, author, n, cells))
            rest = known.twin(other, frozenset({before.id}))
            if rest is not None:
                note_twin(known, author, other, rest)
        twin = known.twin(before, seen)


def twin_note(known: Overlay, author: Author, stored: Stored, other: Stored) -> Stored:
    """The conflict of two records that turn out to be one: the one that is there, else a new one."""
    made = _twin_record(known, author, other, Twin(stored.id, MERGED_PAIR))
    return known.record(made.id) or made


def end_doubt(known: Overlay, author: Author, said: Stored, edit: Create) -> None:
    """Two people are told apart by somebody who had not heard that they seemed to be one: that is decided."""
    both = [known.record(each) for each in pair_told_apart(said)]
    here = [each for each in both if each is not None and author.follows(each.scope)]
    if len(here) == len(both) == 2 and are_told_apart(known.record, *here):
        note = known.record(conflict_id(here[0].id, here[1].id, 0))
        if note is not None and is_open(note):
            known.write(close(note, author, edit, DIFFERENT))


def _twin_record(known: Overlay, author: Author, stored: Stored, twin: Twin) -> Stored:
    other = known.record(twin.record)
    first, second = sorted((stored.id, twin.record))
    is_followed = not stored.scope.startswith(f"{ScopeKind.IDENTITY}/")
    shared = other is not None and other.scope == stored.scope and is_followed
    holder = stored if shared else msgspec.structs.replace(stored, scope=STAFF_SCOPE)
    cells: dict[str, Value] = {
        "subject": stored.id,
        "subject_kind": stored.kind,
        "cell": twin.field,
        "conflict_kind": BY_TWIN,
        "base": 0,
        "sides": {"records": {"first": first, "second": second}},
        "progress": OPEN,
    }
    side = Side(author.replica, NO_CHAIN, FRESH, 0, None, author.name)
    return new_record(conflict_id(first, second, 0), CONFLICT, holder, cells, side)


def close(conflict: Stored, author: Author, edit: Edit, value: Value, **told: Value) -> Stored:
    """A conflict decided by what somebody did elsewhere; an earlier decision stays among its sides."""
    chosen = decision(author, edit, value, value if isinstance(value, str) else "")
    cells: dict[str, Value] = {"progress": RESOLVED, "decided": {**chosen, **told}}
    earlier = conflict.cells.get("decided")
    if isinstance(earlier, dict):
        name = _name_of_decided(str(earlier.get("replica")), as_number(earlier.get("n")))
        cells["sides"] = {**sides_in(conflict), name: {**earlier, "v": conflict.seq, "base": NO_CHAIN}}
    return with_cells(conflict, author, edit.n, cells)


def decision(author: Author, edit: Edit, value: Value, choice: str) -> dict[str, Value]:
    """What a conflict keeps of its decision: whose it is, when and by which edit, and what was chosen."""
    who: dict[str, Value] = {"replica": author.replica, "author": author.name, "at": edit.at, "n": edit.n}
    return {**who, "choice": choice, "value": value}


def with_cells(conflict: Stored, author: Author, n: int, cells: Mapping[str, Value]) -> Stored:
    """The conflict with some of its cells replaced by an edit of an author."""
    vers = {**conflict.vers, **dict.fromkeys(cells, Stamp(FRESH, author.replica, n, NO_CHAIN))}
    return msgspec.structs.replace(conflict, seq=FRESH, cells={**conflict.cells, **cells}, vers=vers)


def note_breach(known: Overlay, author: Author, stored: Stored, cell: str, n: int) -> RecordId:
    """Record that merged cells contradict each other; the data stays as it is."""
    opened = conflict_id(stored.id, f"rule:{cell}", 0)
    already = known.record(opened)
    if already is None or not is_open(already):
        cells: dict[str, Value] = {
            "subject": stored.id,
            "subject_kind": stored.kind,
            "cell": cell,
            "conflict_kind": BY_RULE,
            "base": 0,
            "sides": {},
            "progress": OPEN,
        }
        side = Side(author.replica, NO_CHAIN, FRESH, n, None, author.name)
        known.write(new_record(opened, CONFLICT, stored, cells, side))
    return opened


def new_record(record: RecordId, kind: str, holder: Stored, cells: dict[str, Value], side: Side) -> Stored:
    """A conflict or proposal in the scope of the record that it is about."""
    return Stored(
        id=record,
        kind=kind,
        scope=holder.scope,
        cells=cells,
        vers={name: Stamp(FRESH, side.replica, side.n, NO_CHAIN) for name in cells},
        sets={},
        seq=FRESH,
    )
