"""Proposals: what a worker wants for a cell that only a supervisor changes, and how one is decided."""

import msgspec

from gridcore.fields import Cell, Merge, Value
from gridcore.ids import RecordId, derived_id
from gridcore.roles import Role
from gridcore.sync.disputes import new_record, side_of
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import Outcome
from gridcore.sync.stored import FRESH, NO_CHAIN, Stamp, Stored
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import OPEN

PROPOSAL = "proposal"
SCOPE = "scope"
"""The cell name of a proposed move."""


def protecting(cell: Cell, stored: Stored, machine_cell: str | None, machine: str | None) -> str | None:
    """The approval that closes this cell now; None where nothing does."""
    if machine_cell is None or machine is None:
        return None
    rules = MACHINES[machine]
    if cell.name in rules.covers and stored.cells.get(machine_cell) in rules.closed:
        return machine
    return None


def must_propose(author: Author, stored: Stored, cell: Cell) -> bool:
    """Whether the cell's own rule keeps this author from writing it."""
    return (
        cell.merge is Merge.PROPOSE
        and not author.is_system
        and Role.SUPERVISOR not in author.roles(stored.scope)
    )


def propose(
    known: Overlay,
    author: Author,
    stored: Stored,
    cell: str,
    *,
    value: Value,
    base: int,
    n: int,
    at: str,
    approval: str = "",
) -> Outcome:
    """Open a proposal, or put the value into this replica's open one."""
    record, already = _own_open(known, author, stored.id, cell)
    if already is not None:
        stamp = Stamp(FRESH, author.replica, n, base)
        known.write(
            msgspec.structs.replace(
                already,
                seq=FRESH,
                cells={**already.cells, "value": value},
                vers={**already.vers, "value": stamp},
            )
        )
        return Outcome(VerdictCode.PROPOSED, record)
    cells: dict[str, Value] = {
        "subject": stored.id,
        "subject_kind": stored.kind,
        "cell": cell,
        "base": base,
        "before": stored.cells.get(cell),
        "value": value,
        "replica": author.replica,
        "author": author.name,
        "approval": approval,
        "progress": OPEN,
    }
    known.write(new_record(record, PROPOSAL, stored, cells, side_of(author, NO_CHAIN, n, value, at)))
    return Outcome(VerdictCode.PROPOSED, record)


def _own_open(known: Overlay, author: Author, subject: RecordId, cell: str) -> tuple[RecordId, Stored | None]:
    """This replica's open proposal for a cell, or the first id that is free for one."""
    count = 0
    while True:
        record = derived_id(PROPOSAL, subject, cell, author.replica, str(count))
        found = known.record(record)
        if found is None or found.cells.get("progress") == OPEN:
            return record, found
        count += 1
