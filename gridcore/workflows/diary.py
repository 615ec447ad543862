"""A diary is sent, then read. Reading is no judgement: there is no other step."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

SENT, READ = "sent", "read"

DIARY = Machine(
    name="diary",
    first=SENT,
    states={SENT: label("Diary", "Sent, not read yet"), READ: label("Diary", "Read")},
    steps=(
        StepRule(
            SENT,
            READ,
            frozenset({Role.SUPERVISOR}),
            label("Diary", "Mark as read"),
            is_approval=True,
            not_own=True,
        ),
    ),
    covers=frozenset({"visits", "counts", "paragraph"}),
    closed=frozenset({READ}),
)
"""Who marks it as read saw what it says; from then on it no longer changes by itself."""
