"""How a list leaves as a file: written at once where that is allowed, else after a second person's word."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

PREPARED, ASKED, ALLOWED, REFUSED, WRITTEN = "prepared", "asked", "allowed", "refused", "written"
WITHDRAWN = "withdrawn"

WRITERS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST, Role.SUPERVISOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})

LIST_EXPORT = Machine(
    name="list_export",
    first=PREPARED,
    states={
        PREPARED: label("ListExport", "Prepared"),
        ASKED: label("ListExport", "Waits for a second person"),
        ALLOWED: label("ListExport", "Allowed"),
        REFUSED: label("ListExport", "Not allowed"),
        WRITTEN: label("ListExport", "Written"),
        WITHDRAWN: label("ListExport", "Withdrawn"),
    },
    steps=(
        StepRule(PREPARED, WRITTEN, WRITERS, label("ListExport", "Write the file")),
        StepRule(PREPARED, ASKED, _SUPERVISOR, label("ListExport", "Ask a second person")),
        StepRule(ASKED, ALLOWED, _SUPERVISOR, label("ListExport", "Allow"), is_approval=True, not_own=True),
        StepRule(
            ASKED,
            REFUSED,
            _SUPERVISOR,
            label("ListExport", "Refuse"),
            needs_reason=True,
            is_approval=True,
            not_own=True,
        ),
        StepRule(ASKED, WITHDRAWN, _SUPERVISOR, label("ListExport", "Withdraw"), only_own=True),
        StepRule(ALLOWED, WRITTEN, _SUPERVISOR, label("ListExport", "Write the file")),
    ),
    covers=frozenset(
        {
            *("ledger", "columns", "narrowed", "purpose", "purpose_words"),
            *("rows", "people", "masked", "valid_until"),
        }
    ),
    closed=frozenset({ASKED, ALLOWED, REFUSED, WRITTEN, WITHDRAWN}),
)
"""A word counts for what was asked: the list, its columns, its filter, its purpose and how many people."""
