"""A dispute that was handed in: a mediator takes it on, or says by a code why not."""

from gridcore.codes.disputes import DECLINE_REASON
from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

HANDED_IN, TAKEN_ON, NOT_TAKEN_ON = "handed_in", "taken_on", "not_taken_on"

_MEDIATOR = frozenset({Role.MEDIATOR})

DISPUTE_REPORT = Machine(
    name="dispute_report",
    first=HANDED_IN,
    states={
        HANDED_IN: label("DisputeReport", "Waits"),
        TAKEN_ON: label("DisputeReport", "Taken on"),
        NOT_TAKEN_ON: label("DisputeReport", "Not taken on"),
    },
    steps=(
        StepRule(HANDED_IN, TAKEN_ON, _MEDIATOR, label("DisputeReport", "Take it on")),
        StepRule(
            HANDED_IN,
            NOT_TAKEN_ON,
            _MEDIATOR,
            label("DisputeReport", "Do not take it on"),
            needs_reason=True,
            reasons=frozenset(each.code for each in DECLINE_REASON),
        ),
        StepRule(NOT_TAKEN_ON, TAKEN_ON, _MEDIATOR, label("DisputeReport", "Take it on after all")),
    ),
)
"""What was taken on stays so: a case goes on from there, in a scope of its own."""
