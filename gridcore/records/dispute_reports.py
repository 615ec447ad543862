"""A dispute that a worker hears of at the door and hands in to the mediators of the community."""

from gridcore.codes.disputes import DECLINE_REASON, DISPUTE_ANSWER
from gridcore.codes.mediation import DISPUTE_TYPE
from gridcore.fields import (
    INTAKE,
    LAST,
    P1,
    P2,
    P3,
    USER,
    choice,
    date,
    flag,
    label,
    link,
    long_text,
    moment,
    record,
    state,
    text,
)


@record("dispute_report", label("DisputeReport", "Dispute handed in"), scope=INTAKE)
class DisputeReport:
    """What was heard of a dispute: its author hands it in and keeps nothing of it; mediators receive it.

    `household` is a bare link that sync never follows. `reported_by` is written by the server.
    """

    told_on = date(label("DisputeReport", "Heard on"), P1, required=True)
    place = text(label("DisputeReport", "Where"), P2)
    told_by = text(label("DisputeReport", "Who told of it"), P2, max_length=60)
    dispute_type = choice(label("DisputeReport", "Type of dispute"), DISPUTE_TYPE, P2)
    said = long_text(label("DisputeReport", "What the dispute is about"), P3, required=True)
    agreed = flag(
        label("DisputeReport", "Who told of it agrees that the mediators hear of it"), P1, required=True
    )
    household = text(label("DisputeReport", "Household"), P2, computed=True, max_length=36)
    reported_by = text(label("DisputeReport", "Handed in by"), P1, merge=LAST, computed=True, max_length=60)
    reported_at = moment(label("DisputeReport", "Handed in"), P1, merge=LAST, computed=True)
    progress = state(label("DisputeReport", "State"), "dispute_report", P1)


@record("dispute_receipt", label("DisputeReceipt", "Receipt for a dispute"), scope=USER)
class DisputeReceipt:
    """What the author of a report sees of it: that it was handed in, and whether it was taken on.

    The server writes it; it holds nothing of what was said, and nothing of a case.
    """

    household = link(label("DisputeReceipt", "Household"), "household", P1, computed=True)
    told_on = date(label("DisputeReceipt", "Heard on"), P1, computed=True)
    handed_in_at = moment(label("DisputeReceipt", "Handed in"), P1, computed=True)
    outcome = choice(label("DisputeReceipt", "Answer"), DISPUTE_ANSWER, P1, computed=True)
    reason = choice(label("DisputeReceipt", "Why not"), DECLINE_REASON, P1, computed=True)
    answered_at = moment(label("DisputeReceipt", "Answered"), P1, computed=True)
