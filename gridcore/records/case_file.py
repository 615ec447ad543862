"""What else belongs into the file of a mediation case, all in the case's own scope."""

from gridcore.codes.mediation import (
    ATTORNEY_POWERS,
    CASE_PAPER,
    CONFIRMATION_RESULT,
    HELPER_RELATION,
    HOW_PERFORMED,
    SATISFACTION,
)
from gridcore.fields import (
    ASK_KEEP,
    CASE,
    P1,
    P2,
    P3,
    attachments,
    choice,
    choices,
    date,
    flag,
    label,
    link,
    long_text,
    moment,
    number,
    record,
    text,
)


@record("power_of_attorney", label("PowerOfAttorney", "Power of attorney"), scope=CASE, parent="case")
class PowerOfAttorney:
    """Who acts for a party, and in what."""

    case = link(label("PowerOfAttorney", "Mediation case"), "mediation_case", P1, required=True)
    party = link(label("PowerOfAttorney", "Party"), "party", P2, required=True)
    agent = text(label("PowerOfAttorney", "Agent"), P2, required=True, max_length=60)
    relation = text(label("PowerOfAttorney", "Relation or law firm"), P2, max_length=60)
    phone = text(label("PowerOfAttorney", "Phone"), P2, max_length=20)
    powers = choices(label("PowerOfAttorney", "Powers"), ATTORNEY_POWERS, P2)
    given_on = date(label("PowerOfAttorney", "Given on"), P2, required=True)
    files = attachments(label("PowerOfAttorney", "Attachments"), P3)


@record("investigation", label("Investigation", "Record of an investigation"), scope=CASE, parent="case")
class Investigation:
    """What somebody who knows of the dispute told the mediators."""

    case = link(label("Investigation", "Mediation case"), "mediation_case", P1, required=True)
    held_on = date(label("Investigation", "Date"), P1, required=True)
    place = text(label("Investigation", "Place"), P2)
    present = text(label("Investigation", "Present"), P2)
    investigators = text(label("Investigation", "Investigators"), P1, required=True, max_length=120)
    asked = text(label("Investigation", "Person asked"), P2, required=True, max_length=60)
    content = long_text(label("Investigation", "What was told"), P3, required=True)
    recorder = text(label("Investigation", "Recorder"), P1, max_length=60)


@record("case_helper", label("InvitedPerson", "Invited helper"), scope=CASE, parent="case")
class InvitedPerson:
    """Somebody invited to help, with the consent of both sides (People's Mediation Law, article 20)."""

    case = link(label("InvitedPerson", "Mediation case"), "mediation_case", P1, required=True)
    name = text(label("InvitedPerson", "Name"), P2, required=True, max_length=60)
    relation = choice(label("InvitedPerson", "Who it is"), HELPER_RELATION, P2, required=True)
    applicants_agree = flag(label("InvitedPerson", "The applicants agree"), P1, required=True)
    respondents_agree = flag(label("InvitedPerson", "The respondents agree"), P1, required=True)


@record("case_extension", label("CaseExtension", "Longer time"), scope=CASE, parent="case")
class CaseExtension:
    """More days for mediating, which all parties asked for."""

    case = link(label("CaseExtension", "Mediation case"), "mediation_case", P1, required=True)
    asked_on = date(label("CaseExtension", "Asked for on"), P1, required=True)
    days = number(label("CaseExtension", "Days more"), P1, required=True, lowest=1, highest=90)
    by_all = flag(label("CaseExtension", "All parties asked for it"), P1, required=True)


@record("performance_item", label("PerformanceItem", "What is to be done"), scope=CASE, parent="case")
class PerformanceItem:
    """One thing that the agreement binds a party to, by when, and how it was done."""

    case = link(label("PerformanceItem", "Mediation case"), "mediation_case", P1, required=True)
    party = link(label("PerformanceItem", "To be done by"), "party", P2, required=True)
    what = text(label("PerformanceItem", "What is to be done"), P3, required=True)
    due = date(label("PerformanceItem", "Due on"), P1, required=True)
    done_on = date(label("PerformanceItem", "Done on"), P1)
    proof = text(label("PerformanceItem", "Receipt or other proof"), P3)
    files = attachments(label("PerformanceItem", "Attachments"), P3)


@record("return_visit", label("ReturnVisit", "Return visit"), scope=CASE, parent="case")
class ReturnVisit:
    """Whether the agreement holds, and whether the parties are at peace with it."""

    case = link(label("ReturnVisit", "Mediation case"), "mediation_case", P1, required=True)
    visited_on = date(label("ReturnVisit", "Date of the visit"), P1, required=True)
    performed = choice(label("ReturnVisit", "How it was performed"), HOW_PERFORMED, P2, required=True)
    satisfied = choice(label("ReturnVisit", "The parties are"), SATISFACTION, P2, required=True)
    reconciled = flag(label("ReturnVisit", "The parties are at peace"), P2, required=True)
    lawsuit = text(label("ReturnVisit", "Later lawsuit and its result"), P3)
    trouble = long_text(label("ReturnVisit", "Faults of the mediation, signs of new trouble"), P3)
    measures = long_text(label("ReturnVisit", "Measures"), P3)
    visitor = text(label("ReturnVisit", "Visitor"), P1, required=True, max_length=60)


@record("confirmation", label("Confirmation", "Judicial confirmation"), scope=CASE, parent="case")
class Confirmation:
    """That both parties asked a court to confirm the agreement, and what it ruled."""

    case = link(label("Confirmation", "Mediation case"), "mediation_case", P1, required=True)
    court = text(label("Confirmation", "Court"), P2, required=True, max_length=60)
    applied_on = date(label("Confirmation", "Applied for on"), P1, required=True)
    accepted_on = date(label("Confirmation", "Accepted on"), P1)
    decided_on = date(label("Confirmation", "Ruled on"), P1)
    result = choice(label("Confirmation", "Ruling"), CONFIRMATION_RESULT, P2)
    number = text(label("Confirmation", "Number of the ruling"), P2, max_length=60)
    files = attachments(label("Confirmation", "Attachments"), P3)


@record("signed_paper", label("SignedPaper", "Signed paper"), scope=CASE, parent="case")
class SignedPaper:
    """A paper as it was signed: it never changes any more; what is wrong in it is put right by a new one."""

    case = link(label("SignedPaper", "Mediation case"), "mediation_case", P1, required=True)
    paper = choice(label("SignedPaper", "Paper"), CASE_PAPER, P1, required=True)
    title = text(label("SignedPaper", "Name"), P2, max_length=60)
    signed_on = date(label("SignedPaper", "Signed on"), P1, required=True)
    pages = number(label("SignedPaper", "Pages"), P1, lowest=1, highest=9_999)
    content_hash = text(
        label("SignedPaper", "Hash of its content"), P1, computed=True, merge=ASK_KEEP, max_length=64
    )
    files = attachments(label("SignedPaper", "Attachments"), P3)
    about = text(label("SignedPaper", "Filled from"), P1, computed=True, max_length=36)
    content = long_text(label("SignedPaper", "What stood on it"), P3, computed=True)
    signatures = attachments(label("SignedPaper", "Drawn signatures"), P3, computed=True)


@record("case_look", label("CaseLook", "Opening of a case"), scope=CASE, parent="case")
class CaseLook:
    """Somebody opened the case: when, and who; everybody who has the case sees who else did."""

    case = link(label("CaseLook", "Mediation case"), "mediation_case", P1, required=True)
    looked_at = moment(label("CaseLook", "Opened at"), P1, required=True)
    looked_by = text(label("CaseLook", "Opened by"), P1, computed=True, max_length=60)
