"""How a visit goes to a colleague: it is offered, and stays whose it is until the colleague accepts."""

from gridcore.fields import Label, label
from gridcore.roles import Role
from gridcore.workflows.machine import Machine, StepRule

KEPT, OFFERED, ACCEPTED, DECLINED = "kept", "offered", "accepted", "declined"
TAKEN_BACK = "taken_back"

_VISITORS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})
_OFFER = label("VisitOffer", "Offer to a colleague")
_TAKE_BACK = label("VisitOffer", "Take back")


def _from_another(source: str, to: str, title: Label, *, needs_reason: bool = False) -> StepRule:
    """A step that whoever set the state before does not take: nobody answers the own offer."""
    return StepRule(source, to, _VISITORS, title, needs_reason=needs_reason, not_own=True)


VISIT_OFFER = Machine(
    name="visit_offer",
    first=KEPT,
    states={
        KEPT: label("VisitOffer", "With whose it is"),
        OFFERED: label("VisitOffer", "Offered, waiting for an answer"),
        ACCEPTED: label("VisitOffer", "Accepted by the colleague"),
        DECLINED: label("VisitOffer", "Declined by the colleague"),
        TAKEN_BACK: label("VisitOffer", "Taken back from the colleague"),
    },
    steps=(
        StepRule(KEPT, OFFERED, _VISITORS, _OFFER, has_words=True),
        StepRule(OFFERED, KEPT, _VISITORS, label("VisitOffer", "Withdraw the offer"), only_own=True),
        _from_another(OFFERED, ACCEPTED, label("VisitOffer", "Accept")),
        _from_another(OFFERED, DECLINED, label("VisitOffer", "Decline"), needs_reason=True),
        StepRule(DECLINED, OFFERED, _VISITORS, _OFFER, has_words=True),
        _from_another(DECLINED, KEPT, label("VisitOffer", "Put away")),
        StepRule(ACCEPTED, OFFERED, _VISITORS, _OFFER, only_own=True, has_words=True),
        *(
            _from_another(each, TAKEN_BACK, _TAKE_BACK, needs_reason=True)
            for each in (ACCEPTED, OFFERED, KEPT)
        ),
        StepRule(DECLINED, TAKEN_BACK, _VISITORS, _TAKE_BACK, needs_reason=True, has_words=True),
        _from_another(TAKEN_BACK, KEPT, label("VisitOffer", "Put away")),
        StepRule(TAKEN_BACK, OFFERED, _VISITORS, _OFFER, has_words=True),
    ),
)
"""To whom it is offered is told by a cell that goes with the step (`gridcore.visit_offers`). It is taken back
from a colleague who is not there any more, too, also where they offered it on themselves; else nobody would
make the visit. Who declined it may do so as well: it is not theirs.
"""
