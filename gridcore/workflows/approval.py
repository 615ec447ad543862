"""How a worker's record is submitted, returned with a remark, or approved by the supervisor."""

from gridcore.fields import Label, label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"

_SUPERVISOR = frozenset({Role.SUPERVISOR})


def approval(name: str, writers: frozenset[Role], covers: frozenset[str], *, shares: bool = False) -> Machine:
    """The approval of a kind of record: who submits it, and which of its cells the supervisor judges.

    `shares`: while it waits, the supervisor follows the scope it lies in (a mediation case).
    """

    def decision(to: str, title: Label, *, needs_reason: bool = False) -> StepRule:
        return StepRule(
            SUBMITTED,
            to,
            _SUPERVISOR,
            title,
            needs_reason=needs_reason,
            is_approval=True,
            not_own=True,
        )

    return Machine(
        name=name,
        first=DRAFT,
        states={
            DRAFT: label("Approval", "Draft"),
            SUBMITTED: label("Approval", "Waiting for approval"),
            RETURNED: label("Approval", "Returned with a remark"),
            APPROVED: label("Approval", "Approved"),
        },
        steps=(
            StepRule(DRAFT, SUBMITTED, writers, label("Approval", "Submit")),
            StepRule(RETURNED, SUBMITTED, writers, label("Approval", "Submit again")),
            decision(APPROVED, label("Approval", "Approve")),
            decision(RETURNED, label("Approval", "Return"), needs_reason=True),
        ),
        covers=covers,
        closed=frozenset({APPROVED}),
        shared=frozenset({SUBMITTED}) if shares else frozenset(),
    )


VISIT_APPROVAL = approval(
    "visit_approval",
    frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST}),
    frozenset(
        {
            "visited_on",
            "kind",
            "way",
            "met",
            "declined",
            "purpose",
            "needs",
            "said",
            "follow_up",
            "next_date",
            "promised",
            "goods",
            "signed",
            "signature",
            "files",
        }
    ),
)

AGREEMENT_APPROVAL = approval(
    "agreement_approval",
    frozenset({Role.MEDIATOR}),
    frozenset({"facts", "agreed", "performance", "performance_due", "copies", "agreed_on", "amount"}),
    shares=True,
)
