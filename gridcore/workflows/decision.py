"""The states of what waits for a person's decision: conflicts, proposals, left-behind work."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

OPEN, RESOLVED, ACCEPTED, DECLINED, WITHDRAWN = "open", "resolved", "accepted", "declined", "withdrawn"
WAITING, ADMITTED, DISMISSED = "waiting", "admitted", "dismissed"

_SUPERVISOR = frozenset({Role.SUPERVISOR})

CONFLICT = Machine(
    name="conflict",
    first=OPEN,
    states={OPEN: label("Decision", "Needs a decision"), RESOLVED: label("Decision", "Decided")},
    steps=(),
)
"""A conflict opens and closes by `resolve` alone, never by a step."""

PROPOSAL = Machine(
    name="proposal",
    first=OPEN,
    states={
        OPEN: label("Decision", "Proposed"),
        ACCEPTED: label("Decision", "Accepted"),
        DECLINED: label("Decision", "Declined"),
        WITHDRAWN: label("Decision", "Withdrawn"),
    },
    steps=(
        StepRule(
            OPEN,
            ACCEPTED,
            _SUPERVISOR,
            label("Decision", "Accept"),
            is_approval=True,
            not_own=True,
        ),
        StepRule(
            OPEN,
            DECLINED,
            _SUPERVISOR,
            label("Decision", "Decline"),
            needs_reason=True,
            is_approval=True,
            not_own=True,
        ),
        StepRule(OPEN, WITHDRAWN, frozenset(Role), label("Decision", "Withdraw"), only_own=True),
    ),
    covers=frozenset({"value"}),
)


def decides(roles: frozenset[Role]) -> bool:
    """Whether somebody decides what others propose; about an own proposal another one of them does."""
    return any(each.is_approval for each in PROPOSAL.steps_for(OPEN, roles))


PARKED_EDIT = Machine(
    name="parked_edit",
    first=WAITING,
    states={
        WAITING: label("Decision", "Waits for a supervisor"),
        ADMITTED: label("Decision", "Taken over"),
        DISMISSED: label("Decision", "Not taken over"),
    },
    steps=(
        StepRule(WAITING, ADMITTED, _SUPERVISOR, label("Decision", "Take over")),
        StepRule(WAITING, DISMISSED, _SUPERVISOR, label("Decision", "Dismiss"), needs_reason=True),
    ),
)
"""Work that a laptop left behind. Admitting it decides its edits anew; it is no approval of what they say."""
