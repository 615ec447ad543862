"""Mediation: a case, its parties, sessions and agreement, all in the case's own scope."""

from gridcore.codes.mediation import (
    CASE_OUTCOME,
    CASE_SCALE,
    CASE_SOURCE,
    DISPUTE_SUBTYPE,
    DISPUTE_TYPE,
    EVIDENCE_KIND,
    MEMBER_ROLE,
    PARTY_KIND,
    PARTY_ROLE,
    RETENTION_PERIOD,
    SPEAKS_FOR,
)
from gridcore.codes.people import SEX
from gridcore.fields import (
    ASK_KEEP,
    CASE,
    LAST,
    NAME,
    P1,
    P2,
    P3,
    TAIL,
    attachments,
    choice,
    date,
    flag,
    label,
    link,
    long_text,
    number,
    record,
    state,
    text,
)


@record("mediation_case", label("MediationCase", "Mediation case"), scope=CASE)
class MediationCase:
    """A dispute that people's mediation takes up; free of charge, voluntary, kept to its mediators."""

    title = text(label("MediationCase", "Name of the case"), P2, required=True, find=NAME)
    dispute_type = choice(label("MediationCase", "Type of dispute"), DISPUTE_TYPE, P2, required=True)
    source = choice(label("MediationCase", "Source"), CASE_SOURCE, P2, required=True)
    applied_on = date(label("MediationCase", "Applied on"), P1, required=True)
    accepted_on = date(label("MediationCase", "Accepted on"), P1, computed=True, merge=ASK_KEEP)
    committee = text(label("MediationCase", "Mediation committee"), P1, max_length=60)
    facts = long_text(label("MediationCase", "Facts and matters in dispute"), P3)
    requests = long_text(label("MediationCase", "Requests"), P3)
    mediator = text(label("MediationCase", "Mediator"), P1, merge=LAST, max_length=60)
    reason = text(label("MediationCase", "Reason given for the last step"), P3, merge=LAST, computed=True)
    remark = text(label("MediationCase", "Supervisor's remark"), P3, merge=LAST, computed=True)
    progress = state(label("MediationCase", "State of the case"), "mediation", P1)
    subtype = choice(label("MediationCase", "What it is about"), DISPUTE_SUBTYPE, P2)
    referral = text(label("MediationCase", "Number of the office that passed it on"), P2, max_length=60)
    happened_on = date(label("MediationCase", "Happened on"), P2)
    happened_at = text(label("MediationCase", "Happened at"), P2)
    people_involved = number(label("MediationCase", "People involved"), P2, lowest=1, highest=99_999)
    scale = choice(label("MediationCase", "Scale"), CASE_SCALE, P2)
    registrar = text(label("MediationCase", "Registered by"), P1, max_length=60)
    is_public = flag(label("MediationCase", "The parties want it held in public"), P1)
    chosen = flag(label("MediationCase", "The parties chose the mediator"), P1)
    told_on = date(label("MediationCase", "Rights and duties told on"), P1)
    at_risk = flag(label("MediationCase", "It may escalate"), P3)
    delivered_on = date(label("MediationCase", "Notice delivered on"), P1)
    retention = choice(label("MediationCase", "Retention period"), RETENTION_PERIOD, P1)
    filed_by = text(label("MediationCase", "Filed by"), P1, max_length=60)
    filed_on = date(label("MediationCase", "Filed on"), P1)
    closed_on = date(label("MediationCase", "Closed on"), P1, computed=True, merge=LAST)
    outcome = choice(label("MediationCase", "How it came out"), CASE_OUTCOME, P1, computed=True, merge=LAST)
    file_note = long_text(label("MediationCase", "Note on the file"), P3)
    reported_by = text(label("MediationCase", "Handed in by"), P1, computed=True, max_length=60)
    report = text(label("MediationCase", "Dispute handed in"), P1, computed=True, max_length=36)


