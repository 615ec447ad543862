"""How an arriving value meets the standing one in one cell."""

from dataclasses import dataclass

import msgspec

from gridcore.fields import Cell, Merge, Value
from gridcore.shapes import as_text
from gridcore.sync import clauses
from gridcore.sync.disputes import (
    Dispute,
    Side,
    agree,
    dispute,
    holders,
    joined,
    keep_standing,
    open_conflict,
    set_aside,
    side_of,
    stamps_of_sides,
    standing_in,
)
from gridcore.sync.edits import Add, Drop, Set, Text
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import OK, SAME, Outcome
from gridcore.sync.stored import (
    BY_MERGING,
    FRESH,
    MERGED,
    NO_CHAIN,
    Element,
    Stamp,
    Stored,
    restamped,
    with_elements,
    written,
)
from gridcore.sync.verdicts import VerdictCode


@dataclass(frozen=True)
class Meeting:
    """An edit at the cell that it wants to write."""

    known: Overlay
    author: Author
    stored: Stored
    cell: Cell
    edit: Set | Text

    @property
    def standing(self) -> Value:
        """The value that the cell holds."""
        return self.stored.cells.get(self.cell.name)

    @property
    def side(self) -> Side:
        """The side that the edit takes in a conflict."""
        return side_of(self.author, self.edit.base, self.edit.n, self.edit.value, self.edit.at)

    def write(self, value: Value, base: int, was: int | None = None) -> None:
        """Give the cell a value of the author's replica; in an open conflict it is a side, and stands."""
        conflict = open_conflict(self.known, self.stored, self.cell.name)
        within = conflict.id if conflict else None
        stamp = Stamp(FRESH, self.author.replica, self.edit.n, base, within, was=was)
        self.known.write(written(self.stored, self.cell.name, value, stamp))
        if conflict is not None:
            side = side_of(self.author, base, self.edit.n, value, self.edit.at)
            self.known.write(joined(conflict, side, side.replica))


def take_value(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Set | Text) -> Outcome:
    """Decide a value for a cell that is neither a set nor a state."""
    meeting = Meeting(known, author, stored, cell, edit)
    stamp = stored.vers.get(cell.name)
    if author.past.is_replaced(edit.n, stamp):
        return SAME
    if stamp is None or author.past.has_seen(stamp, edit.base):
        return _apply(meeting)
    if meeting.standing == edit.value:
        agree(known, stored, cell.name, meeting.side)
        return SAME
    if _continues(meeting, stamp):
        return _apply(meeting)
    return _meet(meeting, stamp)


def _continues(meeting: Meeting, stamp: Stamp) -> bool:
    """The chain rule: the replica goes on with its own value, which nobody else sent as well.

    A form that was opened before its newer edit has an older base. It too replaces only its own; but not in
    a text, where the newer edit may have kept the words of others that the form never showed.
    """
    author = meeting.author
    is_own = stamp.replica == author.replica and stamp.base >= 0 and not stamp.also
    if not author.goes_on_with(stamp):
        return False
    return is_own and (meeting.cell.merge is not Merge.TEXT or stamp.base <= meeting.edit.base)


def _apply(meeting: Meeting) -> Outcome:
    """The value replaces one that its author saw, or that the same replica sent."""
    meeting.write(meeting.edit.value, meeting.edit.base)
    if meeting.cell.merge is Merge.TEXT:
        _remember_text(meeting)
    return OK


def _meet(meeting: Meeting, stamp: Stamp) -> Outcome:
    known, author, edit, cell = meeting.known, meeting.author, meeting.edit, meeting.cell
    conflict = open_conflict(known, meeting.stored, cell.name)
    own = stamps_of_sides(conflict).get(author.replica) if conflict is not None else None
    if conflict is not None and own is not None:
        if not author.goes_on_with(own):
            known.write(set_aside(conflict, own, meeting.side))
        elif own.base == edit.base:
            known.write(joined(conflict, meeting.side, standing_in(conflict)))
            return Outcome(VerdictCode.CONFLICT, conflict.id)
    match cell.merge:
        case Merge.MAX | Merge.MIN | Merge.ANY:
            return _by_rule(meeting, stamp)
        case Merge.LAST:
            return _apply(meeting)
        case Merge.TEXT if conflict is None:
            return _by_clauses(meeting, stamp) or _disagree(meeting)
        case _:
            return _disagree(meeting)


