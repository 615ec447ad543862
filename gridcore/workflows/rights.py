"""What becomes of a person's request: a supervisor grants it, or refuses it and says why (PIPL 50)."""

import datetime

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

OPEN, GRANTED, REFUSED, WITHDRAWN = "open", "granted", "refused", "withdrawn"

ANSWER_WITHIN_DAYS = 15
"""The law says "without delay" (PIPL 45 and 46) and names no number; this is the product's default."""

_SUPERVISOR = frozenset({Role.SUPERVISOR})
_WRITERS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST, Role.SUPERVISOR})

RIGHTS_REQUEST = Machine(
    name="rights_request",
    first=OPEN,
    states={
        OPEN: label("RightsRequest", "Waits for an answer"),
        GRANTED: label("RightsRequest", "Granted"),
        REFUSED: label("RightsRequest", "Refused"),
        WITHDRAWN: label("RightsRequest", "Withdrawn"),
    },
    steps=(
        StepRule(OPEN, GRANTED, _SUPERVISOR, label("RightsRequest", "Grant"), is_approval=True, not_own=True),
        StepRule(
            OPEN,
            REFUSED,
            _SUPERVISOR,
            label("RightsRequest", "Refuse"),
            needs_reason=True,
            is_approval=True,
            not_own=True,
        ),
        StepRule(OPEN, WITHDRAWN, _WRITERS, label("RightsRequest", "Withdraw"), only_own=True),
    ),
    covers=frozenset({"wish", "said", "subject", "cell", "value"}),
    closed=frozenset({GRANTED, REFUSED, WITHDRAWN}),
)


def answer_due(asked_on: datetime.date) -> datetime.date:
    """The last day on which a request should be answered."""
    return asked_on + datetime.timedelta(days=ANSWER_WITHIN_DAYS)
