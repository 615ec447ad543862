"""Somebody is in danger: what was seen and who was told, for supervisors alone, and that they read it."""

from gridcore.codes.danger import DANGER, TOLD_OF_DANGER
from gridcore.fields import (
    CASE,
    LAST,
    P1,
    P4,
    RESTRICTED,
    USER,
    choices,
    date,
    label,
    link,
    long_text,
    moment,
    record,
    state,
    text,
)


@record("danger_report", label("DangerReport", "Report of danger"), scope=RESTRICTED)
class DangerReport:
    """What was seen, and to whom it was reported: its author hands it in and keeps nothing of it.

    `subject` is a bare link to the household or the case that sync never follows. The server writes who
    handed it in, and who has read it.
    """

    seen_on = date(label("DangerReport", "Seen or heard on"), P1, required=True)
    dangers = choices(label("DangerReport", "What the danger is"), DANGER, P4, required=True)
    who = text(label("DangerReport", "Who is in danger"), P4, max_length=60)
    place = text(label("DangerReport", "Where"), P4)
    said = long_text(label("DangerReport", "What was seen or heard"), P4, required=True)
    told = choices(label("DangerReport", "Who was told of it"), TOLD_OF_DANGER, P4)
    told_on = date(label("DangerReport", "Told on"), P1)
    told_at = text(label("DangerReport", "Told at what time"), P1, max_length=20)
    answer = text(label("DangerReport", "Their answer, name or number"), P4, max_length=120)
    subject = text(label("DangerReport", "Record"), P1, computed=True, max_length=36)
    subject_kind = text(label("DangerReport", "Kind of record"), P1, computed=True, max_length=40)
    reported_by = text(label("DangerReport", "Handed in by"), P1, merge=LAST, computed=True, max_length=60)
    reported_at = moment(label("DangerReport", "Handed in"), P1, merge=LAST, computed=True)
    read_by = text(label("DangerReport", "Read by"), P1, merge=LAST, computed=True, max_length=60)
    read_at = moment(label("DangerReport", "Read"), P1, merge=LAST, computed=True)
    progress = state(label("DangerReport", "State"), "danger_report", P1)


@record("danger_receipt", label("DangerReceipt", "Receipt for a report of danger"), scope=USER)
class DangerReceipt:
    """What the author of a report sees of it: that it was handed in, and that a supervisor has read it.

    The server writes it; it holds nothing of what was said, and about whom.
    """

    seen_on = date(label("DangerReceipt", "Seen or heard on"), P1, computed=True)
    reported_at = moment(label("DangerReceipt", "Handed in"), P1, computed=True)
    read_by = text(label("DangerReceipt", "Read by"), P1, computed=True, max_length=60)
    read_at = moment(label("DangerReceipt", "Read"), P1, computed=True)


@record("case_danger", label("CaseDanger", "Danger in the case"), scope=CASE, parent="case")
class CaseDanger:
    """That danger was reported from a case: it is not settled before a supervisor has read the report."""

    case = link(label("CaseDanger", "Mediation case"), "mediation_case", P1, required=True)
    reported_on = date(label("CaseDanger", "Reported on"), P1, required=True)
    reported_by = text(label("CaseDanger", "Reported by"), P1, max_length=60)
    report = text(label("CaseDanger", "Report"), P1, computed=True, max_length=36)
    read_by = text(label("CaseDanger", "Read by"), P1, merge=LAST, computed=True, max_length=60)
    read_at = moment(label("CaseDanger", "Read"), P1, merge=LAST, computed=True)
