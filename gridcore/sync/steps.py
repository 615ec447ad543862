"""Steps of state machines: first come wins, and an approval counts only for what its author saw."""

from gridcore.fields import Cell
from gridcore.sync.disputes import open_conflict
from gridcore.sync.edits import Step
from gridcore.sync.known import ApprovalWaits, Author, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, OK, Outcome, invalid
from gridcore.sync.stored import FRESH, Stamp, Stored, written
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES, Machine, StepRule


def take_step(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Step) -> Outcome:
    """Decide one step by its machine's table."""
    machine = MACHINES[cell.fields[0].machine or ""]
    rule = machine.step(edit.source, edit.to)
    if rule is None:
        return invalid("no_such_step")
    if rule.needs_reason and not edit.reason.strip():
        return invalid("reason_missing")
    stamp = stored.vers.get(cell.name)
    if not rule.roles & author.roles(stored.scope) or (
        rule.not_own and stamp and author.is_own(stamp.replica)
    ):
        return NOT_ALLOWED
    present = stored.cells.get(cell.name, machine.first)
    if present != edit.source or not _is_timely(known, author, stored, cell, edit, rule):
        return Outcome(VerdictCode.STALE, str(present))
    if rule.is_approval and not _saw_all(known, author, stored, machine, edit):
        return Outcome(VerdictCode.STALE, str(present))
    known.write(written(stored, cell.name, edit.to, Stamp(FRESH, author.replica, edit.n, edit.base)))
    for state, waits in ((edit.source, False), (edit.to, True)):
        if state in machine.shared:
            known.effects.append(ApprovalWaits(stored.scope, stored.id, waits))
    return OK


def _is_timely(
    known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Step, rule: StepRule
) -> bool:
    stamp = stored.vers.get(cell.name)
    if stamp is None or stamp.v <= edit.base:
        return True
    chained = stamp.replica == author.replica and stamp.base == edit.base
    return (
        chained
        and not rule.is_approval
        and known.sent(stored.id, cell.name, stamp.replica, stamp.n) == edit.source
    )


def _saw_all(known: Overlay, author: Author, stored: Stored, machine: Machine, edit: Step) -> bool:
    """No covered cell is newer than what the approver saw, own earlier edits apart, and none is disputed."""
    for name in machine.covers:
        seen = edit.saw.get(name, 0)
        stamp = stored.vers.get(name)
        if stamp is not None and stamp.v > seen and not _own_earlier(author, stamp.replica, stamp.n, edit.n):
            return False
        for element in stored.sets.get(name, {}).values():
            if element.v > seen and not _own_earlier(author, element.replica, element.n, edit.n):
                return False
        if open_conflict(known, stored, name) is not None:
            return False
    return True


def _own_earlier(author: Author, replica: str, n: int, step: int) -> bool:
    return replica == author.replica and n < step
