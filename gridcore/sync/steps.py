"""Steps of state machines: first come wins, and an approval counts only for what its author saw."""

from gridcore.fields import Cell
from gridcore.sync import danger_receipts
from gridcore.sync.dispute_receipts import REPORT, answered
from gridcore.sync.disputes import open_conflict
from gridcore.sync.edits import Step
from gridcore.sync.known import ApprovalWaits, Author, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, OK, SAME, Outcome, invalid
from gridcore.sync.stored import FRESH, Element, Stamp, Stored, is_own_work, written
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES, Machine, StepRule


def take_step(known: Overlay, author: Author, stored: Stored, cell: Cell, edit: Step) -> Outcome:
    """Decide one step by its machine's table."""
    machine = MACHINES[cell.fields[0].machine or ""]
    rule = machine.step(edit.source, edit.to)
    if rule is None:
        return invalid("no_such_step")
    if not rule.takes(edit.reason):
        return invalid("reason_missing")
    seq, past = known.seq_before(stored.id), author.past
    if any(not past.is_base_known(version, seq) for version in edit.saw.values()):
        return invalid("base_unknown")
    if not rule.roles & author.roles(stored.scope):
        return NOT_ALLOWED
    stamp = stored.vers.get(cell.name)
    stale = Outcome(VerdictCode.STALE, str(stored.cells.get(cell.name, machine.first)))
    if stale.extra != edit.source or past.is_replaced(edit.n, stamp):
        return SAME if past.is_replaced(edit.n, stamp) else stale
    if not rule.is_open_to(is_own=stamp is not None and author.is_own(stamp.replica)):
        return NOT_ALLOWED
    timely = stamp is None or past.has_seen(stamp, edit.base) or _continues(author, stamp, edit, rule)
    if not timely or (rule.is_approval and not _saw_all(known, author, stored, machine, edit)):
        return stale
    known.write(written(stored, cell.name, edit.to, Stamp(FRESH, author.replica, edit.n, edit.base)))
    if stored.kind == REPORT:
        answered(known, stored, edit)
    if stored.kind == danger_receipts.REPORT:
        danger_receipts.read(known, author, stored, edit)
    for state, waits in ((edit.source, False), (edit.to, True)):
        if state in machine.shared:
            known.effects.append(ApprovalWaits(stored.scope, stored.id, waits))
    return OK


def _continues(author: Author, stamp: Stamp, edit: Step, rule: StepRule) -> bool:
    """The replica goes on from its own step, or from its own creation; an approval never does.

    It takes back what it proposed also where it proposed anew since it read the former state.
    """
    if stamp.replica != author.replica or rule.is_approval:
        return False
    return rule.only_own or stamp.base == edit.base


def _saw_all(known: Overlay, author: Author, stored: Stored, machine: Machine, edit: Step) -> bool:
    """No covered cell is newer than what the approver saw, own earlier edits apart, and none is disputed."""
    for name in sorted(machine.covers):
        seen = edit.saw.get(name, 0)
        stamps: list[Stamp | Element] = [*stored.sets.get(name, {}).values()]
        stamps += [stored.vers[name]] if name in stored.vers else []
        if any(
            not author.past.has_seen(each, seen) and not is_own_work(author.replica, each) for each in stamps
        ):
            return False
        if open_conflict(known, stored, name) is not None:
            return False
    return True