@record("party", label("Party", "Party"), scope=CASE, parent="case")
class Party:
    """A party as the papers name it: a copy, with the resident as a bare link that sync never follows."""

    case = link(label("Party", "Mediation case"), "mediation_case", P1, required=True)
    role = choice(label("Party", "Role"), PARTY_ROLE, P2, required=True)
    name = text(label("Party", "Name"), P2, required=True, find=NAME, max_length=60)
    sex = choice(label("Party", "Sex"), SEX, P2)
    birth_year = number(label("Party", "Year of birth"), P2, lowest=1900, highest=2100)
    identity_tail = text(label("Party", "Last four characters of the identity number"), P2, max_length=4)
    address = text(label("Party", "Address"), P2)
    phone = text(label("Party", "Phone"), P2, find=TAIL, max_length=20)
    resident = text(label("Party", "Resident"), P2, computed=True, max_length=36)
    kind = choice(label("Party", "Kind of party"), PARTY_KIND, P2)
    occupation = text(label("Party", "Occupation or post"), P2, max_length=60)
    spoken_for_by = text(label("Party", "Spoken for by"), P2, max_length=60)
    speaks_as = choice(label("Party", "Speaks for the party as"), SPEAKS_FOR, P2)
    refused_on = date(label("Party", "Refused mediation on"), P2)
    refused_mediator = text(label("Party", "Refuses as mediator"), P2, max_length=60)


@record("mediation_session", label("MediationSession", "Mediation record"), scope=CASE, parent="case")
class MediationSession:
    """One session of mediation."""

    case = link(label("MediationSession", "Mediation case"), "mediation_case", P1, required=True)
    held_on = date(label("MediationSession", "Date of the session"), P1, required=True)
    place = text(label("MediationSession", "Place"), P2)
    present = text(label("MediationSession", "Present"), P2)
    rights_told = flag(label("MediationSession", "Rights and duties were told"), P1)
    statements = long_text(label("MediationSession", "Statements of both sides"), P3)
    result = long_text(label("MediationSession", "Result"), P3)
    matter = text(label("MediationSession", "Matter"), P3)
    invited = text(label("MediationSession", "Invited to take part"), P2)
    facts = long_text(label("MediationSession", "Facts as they were found"), P3)
    risk_told = flag(label("MediationSession", "The parties were told what may happen without agreement"), P1)
    recorder = text(label("MediationSession", "Recorder"), P1, max_length=60)


@record("evidence", label("Evidence", "Evidence"), scope=CASE, parent="case")
class Evidence:
    """One piece of evidence as the case file lists it; only copies are kept."""

    case = link(label("Evidence", "Mediation case"), "mediation_case", P1, required=True)
    title = text(label("Evidence", "Name of the evidence"), P2, required=True, max_length=60)
    kind = choice(label("Evidence", "Kind of evidence"), EVIDENCE_KIND, P2, required=True)
    provided_by = text(label("Evidence", "Provided by"), P2, max_length=60)
    dated_on = date(label("Evidence", "Date of the evidence"), P2)
    pages = number(label("Evidence", "Pages"), P1, lowest=1, highest=9_999)
    original_seen = flag(label("Evidence", "Original was seen"), P1)
    files = attachments(label("Evidence", "Attachments"), P3)


@record("agreement", label("Agreement", "Mediation agreement"), scope=CASE, parent="case")
class Agreement:
    """What the parties agreed; in force when all have signed and the seal is put on."""

    case = link(label("Agreement", "Mediation case"), "mediation_case", P1, required=True)
    paper_number = text(
        label("Agreement", "Number"), P1, merge=ASK_KEEP, computed=True, find=NAME, max_length=60
    )
    facts = long_text(label("Agreement", "Main facts and matters in dispute"), P3, required=True)
    agreed = long_text(label("Agreement", "What was agreed, one clause a line"), P3, required=True)
    performance = text(label("Agreement", "Way and place of performance"), P3)
    performance_due = date(label("Agreement", "To be performed by"), P1)
    copies = number(label("Agreement", "Copies"), P1, lowest=2, highest=30)
    agreed_on = date(label("Agreement", "Date of the agreement"), P1, required=True)
    recorder = text(label("Agreement", "Recorder"), P1, max_length=60)
    in_force_on = date(label("Agreement", "Day of the last signature or the seal"), P1)
    remark = text(label("Agreement", "Supervisor's remark"), P3, merge=LAST, computed=True)
    approval = state(label("Agreement", "Approval"), "agreement_approval", P1)
    amount = number(label("Agreement", "Agreed amount in yuan"), P3, lowest=0, highest=1_000_000_000)


@record("case_member", label("CaseMember", "Member of the case"), scope=CASE, parent="case")
class CaseMember:
    """Who else works on the case; accepting it gives that user the case's scope."""

    case = link(label("CaseMember", "Mediation case"), "mediation_case", P1, required=True)
    user = text(label("CaseMember", "User"), P1, required=True, max_length=60)
    member_role = choice(label("CaseMember", "Role"), MEMBER_ROLE, P1, required=True)
    until = date(label("CaseMember", "Until"), P1)
