"""How an arriving value meets the standing one in one cell."""

import msgspec

from gridcore.fields import Cell, Merge, Value
from gridcore.ids import ReplicaId
from gridcore.sync import clauses
from gridcore.sync.disputes import Side, continues_side, dispute, joined, open_conflict, side_of
from gridcore.sync.edits import Add, Drop, Set, Text
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, SAME, Outcome
from gridcore.sync.stored import FRESH, Element, Stamp, Stored, restamped, written
from gridcore.sync.verdicts import VerdictCode

DECIDED = "decided:"
"""Before a number: the name of the side of a value that the same replica decided earlier."""


def take_value(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Set | Text) -> Outcome:
    """Decide a value for a cell that is neither a set nor a state."""
    value = edit.value
    stamp = stored.vers.get(cell.name)
    mine = Stamp(FRESH, author.replica, edit.n, edit.base)
    if stamp is None:
        return _apply(known, stored, cell, value, mine)
    mine = msgspec.structs.replace(mine, conflict=stamp.conflict)
    if stamp.v <= edit.base:
        return _apply(known, stored, cell, value, mine, _side(author, edit, value))
    if stored.cells.get(cell.name) == value:
        return _same(known, author, stored, cell, stamp)
    if _continues(known, author, stored, cell, stamp, edit.base):
        return _apply(known, stored, cell, value, mine, _side(author, edit, value))
    return _meet(known, author, stored, cell, stamp, edit, value)


def _side(author: Author, edit: Set | Text, value: Value) -> Side:
    return side_of(author, edit.base, edit.n, value, edit.at)


def _apply(
    known: Overlay, stored: Stored, cell: Cell, value: Value, stamp: Stamp, side: Side | None = None
) -> Outcome:
    known.write(written(stored, cell.name, value, stamp))
    conflict = open_conflict(known, stored, cell.name)
    if conflict is not None and side is not None:
        known.write(joined(conflict, side, side.replica))
    return OK


def _same(known: Overlay, author: Author, stored: Stored, cell: Cell, stamp: Stamp) -> Outcome:
    if stamp.replica != author.replica and stamp.also is None:
        known.write(restamped(stored, cell.name, msgspec.structs.replace(stamp, also=author.replica)))
    return SAME


def _continues(known: Overlay, author: Author, stored: Stored, cell: Cell, stamp: Stamp, base: int) -> bool:
    """The chain rule: the replica goes on with its own edit, and nothing came between.

    A form that was opened before the replica's newer edit has an older base; it too replaces only its own.
    """
    return (
        stamp.replica == author.replica
        and stamp.base >= base
        and stamp.also is None
        and stored.cells.get(cell.name) == known.sent(stored.id, cell.name, stamp.replica, stamp.n)
    )


def _meet(
    known: Overlay, author: Author, stored: Stored, cell: Cell, stamp: Stamp, edit: Set | Text, value: Value
) -> Outcome:
    conflict = open_conflict(known, stored, cell.name)
    if conflict is not None and continues_side(conflict, author.replica, edit.base):
        return _continue_side(known, author, stored, cell, conflict, edit, value)
    standing = stored.cells.get(cell.name)
    match cell.merge:
        case Merge.MAX | Merge.MIN | Merge.ANY:
            return _by_rule(known, author, stored, cell, edit, value)
        case Merge.LAST:
            return _apply(known, stored, cell, value, Stamp(FRESH, author.replica, edit.n, edit.base))
        case Merge.TEXT:
            merged = _merged_text(known, author, stored, cell, edit, value)
            if merged is not None:
                known.merged_now[stored.id, cell.name, author.replica, edit.base] = str(value)
                mine = Stamp(FRESH, author.replica, edit.n, edit.base, conflict=stamp.conflict)
                known.write(written(stored, cell.name, merged, mine))
                return Outcome(VerdictCode.MERGED, None, merged, has_result=True)
    keeps = cell.merge is not Merge.ASK
    holder = _holder(stamp, author)
    other = Side(holder, stamp.base, stamp.v, stamp.n, standing, "", "")
    before = known.value_at(stored.id, cell.name, edit.base)
    if not keeps:
        mine = Stamp(FRESH, author.replica, edit.n, edit.base, conflict=stamp.conflict)
        stored = written(stored, cell.name, value, mine)
    opened = dispute(
        known,
        stored,
        cell.name,
        (other, _side(author, edit, value)),
        holder if keeps else author.replica,
        before,
    )
    return Outcome(VerdictCode.CONFLICT, opened)


