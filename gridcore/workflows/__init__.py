"""What may happen next: one table of steps for each state machine."""

from collections.abc import Mapping

from gridcore.workflows.approval import AGREEMENT_APPROVAL, VISIT_APPROVAL
from gridcore.workflows.danger import DANGER_REPORT
from gridcore.workflows.decision import CONFLICT, PARKED_EDIT, PROPOSAL
from gridcore.workflows.diary import DIARY
from gridcore.workflows.dispute_report import DISPUTE_REPORT
from gridcore.workflows.export import LIST_EXPORT
from gridcore.workflows.machine import Machine, StepRule
from gridcore.workflows.mediation import MEDIATION
from gridcore.workflows.rights import RIGHTS_REQUEST
from gridcore.workflows.visit_offer import VISIT_OFFER

MACHINES: Mapping[str, Machine] = {
    each.name: each
    for each in (
        *(VISIT_APPROVAL, AGREEMENT_APPROVAL, MEDIATION, CONFLICT, PROPOSAL, PARKED_EDIT),
        *(LIST_EXPORT, RIGHTS_REQUEST, DIARY, DISPUTE_REPORT, DANGER_REPORT, VISIT_OFFER),
    )
}

__all__ = ["MACHINES", "Machine", "StepRule"]