def _disagree(meeting: Meeting) -> Outcome:
    """Both values are kept for a person to decide; which one stands meanwhile is the cell's rule."""
    known, author, stored, edit, cell = (
        meeting.known,
        meeting.author,
        meeting.stored,
        meeting.edit,
        meeting.cell,
    )
    there = holders(known, stored, cell.name, author)
    before = known.value_at(stored.id, cell.name, edit.base)
    if cell.merge is Merge.ASK:
        mine = Stamp(FRESH, author.replica, edit.n, edit.base, stored.vers[cell.name].conflict)
        applied = written(stored, cell.name, edit.value, mine)
        opened = dispute(known, applied, cell.name, Dispute(there, meeting.side, before, author.replica))
    else:
        opened = keep_standing(known, stored, cell.name, Dispute(there, meeting.side, before))
    return Outcome(VerdictCode.CONFLICT, opened)


def _by_rule(meeting: Meeting, stamp: Stamp) -> Outcome:
    """MAX, MIN and ANY need no person; the result belongs to both, so neither continues it as its own."""
    past = meeting.author.past
    result = ruled(meeting.cell.merge, meeting.standing, meeting.edit.value)
    if result != meeting.standing:
        meeting.write(result, MERGED, past.was.get(meeting.edit.n))
    else:
        ended = msgspec.structs.replace(stamp, base=MERGED, was=past.former(stamp))
        meeting.known.write(restamped(meeting.stored, meeting.cell.name, ended))
    return Outcome(VerdictCode.MERGED, None, result, has_result=True)


def ruled(rule: Merge, one: Value, other: Value) -> Value:
    """MAX and MIN of numbers or of days as text, ANY of flags; nothing loses against something."""
    if one is None or other is None:
        return one if other is None else other
    if rule is Merge.ANY:
        return bool(one) or bool(other)
    ordered = sorted((one, other), key=lambda each: each if isinstance(each, int) else str(each))
    return ordered[-1] if rule is Merge.MAX else ordered[0]


def _by_clauses(meeting: Meeting, stamp: Stamp) -> Outcome | None:
    """The text with the changes of both; None where they overlap, or where nobody knows what both saw."""
    known, edit, name = meeting.known, meeting.edit, meeting.cell.name
    base = None
    if not stamp.also and meeting.author.goes_on_with(stamp):
        base = known.merged_before(meeting.stored.id, name, meeting.author.replica, edit.base)
    if base is None:
        found = "" if edit.base == 0 else known.value_at(meeting.stored.id, name, edit.base)
        base = found if isinstance(found, str) else None
    merged = clauses.merge(base, as_text(meeting.standing), as_text(edit.value)) if base is not None else None
    if merged is None:
        return None
    meeting.write(merged, MERGED, meeting.author.past.former_of_both(stamp, edit.n))
    _remember_text(meeting)
    return Outcome(VerdictCode.MERGED, None, merged, has_result=True)


def _remember_text(meeting: Meeting) -> None:
    key = (meeting.stored.id, meeting.cell.name, meeting.author.replica, meeting.edit.base)
    meeting.known.merged_now[key] = as_text(meeting.edit.value)


def take_element(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Add | Drop) -> Outcome:
    """Decide one element of a set: different elements never meet, and adding beats dropping."""
    adding = isinstance(edit, Add)
    held = stored.sets.get(cell.name, {}).get(edit.element)
    if held is None and not adding:
        return SAME
    if held is not None and held.present == adding:
        if held.replica != author.replica or held.base == BY_MERGING:
            # Both said so: neither takes it back as if it were its own alone.
            _put(known, stored, cell, edit.element, msgspec.structs.replace(held, base=NO_CHAIN))
        return SAME
    if author.past.is_replaced(edit.n, held):
        return SAME
    outcome = OK
    if (
        held is not None
        and not author.past.has_seen(held, edit.base)
        and (held.replica != author.replica or held.base < 0)
    ):
        if not adding:
            return Outcome(VerdictCode.MERGED, "kept")
        outcome = Outcome(VerdictCode.MERGED)
    arriving = Element(adding, FRESH, author.replica, edit.n, edit.base)
    _put(known, stored, cell, edit.element, arriving)
    return outcome


def _put(known: Overlay, stored: Stored, cell: Cell, name: str, element: Element) -> None:
    elements = {**stored.sets.get(cell.name, {}), name: element}
    seq = FRESH if element.v == FRESH else stored.seq
    known.write(with_elements(stored, cell.name, elements, seq=seq))