def _holder(stamp: Stamp, author: Author) -> ReplicaId:
    """Whose side the standing value is; what the author's own replica decided earlier is no side of its edits."""
    if stamp.replica != author.replica:
        return stamp.replica
    return stamp.also if stamp.also is not None else ReplicaId(f"{DECIDED}{stamp.n}")


def _continue_side(
    known: Overlay,
    author: Author,
    stored: Stored,
    cell: Cell,
    conflict: Stored,
    edit: Set | Text,
    value: Value,
) -> Outcome:
    """A side goes on: its newer value replaces its older one, and stands only if the older one stood."""
    standing = ReplicaId(_text(conflict.cells.get("standing")))
    if standing == author.replica:
        mine = Stamp(FRESH, author.replica, edit.n, edit.base, conflict=conflict.id)
        known.write(written(stored, cell.name, value, mine))
    known.write(joined(conflict, _side(author, edit, value), standing))
    return Outcome(VerdictCode.CONFLICT, conflict.id)


def _by_rule(
    known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Set | Text, value: Value
) -> Outcome:
    standing = stored.cells.get(cell.name)
    result = _ruled(cell.merge, standing, value)
    if result != standing:
        known.write(written(stored, cell.name, result, Stamp(FRESH, author.replica, edit.n, edit.base)))
    return Outcome(VerdictCode.MERGED, None, result, has_result=True)


def _ruled(rule: Merge, one: Value, other: Value) -> Value:
    """MAX and MIN of numbers or of days as text, ANY of flags; nothing loses against something."""
    if one is None or other is None:
        return one if other is None else other
    if rule is Merge.ANY:
        return bool(one) or bool(other)
    ordered = sorted((one, other), key=lambda each: each if isinstance(each, int) else str(each))
    return ordered[-1] if rule is Merge.MAX else ordered[0]


def _merged_text(
    known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Set | Text, value: Value
) -> str | None:
    base = known.merged_before(stored.id, cell.name, author.replica, edit.base)
    if base is None:
        found = "" if edit.base == 0 else known.value_at(stored.id, cell.name, edit.base)
        base = found if isinstance(found, str) else None
    if base is None:
        return None
    return clauses.merge(base, _text(stored.cells.get(cell.name)), _text(value))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def take_element(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Add | Drop) -> Outcome:
    """Decide one element of a set: different elements never meet, and adding beats dropping."""
    adding = isinstance(edit, Add)
    elements = stored.sets.get(cell.name, {})
    held = elements.get(edit.element)
    arriving = Element(adding, FRESH, author.replica, edit.n, edit.base)
    if held is None:
        return _put(known, stored, cell, edit.element, arriving, OK) if adding else SAME
    if held.present == adding:
        return SAME
    chained = held.replica == author.replica and held.base == edit.base
    if held.v <= edit.base or chained:
        return _put(known, stored, cell, edit.element, arriving, OK)
    if adding:
        merged = Outcome(VerdictCode.MERGED)
        return _put(known, stored, cell, edit.element, arriving, merged)
    return Outcome(VerdictCode.MERGED, "kept")


def _put(
    known: Overlay, stored: Stored, cell: Cell, name: str, element: Element, outcome: Outcome
) -> Outcome:
    elements = {**stored.sets.get(cell.name, {}), name: element}
    present: list[Value] = [each for each in sorted(elements) if elements[each].present]
    known.write(
        msgspec.structs.replace(
            stored,
            seq=FRESH,
            cells={**stored.cells, cell.name: present},
            sets={**stored.sets, cell.name: elements},
        )
    )
    return outcome
