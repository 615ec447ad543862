"""The states of a mediation case (People's Mediation Law, and domain practice): a table of steps."""

from gridcore.fields import label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

DRAFT = "draft"
REGISTERED = "registered"
NOT_ACCEPTED = "not_accepted"
WITHDRAWN = "withdrawn"
IN_MEDIATION = "in_mediation"
AGREED_WRITTEN = "agreed_written"
AGREED_ORAL = "agreed_oral"
TERMINATED = "terminated"
PERFORMED = "performed"
BREACHED = "breached"
RETURN_VISITED = "return_visited"
CLOSING_SUBMITTED = "closing_submitted"
CLOSED = "closed"

_MEDIATOR = frozenset({Role.MEDIATOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})


def _step(source: str, to: str, text: str, *, needs_reason: bool = False) -> StepRule:
    return StepRule(source, to, _MEDIATOR, label("Mediation", text), needs_reason=needs_reason)


def _approval(source: str, to: str, text: str, *, needs_reason: bool = False) -> StepRule:
    return StepRule(
        source,
        to,
        _SUPERVISOR,
        label("Mediation", text),
        needs_reason=needs_reason,
        is_approval=True,
        not_own=True,
    )


MEDIATION = Machine(
    name="mediation",
    first=DRAFT,
    states={
        DRAFT: label("Mediation", "Application"),
        REGISTERED: label("Mediation", "Accepted and registered"),
        NOT_ACCEPTED: label("Mediation", "Not accepted"),
        WITHDRAWN: label("Mediation", "Withdrawn"),
        IN_MEDIATION: label("Mediation", "In mediation"),
        AGREED_WRITTEN: label("Mediation", "Agreed in writing"),
        AGREED_ORAL: label("Mediation", "Agreed orally"),
        TERMINATED: label("Mediation", "Terminated"),
        PERFORMED: label("Mediation", "Performed"),
        BREACHED: label("Mediation", "Not performed"),
        RETURN_VISITED: label("Mediation", "Return visit made"),
        CLOSING_SUBMITTED: label("Mediation", "Closing waiting for approval"),
        CLOSED: label("Mediation", "Closed"),
    },
    steps=(
        _step(DRAFT, REGISTERED, "Accept the case"),
        _step(DRAFT, NOT_ACCEPTED, "Do not accept", needs_reason=True),
        _step(DRAFT, WITHDRAWN, "Application withdrawn", needs_reason=True),
        _step(REGISTERED, IN_MEDIATION, "Begin mediation"),
        _step(REGISTERED, TERMINATED, "Terminate", needs_reason=True),
        _step(IN_MEDIATION, AGREED_WRITTEN, "Agreed in writing"),
        _step(IN_MEDIATION, AGREED_ORAL, "Agreed orally"),
        _step(IN_MEDIATION, TERMINATED, "Terminate", needs_reason=True),
        _step(AGREED_WRITTEN, PERFORMED, "Performed"),
        _step(AGREED_ORAL, PERFORMED, "Performed"),
        _step(AGREED_WRITTEN, BREACHED, "Not performed", needs_reason=True),
        _step(AGREED_ORAL, BREACHED, "Not performed", needs_reason=True),
        _step(PERFORMED, RETURN_VISITED, "Return visit made"),
        _step(BREACHED, RETURN_VISITED, "Return visit made"),
        _step(RETURN_VISITED, CLOSING_SUBMITTED, "Submit for closing"),
        _step(TERMINATED, CLOSING_SUBMITTED, "Submit for closing"),
        _step(NOT_ACCEPTED, CLOSING_SUBMITTED, "Submit for closing"),
        _step(WITHDRAWN, CLOSING_SUBMITTED, "Submit for closing"),
        _approval(CLOSING_SUBMITTED, CLOSED, "Approve closing"),
        _approval(CLOSING_SUBMITTED, RETURN_VISITED, "Return", needs_reason=True),
    ),
    covers=frozenset({"facts", "requests"}),
    closed=frozenset({CLOSED}),
    shared=frozenset({CLOSING_SUBMITTED}),
)
