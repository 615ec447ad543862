"""Which of several numbers stands that were handed in for one person, none of which a laptop shows.

The record of the person says the last four; that is disputed and decided as every other value (ADR 0053).
The open conflict of a number is where the server keeps them all, for nobody to read.
"""

from gridcore.fields import Value
from gridcore.ids import ReplicaId
from gridcore.shapes import as_text
from gridcore.sync.disputes import (
    DECIDED,
    as_number,
    end_mended_doubts,
    note_twin,
    open_conflict,
    sides_in,
    standing_in,
    with_cells,
)
from gridcore.sync.known import Author, Overlay, parent_of
from gridcore.sync.stored import FRESH, Stamp, Stored, written

_PERSON, _NUMBER = "resident", "resident_identity"
_CELLS = {_PERSON: "identity_tail", _NUMBER: "paper"}


def follow_tail(known: Overlay, author: Author, stored: Stored, cell: str, n: int) -> None:
    """After a number, or the last four of a person, was written: the number that ends so stands.

    Of several such, and where none ends so, the newest that was handed in. `stored` is the record before.
    """
    if _CELLS.get(stored.kind) != cell:
        return
    above = parent_of(stored) if stored.kind == _NUMBER else stored.id
    person = known.record(above) if above is not None else None
    tail = as_text(person.cells.get("identity_tail")).upper() if person is not None else ""
    for child in known.children(person.id) if person is not None else ():
        number = known.record(child)
        if number is not None and number.kind == _NUMBER:
            _choose(known, author, number, tail, n)
    if stored.kind == _NUMBER:
        end_mended_doubts(known, author, stored, n)


def _choose(known: Overlay, author: Author, number: Stored, tail: str, n: int) -> None:
    conflict = open_conflict(known, number, "paper")
    if conflict is None:
        return
    sides = sides_in(conflict)
    name = max(sides, key=lambda each: (_ends(sides[each], tail), as_number(sides[each].get("v")), each))
    side = sides[name]
    if name == standing_in(conflict) or side.get("value") == number.cells.get("paper"):
        return
    replica = ReplicaId(name.removeprefix(DECIDED).partition(":")[0])
    stamp = Stamp(FRESH, replica, as_number(side.get("n")), as_number(side.get("base")), conflict.id)
    chosen = written(number, "paper", side.get("value"), stamp)
    known.write(chosen)
    known.write(with_cells(conflict, author, n, {"standing": name}))
    end_mended_doubts(known, author, number, n)
    twin = known.twin(chosen)
    if twin is not None:
        note_twin(known, author, chosen, twin)


def _ends(side: dict[str, Value], tail: str) -> bool:
    """Whether the number of a side ends so; where no end is noted, none does."""
    paper = side.get("value")
    number = as_text(paper.get("document_number")) if isinstance(paper, dict) else ""
    return bool(tail) and number.upper().endswith(tail)
