"""Words that go with a step: who an offer asks, why it was declined. They count only if the step did."""

from gridcore.fields import Value, Values
from gridcore.records import RECORD_TYPES
from gridcore.sync.known import Author
from gridcore.sync.outcomes import Outcome
from gridcore.sync.stored import Stored
from gridcore.sync.verdicts import VerdictCode
from gridcore.visit_offers import goes_with_a_step, may_follow
from gridcore.workflows import MACHINES


def has_step_words(kind: str, cells: Values) -> bool:
    """Whether a record would begin with words of a step that nobody has taken."""
    return any(goes_with_a_step(kind, name) for name in cells)


def not_after_its_step(author: Author, stored: Stored, cell: str, value: Value) -> Outcome | None:
    """Why such words do not count; None where they do.

    A group is no transaction: where somebody was first, the step is stale and its neighbours are not. So the
    words follow the step, once, and from the laptop that took it: they never tell of somebody else's.
    """
    if author.is_system or not goes_with_a_step(stored.kind, cell):
        return None
    declared = RECORD_TYPES[stored.kind]
    name = declared.machine_cell or ""
    state = str(stored.cells.get(name, MACHINES[declared.fields[name].machine or ""].first))
    before = stored.cells.get(cell)
    taken, said = stored.vers.get(name), stored.vers.get(cell)
    is_own = taken is not None and taken.replica == author.replica
    is_said = said is not None and taken is not None and said.replica == taken.replica and said.n > taken.n
    return None if is_own and not is_said and may_follow(state, cell, value, before) else _stale(state)


def _stale(state: str) -> Outcome:
    """Somebody was first: this is the state that counts."""
    return Outcome(VerdictCode.STALE, state)
