"""How a worker's record is submitted, returned with a remark, or approved by the supervisor."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"

_WRITERS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})
_SUPERVISOR = frozenset({Role.SUPERVISOR})

VISIT_APPROVAL = Machine(
    name="visit_approval",
    first=DRAFT,
    states={
        DRAFT: label("Approval", "Draft"),
        SUBMITTED: label("Approval", "Waiting for approval"),
        RETURNED: label("Approval", "Returned with a remark"),
        APPROVED: label("Approval", "Approved"),
    },
    steps=(
        StepRule(DRAFT, SUBMITTED, _WRITERS, label("Approval", "Submit")),
        StepRule(RETURNED, SUBMITTED, _WRITERS, label("Approval", "Submit again")),
        StepRule(
            SUBMITTED,
            APPROVED,
            _SUPERVISOR,
            label("Approval", "Approve"),
            is_approval=True,
            not_own=True,
        ),
        StepRule(
            SUBMITTED,
            RETURNED,
            _SUPERVISOR,
            label("Approval", "Return"),
            needs_reason=True,
            is_approval=True,
            not_own=True,
        ),
    ),
    covers=frozenset(
        {"kind", "way", "met", "purpose", "said", "needs", "visited_on", "follow_up", "next_date", "outcome"}
    ),
    closed=frozenset({APPROVED}),
)
