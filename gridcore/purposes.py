"""What each field is kept for (docs/security.md). A field that serves no purpose may not exist.

A kind of record has one purpose; a field that serves another one is named by itself, and so is each that is
sensitive.
"""

import enum
from collections.abc import Mapping

from gridcore.fields import P2, Field


class Purpose(enum.StrEnum):
    """What something is kept for."""

    PLACES = "places"
    REACHING = "reaching"
    TELLING_APART = "telling_apart"
    VISITING = "visiting"
    HELPING = "helping"
    MEDIATING = "mediating"
    ACCOUNTING = "accounting"
    DECIDING = "deciding"


_KINDS: Mapping[Purpose, str] = {
    Purpose.PLACES: "district community grid building grid_period grid_change room facility",
    Purpose.REACHING: "household resident membership phone_number",
    Purpose.TELLING_APART: "told_apart resident_identity",
    Purpose.VISITING: (
        "visit visit_exception quick_note campaign stand_in life_change extra_visit_change diary"
        " grid_activity patrol_plan patrol_point patrol patrol_check"
    ),
    Purpose.HELPING: "care_plan aid_pair care_reason aid_project aid_grant danger_report danger_receipt",
    Purpose.MEDIATING: (
        "mediation_case party mediation_session evidence agreement case_member power_of_attorney"
        " investigation case_helper case_extension performance_item return_visit confirmation"
        " legal_adviser mediation_room dispute_report dispute_receipt case_danger"
    ),
    Purpose.ACCOUNTING: "consent given_file rights_request list_export care_look case_look signed_paper",
    Purpose.DECIDING: "conflict proposal parked_edit parked_answer",
}
_FIELDS: Mapping[Purpose, str] = {
    Purpose.TELLING_APART: "resident.sex resident.birth_date resident.identity_tail",
    Purpose.HELPING: (
        "care_reason.category care_reason.disability_kind care_reason.disability_grade care_reason.review_on"
        " care_reason.ends_on care_reason.remark visit.needs visit.follow_up"
        " danger_report.dangers danger_report.who danger_report.place danger_report.said danger_report.told"
        " danger_report.answer"
    ),
    Purpose.MEDIATING: (
        "mediation_case.facts mediation_case.requests mediation_case.reason mediation_case.remark"
        " mediation_session.statements mediation_session.result evidence.files agreement.facts"
        " agreement.agreed agreement.performance agreement.amount agreement.remark"
        " mediation_case.at_risk mediation_case.file_note mediation_session.matter mediation_session.facts"
        " dispute_report.said"
        " power_of_attorney.files investigation.content performance_item.what performance_item.proof"
        " performance_item.files return_visit.lawsuit return_visit.trouble return_visit.measures"
        " confirmation.files signed_paper.files signed_paper.content signed_paper.signatures"
    ),
    Purpose.ACCOUNTING: "care_reason.basis care_reason.confirmed_by care_look.why",
}
PURPOSES: Mapping[str, Purpose] = {
    name: purpose for table in (_KINDS, _FIELDS) for purpose, names in table.items() for name in names.split()
}
"""By kind, and by `kind.field` where a field has a purpose of its own."""


def purpose_of(field: Field) -> Purpose | None:
    """What a declared field is kept for; None for one that may not exist: nobody said what it serves."""
    own = PURPOSES.get(f"{field.record}.{field.name}")
    if own is not None or field.data_class > P2:
        return own
    return PURPOSES.get(field.record)
