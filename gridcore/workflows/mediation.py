"""The states of a mediation case (People's Mediation Law, and domain practice): a table of steps."""

from gridcore.fields import Label, label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

DRAFT = "draft"
ACCEPTANCE_SUBMITTED = "acceptance_submitted"
ACCEPTANCE_APPROVED = "acceptance_approved"
REGISTERED = "registered"
NOT_ACCEPTED = "not_accepted"
WITHDRAWN = "withdrawn"
IN_MEDIATION = "in_mediation"
AGREED_WRITTEN = "agreed_written"
AGREED_ORAL = "agreed_oral"
TERMINATED = "terminated"
PERFORMED = "performed"
PARTLY_PERFORMED = "partly_performed"
BREACHED = "breached"
RETURN_VISITED = "return_visited"
CLOSING_SUBMITTED = "closing_submitted"
CLOSED = "closed"
ARCHIVED = "archived"

_BINDING = (AGREED_WRITTEN, AGREED_ORAL, PARTLY_PERFORMED)
_APPLIED = (DRAFT, ACCEPTANCE_APPROVED)
_AFTER = (PERFORMED, PARTLY_PERFORMED, BREACHED)
_MEDIATOR = frozenset({Role.MEDIATOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})


def _step(source: str, to: str, title: Label, *, needs_reason: bool = False) -> StepRule:
    return StepRule(source, to, _MEDIATOR, title, needs_reason=needs_reason)


def _approval(source: str, to: str, title: Label, *, needs_reason: bool = False) -> StepRule:
    return StepRule(
        source,
        to,
        _SUPERVISOR,
        title,
        needs_reason=needs_reason,
        is_approval=True,
        not_own=True,
    )


MEDIATION = Machine(
    name="mediation",
    first=DRAFT,
    states={
        DRAFT: label("Mediation", "Application"),
        ACCEPTANCE_SUBMITTED: label("Mediation", "Acceptance waiting for approval"),
        ACCEPTANCE_APPROVED: label("Mediation", "Acceptance approved"),
        REGISTERED: label("Mediation", "Accepted and registered"),
        NOT_ACCEPTED: label("Mediation", "Not accepted"),
        WITHDRAWN: label("Mediation", "Withdrawn"),
        IN_MEDIATION: label("Mediation", "In mediation"),
        AGREED_WRITTEN: label("Mediation", "Agreed in writing"),
        AGREED_ORAL: label("Mediation", "Agreed orally"),
        TERMINATED: label("Mediation", "Terminated"),
        PERFORMED: label("Mediation", "Performed"),
        PARTLY_PERFORMED: label("Mediation", "Partly performed"),
        BREACHED: label("Mediation", "Not performed"),
        RETURN_VISITED: label("Mediation", "Return visit made"),
        CLOSING_SUBMITTED: label("Mediation", "Closing waiting for approval"),
        CLOSED: label("Mediation", "Closed"),
        ARCHIVED: label("Mediation", "In the archive"),
    },
    steps=(
        _step(DRAFT, ACCEPTANCE_SUBMITTED, label("Mediation", "Ask the supervisor about accepting it")),
        *(_step(each, REGISTERED, label("Mediation", "Accept the case")) for each in _APPLIED),
        *(
            _step(each, NOT_ACCEPTED, label("Mediation", "Do not accept"), needs_reason=True)
            for each in _APPLIED
        ),
        *(
            _step(each, WITHDRAWN, label("Mediation", "Application withdrawn"), needs_reason=True)
            for each in (*_APPLIED, ACCEPTANCE_SUBMITTED)
        ),
        _approval(ACCEPTANCE_SUBMITTED, ACCEPTANCE_APPROVED, label("Mediation", "Approve the acceptance")),
        _approval(ACCEPTANCE_SUBMITTED, DRAFT, label("Mediation", "Return"), needs_reason=True),
        _step(REGISTERED, IN_MEDIATION, label("Mediation", "Begin mediation")),
        _step(REGISTERED, TERMINATED, label("Mediation", "Terminate"), needs_reason=True),
        _step(IN_MEDIATION, AGREED_WRITTEN, label("Mediation", "Agreed in writing")),
        _step(IN_MEDIATION, AGREED_ORAL, label("Mediation", "Agreed orally")),
        _step(IN_MEDIATION, TERMINATED, label("Mediation", "Terminate"), needs_reason=True),
        *(_step(each, PERFORMED, label("Mediation", "Performed")) for each in _BINDING),
        *(
            _step(each, PARTLY_PERFORMED, label("Mediation", "Partly performed"), needs_reason=True)
            for each in (AGREED_WRITTEN, AGREED_ORAL)
        ),
        *(_step(each, BREACHED, label("Mediation", "Not performed"), needs_reason=True) for each in _BINDING),
        *(_step(each, RETURN_VISITED, label("Mediation", "Return visit made")) for each in _AFTER),
        *(
            _step(
                each,
                CLOSING_SUBMITTED,
                label("Mediation", "Submit for closing without a return visit"),
                needs_reason=True,
            )
            for each in _AFTER
        ),
        _step(RETURN_VISITED, CLOSING_SUBMITTED, label("Mediation", "Submit for closing")),
        _step(TERMINATED, CLOSING_SUBMITTED, label("Mediation", "Submit for closing")),
        _step(NOT_ACCEPTED, CLOSING_SUBMITTED, label("Mediation", "Submit for closing")),
        _step(WITHDRAWN, CLOSING_SUBMITTED, label("Mediation", "Submit for closing")),
        _approval(CLOSING_SUBMITTED, CLOSED, label("Mediation", "Approve closing")),
        _approval(CLOSING_SUBMITTED, RETURN_VISITED, label("Mediation", "Return"), needs_reason=True),
        _step(CLOSED, IN_MEDIATION, label("Mediation", "Open again"), needs_reason=True),
        _step(CLOSED, ARCHIVED, label("Mediation", "Put into the archive")),
    ),
    covers=frozenset({"facts", "requests"}),
    closed=frozenset({CLOSED, ARCHIVED}),
    shared=frozenset({ACCEPTANCE_SUBMITTED, CLOSING_SUBMITTED}),
)
