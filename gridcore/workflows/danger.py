"""A report of danger waits until a supervisor who did not write it has read it."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

WAITS, READ = "waits", "read"

DANGER_REPORT = Machine(
    name="danger_report",
    first=WAITS,
    states={
        WAITS: label("DangerReport", "Waits to be read"),
        READ: label("DangerReport", "Read by a supervisor"),
    },
    steps=(
        StepRule(
            WAITS,
            READ,
            frozenset({Role.SUPERVISOR}),
            label("DangerReport", "I have read it"),
            is_approval=True,
            not_own=True,
        ),
    ),
    covers=frozenset({"dangers", "said", "told"}),
)
"""What follows happens outside this program: nothing here is sent to anybody by itself."""
